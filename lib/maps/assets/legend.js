// The legend, painted: a number line for the shades with a mark at the area under the pointer,
// and a key for each form that occurs. The same on the screen and in a copied picture.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const ROW = 24;
  const BAR = 12;

  function swatchWidth(entry) {
    if (!entry.kind) return 0;
    return entry.width ? 30 : 18;
  }

  function paintSwatch(ctx, c, entry, x, y, units) {
    if (!entry.kind) return;
    if (entry.width) {
      ctx.strokeStyle = c[entry.kind];
      ctx.lineWidth = entry.number ? closer.widthOf(entry.number, units) : entry.width;
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + 30, y);
      ctx.stroke();
      return;
    }
    if (entry.hatched) {
      ctx.fillStyle = closer.hatching(ctx, c);
      ctx.strokeStyle = c.quiet_text;
      ctx.lineWidth = 1;
      ctx.fillRect(x + 1, y - 8, 16, 16);
      ctx.strokeRect(x + 1.5, y - 7.5, 15, 15);
      return;
    }
    const sign = entry.sign || (entry.cross ? "cross" : undefined);
    closer.drawSymbol(ctx, c, { shape: entry.shape, kind: entry.kind, sign, isHollow: entry.hollow }, x + 9, y, 7.5);
  }

  // Lays keys in rows of at most a width; paints them unless only their height is asked for.
  function keys(ctx, entries, { x, y, width, colours, units, isDry }) {
    let [left, top] = [x, y];
    for (const entry of entries) {
      const look = { size: 14, colour: colours.text };
      const own = swatchWidth(entry);
      const lines = closer.wrap(ctx, entry.label, width - own - 8, look);
      const wide = own + (own ? 7 : 0) + Math.max(...lines.map((line) => closer.measure(ctx, line, look)));
      if (left > x && left + wide > x + width) {
        left = x;
        top += ROW;
      }
      if (!isDry) {
        paintSwatch(ctx, colours, entry, left, top + ROW / 2, units);
        lines.forEach((line, at) => closer.write(ctx, line, left + own + (own ? 7 : 0), top + ROW / 2 + 5 + at * 18, look));
      }
      if (lines.length > 1) {
        top += (lines.length - 1) * 18;
        left = x + width;
      } else left += wide + 20;
    }
    return entries.length ? top + ROW - y : 0;
  }

  const mark = (ctx, x, y, direction, colour) => {
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - 6, y + 9 * direction);
    ctx.lineTo(x + 6, y + 9 * direction);
    ctx.closePath();
    ctx.fillStyle = colour;
    ctx.fill();
  };

  // The five classes on a line of numbers; above it where the area stands in this picture,
  // below it where it would stand with the contract.
  function numberLine(ctx, scale, marks, { x, y, width, colours: c, isDry }) {
    const words = scale.title;
    const titles = closer.wrap(ctx, words, width, { size: 14, weight: 600 });
    const bar = y + titles.length * 18 + 24;
    const height = bar + BAR + 20 + (marks.some((one) => one.isBelow) ? 20 : 0) - y;
    if (isDry) return height;
    titles.forEach((line, at) => closer.write(ctx, line, x, y + 14 + at * 18, { size: 14, weight: 600, colour: c.text }));
    const long = Math.min(width - 24, 420);
    const from = x + 10;
    const { breaks } = scale;
    const place = (value) => from + (long * (Math.max(breaks[0], Math.min(breaks[5], value)) - breaks[0])) / (breaks[5] - breaks[0]);
    for (let step = 0; step < 5; step += 1) {
      const [start, end] = [place(breaks[step]), place(breaks[step + 1])];
      ctx.fillStyle = c[`${scale.kind}_${step + 1}`];
      ctx.fillRect(start, bar, end - start, BAR);
    }
    ctx.strokeStyle = c.quiet_text;
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    ctx.strokeRect(from + 0.5, bar + 0.5, long - 1, BAR - 1);
    const sign = (value) => (scale.kind === "change" ? `${value > 0 ? "+" : value < 0 ? "\u2212" : ""}${Math.abs(value)}` : `${value}%`);
    for (const value of breaks) {
      ctx.fillStyle = c.quiet_text;
      ctx.fillRect(place(value) - 0.5, bar + BAR, 1, 4);
      closer.write(ctx, sign(value), place(value), bar + BAR + 17, { size: 12, colour: c.text, align: "center" });
    }
    for (const one of marks) {
      const at = place(one.value);
      const text = one.text;
      const half = closer.measure(ctx, text, { size: 13 }) / 2;
      const middle = Math.max(x + half, Math.min(x + width - half, at));
      if (one.isBelow) {
        mark(ctx, at, bar + BAR - 1, 1, c.brought_inside);
        closer.write(ctx, text, middle, bar + BAR + 35, { size: 13, colour: c.text, align: "center" });
      } else {
        mark(ctx, at, bar + 1, -1, c.text);
        closer.write(ctx, text, middle, bar - 12, { size: 13, colour: c.text, align: "center" });
      }
    }
    return height;
  }

  // What the marks say: the area under the pointer, or all together.
  closer.marksOf = function (figures, modeName, code, words) {
    const mode = figures.modes[modeName];
    const value = (of) => (code ? of.values[code] : of.scale.of_all);
    const name = code ? (figures.names[code] || "") : words.allAreas || "";
    const say = (number, when) => `${name}: ${mode.scale.kind === "change" && number > 0 ? "+" : ""}${number}${mode.scale.kind === "change" ? "" : "%"}${when}`;
    const marks = [];
    const now = value(mode);
    if (typeof now === "number") marks.push({ value: now, text: say(now, modeName === "with_contract" ? ` ${words.withContract || ""}` : "") });
    const after = value(figures.modes.with_contract);
    if (modeName === "today" && typeof after === "number") marks.push({ value: after, text: say(after, ` ${words.withContract || ""}`), isBelow: true });
    return marks;
  };

  // The keys of what is drawn: a circle's stands for a line of its kind as well.
  closer.keysOf = (mode, layers) =>
    mode.legend.filter(({ layer }) => !layer || layers.has(layer) || (layer === "children" && layers.has("flows")));

  // Gives the height; with isDry it paints nothing.
  closer.paintLegend = function (ctx, { figures, modeName, layers, marks }, where) {
    const mode = figures.modes[modeName];
    const { x, width } = where;
    let { y } = where;
    const hasLine = layers.has("shares") && Object.keys(mode.values).length > 0;
    const isWide = width > 760;
    let height = 0;
    if (hasLine) {
      height = numberLine(ctx, mode.scale, marks, { ...where, width: isWide ? 440 : width });
      if (!isWide) y += height + 6;
    }
    const entries = closer.keysOf(mode, layers);
    const beside = hasLine && isWide;
    const keysHeight = keys(ctx, entries, {
      ...where, y, x: beside ? x + 470 : x, width: beside ? width - 470 : width, units: figures.units,
    });
    return beside ? Math.max(height, keysHeight) : height + (hasLine ? 6 : 0) + keysHeight;
  };
})();
