// Where each symbol of each place stands in one view: children in the middle, those brought
// inside to the left, those who would leave above them, homes to the right, block homes beyond.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const GAP = 2;
  const EDGE = 20; // pixels beyond the canvas: as wide as a line, and its arrow, can be

  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

  // Symbols shrink on a small frame and far out, all alike.
  closer.scaleOf = (view) => clamp((view.zoom - 6.5) / 4, 0.55, 1) * clamp(view.frameWidth / 620, 0.75, 1);

  closer.radiusOfPlaces = (room, units, scale) => Math.max(2.2, units.room * scale * Math.sqrt(room));

  // By code of the place: {place, at: [x, y], symbols: [{kind, count, x, y, r}], homes, block}.
  closer.layOut = function (figures, mode, view, layers) {
    const scale = closer.scaleOf(view);
    const { units } = figures;
    const laid = new Map();
    const spot = (place) => {
      if (!laid.has(place.code)) {
        laid.set(place.code, { place, at: closer.toView(view, place.world), symbols: [], reach: 0 });
      }
      return laid.get(place.code);
    };
    for (const { place, kinds } of mode.circles) {
      const here = spot(place);
      if (!layers.has("children")) continue;
      const [x, y] = here.at;
      const radius = (count, least) => Math.max(least, units.circle * scale * Math.sqrt(count));
      const main = Object.keys(kinds).filter((kind) => kind !== "brought_inside" && kind !== "fewer");
      for (const kind of main) here.symbols.push({ kind, count: kinds[kind], x, y, r: radius(kinds[kind], 2.6) });
      here.reach = Math.max(0, ...here.symbols.map((one) => one.r));
      for (const kind of ["brought_inside", "fewer"]) {
        if (!kinds[kind]) continue;
        const r = radius(kinds[kind], 5.5);
        const left = here.reach ? here.reach + GAP + r : 0;
        here.symbols.push({ kind, count: kinds[kind], x: x - left, y, r });
        if (!left) here.reach = r;
      }
    }
    for (const { place, homes, room, beds } of mode.homes) {
      const here = spot(place);
      if (!layers.has("homes")) continue;
      let right = here.reach;
      const stand = (r) => {
        const x = here.at[0] + (right ? right + GAP + r : 0);
        right += right ? GAP + 2 * r : r;
        return { x, y: here.at[1], r };
      };
      if (room) here.homes = { ...stand(closer.radiusOfPlaces(room, units, scale)), homes, room };
      if (beds) here.block = { ...stand(Math.max(4, units.room * scale * Math.sqrt(beds))), beds };
    }
    for (const flow of mode.flows) {
      spot(flow.from);
      spot(flow.to);
    }
    return laid;
  };

  closer.everySymbol = (here) => [...here.symbols, ...[here.homes, here.block].filter(Boolean)];

  // The box round all symbols of a place, or null where there are none.
  closer.boxOfSymbols = function (here) {
    const every = closer.everySymbol(here);
    if (!every.length) return null;
    return {
      left: Math.min(...every.map((one) => one.x - one.r)),
      right: Math.max(...every.map((one) => one.x + one.r)),
      top: Math.min(...every.map((one) => one.y - one.r)),
      bottom: Math.max(...every.map((one) => one.y + one.r)),
    };
  };

  const isInFrame = ({ margin, width, height }, [x, y]) => x > margin && x < width - margin && y > margin && y < height - margin;

  // x, y of single placements and homes, so that names keep off them.
  closer.dotsOf = function ({ lines, points }, view) {
    const dots = [];
    if (lines) for (let at = 2; at < lines.ends.length; at += 4) dots.push(...closer.toView(view, [lines.ends[at], lines.ends[at + 1]]));
    if (points) for (let at = 0; at < points.at.length; at += 2) dots.push(...closer.toView(view, [points.at[at], points.at[at + 1]]));
    return dots;
  };

  // What of a curve lies on the canvas, or null: dashes are costly, most of all where nobody sees them.
  const STEPS = 32;
  closer.onCanvas = function (curve, { width, height }) {
    const points = closer.stepsAlong(curve, STEPS);
    let first = STEPS;
    let last = -1;
    for (let step = 0; step < STEPS; step += 1) {
      const [ax, ay, bx, by] = points.subarray(2 * step, 2 * step + 4);
      const isSeen = Math.max(ax, bx) > -EDGE && Math.min(ax, bx) < width + EDGE && Math.max(ay, by) > -EDGE && Math.min(ay, by) < height + EDGE;
      if (!isSeen) continue;
      first = Math.min(first, step);
      last = step;
    }
    return last < 0 ? null : closer.partOfCurve(curve, first / STEPS, (last + 1) / STEPS);
  };

  // Where each flow runs: its curve, what is drawn of it, its width, its arrow.
  closer.layFlows = function (figures, mode, laid, view) {
    return mode.flows.map((flow) => {
      const from = laid.get(flow.from.code).at;
      const there = laid.get(flow.to.code);
      const isNew = flow.kind === "brought_inside";
      const target = there.symbols.find((one) => one.kind === flow.kind);
      const end = target ? [target.x, target.y] : there.at;
      const width = closer.widthOf(flow.count, figures.units);
      const curve = closer.curve(from, end, isNew ? 0.22 : 0.14);
      const head = isNew ? Math.max(4, 1.3 * width) : 0;
      const back = isNew ? (target ? target.r : 0) : 0;
      const away = (length) => [end[0] - Math.cos(curve.angle) * length, end[1] - Math.sin(curve.angle) * length];
      const whole = { ...curve, to: away(back + head) };
      return { flow, width, curve: whole, drawn: closer.onCanvas(whole, view), head, tip: away(back - 0.5), leaves: !isInFrame(view, end) };
    });
  };
})();
