/* The time/cost-distance chart: days and USD per tonne against kilometres, borders as steps. */
const Chart = (function () {
  "use strict";
  const FRAME = { left: 34, right: 366, top: 18, bottom: 160 };
  const [LETTER, BETWEEN, WIDE] = [5.4, 6, 400];
  const SVG = "http://www.w3.org/2000/svg";

  function element(name, attributes, text = "") {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.textContent = text;
    return made;
  }

  /* A round step that gives three to six marks. */
  function step(most) {
    const power = 10 ** Math.floor(Math.log10(most / 3));
    return [1, 2, 5, 10].map((times) => times * power).find((size) => most / size <= 6) ?? most;
  }

  function marks(most) {
    const size = step(most);
    return Array.from({ length: Math.floor(most / size) + 1 }, (_, n) => n * size);
  }

  /* Running sums after every arc; a sum over something unknown ends the line. */
  function curve(arcs, which) {
    const points = [[0, 0]];
    let [km, spent] = [0, 0];
    for (const arc of arcs) {
      const costs = Answers.costsOf(arc);
      km += costs[0];
      spent = Answers.add(spent, costs[which]);
      if (spent === null) { break; }
      points.push([km, spent]);
    }
    return points;
  }

  /* Countries in the order of travel with the km where each begins, and the km of the borders. */
  function along(arcs) {
    const [stretches, borders] = [[], []];
    let km = 0;
    for (const arc of arcs) {
      if (arc.kind === "crossing") { borders.push(km); }
      for (const [country, length] of arc.booked) {
        if (arc.kind === "line" && stretches.at(-1)?.country !== country) {
          stretches.push({ country, from: km });
        }
        km += length;
      }
    }
    return { borders, stretches: stretches.map((one, n) =>
      ({ ...one, to: stretches[n + 1]?.from ?? km })) };
  }

  /* Countries above the plot: the whole name where its neighbours leave room, else the code;
     the same rule as on the other pages (views/profile.py). */
  function bands(stretches, x, names) {
    const shown = stretches.map(({ country, from, to }) =>
      ({ at: (x(from) + x(to)) / 2, width: x(to) - x(from), name: names[country], code: country }))
      .filter((band) => band.width >= 3 * LETTER);
    const named = ({ at }, text) => {
      const half = text.length * LETTER / 2;
      return { text, half, at: Math.min(Math.max(at, half), WIDE - half) };
    };
    const told = shown.map((band) =>
      named(band, band.name.length * LETTER <= band.width ? band.name : band.code));
    const widest = shown.map((_, n) => n).sort((one, other) => shown[other].width - shown[one].width);
    for (const n of widest) {
      const whole = named(shown[n], shown[n].name);
      if (told.every((other, m) => m === n ||
          Math.abs(whole.at - other.at) >= whole.half + other.half + BETWEEN)) { told[n] = whole; }
    }
    return told.map(({ text, at }) => element("text",
      { x: at.toFixed(1), y: 12, class: "band", "text-anchor": "middle" }, text));
  }

  function draw(svg, arcs, { format, names }) {
    const hours = curve(arcs, 1).map(([km, spent]) => [km, spent / 24]);
    const usd = curve(arcs, 2);
    const most = (points, n) => Math.max(...points.map((point) => point[n]), 1e-9);
    const km = Math.max(most(hours, 0), most(usd, 0));
    const x = (value) => FRAME.left + (value / km) * (FRAME.right - FRAME.left);
    const height = FRAME.bottom - FRAME.top;
    const line = (points, look) => {
      const y = (value) => FRAME.bottom - (value / most(points, 1)) * height;
      const path = points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`);
      return element("polyline", { points: path.join(" "), class: `curve ${look}` });
    };
    const scale = (points, at, anchor, look) => marks(most(points, 1)).map((value) =>
      element("text", { x: at, y: FRAME.bottom - (value / most(points, 1)) * height + 3,
        "text-anchor": anchor, class: look }, format(value)));
    const below = marks(km).map((value) => element("text", { x: x(value), y: FRAME.bottom + 13,
      "text-anchor": "middle" }, format(value)));
    const { borders, stretches } = along(arcs);
    svg.replaceChildren(
      element("rect", { x: FRAME.left, y: FRAME.top, width: FRAME.right - FRAME.left, height,
        class: "plot" }),
      ...borders.map((at) => element("path", { class: "border",
        d: `M${x(at).toFixed(1)} ${FRAME.top}V${FRAME.bottom}` })),
      ...bands(stretches, x, names), ...below, ...scale(hours, FRAME.left - 5, "end", "days"),
      ...scale(usd, FRAME.right + 5, "start", "usd"),
      line(usd, "usd"), line(hours, "days"),
      element("path", { class: "curve days", d: "M34 184h18" }),
      element("text", { x: 57, y: 187, class: "days" }, say("days")),
      element("text", { x: (FRAME.left + FRAME.right) / 2, y: 187, "text-anchor": "middle" }, say("km")),
      element("path", { class: "curve usd", d: "M348 184h18" }),
      element("text", { x: 343, y: 187, "text-anchor": "end", class: "usd" }, say("USD/t")));
  }

  return { draw, element, marks };
}());
