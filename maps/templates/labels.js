// Digits and names: each stands in the roomiest spot of its area and hides where it would not fit.
function phdShortName(name) {
  return name.replace(/^(Thành phố|Thị xã|Huyện|Quận|Phường|Xã|Thị trấn) /, "");
}

function phdWritten(area, group, className, pane) {
  if (!area.label) return null;
  const [lon, lat, room] = area.label;
  const box = phdNode("span", `phd-digit ${className}`);
  const name = phdNode("span", "phd-name", phdShortName(area.name));
  const sign = phdNode("b", "");
  box.append(name, sign);
  const icon = L.divIcon({ className: "phd-label", html: box, iconSize: null });
  L.marker([lat, lon], { icon, pane, interactive: false, keyboard: false }).addTo(group);
  return {
    name, sign, at: [lat, lon],
    room: (map) => (room * 256 * 2 ** map.getZoom()) / 360, // degrees of longitude to pixels
    show(level, text) { sign.textContent = text; sign.className = `phd-on-${level}`; },
  };
}

// District borders stay above the communes, with the district's name while communes are too small for theirs.
function phdDistrictLines(map, scene) {
  const group = L.layerGroup().addTo(map);
  const style = { ...PHD_LINES.district, pane: "phd-lines", fill: false, interactive: false };
  return scene.areas.filter((area) => area.layer === "district").map((area) => {
    const large = area.rings.filter((polygon) => phdReach(polygon[0]) > PHD_ISLET);
    L.polygon(phdPolygons(large), style).addTo(group);
    return phdWritten(area, group, "phd-digit-lead", "phd-leads");
  }).filter(Boolean);
}

function phdReach(ring) {
  const line = phdLine(ring);
  const size = (index) => Math.max(...line.map((p) => p[index])) - Math.min(...line.map((p) => p[index]));
  return Math.max(size(0), size(1)) * 10000;
}

function phdFitLabels(map, areas, names, state) {
  const leads = state.tier === "commune" && map.getZoom() < PHD_COMMUNE_NAMES_ZOOM;
  const taken = names.map((lead) => {
    lead.name.hidden = !leads || lead.room(map) < PHD_NAME_ROOM.district;
    return lead.name.hidden ? null : phdBox(map, lead);
  }).filter(Boolean);
  for (const area of areas) {
    if (!area.written) continue;
    const room = area.written.room(map);
    const own = area.layer === "commune";
    const covered = own && taken.some((box) => box.contains(map.project(area.written.at)));
    area.written.sign.hidden = covered || room < PHD_DIGIT_ROOM[area.layer];
    area.written.name.hidden = (own && leads) || room < PHD_NAME_ROOM[area.layer];
  }
}

// The space a district's name takes on the screen, with the digit's half height around it.
function phdBox(map, lead) {
  const centre = map.project(lead.at);
  const half = L.point(lead.name.textContent.length * 3.6 + 4, 14);
  return L.bounds(centre.subtract(half), centre.add(half));
}
