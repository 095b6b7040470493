/* What scripts say, in the language of the page: English unless the page brings messages. */
const say = (function () {
  "use strict";
  const brought = document.getElementById("messages");
  const known = brought ? JSON.parse(brought.textContent) : {};
  return (message, values = {}) =>
    (known[message] ?? message).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}());
