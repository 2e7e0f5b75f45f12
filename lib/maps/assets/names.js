// Which names stand on the map, and what stands under them; labels.js finds the room.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const LINE = 1.14;

  function boxInView(feature, view) {
    const boxes = feature.boxes.map((box) => [closer.toView(view, [box.left, box.top]), closer.toView(view, [box.right, box.bottom])]);
    return {
      left: Math.max(0, Math.min(...boxes.map(([a]) => a[0]))), right: Math.min(view.width, Math.max(...boxes.map(([, b]) => b[0]))),
      top: Math.max(0, Math.min(...boxes.map(([a]) => a[1]))), bottom: Math.min(view.height, Math.max(...boxes.map(([, b]) => b[1]))),
    };
  }

  // An area in pixels of the view, as coarse as the room for a name needs it.
  function coarse(feature, view) {
    const parts = feature.parts.map((ring) => {
      const kept = [];
      for (let at = 0; at < ring.length; at += 2) {
        const [x, y] = closer.toView(view, [ring[at], ring[at + 1]]);
        const end = kept.length - 2;
        if (end < 0 || Math.abs(x - kept[end]) + Math.abs(y - kept[end + 1]) > 6) kept.push(x, y);
      }
      return kept;
    });
    return { parts, boxes: parts.map(closer.boxOf) };
  }

  const CELL = 4; // pixels: whether a name lies in its area is asked no finer

  // Whether a spot lies in an area; each cell is worked out once.
  function room(feature, view) {
    const area = coarse(feature, view);
    const columns = Math.ceil(view.width / CELL) + 1;
    const known = new Map();
    return (x, y) => {
      const [column, row] = [Math.round(x / CELL), Math.round(y / CELL)];
      const cell = row * columns + column;
      if (!known.has(cell)) known.set(cell, closer.contains(area, column * CELL, row * CELL));
      return known.get(cell);
    };
  }

  // By code, where the name of each borough has room.
  closer.layRooms = (land, view) => new Map(((land && land.layers.boroughs.features) || []).map((feature) => [feature.code, room(feature, view)]));

  // A name in one or two lines, none much longer than it need be.
  function inLines(text, most) {
    if (text.length <= most || !text.includes(" ")) return [text];
    const words = text.split(" ");
    const ways = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
    return ways.reduce((a, b) => (Math.max(...b.map((one) => one.length)) < Math.max(...a.map((one) => one.length)) ? b : a));
  }

  function sized(ctx, label) {
    const widths = label.lines.map((line) => closer.measure(ctx, line.text, line));
    const height = label.lines.reduce((sum, line) => sum + line.size * LINE, 0);
    return { ...label, width: Math.max(...widths) + 6, height: height + 2 };
  }

  // As far from a box as it is wide, at most.
  const isNear = ({ left, right, top, bottom }, [x, y]) => {
    const reach = right - left;
    return x > left - reach && x < right + reach && y > top - reach && y < bottom + reach;
  };

  const isInFrame = (view, [x, y]) =>
    x > view.margin + 8 && x < view.width - view.margin - 8 && y > view.margin + 8 && y < view.height - view.margin - 8;

  // Close by: the authorities, ours first and the chosen one before all; then towns, if few.
  function near(scene, boxes) {
    const { land, figures, view, rooms } = scene;
    const small = view.frameWidth < 480;
    const features = new Map(land.layers.boroughs.features.map((feature) => [feature.code, feature]));
    const found = [];
    for (const name of land.header.names) {
      const at = [name.at, name.near].filter(Boolean).map((spot) => closer.toView(view, closer.project(spot))).find((spot) => isInFrame(view, spot));
      if (!at) continue;
      const under = name.is_ours ? figures.modes.today.labels[name.code] : undefined;
      if (name.is_ours && under === "") continue; // named with the authority that it is merged with
      const place = figures.places.find((one) => one.stands_on === name.code);
      const said = name.is_ours && place ? place.name : name.text;
      const isChosen = figures.chosen.includes(name.code);
      const size = name.is_ours ? (small ? 13 : 14) : small ? 12 : 13;
      const feature = features.get(name.code);
      found.push({
        code: name.code,
        isOurs: name.is_ours,
        lines: [
          ...inLines(said, small ? 9 : 14).map((text) => ({ text, size, weight: name.is_ours ? 600 : 400 })),
          ...(under === undefined ? [] : [{ text: under, size: size - 1, weight: 400, isUnder: true }]),
        ],
        at,
        around: boxes.get(name.code) || null,
        within: name.is_ours && feature ? boxInView(feature, view) : null,
        isWithin: rooms.get(name.code) || null,
        isNeeded: isChosen || (name.is_ours && view.zoom >= 9.5),
        rank: isChosen ? 0 : name.is_ours ? 1 : 2,
      });
    }
    return found.sort((a, b) => a.rank - b.rank);
  }

  // Far off: the partnership as one, the places where most of the children live, and towns.
  function far(scene, laid, boxes) {
    const { land, view, figures } = scene;
    const [southWest, northEast] = land.header.bounds.map((corner) => closer.toView(view, closer.project(corner)));
    const around = { left: southWest[0], right: northEast[0], top: northEast[1], bottom: southWest[1] };
    const plain = (text, weight) => [{ text, size: 13, weight }];
    const many = [...laid.values()]
      .filter((here) => !here.place.is_inside && here.symbols.length)
      .map((here) => ({ here, count: Math.max(...here.symbols.map((one) => one.count)) }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 24)
      .map(({ here }) => ({ lines: plain(here.place.name, 400), at: here.at, around: boxes.get(here.place.stands_on) }));
    const towns = land.header.towns
      .map((town) => ({ lines: plain(town.text, 400), at: closer.toView(view, closer.project(town.at)), around: null, rank: town.rank }))
      .filter((town) => figures.lines && isInFrame(view, town.at) && !isNear(around, town.at))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, 14);
    return [
      { lines: plain(land.header.footprint, 600), isOurs: true, at: [(around.left + around.right) / 2, (around.top + around.bottom) / 2], around, isNeeded: true },
      ...many.filter((one) => isInFrame(view, one.at)),
      ...towns,
    ];
  }

  // The same places for the names in every picture, so that a switch moves none of them.
  closer.layNames = function (ctx, scene, layouts, runs) {
    const { land, figures, view, layers, controls } = scene;
    if (!land || !layers.has("names")) return [];
    const boxes = new Map();
    for (const laid of layouts) {
      for (const here of laid.values()) {
        const box = closer.boxOfSymbols(here);
        const known = boxes.get(here.place.stands_on);
        if (!box) continue;
        boxes.set(here.place.stands_on, known ? {
          left: Math.min(known.left, box.left), right: Math.max(known.right, box.right),
          top: Math.min(known.top, box.top), bottom: Math.max(known.bottom, box.bottom),
        } : box);
      }
    }
    const wanted = view.zoom < land.header.names_from_zoom ? far(scene, layouts[0], boxes) : near(scene, boxes);
    const labels = wanted.map((label) => sized(ctx, label));
    // The ends of a flow lie under symbols.
    const linePoints = [...runs.map(({ curve }) => closer.stepsAlong(curve, 24).subarray(2, -2)), closer.dotsOf(figures, view)];
    const edge = view.margin + 4;
    const bounds = { left: edge, right: view.width - edge, top: edge, bottom: view.height - edge };
    const placed = closer.placeLabels(labels, [...boxes.values(), ...controls], linePoints, bounds);
    return labels.map((label, at) => ({ ...label, box: placed[at] })).filter((label) => label.box);
  };

  closer.paintNames = function (ctx, names, mode, c) {
    for (const { lines, box, isOurs, code } of names) {
      let y = box.top + 1;
      for (const line of lines) {
        y += line.size * LINE;
        const under = line.isUnder ? mode.labels[code] || "" : line.text;
        closer.write(ctx, under, (box.left + box.right) / 2, y - 0.26 * line.size, {
          ...line, colour: isOurs ? c.text : c.quiet_text, halo: c.halo, align: "center",
        });
      }
    }
  };

  closer.paintNumbers = function (ctx, laid, c) {
    for (const here of laid.values()) {
      for (const { kind, count, x, y, r } of here.symbols) {
        if (r < 8.5 || closer.LOOKS[kind].sign) continue;
        closer.write(ctx, String(count), x, y + 4.5, {
          size: 13, weight: 700, align: "center", colour: closer.LOOKS[kind].isHollow ? c.text : c.on_inside,
        });
      }
    }
  };
})();
