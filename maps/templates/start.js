// Reads like a table of contents: backdrop, areas, places, toggles, slider, then fit to the screen.
function phendauMap(map, scene) {
  const state = { step: scene.days.length - 1, tier: scene.tier };
  if (phdNarrow()) document.querySelector(".phd-more").open = false;
  map.getContainer().setAttribute("role", "application");
  map.getContainer().setAttribute("aria-label", scene.words.map);
  phdPanes(map);
  phdFitted(map, phdBounds(scene));
  phdBackdrop(map, scene);
  const areas = phdAreas(map, scene, state);
  phdToggles(map, scene, state, areas, phdPlaces(map, scene));
  phdSlider(scene, (step) => {
    state.step = step;
    areas.paint();
    phdCount(scene, state, areas);
    map.closePopup();
  });
  areas.digits();
  map.on("popupopen", (event) => {
    event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", scene.words.close);
  });
  const words = scene.words;
  L.control.zoom({ position: "topright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
}

// The province fills the screen, also when the screen turns, until somebody moves the map themselves.
function phdFitted(map, bounds) {
  let fitting = false, moved = false;
  const fit = () => {
    fitting = true;
    map.fitBounds(bounds, { ...phdMargins(), animate: false });
    fitting = false;
  };
  fit();
  map.on("dragstart zoomstart", () => { moved = moved || !fitting; });
  map.on("resize", () => { if (!moved) fit(); });
}

function phdNarrow() {
  return innerWidth < 700;
}

function phdBounds(scene) {
  const bounds = L.latLngBounds([]);
  for (const area of scene.areas) {
    if (area.layer !== "district") continue;
    for (const polygon of phdPolygons(area.rings)) bounds.extend(L.latLngBounds(polygon[0]));
  }
  return bounds;
}

// Panels lie over the map; the province is fitted into what they leave free.
function phdMargins() {
  const head = document.querySelector(".phd-head").getBoundingClientRect();
  const panel = document.querySelector(".phd-panel").getBoundingClientRect();
  const slider = document.querySelector(".phd-slider").getBoundingClientRect();
  const narrow = phdNarrow();
  const left = narrow ? 8 : panel.right + 8;
  const top = narrow ? panel.bottom + 8 : 14;
  return { paddingTopLeft: [left, top], paddingBottomRight: [narrow ? 8 : 30, innerHeight - slider.top + 10] };
}

// A popup moves the map until it is clear of the panels.
function phdPopup() {
  const margins = phdMargins();
  const free = { autoPanPaddingTopLeft: margins.paddingTopLeft, autoPanPaddingBottomRight: margins.paddingBottomRight };
  return { className: "phd-told", maxWidth: 300, ...free };
}

function phdToggles(map, scene, state, areas, places) {
  const show = (layer, on) => { if (layer) (on ? map.addLayer(layer) : map.removeLayer(layer)); };
  const tier = (chosen) => {
    state.tier = chosen;
    show(areas.groups.commune, chosen === "commune");
    show(areas.groups.district, chosen === "district");
    areas.digits();
    phdCount(scene, state, areas);
  };
  for (const input of document.querySelectorAll("[name=phd-tier]")) {
    input.addEventListener("change", () => tier(input.value));
  }
  for (const input of document.querySelectorAll("[name=phd-kind]")) {
    input.addEventListener("change", () => show(places[input.value], input.checked));
    show(places[input.value], input.checked);
  }
  const outside = document.querySelector("[name=phd-outside]");
  outside.addEventListener("change", () => show(areas.groups.outside, outside.checked));
  show(areas.groups.outside, true);
  tier(scene.tier);
}

function phdCount(scene, state, areas) {
  const counts = {};
  for (const area of areas.areas) {
    const level = scene.least[area.levelAt()] ? "-" : area.levelAt();
    if (area.layer === state.tier) counts[level] = (counts[level] || 0) + 1;
  }
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = counts[place.dataset.count] || 0;
  document.querySelector(".phd-counted").textContent = scene.words[`count_${state.tier}`];
}
