/* What an answer rests on: why there is no way, pages that tell more, sources, and its table. */
const Grounds = (function () {
  "use strict";
  const AVOID = 4;
  const MOST = 3;
  const DIGITS = 12;
  const HEAD = ["step", "what", "id", "by", "from", "to", "country", "km", "h", "usd_t", "co2_kg_t"];
  const FORMULA = /^[=+\-@\t\r]/;

  /* The smallest sets among the avoided countries that leave no way when all in them are avoided. */
  function blocking(data, places, codes) {
    const masks = Array.from({ length: 2 ** codes.length }, (_, mask) => mask)
      .filter((mask) => (mask & places[AVOID]) === mask);
    const size = (mask) => codes.filter((_, bit) => mask >> bit & 1).length;
    const found = [];
    for (const mask of masks.sort((one, other) => size(one) - size(other) || one - other)) {
      if (!found.some((less) => (less & mask) === less) &&
          !Answers.isOpen(data, places.with(AVOID, mask))) { found.push(mask); }
    }
    return found.map((mask) => codes.filter((_, bit) => mask >> bit & 1));
  }

  function either(names) {
    return names.length < 2 ? names.join("")
      : say("{first} or {last}", { first: names.slice(0, -1).join(", "), last: names.at(-1) });
  }

  /* Why there is no way, from what the other answers of this page say. */
  function reason(sets, names) {
    if (sets.some((codes) => codes.length === 0)) {
      return say("Nothing that exists leads there by these modes.");
    }
    return sets.slice(0, MOST).map((codes) => say("Every open way by these modes passes through {countries}.",
      { countries: either(codes.map((code) => names[code])) })).join(" ");
  }

  function link(file, words) {
    const made = document.createElement("a");
    made.href = file;
    made.textContent = words;
    return made;
  }

  /* Pages of the atlas about just this question; none where this page stands alone. */
  function links(data, answer, question) {
    const pages = data.pages;
    const told = question.isToday && question.by === pages.modes && question.from === pages.origin;
    const file = told ? pages.routes[[question.into, ...question.avoid].join(" ")] : undefined;
    const blocked = answer.status === "least" || answer.status === "none";
    const found = [];
    if (file && blocked) { found.push(link(file, say("The proof that there is no way"))); }
    if (file && answer.status === "way" && question.least === pages.minimise) {
      found.push(link(file, say("This way with its sources, on a page of its own")));
    }
    if (told && blocked && pages.fronts[question.into]) {
      found.push(link(pages.fronts[question.into], say("How little can be spent inside {countries}",
        { countries: pages.exposed })));
    }
    const line = document.getElementById("links");
    line.replaceChildren(...found);
    line.hidden = found.length === 0;
  }

  function sources(data, arcs) {
    const used = [...new Set(arcs.flatMap((arc) => arc.sources))].map((n) => data.sources[n]);
    document.getElementById("sources").replaceChildren(...used.map(([title, url, ...more]) => {
      const made = document.createElement("li");
      made.append(url ? link(url, title) : title, ...more.filter(Boolean).map((text) => `, ${text}`));
      if (url) { made.firstChild.rel = "noopener noreferrer"; }
      return made;
    }));
  }

  function cell(value) {
    if (value === null) { return ""; }
    if (typeof value === "number") { return String(Number(value.toPrecision(DIGITS))); }
    const text = FORMULA.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /* The table of a way: a row for every section, crossing and transfer and each country in it. */
  function csv(data, arcs) {
    const rows = arcs.flatMap((arc, n) => arc.booked.map((booked) => [n + 1, arc.kind, arc.id, arc.mode,
      data.places[arc.from][0], data.places[arc.to][0], ...booked]));
    return `\ufeff${[HEAD, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
  }

  function table(data, answer, question) {
    const made = document.getElementById("csv");
    const without = question.avoid.length ? ["without", ...question.avoid] : ["free"];
    const how = answer.trip ? ["trip", answer.trip] : [question.by, question.least, ...without];
    made.download = `${[question.from, question.into, ...how].join("-").toLowerCase()}.csv`;
    made.textContent = made.download;
    made.href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv(data, answer.arcs))}`;
    document.getElementById("way-table").hidden = answer.arcs.length === 0;
  }

  function tell(data, answer, question) {
    links(data, answer, question);
    sources(data, answer.arcs);
    table(data, answer, question);
  }

  return { blocking, reason, tell };
}());
