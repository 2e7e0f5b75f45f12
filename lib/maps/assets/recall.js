// What was worked out for the choices made last: whoever goes back to one sees it sooner.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const MOST = 12;

  // kept: a Map, the one used last at its end. make: called where nothing is kept under the key.
  closer.recall = function (kept, key, make) {
    const found = kept.has(key) ? kept.get(key) : make();
    kept.delete(key);
    kept.set(key, found);
    if (kept.size > MOST) kept.delete(kept.keys().next().value);
    return found;
  };
})();
