/* What the explorer tells beside the map: figures, the sentence, the tables. */
const Told = (function () {
  "use strict";
  /* Rounded as the other pages round, so that one figure reads the same on all of them. */
  const rounded = (digits) => new Intl.NumberFormat("en", { minimumFractionDigits: digits,
    maximumFractionDigits: digits, roundingMode: "halfEven" });
  const [whole, tenth] = [rounded(0), rounded(1)];
  const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
  const unknown = say("unknown");
  const part = (id) => document.getElementById(id);
  const figure = (value) => value === null ? unknown
    : (Math.abs(value) >= 100 ? whole : tenth).format(value);
  const days = (value) => value === null ? unknown : tenth.format(value / 24);
  const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const listed = (names) => names.length < 2 ? names.join("")
    : say("{first} and {last}", { first: names.slice(0, -1).join(", "), last: names.at(-1) });
  const span = (value) => value === null ? say("time unknown") : say("{n} days", { n: days(value) });

  function cell(tag, text, { look = "", more = "" } = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (tag === "th") { made.scope = "row"; }
    if (look || text === unknown) { made.className = look || "unknown"; }
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

  function asked({ origin, market, without }) {
    return without.length === 0 ? say("From {origin} to {market}", { origin, market })
      : say("From {origin} to {market} without {countries}", { origin, market,
        countries: listed(without) });
  }

  /* The answer in a sentence, what must be said beside it, and whose figures follow. */
  function sentence(data, answer, question) {
    const told = asked(answer.status === "trip" ? { ...question, without: [] } : question);
    const [km, spent] = Answers.total(answer.arcs);
    const facts = { asked: told, km: figure(km), days: span(spent) };
    const inside = [...Answers.byCountry(answer.arcs)].filter(([code]) =>
      question.marked.includes(code)).reduce((sum, [, costs]) => Answers.add(sum, costs[0]), 0);
    if (answer.status === "unaskable") {
      return [told, say("A way cannot avoid the country in which it begins or ends.")];
    }
    if (answer.status === "none" || answer.status === "least") {
      return [say("{asked}: no way", facts), Grounds.reason(answer.blocking, data.countries),
        answer.status === "none" ? ""
          : say("The least exposed way spends {km} km inside what is avoided:", { km: figure(inside) })];
    }
    if (answer.status === "trip") {
      return [say("{asked}, trip {n} of {count}: {km} km, {days}", { ...facts, n: answer.trip,
        count: answer.count }), say("Chosen below: {km} km inside {countries}, whatever is avoided above.",
        { km: figure(inside), countries: question.exposed })];
    }
    return [say("{asked}: {km} km, {days}", facts), inside === 0 ? ""
      : say("It flies over what is avoided, without landing there: {km} km.", { km: figure(inside) })];
  }

  function countries(data, answer, marked) {
    const [km, spent, usd, co2] = Answers.total(answer.arcs);
    const rows = [...Answers.byCountry(answer.arcs)].map(([code, costs]) =>
      row(cell("th", capital(data.countries[code]), { look: marked.includes(code) ? "entered" : "" }),
        cell("td", figure(costs[0])), cell("td", days(costs[1])), cell("td", figure(costs[2])),
        cell("td", figure(costs[3]))));
    part("countries").replaceChildren(...rows);
    part("total").replaceChildren(row(cell("th", say("Total")), cell("td", figure(km)),
      cell("td", days(spent)), cell("td", figure(usd)), cell("td", figure(co2))));
  }

  function crossings(data, legs) {
    const name = (place) => data.places[place][0];
    part("crossings").replaceChildren(...legs.filter((leg) => leg.kind === "crossing").map((leg, n) => {
      const [arc] = leg.arcs;
      const gauges = arc.gauges ? [say("gauge {gauge}", { gauge: arc.gauges })] : [];
      const more = [arc.booked.map(([code]) => data.countries[code]).join(" – "),
        data.modes[leg.mode], ...gauges].join(", ");
      return row(cell("td", String(n + 1)),
        cell("th", `${name(leg.from)} – ${name(leg.to)}`, { more }),
        cell("td", figure(leg.costs[1])), cell("td", figure(leg.costs[2])));
    }));
  }

  function legRows(data, legs) {
    const name = (place) => data.places[place][0];
    const by = { line: (leg) => data.modes[leg.mode], crossing: () => say("border"),
      transfer: (leg) => `${data.modes[leg.before]} – ${data.modes[leg.mode]}` };
    part("legs").replaceChildren(...legs.map((leg) => row(
      cell("th", leg.from === leg.to ? name(leg.from) : `${name(leg.from)} – ${name(leg.to)}`),
      cell("td", by[leg.kind](leg), { look: "words" }),
      cell("td", leg.kind === "line" ? figure(leg.costs[0]) : ""), cell("td", figure(leg.costs[1])),
      cell("td", figure(leg.costs[2])))));
  }

  function tell(data, answer, question) {
    const [said, reason, whose = ""] = sentence(data, answer, question);
    part("sentence").textContent = said;
    part("asked").textContent = answer.status === "trip"
      ? say("By {modes}; if: {scene}", question)
      : say("By {modes}; with least {minimise}; if: {scene}", question);
    part("reason").textContent = reason;
    part("reason").hidden = reason === "";
    part("whose").textContent = whose;
    part("whose").hidden = whose === "";
    Grounds.tell(data, answer, question);
    part("reason").classList.toggle("caution", answer.status !== "trip");
    const shown = answer.arcs.length > 0;
    for (const id of ["figures", "tables", "leg-table"]) { part(id).hidden = !shown; }
    if (!shown) { return; }
    const [km, spent, usd, co2] = Answers.total(answer.arcs);
    part("km").textContent = `${figure(km)} ${say("km")}`;
    part("days").textContent = spent === null ? unknown : span(spent);
    part("usd").textContent = usd === null ? unknown : `${figure(usd)} ${say("USD/t")}`;
    part("co2").textContent = co2 === null ? unknown : say("{n} kg/t", { n: figure(co2) });
    countries(data, answer, question.marked);
    const legs = Answers.legs(answer.arcs);
    crossings(data, legs);
    legRows(data, legs);
    Chart.draw(part("chart"), answer.arcs, { format: (value) => short.format(value),
      names: data.countries });
  }

  function spot(data, look) {
    const made = Chart.element("svg", { class: "point", width: 14, height: 14,
      viewBox: "-7 -7 14 14", "aria-hidden": "true" });
    made.append(Chart.element("path", { class: `dot dot-${look}`, d: data.spots[look] }));
    return made;
  }

  /* One row of the front: its radio button and what it is called. */
  function choice(number, words, { spot: before = null, more = "" } = {}) {
    const made = document.createElement("th");
    const label = document.createElement("label");
    const radio = document.createElement("input");
    made.scope = "row";
    Object.assign(radio, { type: "radio", name: "trip", value: String(number) });
    label.append(radio, ...(before ? [before] : []), words);
    made.append(label);
    if (more) {
      const under = document.createElement("span");
      under.className = "more";
      under.textContent = more;
      made.append(under);
    }
    return made;
  }

  /* The rows and points of a front; ``exposed`` are the words for whom exposure counts to. */
  function front(data, trips, exposed) {
    const [titles, looks] = [Front.titles(trips), Front.looks(trips, data.spots)];
    const rows = trips.map((trip, n) => row(
      choice(n + 1, trip.through.map((code) => data.countries[code]).join(" – "),
        { spot: spot(data, looks[n]), more: capital(titles[n].join(", ")) }),
      cell("td", figure(trip.inside)), cell("td", days(trip.hours)),
      cell("td", figure(trip.usd))));
    const first = row(choice(0, say("The answer above")));
    first.firstChild.colSpan = 4;
    part("trips").replaceChildren(first, ...rows);
    part("no-trips").hidden = trips.length > 0;
    part("front-table").hidden = part("front-figure").hidden = trips.length === 0;
    if (trips.length) {
      Front.draw(part("front-chart"), trips, { spots: data.spots, format: (value) => short.format(value),
        axis: say("km inside {countries}", { countries: exposed }) });
    }
  }

  return { tell, front };
}());
