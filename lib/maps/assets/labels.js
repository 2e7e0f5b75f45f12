// Names on the map: placed so that none covers another, a symbol or, where it can be helped, a
// line, and inside the area that it names. One for which there is no room is left out.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const overlap = (a, b) =>
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

  const boxAt = (x, y, width, height) => ({
    left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
  });

  // Where a label may stand, the best first: near the middle of its place, round its symbols,
  // and then on a grid over the whole of its area.
  function spots({ at, around, within, width, height }) {
    const [x, y] = at;
    const { left, right, top, bottom } = around || boxAt(x, y, 0, 0);
    const middle = (left + right) / 2;
    const found = [
      [middle, top - height / 2 - 2], [middle, bottom + height / 2 + 2],
      [left - width / 2 - 3, y], [right + width / 2 + 3, y],
    ];
    if (!around) found.unshift([x, y]);
    if (within) {
      const [aside, down] = [(within.right - within.left) / 8, (within.bottom - within.top) / 10];
      for (let row = 1; row < 10; row += 1) {
        for (let column = 1; column < 8; column += 1) found.push([within.left + column * aside, within.top + row * down]);
      }
    }
    for (const far of [12, 26]) {
      for (const aside of [-0.6, 0, 0.6]) {
        found.push([middle + aside * width, top - height / 2 - far], [middle + aside * width, bottom + height / 2 + far]);
      }
    }
    return found;
  }

  // Nine points of a box, to ask how much of it lies in the area that it names.
  function shareOutside(box, isWithin) {
    if (!isWithin) return 0;
    let outside = 0;
    for (const across of [0, 0.5, 1]) {
      for (const down of [0, 0.5, 1]) {
        if (!isWithin(box.left + across * (box.right - box.left), box.top + down * (box.bottom - box.top))) outside += 1;
      }
    }
    return outside / 9;
  }

  // How many points lie in a box, counted beforehand on a grid: sums over all above and to the left.
  const CELL = 6;
  function counter(points, { right, bottom }) {
    const [columns, rows] = [Math.ceil(right / CELL) + 1, Math.ceil(bottom / CELL) + 1];
    const sums = new Uint32Array((columns + 1) * (rows + 1));
    const at = (column, row) => row * (columns + 1) + column;
    for (const each of points) {
      for (let next = 0; next < each.length; next += 2) {
        const [column, row] = [Math.floor(each[next] / CELL), Math.floor(each[next + 1] / CELL)];
        if (column >= 0 && row >= 0 && column < columns && row < rows) sums[at(column + 1, row + 1)] += 1;
      }
    }
    for (let row = 1; row <= rows; row += 1) {
      for (let column = 1; column <= columns; column += 1) {
        sums[at(column, row)] += sums[at(column - 1, row)] + sums[at(column, row - 1)] - sums[at(column - 1, row - 1)];
      }
    }
    const cell = (value, most) => Math.max(0, Math.min(most, Math.round(value / CELL)));
    return (box) => {
      const [left, top] = [cell(box.left, columns), cell(box.top, rows)];
      const [far, low] = [cell(box.right, columns), cell(box.bottom, rows)];
      return sums[at(far, low)] - sums[at(left, low)] - sums[at(far, top)] + sums[at(left, top)];
    };
  }

  // labels: {at, around, within (box), isWithin(x, y), width, height, isNeeded}, most important
  // first; linePoints: lists of x, y. Gives for each its box, or null where it is left out.
  closer.placeLabels = function (labels, obstacles, linePoints, bounds) {
    const taken = obstacles.slice();
    const pointsIn = counter(linePoints, bounds);
    return labels.map((label) => {
      const { width, height } = label;
      let best = null;
      spots(label).forEach(([x, y], order) => {
        const box = boxAt(x, y, width, height);
        if (box.left < bounds.left || box.right > bounds.right || box.top < bounds.top || box.bottom > bounds.bottom) return;
        // The cheapest to ask first: a spot that is dearer already than the best is let go.
        let cost = Math.hypot(x - label.at[0], y - label.at[1]) + 0.5 * Math.min(order, 12);
        if (best && cost >= best.cost) return;
        cost += 5 * Math.min(pointsIn(box), 12);
        if (best && cost >= best.cost) return;
        const area = width * height;
        let covered = 0;
        for (const other of taken) covered += overlap(box, other) / Math.min(area, (other.right - other.left) * (other.bottom - other.top) || area);
        cost += 900 * covered;
        if (best && cost >= best.cost) return;
        cost += 420 * shareOutside(box, label.isWithin);
        if (!best || cost < best.cost) best = { box, cost, covered };
      });
      if (!best || best.covered > 0.06 || (!label.isNeeded && best.cost > 400)) return null;
      taken.push(best.box);
      return best.box;
    });
  };
})();
