/* Countries, crossings and sections: what is chosen in a table is shown on the map, and the reverse.
   Whoever has an open popup is chosen; there is no other state. */
(function () {
  "use strict";
  const box = document.querySelector(".map");
  const map = window[box.id];
  const core = document.getElementById("facts");
  const buttons = [...document.querySelectorAll("button.pick")];
  const owners = new Map();
  const STEPS = 24;
  const POPUP_PX = 190;

  const itemOf = (layer) => {
    const element = layer.getElement ? layer.getElement() : null;
    const name = element && [...element.classList].find((one) => /^item-\d+$/.test(one));
    return name ? name.slice(5) : "";
  };

  function show(item) {
    for (const one of box.querySelectorAll(".item")) {
      one.classList.toggle("chosen", item !== "" && one.classList.contains(`item-${item}`));
    }
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.item === item));
    }
    for (const row of document.querySelectorAll("tr[data-item]")) {
      row.classList.toggle("chosen", row.dataset.item === item);
    }
  }

  /* Bring the row into sight where the tables have their own scroll bar; never move the page. */
  function reveal(item) {
    const row = core.querySelector(`tr[data-item="${item}"]`);
    if (!row || core.scrollHeight <= core.clientHeight) {
      return;
    }
    const [at, frame] = [row.getBoundingClientRect(), core.getBoundingClientRect()];
    if (at.top < frame.top || at.bottom > frame.bottom) {
      core.scrollTop += at.top - frame.top - (frame.height - at.height) / 2;
    }
  }

  /* Where on a country a popup can stand without moving the map: the middle of what is in sight. */
  function spotOn(item) {
    const path = box.querySelector(`path.area.item-${item}`);
    if (!path) {
      return undefined;
    }
    const [across, along] = [box.clientWidth / STEPS, box.clientHeight / STEPS];
    const found = [];
    for (let n = 1; n < STEPS * STEPS; n += 1) {
      const [x, y] = [(n % STEPS) * across, Math.floor(n / STEPS) * along];
      const at = map.containerPointToLayerPoint([x, y]);
      if (path.isPointInFill(new DOMPoint(at.x, at.y))) {
        found.push({ x, y, at });
      }
    }
    const roomy = found.filter((one) => one.y > POPUP_PX && Math.min(one.x, box.clientWidth - one.x) > POPUP_PX);
    const among = roomy.length ? roomy : found;
    const middle = (name) => among.reduce((sum, one) => sum + one[name], 0) / among.length;
    const [x, y] = [middle("x"), middle("y")];
    among.sort((one, other) =>
      Math.hypot(one.x - x, one.y - y) - Math.hypot(other.x - x, other.y - y));
    return among.length ? map.layerPointToLatLng(among[0].at) : undefined;
  }

  function toggle(item) {
    const owner = owners.get(item);
    if (!owner) {
      return;
    }
    if (owner.isPopupOpen()) {
      owner.closePopup();
    } else {
      map.closePopup();
      owner.openPopup(spotOn(item));
    }
  }

  function watch(layer, owner) {
    const item = itemOf(layer);
    if (!item) {
      return;
    }
    owners.set(item, owner);
    layer.on("popupopen", () => { show(item); reveal(item); });
    layer.on("popupclose", () => show(""));
  }

  /* Countries can be reached by key like crossings; sections are reached from their rows. */
  function reachable(element, item) {
    const button = buttons.find((one) => one.dataset.item === item);
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", button ? button.textContent : "");
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        toggle(item);
      }
    });
  }

  map.eachLayer((layer) => {
    if (layer.getLayers && layer.getPopup && layer.getPopup()) {
      layer.eachLayer((part) => watch(part, layer));
    } else if (layer instanceof L.Marker) {
      watch(layer, layer);
    }
  });
  for (const area of box.querySelectorAll("path.area.item")) {
    reachable(area, [...area.classList].find((one) => /^item-\d+$/.test(one)).slice(5));
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      toggle(button.dataset.item);
      const at = box.getBoundingClientRect();
      if (at.bottom < 80 || at.top > window.innerHeight - 80) {
        box.scrollIntoView({ block: "nearest" });
      }
    });
  }
}());
