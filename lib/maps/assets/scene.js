// One picture from land, figures, view and what the reader chose; on the screen and in a copy alike.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  // What is worked out once for a view and kept for every switch.
  // look: {land, figures, view, layers, colours, controls}; before: the last scene, if any,
  // whose land stands as it is while the reader does not move; seen: the last of these figures.
  closer.prepare = function (look, before, seen) {
    if (seen && isSameLook(seen, look)) return seen;
    const { land, figures, view, layers } = look;
    const ctx = document.createElement("canvas").getContext("2d");
    const stays = before && before.land === land && isSameView(before.view, view);
    const ground = stays ? before.ground : closer.layLand(land, view);
    const rooms = stays ? before.rooms : closer.layRooms(land, view);
    const pictures = {};
    for (const [name, mode] of Object.entries(figures.modes)) {
      const laid = closer.layOut(figures, mode, view, figures.lines ? new Set([...layers].filter((one) => one !== "children" && !(one === "homes" && figures.points))) : layers);
      pictures[name] = {
        name, mode, laid,
        runs: figures.lines || !layers.has("flows") ? [] : closer.layFlows(figures, mode, laid, view),
        points: figures.points && layers.has("homes") ? closer.layPoints(figures, name, view) : [],
      };
    }
    const both = [pictures.with_contract, pictures.today, pictures.changes];
    const names = closer.layNames(ctx, { ...look, rooms }, both.map((one) => one.laid), pictures.with_contract.runs);
    return { ...look, ground, rooms, pictures, names };
  };

  const isSameView = (one, other) => Object.keys(one).every((key) => one[key] === other[key]);
  const isSameLook = (one, other) =>
    ["land", "figures", "layers", "colours"].every((key) => one[key] === other[key]) &&
    isSameView(one.view, other.view) &&
    JSON.stringify(one.controls) === JSON.stringify(other.controls);

  // What no switch changes, under the shades and over them; the screen keeps both as pixels.
  closer.landOf = ({ ground, view, layers, colours }) => ({
    under: (ctx) => closer.paintGround(ctx, ground, view, colours),
    over: (ctx) => closer.paintLines(ctx, ground, layers, colours),
  });

  closer.paintPicture = function (ctx, scene, name, land) {
    const { ground, view, figures, layers, colours } = scene;
    const picture = scene.pictures[name];
    land.under(ctx);
    if (layers.has("shares")) closer.paintShades(ctx, ground, picture.mode, colours);
    land.over(ctx);
    closer.paintChosen(ctx, ground, figures, view, colours);
    closer.paintRings(ctx, figures, view, colours);
    closer.paintFlows(ctx, picture.runs, colours);
    closer.paintSymbols(ctx, picture.laid, colours);
    closer.paintPoints(ctx, picture.points, colours);
    if (figures.lines && layers.has("flows")) closer.paintSingle(ctx, figures, name, view, colours);
    closer.paintNumbers(ctx, picture.laid, colours);
    closer.paintNames(ctx, scene.names, picture.mode, colours);
  };

  // Both pictures, parted at x: today to the left, with the contract to the right.
  closer.paintParted = function (ctx, scene, x, paintPicture) {
    const { view, colours } = scene;
    const { modes } = scene.land.header.words;
    for (const [name, from, to] of [["today", 0, x], ["with_contract", x, view.width]]) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(from, 0, to - from, view.height);
      ctx.clip();
      paintPicture(ctx, name);
      ctx.restore();
    }
    ctx.fillStyle = colours.text;
    ctx.fillRect(x - 1, 0, 2, view.height);
    for (const [name, side] of [["today", -1], ["with_contract", 1]]) {
      const text = modes[name];
      const wide = closer.measure(ctx, text, { size: 14, weight: 600 }) + 14;
      const left = side < 0 ? x - wide : x;
      const top = view.height - view.margin - 40;
      ctx.fillStyle = colours.panel;
      ctx.fillRect(left, top, wide, 26);
      ctx.lineWidth = 2;
      ctx.strokeStyle = colours.text;
      ctx.strokeRect(left, top, wide, 26);
      closer.write(ctx, text, left + 7, top + 18, { size: 14, weight: 600, colour: colours.text });
    }
  };
})();
