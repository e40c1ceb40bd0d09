// Geometry comes as whole-number steps of 1/10000 degree; Leaflet wants [latitude, longitude].
function phdLine(steps) {
  const points = [];
  let x = 0, y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([y / 10000, x / 10000]);
  }
  return points;
}

function phdPolygons(rings) {
  return rings.map((polygon) => polygon.map(phdLine));
}

// Text is always set as text: a name that looks like markup is shown, never run.
function phdNode(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function phdDate(isoDay) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(isoDay || "");
  return found ? `${found[3]}/${found[2]}/${found[1]}` : isoDay;
}
