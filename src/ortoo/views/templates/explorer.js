/* The explorer: what is chosen, what is answered, the map of it, and the address that keeps it. */
(async function () {
  "use strict";
  const form = document.getElementById("choices");
  const part = (id) => document.getElementById(id);
  const box = document.querySelector(".map");
  const map = window[box.id];
  const GRID = 1000;
  const AXES = ["scene", "modes", "minimise", "origin", "avoid", "market"];
  const SELECTS = AXES.filter((axis) => axis !== "avoid");
  const boxes = [...form.querySelectorAll("input[name=avoid]")];
  const drawn = L.layerGroup().addTo(map);
  const hatched = L.layerGroup().addTo(map);

  const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
  const figure = (value) => value === null ? "unknown"
    : (Math.abs(value) >= 100 ? whole : tenth).format(value);
  const hours = figure;
  const days = (value) => value === null ? "unknown"
    : (value / 24 >= 10 ? whole : tenth).format(value / 24);
  const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const listed = (names) => names.length < 2 ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

  let fitted = "";

  const data = await Answers.load();
  const name = (place) => data.places[place][0];

  function cell(tag, text, { look = "", more = "" } = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (tag === "th") { made.scope = "row"; }
    if (look || text === "unknown") { made.className = look || "unknown"; }
    if (more) {
      const under = document.createElement("span");
      under.className = "more";
      under.textContent = more;
      made.append(under);
    }
    return made;
  }

  function row(...cells) {
    const made = document.createElement("tr");
    made.append(...cells);
    return made;
  }

  /* The address: only what differs from the first of each list is written down. */
  function chosen() {
    const words = Object.fromEntries(SELECTS.map((axis) => [axis, form.elements[axis].value]));
    const avoid = boxes.filter((one) => one.checked).map((one) => one.value);
    return { ...words, avoid };
  }

  function address({ avoid, ...words }) {
    const parts = new URLSearchParams();
    for (const [axis, word] of Object.entries(words)) {
      if (word !== form.elements[axis].options[0].value) { parts.set(axis, word); }
    }
    if (avoid.length) { parts.set("avoid", avoid.join(".")); }
    return `#${parts}`;
  }

  function choose(hash) {
    const parts = new URLSearchParams(hash.slice(1));
    for (const axis of SELECTS) {
      const select = form.elements[axis];
      const known = [...select.options].map((option) => option.value);
      const word = parts.get(axis);
      select.value = known.includes(word) ? word : known[0];
    }
    const avoid = (parts.get("avoid") ?? "").split(".");
    boxes.forEach((one) => { one.checked = avoid.includes(one.value); });
  }

  function places() {
    const mask = boxes.reduce((sum, one, bit) => sum + (one.checked ? 2 ** bit : 0), 0);
    return AXES.map((axis) => axis === "avoid" ? mask : form.elements[axis].selectedIndex);
  }

  function sentence(answer, asked) {
    const [origin, market] = [form.elements.origin, form.elements.market]
      .map((select) => select.selectedOptions[0].text);
    const without = boxes.filter((one) => one.checked).map((one) => data.countries[one.value] ??
      one.parentElement.textContent.trim());
    const question = `From ${origin} to ${market}${without.length ? ` without ${listed(without)}` : ""}`;
    if (answer.status === "unaskable") {
      return [question, "A way cannot avoid the country in which it begins or ends."];
    }
    if (answer.status === "none") {
      return [`${question}: no way`, "Nothing that exists leads there by these modes."];
    }
    const [km, spent] = Answers.total(answer.arcs);
    if (answer.status === "least") {
      const inside = [...Answers.byCountry(answer.arcs)]
        .filter(([code]) => asked.avoid.includes(code)).reduce((sum, [, costs]) => sum + costs[0], 0);
      return [`${question}: no way`, "Shown is the way that spends least inside what is avoided: " +
        `${figure(inside)} km.`];
    }
    return [`${question}: ${figure(km)} km, ${spent === null ? "time unknown" : `${days(spent)} days`}`, ""];
  }

  function tell(answer, asked) {
    const [said, reason] = sentence(answer, asked);
    part("sentence").textContent = said;
    part("reason").textContent = reason;
    part("reason").hidden = reason === "";
    const shown = answer.arcs.length > 0;
    part("figures").hidden = part("tables").hidden = !shown;
    if (!shown) { return; }
    const [km, spent, usd, co2] = Answers.total(answer.arcs);
    part("km").textContent = `${figure(km)} km`;
    part("days").textContent = spent === null ? "unknown" : `${days(spent)} days`;
    part("usd").textContent = usd === null ? "unknown" : `${figure(usd)} USD/t`;
    part("co2").textContent = co2 === null ? "unknown" : `${figure(co2)} kg/t`;
    part("countries").replaceChildren(...[...Answers.byCountry(answer.arcs)].map(([code, costs]) =>
      row(cell("th", capital(data.countries[code]), {
        look: asked.avoid.includes(code) ? "entered" : "" }),
        cell("td", figure(costs[0])), cell("td", days(costs[1])), cell("td", figure(costs[2])),
        cell("td", figure(costs[3])))));
    part("total").replaceChildren(row(cell("th", "Total"), cell("td", figure(km)),
      cell("td", days(spent)), cell("td", figure(usd)), cell("td", figure(co2))));
    const legs = Answers.legs(answer.arcs);
    part("crossings").replaceChildren(...legs.filter((leg) => leg.kind === "crossing")
      .map((leg, n) => row(cell("td", String(n + 1)),
        cell("th", `${name(leg.from)} – ${name(leg.to)}`, { more: [
          `${leg.arcs[0].booked.map(([code]) => data.countries[code]).join(" to ")}`,
          data.modes[leg.mode], ...(leg.arcs[0].gauges ? [`gauge ${leg.arcs[0].gauges}`] : [])]
          .join(", ") }), cell("td", hours(leg.costs[1])), cell("td", figure(leg.costs[2])))));
    part("legs").replaceChildren(...legs.map((leg) => row(
      cell("th", leg.from === leg.to ? name(leg.from) : `${name(leg.from)} – ${name(leg.to)}`),
      cell("td", leg.kind === "line" ? data.modes[leg.mode] : leg.kind === "crossing" ? "border"
        : `${data.modes[leg.before]} to ${data.modes[leg.mode]}`, { look: "words" }),
      cell("td", leg.kind === "line" ? figure(leg.costs[0]) : ""), cell("td", hours(leg.costs[1])),
      cell("td", figure(leg.costs[2])))));
    Chart.draw(part("chart"), answer.arcs, { format: (value) => short.format(value),
      names: data.countries });
  }

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

  function mark(place, look, text) {
    const [, lon, lat] = data.places[place];
    const inner = document.createElement("span");
    inner.className = "text";
    inner.textContent = text;
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

  function show(answer, asked) {
    drawn.clearLayers();
    hatched.clearLayers();
    for (const code of asked.avoid) {
      L.geoJSON(data.polygons[code], { interactive: false,
        className: "area avoided" }).addTo(hatched);
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
    mark(data.origins[form.elements.origin.selectedIndex], "start",
      form.elements.origin.selectedOptions[0].text).addTo(drawn);
    mark(data.markets[form.elements.market.selectedIndex], "end",
      form.elements.market.selectedOptions[0].text).addTo(drawn);
    legs.filter((leg) => leg.kind === "crossing").forEach((leg, n) =>
      mark(leg.from, leg.arcs[0].gauges ? "gauge-break" : "crossing", String(n + 1)).addTo(drawn));
    const ends = [form.elements.origin.value, form.elements.market.value].join(" ");
    if (ends !== fitted && drawn.getLayers().length) {
      fitted = ends;
      map.fitBounds(L.latLngBounds(lines.flatMap(([, points]) => points)
        .concat([at("origin"), at("market")])), { animate: false, padding: [32, 32] });
    }
    map.fire("moveend");
  }

  function answerIt() {
    const asked = chosen();
    const began = performance.now();
    const answer = Answers.ask(data, places());
    tell(answer, asked);
    show(answer, asked);
    document.documentElement.dataset.answeredMs = (performance.now() - began).toFixed(1);
    document.documentElement.dataset.status = answer.status;
    document.title = part("sentence").textContent;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    history.pushState(null, "", address(chosen()));
    answerIt();
  });
  window.addEventListener("popstate", () => { choose(location.hash); answerIt(); });
  window.addEventListener("hashchange", () => { choose(location.hash); answerIt(); });
  choose(location.hash);
  answerIt();
}());
