/* The exposure front: every trip that no other beats, as points and as rows to choose from. */
const Front = (function () {
  "use strict";
  const FRAME = { left: 40, right: 390, tops: [14, 158], height: 116 };
  const ROOM = 1.04;
  const SIZE = { width: 400, height: 310 };
  const REACH = 26;
  const BEST = [["inside", "hours", "usd"], ["hours", "inside", "usd"], ["usd", "inside", "hours"]];

  /* Which trips are the least exposed, the fastest and the cheapest. */
  function best(trips) {
    return BEST.map((order) => trips.map((_, n) => n).reduce((least, n) => {
      const by = order.find((what) => trips[n][what] !== trips[least][what]);
      return by && trips[n][by] < trips[least][by] ? n : least;
    }, 0));
  }

  /* What a trip is best in, in words. */
  function titles(trips) {
    const words = [say("least exposed"), say("fastest"), say("cheapest")];
    const found = trips.map(() => []);
    best(trips).forEach((n, which) => found[n].push(words[which]));
    return found;
  }

  /* Trips through the same countries look the same. */
  function looks(trips, spots) {
    const groups = [...new Set(trips.map((trip) => trip.through.join(" ")))];
    return trips.map((trip) => Math.min(groups.indexOf(trip.through.join(" ")), spots.length - 1));
  }

  function plotted(trips) {
    const most = Math.max(...trips.map((trip) => trip.inside), 1e-9) * ROOM;
    const x = (value) => FRAME.left + (value / most) * (FRAME.right - FRAME.left);
    const plots = [[say("days"), trips.map((trip) => trip.hours / 24)],
      [say("USD/t"), trips.map((trip) => trip.usd)]].map(([title, values], n) => {
      const high = Math.max(...values, 1e-9) * ROOM;
      const bottom = FRAME.tops[n] + FRAME.height;
      const y = (value) => bottom - (value / high) * FRAME.height;
      return { title, high, y, top: FRAME.tops[n],
        points: trips.map((trip, at) => [x(trip.inside), y(values[at])]) };
    });
    return { most, x, plots };
  }

  function draw(svg, trips, { spots, axis, format }) {
    const { most, x, plots } = plotted(trips);
    const look = looks(trips, spots);
    const text = (at, words, more = {}) =>
      Chart.element("text", { x: at[0], y: at[1], ...more }, words);
    svg.replaceChildren(...plots.flatMap((plot) => [
      Chart.element("rect", { x: FRAME.left, y: plot.top, width: FRAME.right - FRAME.left,
        height: FRAME.height, class: "plot" }),
      text([FRAME.left, plot.top - 4], plot.title, { class: "axis" }),
      ...Chart.marks(plot.high).map((value) => text([FRAME.left - 5, plot.y(value) + 3],
        format(value), { "text-anchor": "end" })),
      ...plot.points.map(([left, top], n) => Chart.element("path", { d: spots[look[n]],
        class: `dot dot-${look[n]}`, transform: `translate(${left.toFixed(1)} ${top.toFixed(1)})` })),
      Chart.element("circle", { class: "ring", r: 6, visibility: "hidden" })]),
    ...Chart.marks(most).map((value) => text([x(value), 287], format(value),
      { "text-anchor": "middle" })),
    text([(FRAME.left + FRAME.right) / 2, 303], axis, { class: "axis", "text-anchor": "middle" }));
  }

  /* Rings around the points of trip n; around none where it is below zero. */
  function ring(svg, trips, n) {
    const rings = svg.querySelectorAll(".ring");
    plotted(trips).plots.forEach((plot, at) => {
      if (n < 0) { rings[at].setAttribute("visibility", "hidden"); return; }
      rings[at].setAttribute("cx", plot.points[n][0].toFixed(1));
      rings[at].setAttribute("cy", plot.points[n][1].toFixed(1));
      rings[at].setAttribute("visibility", "visible");
    });
  }

  /* The trip whose point is nearest to a place on the screen; -1 where none is near. */
  function nearest(svg, trips, event) {
    const box = svg.getBoundingClientRect();
    const left = (event.clientX - box.left) * (SIZE.width / box.width);
    const top = (event.clientY - box.top) * (SIZE.height / box.height);
    const far = plotted(trips).plots.flatMap((plot) => plot.points.map(([x, y], n) =>
      [Math.hypot(x - left, y - top), n]));
    const [distance, n] = far.reduce((least, one) => one[0] < least[0] ? one : least, [Infinity, -1]);
    return distance <= REACH ? n : -1;
  }

  return { draw, ring, nearest, titles, looks };
}());
