// Forms that carry a meaning beside their colour, and the curves of the flows.
// Sizes are in pixels on the screen: areas are proportional to what they count.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const corners = (ctx, x, y, points) => {
    points.forEach(([dx, dy], at) => (at ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
    ctx.closePath();
  };

  // Each adds its outline to the path that is begun.
  closer.shapes = {
    circle: (ctx, x, y, r) => {
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
    },
    diamond: (ctx, x, y, r) => corners(ctx, x, y, [[0, -r], [r, 0], [0, r], [-r, 0]]),
    square: (ctx, x, y, r) => corners(ctx, x, y, [[-r, -r], [r, -r], [r, r], [-r, r]]),
    cross: (ctx, x, y, r) => {
      const long = 0.58 * r;
      const half = Math.max(0.8, 0.15 * r);
      corners(ctx, x, y, [
        [-half, -long], [half, -long], [half, -half], [long, -half], [long, half], [half, half],
        [half, long], [-half, long], [-half, half], [-long, half], [-long, -half], [-half, -half],
      ]);
    },
    minus: (ctx, x, y, r) => {
      const long = 0.55 * r;
      const half = Math.max(0.8, 0.14 * r);
      corners(ctx, x, y, [[-long, -half], [long, -half], [long, half], [-long, half]]);
    },
    head: (ctx, x, y, r, angle) => {
      const turned = [[0, 0], [-1.7 * r, -r], [-1.7 * r, r]].map(([dx, dy]) => [
        dx * Math.cos(angle) - dy * Math.sin(angle),
        dx * Math.sin(angle) + dy * Math.cos(angle),
      ]);
      corners(ctx, x, y, turned);
    },
  };

  // What each kind of children looks like: filled or a ring, and the sign upon it.
  closer.LOOKS = {
    outside: { isHollow: true },
    inside: {},
    inside_with_contract: {},
    brought_inside: { sign: "cross" },
    fewer: { isHollow: true, sign: "minus" },
  };

  closer.drawSymbol = function (ctx, c, { shape, kind, sign, isHollow, ground }, x, y, r) {
    ctx.beginPath();
    closer.shapes[shape](ctx, x, y, isHollow ? Math.max(0.5, r - 1.25) : r);
    ctx.fillStyle = isHollow ? ground || c.panel : c[kind];
    ctx.fill();
    ctx.lineWidth = isHollow ? 2.5 : 1.2;
    ctx.strokeStyle = isHollow ? c[kind] : c.halo;
    ctx.setLineDash([]);
    ctx.stroke();
    if (!sign) return;
    ctx.beginPath();
    closer.shapes[sign](ctx, x, y, r);
    ctx.fillStyle = isHollow ? c[kind] : c[`on_${kind}`];
    ctx.fill();
  };

  closer.widthOf = (count, units) => Math.max(1, units.flow * count);

  // A curve to the left of the way travelled, so that there and back part.
  closer.curve = function (from, to, bend) {
    const middle = [
      (from[0] + to[0]) / 2 + bend * (to[1] - from[1]),
      (from[1] + to[1]) / 2 - bend * (to[0] - from[0]),
    ];
    return { from, middle, to, angle: Math.atan2(to[1] - middle[1], to[0] - middle[0]) };
  };

  closer.alongCurve = function ({ from, middle, to }, t) {
    const [a, b, c] = [(1 - t) * (1 - t), 2 * (1 - t) * t, t * t];
    return [a * from[0] + b * middle[0] + c * to[0], a * from[1] + b * middle[1] + c * to[1]];
  };

  // x, y of the places at equal steps along a curve, with both of its ends.
  closer.stepsAlong = function (curve, steps) {
    const found = new Float64Array(2 * (steps + 1));
    for (let step = 0; step <= steps; step += 1) found.set(closer.alongCurve(curve, step / steps), 2 * step);
    return found;
  };

  // The same curve from one share of its way to another.
  closer.partOfCurve = function ({ from, middle, to }, start, end) {
    const mix = (a, b, t) => [(1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]];
    const between = (s, t) => mix(mix(from, middle, s), mix(middle, to, s), t);
    return { from: between(start, start), middle: between(start, end), to: between(end, end) };
  };
})();
