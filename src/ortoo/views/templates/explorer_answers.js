/* The answers that the page carries: unpacking them, and adding a way up as the tables do. */
const Answers = (function () {
  "use strict";
  const UNASKABLE = 0;
  const NO_WAY = 1;
  const FIRST_WAY = 2;
  const LEAST = 0x80000000;
  const COSTS = 4;

  async function unpacked(id) {
    const text = atob(document.getElementById(id).textContent);
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }

  async function load() {
    const [answers, steps, facts] = await Promise.all(
      ["packed-answers", "packed-steps", "packed-facts"].map(unpacked));
    const numbers = new Uint32Array(steps);
    const half = numbers.length / 2;
    return { answers: new Uint32Array(answers), before: numbers.subarray(0, half),
      arc: numbers.subarray(half), ...JSON.parse(new TextDecoder().decode(facts)) };
  }

  /* The number of a question: its place along every axis, the last one running fastest. */
  function numberOf(shape, places) {
    return shape.reduce((number, length, axis) => number * length + places[axis], 0);
  }

  /* The arcs of a way, first arc first, by the number of its answer. */
  function way(data, answer) {
    const arcs = [];
    for (let step = answer - FIRST_WAY; ; step = data.before[step]) {
      arcs.push(data.arcs[data.arc[step]]);
      if (data.before[step] === step) { return arcs.reverse(); }
    }
  }

  /* What was answered: the arcs of a way, whether it is only the least exposed, or why none. */
  function ask(data, places) {
    const answer = data.answers[numberOf(data.shape, places)];
    if (answer === UNASKABLE) { return { status: "unaskable", arcs: [] }; }
    if (answer === NO_WAY) { return { status: "none", arcs: [] }; }
    const least = answer >= LEAST;
    return { status: least ? "least" : "way", arcs: way(data, least ? answer - LEAST : answer) };
  }

  /* Whether there is a way that enters nothing avoided. */
  function isOpen(data, places) {
    const answer = data.answers[numberOf(data.shape, places)];
    return answer >= FIRST_WAY && answer < LEAST;
  }

  /* The trips of a front, least exposed first; worked out once and kept. */
  function front(data, places) {
    const number = data.fronts.at[numberOf(data.fronts.shape, places)];
    const to = data.fronts.to[places[1]];
    data.trips ??= new Map();
    const key = `${number} ${to}`;
    if (!data.trips.has(key)) {
      data.trips.set(key, data.fronts.lists[number].map((trip) => {
        const arcs = way(data, trip);
        const spent = byCountry(arcs);
        const [km, hours, usd] = total(arcs);
        return { arcs, km, hours, usd, inside: to.reduce((sum, country) =>
          add(sum, spent.get(country)?.[0] ?? 0), 0), through: passed(arcs) };
      }));
    }
    return data.trips.get(key);
  }

  /* null is unknown, and so is every sum over it. */
  function add(one, other) {
    return one === null || other === null ? null : one + other;
  }

  function costsOf(arc) {
    const zero = new Array(COSTS).fill(0);
    return arc.booked.reduce((sum, [, ...costs]) => sum.map((cost, n) => add(cost, costs[n])), zero);
  }

  function total(arcs) {
    return arcs.map(costsOf).reduce((sum, costs) => sum.map((cost, n) => add(cost, costs[n])),
      new Array(COSTS).fill(0));
  }

  /* Country to kilometres, hours, USD/t and kg CO2/t, in the order of travel. */
  function byCountry(arcs) {
    const sums = new Map();
    for (const arc of arcs) {
      for (const [country, ...costs] of arc.booked) {
        const before = sums.get(country) ?? new Array(COSTS).fill(0);
        sums.set(country, before.map((cost, n) => add(cost, costs[n])));
      }
    }
    return sums;
  }

  /* The countries in the order of travel, one again where the way comes back to it. */
  function passed(arcs) {
    const found = [];
    const lines = arcs.filter((arc) => arc.kind === "line");
    for (const [country] of lines.flatMap((arc) => arc.booked)) {
      if (found.at(-1) !== country) { found.push(country); }
    }
    return found;
  }

  /* Stretches without a change of country or mode; crossings and transfers stand alone. */
  function legs(arcs) {
    const found = [];
    for (const arc of arcs) {
      const last = found.at(-1);
      const goes = last && arc.kind === "line" && last.kind === "line" &&
        last.mode === arc.mode && last.country === arc.booked[0][0];
      if (goes) {
        last.to = arc.to;
        last.arcs.push(arc);
      } else {
        found.push({ kind: arc.kind, mode: arc.mode, before: arc.before, from: arc.from, to: arc.to,
          country: arc.booked[0][0], arcs: [arc] });
      }
    }
    return found.map((leg) => ({ ...leg, costs: total(leg.arcs) }));
  }

  return { load, ask, isOpen, front, total, byCountry, legs, costsOf, add };
}());
