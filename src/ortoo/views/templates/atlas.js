/* The search over the pages of the atlas: what is written on a card decides, and the name of its
   file, which has the names of places in Latin letters in every language. */
(function () {
  "use strict";
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const cards = [...document.querySelectorAll(".card")].map((card) => {
    const row = card.closest(".row");
    const group = card.closest(".group");
    const heads = [row.querySelector("h3"), group.querySelector("h2"), card];
    const file = card.querySelector("a").getAttribute("href").replace(".html", "");
    const told = [...heads.map((head) => head?.textContent ?? ""), file.replaceAll("-", " ")];
    return { card, text: plain(told.join(" ")) };
  });

  function search() {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { card, text } of cards) {
      card.hidden = !words.every((word) => text.includes(word));
      count += card.hidden ? 0 : 1;
    }
    for (const part of document.querySelectorAll(".row, .group")) {
      part.hidden = !part.querySelector(".card:not([hidden])");
    }
    found.textContent = count === 1 ? say("1 page") : say("{n} pages", { n: count });
  }

  field.addEventListener("input", search);
  search();
}());
