// Markers: our own drawings, no icon font. Each kind is one group that a checkbox shows or hides.
function phdPlaces(map, scene) {
  const groups = {};
  for (const place of scene.places) {
    const box = phdNode("span", "phd-symbol");
    box.innerHTML = scene.symbols[place.kind]; // constant drawing of ours, no data in it
    const icon = L.divIcon({ className: `phd-place phd-place-${place.kind}`, html: box, iconSize: [22, 22] });
    const marker = L.marker([place.lat, place.lon], { icon, pane: "phd-places", title: place.name, alt: place.name });
    marker.bindPopup(() => phdPlaceTold(place, scene), phdPopup());
    groups[place.kind] = groups[place.kind] || L.layerGroup();
    groups[place.kind].addLayer(marker);
  }
  const far = () => {
    map.getContainer().classList.toggle("phd-far", map.getZoom() < 10.5);
    map.getContainer().classList.toggle("phd-farther", map.getZoom() < 9.25);
  };
  map.on("zoomend", far);
  far();
  return groups;
}

function phdPlaceTold(place, scene) {
  const box = phdNode("div");
  box.append(phdNode("strong", "phd-title", place.name), phdNode("p", "phd-later", scene.words[`place_${place.kind}`]));
  if (place.lines.length) {
    const list = phdNode("ul");
    for (const text of place.lines) list.append(phdNode("li", "", text));
    box.append(list);
  }
  return box;
}
