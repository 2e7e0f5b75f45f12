// Names and numbers on the map: placed so that none covers another, a symbol or,
// where it can be helped, a line. Those for whom there is no room are left out.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const overlap = (a, b) =>
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

  const boxAt = (x, y, width, height) => ({
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  });

  // Where a label may stand, seen from the middle of the symbols of its place.
  function candidates(label, width, height) {
    const { x, y } = label.point;
    const { left, right, top, bottom } = label.around || boxAt(x, y, 0, 0);
    const middle = (left + right) / 2;
    const spots = [
      [middle, top - height / 2 - 2],
      [middle, bottom + height / 2 + 2],
      [left - width / 2 - 3, y],
      [right + width / 2 + 3, y],
    ];
    for (const far of [12, 26]) {
      for (const aside of [-0.6, 0, 0.6]) {
        spots.push([middle + aside * width, top - height / 2 - far]);
        spots.push([middle + aside * width, bottom + height / 2 + far]);
      }
    }
    if (!label.around) spots.unshift([x, y]);
    return spots;
  }

  function cost(box, taken, linePoints, view) {
    let total = 0;
    for (const other of taken) total += 40 * overlap(box, other);
    for (const point of linePoints) {
      if (point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom) total += 18;
    }
    if (box.left < view.left || box.right > view.right || box.top < view.top || box.bottom > view.bottom) total += 1e6;
    return total;
  }

  // labels: {html, className, point (of the layer), around, isNeeded, isFixed}, most
  // important first. A fixed one stands on its own symbol.
  closer.placeLabels = function (map, pane, labels, obstacles, linePoints) {
    pane.replaceChildren();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    const view = { left: corner.x + 4, top: corner.y + 4, right: corner.x + size.x - 4, bottom: corner.y + size.y - 4 };
    const made = labels.map((label) => {
      const element = L.DomUtil.create("div", `closer-label ${label.className}`, pane);
      element.innerHTML = label.html;
      return element;
    });
    const sizes = made.map((element) => [element.offsetWidth, element.offsetHeight]);
    const taken = obstacles.slice();
    labels.forEach((label, index) => {
      const [width, height] = sizes[index];
      if (label.isFixed) {
        L.DomUtil.setPosition(made[index], label.point.subtract([width / 2, height / 2]).round());
        return;
      }
      const tried = candidates(label, width, height).map(([x, y], order) => {
        const box = boxAt(x, y, width, height);
        const away = label.point.distanceTo([x, y]);
        return { box, cost: cost(box, taken, linePoints, view) + 2 * order + away };
      });
      const best = tried.reduce((a, b) => (b.cost < a.cost ? b : a));
      const limit = label.isNeeded ? 9e5 : 300;
      if (best.cost > limit) {
        made[index].remove();
        return;
      }
      taken.push(best.box);
      L.DomUtil.setPosition(made[index], L.point(best.box.left, best.box.top).round());
    });
  };
})();
