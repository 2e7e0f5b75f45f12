// The land: outlines and lines of the map file, as paths for one view, kept until the view changes.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const SMALLEST_STEP = 0.7; // pixels: nearer points cannot be told apart
  const TRANSPORT_FROM_ZOOM = 9.5;

  // view: {scale, left, top, width, height, zoom}; pixels = world * scale - (left, top).
  closer.toView = (view, world) => [world[0] * view.scale - view.left, world[1] * view.scale - view.top];

  function addPart(path, part, box, view, isClosed) {
    const { scale, left, top, width, height } = view;
    const margin = 8;
    if (box.right * scale - left < -margin || box.left * scale - left > width + margin) return;
    if (box.bottom * scale - top < -margin || box.top * scale - top > height + margin) return;
    let lastX = part[0] * scale - left;
    let lastY = part[1] * scale - top;
    path.moveTo(lastX, lastY);
    const end = part.length - 2;
    for (let at = 2; at <= end; at += 2) {
      const x = part[at] * scale - left;
      const y = part[at + 1] * scale - top;
      if (at < end && Math.abs(x - lastX) + Math.abs(y - lastY) < SMALLEST_STEP) continue;
      path.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (isClosed) path.closePath();
  }

  function pathOf(features, view, isClosed) {
    const path = new Path2D();
    for (const { parts, boxes } of features) parts.forEach((part, at) => addPart(path, part, boxes[at], view, isClosed));
    return path;
  }

  closer.pathOfLine = function (line, view) {
    const path = new Path2D();
    for (let at = 0; at < line.length; at += 2) path.lineTo(line[at] * view.scale - view.left, line[at + 1] * view.scale - view.top);
    path.closePath();
    return path;
  };

  // Everything of the land that stays as it is until the reader moves.
  closer.layLand = function (land, view) {
    if (!land) return null;
    const { header, layers } = land;
    const isOurs = (feature) => header.codes.includes(feature.code);
    const of = (name) => (layers[name] ? layers[name].features : []);
    const ours = of("boroughs").filter(isOurs);
    const others = [...of("england"), ...of("boroughs").filter((feature) => !isOurs(feature))];
    const hasTransport = view.zoom >= TRANSPORT_FROM_ZOOM;
    return {
      others: pathOf(others, view, true),
      ours: pathOf(ours, view, true),
      areas: new Map(ours.map((feature) => [feature.code, pathOf([feature], view, true)])),
      water: pathOf(of("thames"), view, true),
      roads: hasTransport ? pathOf(of("roads"), view, false) : null,
      rail: hasTransport ? pathOf(of("rail"), view, false) : null,
    };
  };

  closer.paintGround = function (ctx, laid, view, c) {
    ctx.fillStyle = c.water;
    ctx.fillRect(0, 0, view.width, view.height);
    if (!laid) return;
    ctx.lineJoin = "round";
    ctx.setLineDash([]);
    ctx.fillStyle = c.land;
    ctx.fill(laid.others, "evenodd");
    ctx.strokeStyle = c.neighbour_outline;
    ctx.lineWidth = 0.8;
    ctx.stroke(laid.others);
    ctx.fillStyle = c.water;
    ctx.fill(laid.water, "evenodd");
    ctx.strokeStyle = c.outline;
    ctx.lineWidth = 4;
    ctx.stroke(laid.ours);
    ctx.fillStyle = c.footprint_land;
    ctx.fill(laid.ours, "evenodd");
  };

  // Over the shades: the lines between boroughs, thin roads and rail.
  closer.paintLines = function (ctx, laid, layers, c) {
    if (!laid) return;
    if (layers.has("transport") && laid.roads) {
      ctx.strokeStyle = c.road;
      ctx.lineWidth = 1;
      ctx.setLineDash([]);
      ctx.stroke(laid.roads);
      ctx.strokeStyle = c.rail;
      ctx.lineWidth = 0.8;
      ctx.setLineDash([4, 3]);
      ctx.stroke(laid.rail);
    }
    ctx.setLineDash([]);
    ctx.strokeStyle = c.neighbour_outline;
    ctx.lineWidth = 1.2;
    ctx.stroke(laid.ours);
  };

  closer.shadeColour = (mode, code, c) => {
    const step = mode.shades[code];
    return step === null || step === undefined ? null : c[`${mode.scale.kind}_${step + 1}`];
  };

  closer.paintShades = function (ctx, laid, mode, c) {
    if (!laid) return;
    for (const [code, path] of laid.areas) {
      ctx.fillStyle = closer.shadeColour(mode, code, c) || closer.hatching(ctx, c);
      ctx.fill(path, "evenodd");
    }
  };

  // No share to show is no low share: it has lines in place of a colour.
  closer.hatching = function (ctx, c) {
    const tile = document.createElement("canvas");
    Object.assign(tile, { width: 8, height: 8 });
    const on = tile.getContext("2d");
    on.fillStyle = c.footprint_land;
    on.fillRect(0, 0, 8, 8);
    on.strokeStyle = c.neighbour_outline;
    on.lineWidth = 1.2;
    on.beginPath();
    for (const from of [-8, 0, 8]) {
      on.moveTo(from, 8);
      on.lineTo(from + 8, 0);
    }
    on.stroke();
    return ctx.createPattern(tile, "repeat");
  };
})();
