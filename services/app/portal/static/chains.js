// Draws the bubbles of a contact graph. The server has done the sums: some hundred circles come, whatever the
// size of the graph. Everything done here can be done by the links of the table below it as well.
"use strict";

(() => {
  const COLOURS = ["#b2182b", "#ef8a62", "#fdd49e", "#92c5de", "#4393c3", "#2166ac"];
  const LOOSE = "#b8bec6";
  const GAP = 3;
  let view = null; // of the picture that is shown now

  // ---- where the circles lie

  const radiusOf = (group) => (group.kind === "person" ? 7 : 5 + 1.6 * Math.sqrt(group.people));

  // The largest in the middle, each next one at the first free spot of a spiral.
  const pack = (nodes) => {
    const placed = [];
    let start = 0;
    for (const node of [...nodes].sort((a, b) => b.r - a.r)) {
      for (let turn = start; ; turn += 1) {
        const far = 2.2 * Math.sqrt(turn) * Math.sqrt(node.r);
        const angle = turn * 2.399963;
        node.x = far * Math.cos(angle);
        node.y = far * Math.sin(angle);
        if (!placed.some((p) => Math.hypot(p.x - node.x, p.y - node.y) < p.r + node.r + GAP)) {
          start = Math.floor(turn / 2);
          break;
        }
      }
      placed.push(node);
    }
    return Math.max(8, ...placed.map((p) => Math.hypot(p.x, p.y) + p.r));
  };

  const shift = (node, x, y) => {
    node.x += x;
    node.y += y;
    for (const child of node.children) shift(child, node.x, node.y);
  };

  const layOut = (picture) => {
    const nodes = picture.groups.map((group) => ({ group, children: [], r: radiusOf(group), x: 0, y: 0 }));
    const top = [];
    nodes.forEach((node) => (node.group.parent === null ? top : nodes[node.group.parent].children).push(node));
    for (const node of [...nodes].reverse()) if (node.children.length) node.r = pack(node.children) + 8;
    const whole = pack(top);
    for (const node of top) shift(node, 0, 0);
    return { nodes, whole };
  };

  // ---- drawing

  const circle = (pen, node) => {
    pen.beginPath();
    pen.arc(node.x, node.y, node.r, 0, 2 * Math.PI);
  };

  const slices = (pen, node) => {
    const { levels, people } = node.group;
    let from = -Math.PI / 2;
    levels.forEach((count, level) => {
      if (!count) return;
      const to = from + (2 * Math.PI * count) / people;
      pen.beginPath();
      pen.moveTo(node.x, node.y);
      pen.arc(node.x, node.y, node.r, from, to);
      pen.fillStyle = level === levels.length - 1 ? LOOSE : COLOURS[Math.min(level, COLOURS.length - 1)];
      pen.fill();
      from = to;
    });
  };

  const label = (pen, node, scale) => {
    if (node.r * scale < 15 || node.group.opened) return;
    const size = Math.min(13, Math.max(9, (node.r * scale) / 3)) / scale;
    pen.font = `600 ${size}px sans-serif`;
    pen.textAlign = "center";
    pen.lineWidth = 3 / scale;
    pen.strokeStyle = "rgba(255,255,255,.9)";
    pen.fillStyle = "#1d2733";
    const lines = node.group.kind === "person" ? [node.group.name] : [node.group.name, String(node.group.people)];
    lines.forEach((text, at) => {
      const y = node.y + size * (at - (lines.length - 1) / 2 + 0.35);
      pen.strokeText(text, node.x, y);
      pen.fillText(text, node.x, y);
    });
  };

  const lines = (pen) => {
    const faint = Math.max(0.07, Math.min(0.3, 60 / view.picture.links.length));
    for (const [one, other, count] of view.picture.links) {
      const [a, b] = [view.nodes[one], view.nodes[other]];
      const near = a === view.marked || b === view.marked;
      pen.strokeStyle = near ? "rgba(23,70,158,.85)" : `rgba(60,70,85,${faint})`;
      pen.lineWidth = (near ? 1.5 : 1) * Math.min(6, 0.6 + Math.log2(1 + count) / 2) / view.scale;
      pen.beginPath();
      pen.moveTo(a.x, a.y);
      pen.lineTo(b.x, b.y);
      pen.stroke();
    }
  };

  const draw = () => {
    const { canvas, nodes, marked, scale } = view;
    const pen = canvas.getContext("2d");
    const dense = window.devicePixelRatio || 1;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(scale * dense, 0, 0, scale * dense, view.left * dense, view.top * dense);
    for (const node of nodes.filter((one) => one.group.opened)) {
      circle(pen, node);
      pen.fillStyle = "rgba(22,50,92,.06)";
      pen.fill();
      pen.strokeStyle = "#16325c";
      pen.lineWidth = 1.5 / scale;
      pen.stroke();
    }
    lines(pen);
    for (const node of nodes) if (!node.group.opened) slices(pen, node);
    if (marked) {
      circle(pen, marked);
      pen.strokeStyle = "#f2a900";
      pen.lineWidth = 3 / scale;
      pen.stroke();
    }
    for (const node of nodes) label(pen, node, scale);
  };

  // ---- looking closer

  const fit = () => {
    const { canvas } = view;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const dense = window.devicePixelRatio || 1;
    canvas.width = width * dense;
    canvas.height = height * dense;
    view.scale = Math.min(width, height) / (2 * view.whole + 8);
    view.left = width / 2;
    view.top = height / 2;
    draw();
  };

  const zoom = (factor, x, y) => {
    view.left = x - (x - view.left) * factor;
    view.top = y - (y - view.top) * factor;
    view.scale *= factor;
    draw();
  };

  const zoomMiddle = (factor) => zoom(factor, view.canvas.clientWidth / 2, view.canvas.clientHeight / 2);

  // ---- pointing and opening

  // The innermost that holds the point: what an opened one holds comes after it.
  const under = (event) => {
    const box = view.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left - view.left) / view.scale;
    const y = (event.clientY - box.top - view.top) / view.scale;
    return view.nodes.findLast((node) => Math.hypot(node.x - x, node.y - y) <= node.r) || null;
  };

  const mark = (node) => {
    if (node === view.marked) return;
    view.marked = node;
    const word = document.getElementById("chain-word");
    if (node && word) {
      const { name, person, people, outside, first, last } = node.group;
      const days = [...new Set([first, last])].filter(Boolean).join(" → ");
      const path = [];
      for (let at = node.group.parent; at !== null; at = view.picture.groups[at].parent) path.unshift(view.picture.groups[at].name);
      word.textContent = [[...path, person || name].join(" › "), `${people} ${word.dataset.people}`, days,
        `${outside} ${word.dataset.contacts}`].filter(Boolean).join(" · ");
    }
    draw();
  };

  const toggle = (node) => node && node.group.to && load(node.group.to, true);

  // Both the table and the picture come with one answer: they cannot disagree.
  const load = async (address, remember) => {
    const parts = document.getElementById("chain-parts");
    parts.setAttribute("aria-busy", "true");
    const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = fresh && fresh.getElementById("chain-parts");
    if (!found) {
      location.assign(address);
      return;
    }
    for (const id of [".moment", ".top"]) {
      const [old, now] = [document.querySelector(id), fresh.querySelector(id)];
      if (old && now) old.replaceWith(now);
    }
    parts.replaceWith(found);
    if (remember) history.pushState(null, "", address);
    begin();
    if (remember) view && view.canvas.focus({ preventScroll: true });
  };

  const listen = (canvas) => {
    let held = null;
    let moved = false;
    canvas.addEventListener("pointerdown", (event) => {
      held = [event.clientX, event.clientY];
      moved = false;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (held && event.pointerType === "mouse" && Math.hypot(event.clientX - held[0], event.clientY - held[1]) > 4) {
        moved = true;
        view.left += event.movementX;
        view.top += event.movementY;
        draw();
      } else if (!held) mark(under(event));
    });
    canvas.addEventListener("pointerup", (event) => {
      if (held && !moved) {
        const node = under(event);
        mark(node);
        toggle(node);
      }
      held = null;
    });
    canvas.addEventListener("pointerleave", () => (held = null));
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const box = canvas.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        const many = view.nodes.length;
        mark(view.nodes[(view.nodes.indexOf(view.marked) + step + many) % many]);
      } else if (event.key === "Enter" || event.key === " ") toggle(view.marked);
      else return;
      event.preventDefault();
    });
  };

  const begin = () => {
    const frame = document.querySelector(".chain-picture");
    view = null;
    if (!frame) return;
    frame.hidden = false;
    const picture = JSON.parse(frame.dataset.picture);
    const canvas = document.getElementById("chain-canvas");
    view = { picture, canvas, marked: null, scale: 1, left: 0, top: 0, ...layOut(picture) };
    listen(canvas);
    for (const [name, act] of [["in", () => zoomMiddle(1.4)], ["out", () => zoomMiddle(1 / 1.4)], ["fit", fit]]) {
      frame.querySelector(`[data-do=${name}]`).addEventListener("click", act);
    }
    for (const one of document.querySelectorAll("[data-toggle]")) {
      one.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        load(one.href, true);
      });
    }
    fit();
    canvas.dataset.drawn = String(view.nodes.length);
  };

  addEventListener("popstate", () => load(location.href, false));
  addEventListener("resize", () => view && fit());
  begin();
})();
