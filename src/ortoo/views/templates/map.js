/* What folium's map lacks: a first view that fits, names that do not collide, a page that prints. */
(function () {
  "use strict";
  const GAP_PX = 2;
  const EDGE_PX = 16;
  const TOWN_PX = 4;
  const END_PX = 6.5;
  const box = document.querySelector(".map");
  const map = window[box.id];
  const bounds = (text) => {
    const [west, south, east, north] = text.split(",").map(Number);
    return L.latLngBounds([south, west], [north, east]);
  };
  const view = () => bounds(box.dataset.view);
  const reach = bounds(box.dataset.window);

  /* Sides of a point where its name may stand, best first; the stylesheet places them. */
  const SIDES = ["at-right", "at-left", "at-top", "at-bottom"];

  const STEPS = [[0, 0], [23, 0], [-23, 0], [0, -23], [0, 23], [23, 23], [-23, -23], [23, -23], [-23, 23],
    [46, 0], [-46, 0], [0, -46], [0, 46]];

  function rectangle({ x, y, width, height, away, shift = 0 }, side) {
    const left = { "at-right": x + away, "at-left": x - away - width }[side] ?? x - width / 2;
    const top = { "at-top": y - away - height, "at-bottom": y + away }[side] ?? y - height / 2 + shift;
    return { left, top, right: left + width, bottom: top + height };
  }

  function collides(one, others) {
    return others.some((other) =>
      one.left < other.right + GAP_PX && one.right > other.left - GAP_PX &&
      one.top < other.bottom + GAP_PX && one.bottom > other.top - GAP_PX);
  }

  function shared(one, others) {
    return others.reduce((sum, other) => sum +
      Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
      Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)), 0);
  }

  function within(frame, inner) {
    return inner.left >= frame.left && inner.right <= frame.right &&
      inner.top >= frame.top && inner.bottom <= frame.bottom;
  }

  /* Symbols in the order of their importance: one that would cover another steps aside;
     what is barred is barred just there, and many of one kind may overlap. */
  function settleSymbols() {
    const taken = [];
    for (const text of box.querySelectorAll(".symbol .text")) {
      const point = text.parentElement.getBoundingClientRect();
      const x = (point.left + point.right) / 2;
      const y = (point.top + point.bottom) / 2;
      const [width, height] = [text.offsetWidth, text.offsetHeight];
      const at = ([dx, dy]) => ({ dx, dy, ...rectangle(
        { x: x + dx, y: y + dy, width, height, away: 0 }, "at-middle") });
      const steps = text.parentElement.matches(".barred") ? [] : STEPS;
      const place = steps.map(at).find((step) => !collides(step, taken)) ?? at([0, 0]);
      text.style.setProperty("--dx", `${place.dx}px`);
      text.style.setProperty("--dy", `${place.dy}px`);
      taken.push(place);
    }
    return taken;
  }

  /* Names in the order of their importance: each takes the first free side, or is left out. */
  function settleNames() {
    const frame = box.getBoundingClientRect();
    const controls = [...box.querySelectorAll(".leaflet-control")];
    const taken = [...settleSymbols(), ...controls.map((one) => one.getBoundingClientRect())];
    const names = [...box.querySelectorAll(".label")].map((label) => {
      const point = label.getBoundingClientRect();
      const text = label.firstElementChild;
      return { label, text, x: point.left, y: point.top,
        width: text.offsetWidth, height: text.offsetHeight };
    });
    const told = new Set();
    const isEnd = (name) => name.label.matches(".start, .end");
    names.sort((one, other) => isEnd(other) - isEnd(one));
    taken.push(...names.filter(isEnd).map(({ x, y }) => dot(x, y, END_PX)));
    for (const name of names) {
      const { label, text, x, y } = name;
      const isCountry = label.classList.contains("country");
      const again = told.has(text.textContent) && !isEnd(name);
      const place = placeFor(name, frame, taken);
      const shown = place && !again;
      label.classList.remove("nameless", "at-middle", ...SIDES);
      label.classList.add(shown ? place.side : "nameless");
      if (shown) {
        text.style.setProperty("--away", `${place.away}px`);
        text.style.setProperty("--shift", `${place.shift}px`);
        told.add(text.textContent);
        taken.push(place);
        if (!isCountry && !isEnd(name)) {
          taken.push(dot(x, y, TOWN_PX));
        }
      }
    }
  }

  function dot(x, y, radius) {
    return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
  }

  /* Only the ends of the way are named at any price: beside another side, further off, or else
     where least is covered. */
  function placeFor(name, frame, taken) {
    const isEnd = name.label.matches(".start, .end");
    const sides = name.label.classList.contains("country") ? ["at-middle"] : SIDES;
    const steps = isEnd ? [[10, 0], [10, -12], [10, 12], [24, 0], [24, -20], [24, 20]] : [[7, 0]];
    const places = steps.flatMap(([away, shift]) =>
      sides.filter((side) => !shift || side === "at-right" || side === "at-left")
        .map((side) => ({ side, away, shift, ...rectangle({ ...name, away, shift }, side) })))
      .filter((place) => within(frame, place));
    const free = places.find((place) => !collides(place, taken));
    if (free || !isEnd) { return free; }
    const covered = places.map((place) => shared(place, taken));
    return places[covered.indexOf(Math.min(...covered))];
  }

  /* What Leaflet itself says, in the language of the page. */
  function call(part, text) {
    if (part) {
      part.title = text;
      part.setAttribute("aria-label", text);
    }
  }

  function sayScale(scale) {
    const drawn = scale._updateScale;
    scale._updateScale = (line, text, ratio) => {
      const [n, unit] = text.split(" ");
      const told = unit === "km" ? say("{n} km", { n }) : say("{n} m", { n });
      drawn.call(scale, line, told, ratio);
    };
    return scale;
  }

  /* The map as large as its box, with all of ``shown`` in it. */
  function fit(shown, padding) {
    map.invalidateSize({ animate: false, pan: false });
    map.setMinZoom(0);
    map.fitBounds(shown, { animate: false, padding: [padding, padding] });
    map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(reach, true)));
    settleNames();
  }

  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(
    say("© OpenStreetMap contributors · boundaries imply no position"));
  sayScale(L.control.scale({ imperial: false, maxWidth: Math.min(140, box.clientWidth / 5) }))
    .addTo(map);
  call(box.querySelector(".leaflet-control-zoom-in"), say("Zoom in"));
  call(box.querySelector(".leaflet-control-zoom-out"), say("Zoom out"));
  map.on("popupopen", (event) => {
    call(event.popup.getElement().querySelector(".leaflet-popup-close-button"), say("Close"));
  });
  map.setMaxBounds(reach);
  map.setMaxZoom(11);
  fit(view(), EDGE_PX);
  map.on("zoomend moveend resize", settleNames);

  /* One scenario at a time: its lines on the map, and its section beside it. */
  const choices = [...document.querySelectorAll(".switch input")];
  function showScenario() {
    const chosen = choices.find((choice) => choice.checked);
    for (const line of box.querySelectorAll(".layer")) {
      line.classList.toggle("off", !line.classList.contains(`layer-${chosen.value}`));
    }
    for (const part of document.querySelectorAll("[data-layer]")) {
      part.hidden = part.dataset.layer !== chosen.value;
    }
  }
  if (choices.length) {
    choices.forEach((choice) => choice.addEventListener("change", showScenario));
    showScenario();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      map.closePopup();
    }
  });

  /* Paper has another size than the window: fixed millimetres while printing, then back. Where the
     reader enlarged or moved the map, that is printed; else all that the page is about. */
  let before = null;
  window.addEventListener("beforeprint", () => {
    const closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((details) => { details.open = true; });
    const seen = map.getBounds();
    before = { center: map.getCenter(), zoom: map.getZoom(), least: map.getMinZoom(), closed };
    document.documentElement.classList.add("printing");
    fit(seen.contains(view()) ? view() : seen, seen.contains(view()) ? EDGE_PX : 0);
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("printing");
    map.invalidateSize({ animate: false, pan: false });
    if (before) {
      before.closed.forEach((details) => { details.open = false; });
      map.setMinZoom(before.least);
      map.setView(before.center, before.zoom, { animate: false });
    }
  });
}());
