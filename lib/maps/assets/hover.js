// What lies under the pointer, and the sentence that says what it is.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const NEAR = 5; // pixels round a small symbol that still count as it

  // The area of the footprint at a point of the view, by its code.
  closer.areaAt = function (scene, x, y) {
    const { land, view } = scene;
    if (!land) return null;
    const [wx, wy] = [(x + view.left) / view.scale, (y + view.top) / view.scale];
    const found = land.layers.boroughs.features.find((feature) => land.header.codes.includes(feature.code) && closer.contains(feature, wx, wy));
    return found ? found.code : null;
  };

  function distanceToCurve(curve, x, y) {
    let nearest = Infinity;
    let [ax, ay] = curve.from;
    for (let step = 1; step <= 24; step += 1) {
      const [bx, by] = closer.alongCurve(curve, step / 24);
      const [dx, dy] = [bx - ax, by - ay];
      const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      nearest = Math.min(nearest, Math.hypot(x - ax - along * dx, y - ay - along * dy));
      [ax, ay] = [bx, by];
    }
    return nearest;
  }

  const isOn = (one, x, y) => Math.hypot(x - one.x, y - one.y) <= Math.max(one.r, NEAR);

  // The sentence and the area; the topmost thing first.
  closer.under = function (scene, name, x, y) {
    const picture = scene.pictures[name];
    const { words } = scene.land ? scene.land.header : { words: {} };
    const code = closer.areaAt(scene, x, y);
    const point = picture.points.find((one) => isOn(one, x, y));
    if (point) return { code, said: closer.sayPoint(words, point) };
    const here = [...picture.laid.values()].find((one) => closer.everySymbol(one).some((symbol) => isOn(symbol, x, y)));
    if (here) return { code, said: closer.sayPlace(words, here, picture, scene.figures) };
    const area = (code && picture.mode.said[code]) || "";
    const run = picture.runs.filter((one) => distanceToCurve(one.curve, x, y) <= Math.max(2.5, one.width / 2)).pop();
    return { code, said: [run && closer.sayFlow(words, run.flow), area].filter(Boolean).join("\n") };
  };

  // --- the sentences: numbers of the state in the words of the map file -----------------

  const fill = (pattern, values) => pattern.replace(/[A-Z]{2,}/g, (name) => (name in values ? values[name] : name));
  const children = (words, count) => (count === null ? words.hiddenChildren : fill(count === 1 ? words.oneChild : words.children, { COUNT: count }));

  closer.sayFlow = function (words, { from, to, today, after }) {
    const values = { FROM: from.name, TO: to.name, TODAY: children(words, today), AFTER: after === null ? words.hiddenNumber : after };
    return fill(today !== null && today === after ? words.flow : words.flowChanged, values);
  };

  closer.sayPlace = function (words, here, picture, figures) {
    const { name } = here.place;
    const said = [];
    const kinds = Object.fromEntries(here.symbols.map((one) => [one.kind, one.count]));
    const { brought_inside: brought = 0, fewer = 0 } = kinds;
    if (picture.name === "changes") {
      const more = Object.values(kinds).reduce((sum, count) => sum + count, 0) - fewer;
      if (more) said.push(fill(words.placeMore, { NAME: name, COUNT: children(words, more) }));
      if (fewer) said.push(fill(words.placeFewer, { NAME: name, COUNT: children(words, fewer) }));
    } else {
      const living = Object.values(kinds).reduce((sum, count) => sum + count, 0);
      // What is drawn of one borough in a place is one number, and whole.
      const least = figures.is_partial && figures.view_of === "all" ? words.placeLeast : words.place;
      said.push(fill(living ? least : words.placeNone, { NAME: name, COUNT: children(words, living) }));
      if (brought) said.push(fill(words.placeBrought, { COUNT: brought }));
    }
    if (here.homes) said.push(fill(here.homes.homes === 1 ? words.home : words.homes, { COUNT: here.homes.homes, ROOM: here.homes.room }));
    if (here.block) said.push(fill(words.block, { COUNT: here.block.beds }));
    return said.join(" ");
  };

  closer.sayPoint = function (words, { isBlock, room }) {
    const what = isBlock ? words.blockPoint : words.homePoint;
    return fill(what, { ROOM: room === null ? words.notKnown : room });
  };

  // --- the pointer over the map ---------------------------------------------------------

  closer.followPointer = function (map) {
    const own = map.closer;
    const container = map.getContainer();
    const { tip } = own.box;
    const at = (event) => {
      const point = map.mouseEventToContainerPoint(event);
      const { view } = own.scene;
      const origin = map.getPixelBounds().min;
      return { point, x: point.x + origin.x - view.left, y: point.y + origin.y - view.top };
    };
    const modeAt = (x) => (own.mode === "swipe" ? (x < closer.partedAt(own) ? "today" : "with_contract") : own.mode);
    container.addEventListener("pointermove", (event) => {
      if (!own.scene || event.pointerType === "touch") return;
      const { point, x, y } = at(event);
      const { said, code } = closer.under(own.scene, modeAt(x), x, y);
      tip.hidden = !said;
      container.classList.toggle("is-area", Boolean(code));
      if (said) {
        if (tip.textContent !== said) tip.textContent = said;
        const left = Math.min(point.x + 14, own.scene.view.frameWidth - tip.offsetWidth - 8);
        const below = point.y + 18 + tip.offsetHeight < own.scene.view.frameHeight;
        tip.style.transform = `translate(${Math.max(4, left)}px, ${below ? point.y + 18 : point.y - tip.offsetHeight - 12}px)`;
      }
      if (code !== own.hovered) {
        own.hovered = code;
        closer.drawLegend(own);
      }
    });
    container.addEventListener("pointerleave", () => {
      tip.hidden = true;
      if (own.hovered === null) return;
      own.hovered = null;
      closer.drawLegend(own);
    });
    // A click that hits no area of the footprint asks nothing of the server.
    container.addEventListener("click", (event) => {
      if (!own.scene || event.target.closest("button, .closer-handle")) return;
      const { x, y } = at(event);
      if (!closer.areaAt(own.scene, x, y)) event.stopImmediatePropagation();
    }, { capture: true });
  };
})();
