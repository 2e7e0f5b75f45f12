// The figures on a canvas: rings, flows, symbols, single lines and points.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const EDGE = 8; // pixels beyond the canvas, which the end of a line may reach into it
  const LINES_A_PATH = 200;
  const DOT = 5; // pixels from its middle to the edge of its picture
  const DASHED = new Set(["outside", "fewer"]);

  closer.paintChosen = function (ctx, laid, figures, view, c) {
    if (!laid) return;
    ctx.strokeStyle = c.outline;
    ctx.lineJoin = "round";
    ctx.setLineDash([]);
    ctx.lineWidth = 3.5;
    for (const code of figures.chosen) if (laid.areas.has(code)) ctx.stroke(laid.areas.get(code));
  };

  closer.paintRings = function (ctx, figures, view, c) {
    for (const { line, miles } of figures.rings) {
      ctx.strokeStyle = c.outline;
      ctx.lineWidth = miles === 20 ? 1.8 : 1.1;
      ctx.setLineDash([2, 5]);
      ctx.stroke(closer.pathOfLine(line, view));
      const at = highest(line, view);
      if (at) closer.write(ctx, `${miles} miles`, at[0], at[1] - 5, { size: 12, colour: c.text, halo: c.halo, align: "center" });
    }
    ctx.setLineDash([]);
  };

  // Where a ring is highest within the frame: its label stands there.
  function highest(line, view) {
    let best = null;
    const edge = view.margin + 36;
    for (let at = 0; at < line.length; at += 2) {
      const [x, y] = closer.toView(view, [line[at], line[at + 1]]);
      const isIn = x > edge && x < view.width - edge && y > edge && y < view.height - edge;
      if (isIn && (!best || y < best[1])) best = [x, y];
    }
    return best;
  }

  closer.paintFlows = function (ctx, runs, c) {
    for (const { flow, width, curve, drawn, head, tip, leaves } of runs) {
      if (!drawn) continue;
      ctx.beginPath();
      ctx.moveTo(...drawn.from);
      ctx.quadraticCurveTo(...drawn.middle, ...drawn.to);
      ctx.strokeStyle = c[flow.kind];
      ctx.lineWidth = width;
      ctx.globalAlpha = head ? 0.95 : leaves ? 0.4 : 0.75;
      ctx.setLineDash(DASHED.has(flow.kind) ? [5 + width, 4 + width] : []);
      ctx.stroke();
      if (head) {
        ctx.globalAlpha = 1;
        ctx.beginPath();
        closer.shapes.head(ctx, ...tip, 0.75 * head, curve.angle);
        ctx.fillStyle = c[flow.kind];
        ctx.fill();
      }
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  };

  closer.paintSymbols = function (ctx, laid, c) {
    for (const here of laid.values()) {
      if (here.homes) {
        ctx.globalAlpha = here.place.is_inside ? 1 : 0.45;
        closer.drawSymbol(ctx, c, { shape: "diamond", kind: "home" }, here.homes.x, here.homes.y, here.homes.r);
        ctx.globalAlpha = 1;
      }
      if (here.block) closer.drawSymbol(ctx, c, { shape: "diamond", kind: "home", isHollow: true }, here.block.x, here.block.y, here.block.r);
      for (const { kind, x, y, r } of here.symbols) closer.drawSymbol(ctx, c, { shape: "circle", kind, ...closer.LOOKS[kind] }, x, y, r);
    }
  };

  // Single placements, a few hundred to a path: the more lines in one, the longer each of them takes.
  closer.paintSingle = function (ctx, figures, modeName, view, c) {
    const { lines } = figures;
    const { scale, left, top } = view;
    const seen = L.bounds([-EDGE, -EDGE], [view.width + EDGE, view.height + EDGE]);
    const movedTo = new Map();
    if (modeName !== "today") lines.moved.forEach((line, at) => movedTo.set(line, at));
    const paths = new Map(["fewer", ...closer.KINDS.slice(0, 4)].map((kind) => [kind, []]));
    const add = (kind, from, to) => {
      const part = L.LineUtil.clipSegment(from, to, seen);
      if (!part) return;
      const batches = paths.get(kind);
      if (!batches.length || batches[batches.length - 1].count === LINES_A_PATH) {
        batches.push({ strokes: new Path2D(), dots: [], count: 0 });
      }
      const batch = batches[batches.length - 1];
      batch.count += 1;
      batch.strokes.moveTo(part[0].x, part[0].y);
      batch.strokes.lineTo(part[1].x, part[1].y);
      if (part[1] === to) batch.dots.push(to);
    };
    const point = (values, at) => L.point(values[at] * scale - left, values[at + 1] * scale - top);
    const { ends, kinds, movedEnds } = lines;
    for (let line = 0; line < kinds.length; line += 1) {
      const moved = movedTo.get(line);
      const from = point(ends, 4 * line);
      if (modeName === "changes" && moved === undefined) continue;
      if (modeName !== "with_contract" || moved === undefined) {
        add(modeName === "changes" ? "fewer" : closer.KINDS[kinds[line]], from, point(ends, 4 * line + 2));
      }
      // Whoever lives inside already, and would be nearer, is not brought inside.
      const gained = closer.KINDS[kinds[line]] === "inside" ? "inside" : "brought_inside";
      if (moved !== undefined) add(gained, from, point(movedEnds, 2 * moved));
    }
    for (const [kind, batches] of paths) {
      if (!batches.length) continue;
      const paintDot = stamp(ctx, c, kind);
      ctx.strokeStyle = c[kind];
      ctx.lineWidth = kind === "brought_inside" ? 2 : 1; // a line of one pixel is painted five times as fast as one of 1.3
      for (const { strokes, dots } of batches) {
        ctx.globalAlpha = 0.8;
        ctx.setLineDash(DASHED.has(kind) ? [8, 6] : []);
        ctx.stroke(strokes);
        ctx.globalAlpha = 1;
        dots.forEach(paintDot);
      }
    }
    ctx.setLineDash([]);
  };

  // The dot at the end of a line, painted once and put on whole pixels: faster than a path for each.
  function stamp(ctx, c, kind) {
    const ratio = ctx.getTransform().a;
    const dot = document.createElement("canvas");
    dot.width = dot.height = Math.ceil(2 * DOT * ratio);
    const on = dot.getContext("2d");
    on.scale(ratio, ratio);
    on.arc(DOT, DOT, 3.2, 0, 2 * Math.PI);
    on.fillStyle = DASHED.has(kind) ? c.land : c[kind];
    on.fill();
    on.strokeStyle = c[kind];
    on.lineWidth = 1.5;
    on.stroke();
    const side = dot.width / ratio;
    const whole = (at) => Math.round((at - DOT) * ratio) / ratio;
    return ({ x, y }) => ctx.drawImage(dot, whole(x), whole(y), side, side);
  }

  // Homes where they stand; block homes with the contract alone.
  closer.layPoints = function (figures, modeName, view) {
    const scale = closer.scaleOf(view);
    const laid = [];
    const { at, kinds, room } = figures.points;
    kinds.forEach((kind, point) => {
      if (kind === 1 && modeName === "today") return;
      const [x, y] = closer.toView(view, [at[2 * point], at[2 * point + 1]]);
      const known = room[point] === closer.NOT_KNOWN ? null : room[point];
      laid.push({ x, y, isBlock: kind === 1, room: known, r: Math.max(4.5, closer.radiusOfPlaces(known || 0, figures.units, scale)) });
    });
    return laid;
  };

  closer.paintPoints = function (ctx, laid, c) {
    for (const { x, y, r, isBlock } of laid) closer.drawSymbol(ctx, c, { shape: "diamond", kind: "home", isHollow: isBlock }, x, y, r);
  };

  // A scale bar in miles, on round numbers.
  closer.paintScale = function (ctx, view, c, [x, y]) {
    const metres = (40075016.686 * Math.cos((view.latitude * Math.PI) / 180)) / (256 * view.scale);
    const miles = [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1].find((one) => (one * 1609.344) / metres <= 110) || 0.1;
    const width = (miles * 1609.344) / metres;
    ctx.strokeStyle = c.text;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(x, y - 6);
    ctx.lineTo(x, y);
    ctx.lineTo(x + width, y);
    ctx.lineTo(x + width, y - 6);
    ctx.stroke();
    closer.write(ctx, `${miles} ${miles === 1 ? "mile" : "miles"}`, x + width / 2, y - 9, { size: 12, colour: c.text, halo: c.halo, align: "center" });
  };

  closer.font = (size, weight = 400) => `${weight} ${size}px "Source Sans", "Source Sans Pro", sans-serif`;

  // y is the line on which the text stands.
  closer.write = function (ctx, text, x, y, { size = 14, weight = 400, colour, halo = null, align = "left" }) {
    ctx.font = closer.font(size, weight);
    ctx.textAlign = align;
    ctx.textBaseline = "alphabetic";
    if (halo) {
      ctx.lineJoin = "round";
      ctx.lineWidth = 4;
      ctx.strokeStyle = halo;
      ctx.globalAlpha = 0.85;
      ctx.strokeText(text, x, y);
      ctx.globalAlpha = 1;
    }
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  };

  // Widths of texts in pixels, each measured once for as long as the typeface stays.
  let widths = new Map();
  closer.measureAnew = () => (widths = new Map());

  closer.measure = function (ctx, text, { size = 14, weight = 400 }) {
    const font = closer.font(size, weight);
    const key = `${font} ${text}`;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  };

  // Words into lines that are no wider than asked.
  closer.wrap = function (ctx, text, width, look) {
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && closer.measure(ctx, longer, look) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };
})();
