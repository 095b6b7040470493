/* The search over the pages of the atlas. What a page is called goes before what is said of it; other
   spellings come with the cards; only words that stand nowhere are taken for the nearest that do. */
(function () {
  "use strict";
  const MOST_SHOWN = 3;
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  const more = document.getElementById("more");
  const hint = document.getElementById("hint");
  const LIKE = { ү: "у", ө: "о", қ: "к", ғ: "г", ң: "н", ұ: "у", і: "и", ә: "а", ı: "i", ø: "o", ł: "l" };

  /* Letters without marks, small, with single spaces; | stays, for it parts names. */
  const plain = (text) => text.normalize("NFD").replace(/[\p{M}'’ʻʼ`]/gu, "").toLowerCase()
    .replace(/[үөқғңұіәıøł]/g, (letter) => LIKE[letter]).replace(/[^\p{L}\p{N}|]+/gu, " ").trim();
  const asWords = (text) => plain(text).replaceAll("|", " ")
    .replace(/(\p{L}{3,})гуи(?=\s|$)/gu, (word, stem) => (stem === "даирах" ? word : `${stem} даирахгуи`))
    .split(" ").filter(Boolean);

  const cards = [...document.querySelectorAll(".card")].map((card) => {
    const heads = [card.closest(".group").querySelector("h2"), card.closest(".row").querySelector("h3"),
      card.querySelector("strong")].map((head) => head?.textContent ?? "");
    const file = card.querySelector("a").getAttribute("href").replace(".html", "");
    const called = plain([...heads, card.dataset.called, file].join(" | "));
    const told = plain([card.querySelector("p").textContent, card.dataset.told].join(" | "));
    return { card, called: ` ${called} `, all: ` ${called} | ${told} ` };
  });
  const vocabulary = [...new Set(cards.flatMap(({ all }) => all.split(/[ |]+/)))].filter(Boolean);

  const hold = (of, part) => cards.filter((card) => card[of].includes(` ${part}`));

  /* How many letters must be changed, left out, put in or swapped with the next. */
  function apart(one, other) {
    let [last, row] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], last[j - 2] + 1);
        }
      }
      [last, row] = [row, next];
    }
    return row[other.length];
  }

  /* The word itself where it stands on a card, else the nearest ones, by one or two letters. */
  function nearest(word) {
    if (hold("all", word).length) { return [word]; }
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    const ranked = vocabulary.filter((other) => Math.abs(other.length - word.length) <= most)
      .map((other) => [apart(word, other), other]).filter(([far]) => far <= most);
    const least = Math.min(...ranked.map(([far]) => far));
    return ranked.filter(([far]) => far === least).map(([, other]) => other);
  }

  /* Cards whose name fits, with the others that fit as the rest; without any, those others. */
  function fitting(fits, called = cards.filter((card) => fits(card.called))) {
    const all = cards.filter((card) => fits(card.all));
    return called.length ? { shown: called, rest: all.filter((card) => !called.includes(card)) }
      : { shown: all, rest: [] };
  }

  /* The cards for some words, the best first, and the words taken for others. */
  function matched(words) {
    const phrase = hold("called", words.join(" "));
    const run = words.join("");
    const near = words.map(nearest);
    const taken = near.flat().filter((word) => !words.includes(word));
    const exact = fitting((text) => words.every((word) => text.includes(` ${word}`)),
      phrase.length ? phrase : undefined);
    const joined = fitting((text) => run.length > 4 && text.replaceAll(" ", "").includes(run));
    const nearly = fitting((text) => near.every((of) => of.some((word) => text.includes(` ${word}`))));
    const first = [exact, joined].find(({ shown }) => shown.length);
    return first ? { ...first, taken: [] } : { ...nearly, taken };
  }

  function show(shown) {
    for (const { card } of cards) { card.hidden = true; }
    for (const { card } of shown) { card.hidden = false; }
    for (const part of document.querySelectorAll(".row, .group")) {
      part.hidden = !part.querySelector(".card:not([hidden])");
    }
    const count = shown.length;
    found.textContent = count === 1 ? say("1 page") : say("{n} pages", { n: count });
  }

  function search() {
    const words = asWords(field.value);
    const { shown, rest, taken } = words.length ? matched(words) : { shown: cards, rest: [], taken: [] };
    show(shown);
    more.hidden = rest.length === 0;
    more.textContent = say("show also where it is only mentioned: {n}", { n: rest.length });
    more.onclick = () => { show([...shown, ...rest]); more.hidden = true; };
    hint.hidden = shown.length > 0 && taken.length === 0;
    hint.textContent = shown.length
      ? say("Nothing is written like that. Nearest: {words}", { words: taken.slice(0, MOST_SHOWN).join(", ") })
      : say("No page has all of these words. Try one word: a market, a country, a border crossing or a corridor.");
  }

  field.addEventListener("input", search);
  search();
}());
