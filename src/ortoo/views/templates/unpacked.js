/* Lists of points that were packed to save room: see packing.py. */
const unpacked = (function () {
  "use strict";
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const value = new Map([...LETTERS].map((letter, n) => [letter, n]));

  function line(text) {
    const steps = [];
    let [step, shift] = [0, 0];
    for (const letter of text) {
      const bits = value.get(letter);
      step += (bits & 31) << shift;
      shift += 5;
      if (bits < 32) {
        steps.push(step & 1 ? -(step + 1) / 2 : step / 2);
        [step, shift] = [0, 0];
      }
    }
    const points = [];
    let [lon, lat] = [0, 0];
    for (let n = 0; n < steps.length; n += 2) {
      lon += steps[n];
      lat += steps[n + 1];
      points.push([lon / 1000, lat / 1000]);
    }
    return points;
  }

  return function unpack(of) { return typeof of === "string" ? line(of) : of.map(unpack); };
}());
