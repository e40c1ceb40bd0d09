// One coloured outline for each area; its colour follows the day, its digit stands in its roomiest spot.
const PHD_LINES = {
  outside: { color: "#8a8577", weight: 0.8, dashArray: "3 3" },
  commune: { color: "#6b6b6b", weight: 0.5 },
  district: { color: "#2b2b2b", weight: 1.5 },
};
const PHD_PLAIN_LAND = "#e9e6de";
const PHD_DIGIT_ROOM = { commune: 8, district: 12, outside: 16 }; // pixels free around a digit
const PHD_NAME_ROOM = { commune: 22, district: 20, outside: 18 };

function phdPanes(map) {
  const order = { land: 210, outside: 220, commune: 230, district: 240, lines: 250, names: 450, places: 460 };
  for (const [name, z] of Object.entries(order)) map.createPane(`phd-${name}`).style.zIndex = z;
  for (const name of ["land", "lines", "names"]) map.getPane(`phd-${name}`).style.pointerEvents = "none";
}

function phdBackdrop(map, scene) {
  for (const land of scene.land) {
    const fill = land.beyond ? "#dedad0" : PHD_PLAIN_LAND;
    const style = { pane: "phd-land", fillColor: fill, color: fill, weight: 0.7, fillOpacity: 1, interactive: false };
    L.polygon(phdPolygons(land.rings), style).addTo(map);
  }
  for (const line of scene.border) {
    const style = { pane: "phd-lines", color: "#7b3f3f", weight: 2, dashArray: "9 4 2 4", interactive: false };
    L.polyline(phdLine(line), style).addTo(map);
  }
  for (const label of scene.labels) {
    const icon = L.divIcon({ className: `phd-word phd-word-${label.kind}`, html: phdNode("span", "", label.name), iconSize: null });
    L.marker([label.lat, label.lon], { icon, pane: "phd-names", interactive: false, keyboard: false }).addTo(map);
  }
}

function phdAreas(map, scene, state) {
  const groups = { outside: L.layerGroup(), commune: L.layerGroup(), district: L.layerGroup() };
  const areas = scene.areas.map((area) => phdArea(area, groups[area.layer], scene, state));
  const lines = scene.areas.filter((area) => area.layer === "district").map((area) =>
    L.polygon(phdPolygons(area.rings), { ...PHD_LINES.district, pane: "phd-lines", fill: false, interactive: false }));
  L.layerGroup(lines).addTo(map);
  const digits = () => areas.forEach((area) => area.fitDigit(map));
  map.on("zoomend", digits);
  return { groups, areas, digits, paint: () => areas.forEach((area) => area.paint()) };
}

function phdArea(area, group, scene, state) {
  const known = scene.levels[area.code];
  const shape = L.polygon(phdPolygons(area.rings), {
    ...PHD_LINES[area.layer], pane: `phd-${area.layer}`, fillColor: PHD_PLAIN_LAND, fillOpacity: 1,
    className: `phd-area phd-area-${area.code}`,
  }).addTo(group);
  shape.bindTooltip(() => phdTold(area, scene, state), { sticky: true, className: "phd-told", direction: "auto" });
  shape.bindPopup(() => phdTold(area, scene, state), { className: "phd-told", maxWidth: 320 });
  shape.on("mouseover", () => shape.setStyle({ weight: PHD_LINES[area.layer].weight + 1.8 }).bringToFront());
  shape.on("mouseout", () => shape.setStyle({ weight: PHD_LINES[area.layer].weight }));
  const written = phdDigit(area, group);
  let last = null;
  return {
    ...area,
    levelAt: () => (known ? known[state.step] : "-"),
    paint() {
      const level = known ? known[state.step] : area.layer === "outside" ? "" : "-";
      if (level === last) return;
      last = level;
      shape.setStyle({ fillColor: level ? scene.colours[level] : PHD_PLAIN_LAND });
      if (written) written.show(level);
    },
    fitDigit: (map) => written && written.fit(map),
  };
}

function phdDigit(area, group) {
  if (!area.label) return null;
  const [lon, lat, room] = area.label;
  const box = phdNode("span", `phd-digit phd-digit-${area.layer}`);
  const name = phdNode("span", "phd-name", area.layer === "commune" ? area.name.replace(/^(Phường|Xã|Thị trấn) /, "")
    : area.name.replace(/^(Thành phố|Thị xã|Huyện|Quận) /, ""));
  const sign = phdNode("b", "");
  box.append(name, sign);
  const icon = L.divIcon({ className: "phd-label", html: box, iconSize: null });
  L.marker([lat, lon], { icon, pane: "phd-names", interactive: false, keyboard: false }).addTo(group);
  return {
    show(level) { sign.textContent = level === "-" ? "–" : level; sign.className = `phd-on-${level || "x"}`; },
    fit(map) {
      const pixels = room * 256 * 2 ** map.getZoom() / 360;
      sign.hidden = pixels < PHD_DIGIT_ROOM[area.layer];
      name.hidden = pixels < PHD_NAME_ROOM[area.layer];
    },
  };
}

// What is said of an area: its name, its level on the chosen day and, on the last day, why.
function phdTold(area, scene, state) {
  const paint = scene.paints[area.code];
  const history = scene.levels[area.code];
  const words = scene.words;
  const atNow = state.step === scene.days.length - 1;
  const level = history ? history[state.step] : paint ? paint.level : "-";
  const box = phdNode("div");
  box.append(phdNode("strong", "phd-title", paint ? paint.title : area.name));
  const line = phdNode("p", "phd-level");
  const chip = phdNode("b", `phd-chip phd-on-${level} ${level === "-" ? "phd-none" : ""}`, level === "-" ? "–" : level);
  if (level !== "-") chip.style.background = scene.colours[level];
  const day = atNow ? (paint && paint.since ? `${words.since} ${phdDate(paint.since)}` : "")
    : `${words.on_day} ${phdDate(scene.days[state.step])}`;
  line.append(chip, phdNode("span", "", `${words[level === "-" ? "level_none" : `level_${level}`]}${day ? `, ${day}` : ""}`));
  box.append(line);
  const lines = atNow && paint ? paint.lines : [];
  if (lines.length) {
    const list = phdNode("ul");
    for (const text of lines) list.append(phdNode("li", "", text));
    box.append(list);
  }
  if (!atNow && paint && paint.lines.length) box.append(phdNode("p", "phd-later", words.reasons_now));
  return box;
}
