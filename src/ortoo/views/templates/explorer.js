/* The explorer: what is chosen, what is answered, the map of it, and the address that keeps it. */
(async function () {
  "use strict";
  const form = document.getElementById("choices");
  const trips = document.getElementById("front");
  const box = document.querySelector(".map");
  const map = window[box.id];
  const GRID = 1000;
  const AXES = ["scene", "modes", "minimise", "origin", "avoid", "market"];
  const SELECTS = AXES.filter((axis) => axis !== "avoid").map((axis) => form.elements[axis]);
  if (trips) { SELECTS.push(trips.elements.to); }
  const boxes = [...form.querySelectorAll("input[name=avoid]")];
  const drawn = L.layerGroup().addTo(map);
  const hatched = L.layerGroup().addTo(map);

  let [fitted, listed, picked, known] = ["", "", 0, []];

  const data = await Answers.load();

  /* The address: only what differs from the first of each list is written down. */
  function address() {
    const parts = new URLSearchParams();
    for (const select of SELECTS) {
      if (select.selectedIndex > 0) { parts.set(select.name, select.value); }
    }
    const avoid = boxes.filter((one) => one.checked).map((one) => one.value);
    if (avoid.length) { parts.set("avoid", avoid.join(".")); }
    if (picked) { parts.set("trip", String(picked)); }
    return `#${parts}`;
  }

  function choose(hash) {
    const parts = new URLSearchParams(hash.slice(1));
    for (const select of SELECTS) {
      const words = [...select.options].map((option) => option.value);
      const word = parts.get(select.name);
      select.value = words.includes(word) ? word : words[0];
    }
    const avoid = (parts.get("avoid") ?? "").split(".");
    boxes.forEach((one) => { one.checked = avoid.includes(one.value); });
    picked = Number.parseInt(parts.get("trip") ?? "0", 10) || 0;
  }

  function places() {
    const mask = boxes.reduce((sum, one, bit) => sum + (one.checked ? 2 ** bit : 0), 0);
    return AXES.map((axis) => axis === "avoid" ? mask : form.elements[axis].selectedIndex);
  }

  function text(axis) { return form.elements[axis].selectedOptions[0].text; }

  function line(shape) {
    const steps = data.shapes[shape < 0 ? ~shape : shape];
    const points = [];
    let [lon, lat] = [0, 0];
    for (let n = 0; n < steps.length; n += 2) {
      lon += steps[n];
      lat += steps[n + 1];
      points.push([lat / GRID, lon / GRID]);
    }
    return shape < 0 ? points.reverse() : points;
  }

  function mark(place, look, words) {
    const [, lon, lat] = data.places[place];
    const inner = document.createElement("span");
    inner.className = "text";
    inner.textContent = words;
    const kind = look === "start" || look === "end" ? "label" : "symbol";
    const icon = L.divIcon({ html: inner, className: `${kind} ${look}`,
      iconSize: kind === "label" ? [0, 0] : [24, 24] });
    return L.marker([lat, lon], { icon, keyboard: false, interactive: false,
      zIndexOffset: kind === "label" ? 0 : 1000 });
  }

  function at(end) {
    const [, lon, lat] = data.places[data[`${end}s`][form.elements[end].selectedIndex]];
    return [lat, lon];
  }

  function show(answer, question) {
    drawn.clearLayers();
    hatched.clearLayers();
    const look = answer.status === "trip" ? "exposed" : "avoided";
    for (const code of question.marked.filter((one) => one in data.polygons)) {
      L.geoJSON(data.polygons[code], { interactive: false, className: `area ${look}` }).addTo(hatched);
    }
    const legs = Answers.legs(answer.arcs);
    const lines = legs.filter((leg) => leg.kind === "line")
      .map((leg) => [leg.mode, leg.arcs.flatMap((arc) => line(arc.shape))]);
    const role = answer.status === "least" ? "least" : "best";
    for (const [, points] of lines) {
      L.polyline(points, { className: `casing ${role}`, interactive: false }).addTo(drawn);
    }
    for (const [mode, points] of lines) {
      L.polyline(points, { className: `line ${mode} ${role}`, interactive: false }).addTo(drawn);
    }
    mark(data.origins[form.elements.origin.selectedIndex], "start", text("origin")).addTo(drawn);
    mark(data.markets[form.elements.market.selectedIndex], "end", text("market")).addTo(drawn);
    legs.filter((leg) => leg.kind === "crossing").forEach((leg, n) =>
      mark(leg.from, leg.arcs[0].gauges ? "gauge-break" : "crossing", String(n + 1)).addTo(drawn));
    lookAt(lines.flatMap(([, points]) => points));
  }

  /* The way in sight: another trip, or a way that leaves the map, is shown whole. */
  function lookAt(points) {
    const whole = L.latLngBounds([...points, at("origin"), at("market")]);
    const ends = [form.elements.origin.value, form.elements.market.value].join(" ");
    box.dataset.view = whole.toBBoxString();
    if (ends !== fitted || !map.getBounds().contains(whole)) {
      fitted = ends;
      map.setMinZoom(Math.min(map.getMinZoom(), map.getBoundsZoom(whole)));
      map.fitBounds(whole, { animate: false, padding: [32, 32] });
    } else {
      map.fire("moveend");  // names make room for the new way
    }
  }

  /* The front of what is chosen: told anew only where it is another one, for the focus is in it. */
  function list() {
    if (!trips) { return; }
    const to = trips.elements.to;
    const where = [form.elements.scene, to, form.elements.origin, form.elements.market]
      .map((select) => select.selectedIndex);
    known = Answers.front(data, where);
    if (listed !== where.join(" ")) {
      listed = where.join(" ");
      Told.front(data, known, to.selectedOptions[0].text);
      document.getElementById("left-out").textContent = data.fronts.leftOut[where[0]] === 0 ? ""
        : say("Left out because their hours or USD are not known: {n} sections, crossings or transfers.",
          { n: data.fronts.leftOut[where[0]] });
    }
    if (picked > known.length || picked < 0) { picked = 0; }
    trips.querySelector(`input[name=trip][value="${picked}"]`).checked = true;
    if (known.length) { Front.ring(document.getElementById("front-chart"), known, picked - 1); }
  }

  function answerIt() {
    const began = performance.now();
    bar();
    list();
    const answer = picked ? { status: "trip", arcs: known[picked - 1].arcs, trip: picked,
      count: known.length } : { ...Answers.ask(data, places()),
      blocking: Grounds.blocking(data, places(), boxes.map((one) => one.value)) };
    const avoid = boxes.filter((one) => one.checked);
    const question = { origin: text("origin"), market: text("market"),
      without: avoid.map((one) => one.parentElement.textContent.trim()),
      marked: picked ? data.fronts.to[trips.elements.to.selectedIndex] : avoid.map((one) => one.value),
      modes: picked ? trips.dataset.modes : text("modes"), minimise: text("minimise"),
      from: form.elements.origin.value, into: form.elements.market.value,
      by: form.elements.modes.value, least: form.elements.minimise.value,
      isToday: form.elements.scene.selectedIndex === 0, avoid: avoid.map((one) => one.value).sort(),
      scene: text("scene"), exposed: trips ? trips.elements.to.selectedOptions[0].text : "" };
    Told.tell(data, answer, question);
    show(answer, question);
    document.documentElement.dataset.answeredMs = (performance.now() - began).toFixed(1);
    document.documentElement.dataset.status = answer.status;
    document.title = document.getElementById("sentence").textContent;
  }

  /* A way cannot avoid its own ends: such a country can only be taken back, not chosen. */
  function bar() {
    const own = [data.home[form.elements.origin.selectedIndex],
      data.abroad[form.elements.market.selectedIndex]];
    for (const one of boxes) {
      one.disabled = own.includes(one.value) && !one.checked;
      one.parentElement.title = own.includes(one.value) ? say("The way begins or ends here.") : "";
    }
  }

  function pick(trip) {
    picked = trip;
    history.pushState(null, "", address());
    answerIt();
  }

  form.addEventListener("change", () => pick(0));
  for (const one of [form, trips].filter(Boolean)) {
    one.addEventListener("submit", (event) => event.preventDefault());
  }
  if (trips) {
    trips.addEventListener("change", (event) =>
      pick(event.target.name === "trip" ? Number(event.target.value) : 0));
    document.getElementById("front-chart").addEventListener("click", (event) => {
      const near = Front.nearest(event.currentTarget, known, event);
      if (near >= 0) { pick(near + 1); }
    });
  }
  window.addEventListener("popstate", () => { choose(location.hash); answerIt(); });
  window.addEventListener("hashchange", () => { choose(location.hash); answerIt(); });
  choose(location.hash);
  answerIt();
}());
