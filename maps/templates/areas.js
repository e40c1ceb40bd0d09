// One coloured outline for each area; its colour follows the day, its digit stands in its roomiest spot.
const PHD_LINES = {
  outside: { color: "#8a8577", weight: 0.8, dashArray: "3 3" },
  commune: { color: "#6b6b6b", weight: 0.5 },
  district: { color: "#33312c", weight: 1.3 },
};
const PHD_SEEN_THROUGH = { outside: 0.5, commune: 1, district: 1 }; // outside is context: paler than ours
const PHD_PLAIN_LAND = "#e9e6de";
const PHD_DIGIT_ROOM = { commune: 8, district: 8, outside: 9 }; // pixels that must be free around a digit
const PHD_NAME_ROOM = { commune: 30, district: 14, outside: 16 };
const PHD_COMMUNE_NAMES_ZOOM = 10.75; // from here on communes are named, not districts
const PHD_ISLET = 400; // steps: a smaller island gets no heavy district line, which would hide it

function phdPanes(map) {
  const order = { land: 210, outside: 220, commune: 230, district: 240, lines: 250, names: 450, places: 460, leads: 470 };
  for (const [name, z] of Object.entries(order)) map.createPane(`phd-${name}`).style.zIndex = z;
  for (const name of ["land", "lines", "names", "leads"]) map.getPane(`phd-${name}`).style.pointerEvents = "none";
}

function phdBackdrop(map, scene) {
  const style = { color: PHD_PLAIN_LAND, fillColor: PHD_PLAIN_LAND, pane: "phd-land", weight: 0.7, fillOpacity: 1, interactive: false };
  for (const land of scene.land) L.polygon(phdPolygons(land), style).addTo(map);
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
  const names = phdDistrictLines(map, scene);
  const digits = () => phdFitLabels(map, areas, names, state);
  map.on("zoomend", digits);
  return { groups, areas, digits, paint: () => areas.forEach((area) => area.paint()) };
}

function phdArea(area, group, scene, state) {
  const known = scene.levels[area.code];
  if (!known && area.layer === "outside") return phdContext(area, group);
  const shape = L.polygon(phdPolygons(area.rings), {
    ...PHD_LINES[area.layer], pane: `phd-${area.layer}`, fillColor: PHD_PLAIN_LAND,
    fillOpacity: PHD_SEEN_THROUGH[area.layer],
    className: `phd-area phd-area-${area.code}`,
  }).addTo(group);
  const told = () => phdTold(area, scene, state);
  // A finger does not hover: it would open both.
  if (matchMedia("(hover: hover)").matches) shape.bindTooltip(told, { sticky: true, className: "phd-told", opacity: 1 });
  shape.bindPopup(told, phdPopup());
  shape.on("mouseover", () => shape.setStyle({ weight: PHD_LINES[area.layer].weight + 1.8 }).bringToFront());
  shape.on("mouseout", () => shape.setStyle({ weight: PHD_LINES[area.layer].weight }));
  const written = phdWritten(area, group, `phd-digit-${area.layer}`, "phd-names");
  let last = null;
  return {
    ...area,
    levelAt: () => (known ? known[state.step] : "-"),
    paint() {
      const level = known ? known[state.step] : "-";
      if (level === last) return;
      last = level;
      shape.setStyle({ fillColor: scene.colours[level] });
      if (written) written.show(level, phdSign(level, scene));
    },
    written,
  };
}

// A district outside of which nothing is known is plain land: no colour, no digit, nothing to click.
function phdContext(area, group) {
  const style = { pane: "phd-outside", stroke: false, fillColor: PHD_PLAIN_LAND, fillOpacity: 1, interactive: false };
  L.polygon(phdPolygons(area.rings), style).addTo(group);
  return { ...area, levelAt: () => "-", paint() {}, written: null };
}

function phdSign(level, scene) {
  return level === "-" ? "–" : scene.least[level] ? `≥${scene.least[level]}` : level;
}

function phdLevelName(level, scene) {
  if (scene.least[level]) return `${scene.words.level_least} ${scene.least[level]}`;
  return scene.words[level === "-" ? "level_none" : `level_${level}`];
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
  const least = scene.least[level];
  const known = level !== "-" && !least;
  const chip = phdNode("b", `phd-chip phd-on-${level} ${known ? "" : "phd-none"} ${least ? `phd-least-${least}` : ""}`, phdSign(level, scene));
  if (known) chip.style.background = scene.colours[level];
  const day = atNow ? (paint && paint.since ? `${words.since} ${phdDate(paint.since)}` : "")
    : `${words.on_day} ${phdDate(scene.days[state.step])}`;
  line.append(chip, phdNode("span", "", `${phdLevelName(level, scene)}${day ? `, ${day}` : ""}`));
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
