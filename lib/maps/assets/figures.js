// The figures: what stands at each area, and the lines between them.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const { PLAIN } = closer;

  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

  // Symbols shrink on a small frame and far out, all alike.
  const scaleOf = (map) => clamp((map.getZoom() - 6.5) / 4, 0.55, 1) * clamp(map.getSize().x / 620, 0.75, 1);

  // Where each symbol of each place stands: children in the middle, those brought
  // inside to the left, homes to the right, block homes beyond them.
  closer.layOut = function (map) {
    const { state } = map.closer;
    const scale = scaleOf(map);
    const laid = {};
    for (const node of state.nodes) {
      const point = map.latLngToLayerPoint(node.at);
      const children = node.children ? Math.max(2.6, closer.radius.children(node.children, scale)) : 0;
      const brought = node.brought ? Math.max(5.5, closer.radius.children(node.brought, scale)) : 0;
      const homes = node.places ? Math.max(2.2, closer.radius.places(node.places, scale)) : 0;
      const block = node.beds ? Math.max(4, closer.radius.places(node.beds, scale)) : 0;
      const gap = 2;
      const left = children ? children + gap + brought : 0;
      const right = children || brought ? Math.max(children, brought && !children ? brought : 0) + gap + homes : 0;
      laid[node.code] = {
        node, point, children, brought, homes, block,
        at: {
          children: [0, 0],
          brought: [-left, 0],
          homes: [right, 0],
          block: [right + (homes ? homes + gap + block : block ? block : 0), 0],
        },
      };
    }
    return laid;
  };

  closer.drawChosen = function (map, c) {
    const own = map.closer;
    if (own.state.ring) {
      L.polygon(own.state.ring, { pane: "chosen", color: c.outline, weight: 1.5, dashArray: "2 5", fill: false, ...PLAIN }).addTo(own.data);
    }
    for (const layers of [own.base.boroughsFootprint, own.base.englandFootprint]) {
      if (!layers) continue;
      layers.eachLayer((layer) => {
        if (!own.state.chosen.includes(layer.code)) return;
        L.polygon(layer.getLatLngs(), { pane: "chosen", color: c.outline, weight: 3.5, fill: false, ...PLAIN }).addTo(own.data);
      });
    }
  };

  closer.drawFlows = function (map, c, layout) {
    const own = map.closer;
    const passed = [];
    for (const flow of own.state.flows) {
      const from = layout[flow.start];
      const to = layout[flow.end];
      if (!from || !to) continue;
      const isBrought = flow.kind === "brought_inside";
      const end = to.point.add(isBrought ? to.at.brought : to.at.children);
      const { points, angle } = closer.curve(from.point, end, isBrought ? 0.22 : 0.14, 24);
      const width = closer.radius.width(flow.children);
      const head = isBrought ? Math.max(4, 1.3 * width) : 0;
      const stop = isBrought ? end.subtract(L.point(Math.cos(angle), Math.sin(angle)).multiplyBy(to.brought + head)) : end;
      if (isBrought) points[points.length - 1] = stop;
      L.polyline(points.map((point) => map.layerPointToLatLng(point)), {
        renderer: own.renderers.flows,
        color: c[flow.kind],
        weight: width,
        opacity: isBrought ? 0.95 : own.state.mode === "today" ? 0.8 : 0.55,
        dashArray: flow.kind === "outside" ? `${4 + width} ${3 + width}` : null,
        lineCap: "butt",
        smoothFactor: 0,
        className: `closer-flow is-${flow.kind}`,
      })
        .bindTooltip(flow.sentence, { sticky: true, className: "closer-tip" })
        .addTo(own.data);
      if (isBrought) {
        const tip = end.subtract(L.point(Math.cos(angle), Math.sin(angle)).multiplyBy(to.brought - 0.5));
        new closer.Symbol(map.layerPointToLatLng(tip), {
          renderer: own.renderers.flows, shape: "head", angle, radius: head * 0.75, stroke: false, fillColor: c[flow.kind], fillOpacity: 1,
        }).addTo(own.data);
      }
      passed.push(...points);
    }
    return passed;
  };

  closer.drawNodes = function (map, c, layout) {
    const own = map.closer;
    const boxes = {};
    for (const place of Object.values(layout)) {
      const { node } = place;
      const add = (part, radius, options) => {
        if (!radius) return;
        const [dx, dy] = place.at[part];
        new closer.Symbol(node.at, {
          renderer: own.renderers.symbols, offset: [dx, dy], radius, interactive: true,
          color: c.halo, weight: 1.2, fillOpacity: 1, className: `closer-symbol is-${part}`, ...options,
        })
          .bindTooltip(node.sentence, { className: "closer-tip" })
          .addTo(own.data);
        const box = boxes[node.stands_on] || { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
        boxes[node.stands_on] = {
          left: Math.min(box.left, place.point.x + dx - radius),
          right: Math.max(box.right, place.point.x + dx + radius),
          top: Math.min(box.top, place.point.y + dy - radius),
          bottom: Math.max(box.bottom, place.point.y + dy + radius),
        };
      };
      const isDetailed = Boolean(own.state.points);
      if (!isDetailed) {
        add("homes", place.homes, { shape: "diamond", fillColor: c.home, fillOpacity: node.is_inside ? 1 : 0.45 });
        add("block", place.block, { shape: "diamond", fillColor: c.panel, color: c.home, weight: 2.5 });
      }
      if (!own.state.lines) {
        if (node.is_inside) add("children", place.children, { fillColor: c.inside });
        else add("children", place.children, { fillColor: c.land, color: c.outside, weight: 2.5 });
        add("brought", place.brought, { fillColor: c.brought_inside });
        if (place.brought) {
          new closer.Symbol(node.at, {
            renderer: own.renderers.symbols, shape: "cross", offset: place.at.brought, radius: place.brought,
            stroke: false, fillColor: c.on_brought_inside, fillOpacity: 1,
          }).addTo(own.data);
        }
      }
    }
    return boxes;
  };

  closer.drawLines = function (map, c) {
    const own = map.closer;
    const rank = { outside: 0, inside: 1, brought_inside: 2 };
    const passed = [];
    for (const [from_lat, from_lon, to_lat, to_lon, kind] of [...own.state.lines].sort((a, b) => rank[a[4]] - rank[b[4]])) {
      L.polyline([[from_lat, from_lon], [to_lat, to_lon]], {
        renderer: own.renderers.single, color: c[kind], weight: kind === "brought_inside" ? 2 : 1.3, opacity: 0.8,
        dashArray: kind === "outside" ? "5 4" : null, ...PLAIN,
      }).addTo(own.data);
      L.circleMarker([to_lat, to_lon], {
        renderer: own.renderers.single, radius: 3.2, color: c[kind], weight: 1.5,
        fillColor: kind === "outside" ? c.land : c[kind], fillOpacity: 1, ...PLAIN,
      }).addTo(own.data);
    }
    return passed;
  };

  closer.drawPoints = function (map, c) {
    const own = map.closer;
    for (const [lat, lon, places, isBlock, words] of own.state.points) {
      new closer.Symbol([lat, lon], {
        renderer: own.renderers.symbols, shape: "diamond", radius: Math.max(2.5, closer.radius.places(places, scaleOf(map))), interactive: true,
        color: isBlock ? c.home : c.halo, weight: isBlock ? 2.5 : 1, fillColor: isBlock ? c.panel : c.home, fillOpacity: 1,
      })
        .bindTooltip(words, { className: "closer-tip" })
        .addTo(own.data);
    }
  };
})();
