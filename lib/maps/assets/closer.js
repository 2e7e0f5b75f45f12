// The resident map: `start` once for each map, `apply` as often as the figures change.
// Both take plain values; nothing here knows who hosts the map.
// Every text arrives encoded (lib/maps/encoding.py) and is written as HTML.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const PANES = { sea: 200, land: 210, casing: 230, footprint: 240, roads: 250, chosen: 300, flows: 400, single: 420, symbols: 450 };
  const ROADS_FROM_ZOOM = 9.5;
  const PLAIN = { interactive: false };

  closer.start = function (map, config) {
    const own = { config, state: null, base: {}, hasMoved: false, isWide: false, theme: hostTheme() };
    map.closer = own;
    for (const [name, height] of Object.entries(PANES)) map.createPane(name).style.zIndex = height;
    own.labels = map.createPane("names", map.getPane("mapPane"));
    own.labels.style.zIndex = 640;
    own.data = L.layerGroup().addTo(map);
    own.renderers = {
      flows: L.svg({ pane: "flows", padding: 0.3 }),
      symbols: L.svg({ pane: "symbols", padding: 0.3 }),
      single: L.canvas({ pane: "single", padding: 0.3 }),
    };
    L.control.scale({ metric: false, maxWidth: 90 }).addTo(map);
    closer.addBeyond(map, () => toggleWide(map));
    closer.addZoom(map, config.words, () => openView(map));
    closer.mindManners(map, config.words);
    map.getContainer().setAttribute("role", "region");
    map.on("dragstart zoomstart", () => (own.hasMoved = own.hasMoved || !own.isMoving));
    map.on("zoomend moveend", () => redraw(map));
    map.on("resize", () => (own.hasMoved ? redraw(map) : openView(map)));
    // The style sheet may arrive after the map, and the legend grows: the frame decides.
    new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(map.getContainer());
    map.on("zoomanim", () => own.labels.replaceChildren());
    watchTheme(map);
    openView(map);
    loadFont(map);
    loadBase(map);
  };

  // Idempotent: the same state twice draws the same map; an empty one draws none.
  closer.apply = function (map, state) {
    const own = map.closer;
    const isNewView = !own.state || own.state.view_of !== state.view_of;
    own.state = state;
    own.places = Object.fromEntries(state.nodes.map((node) => [node.code, node]));
    if (isNewView) openView(map);
    paintBase(map);
    redraw(map);
    const container = map.getContainer();
    container.setAttribute("aria-label", plain(state.alt));
    container.dataset.mode = state.mode;
    if (window.frameElement) window.frameElement.setAttribute("aria-label", plain(state.alt));
    return own.shown || (own.shown = L.layerGroup());
  };

  // --- the view ---------------------------------------------------------------------

  function move(map, bounds) {
    const own = map.closer;
    own.isMoving = true;
    map.fitBounds(bounds, { padding: own.isWide ? [44, 44] : [10, 10], animate: false });
    own.isMoving = false;
  }

  function openView(map) {
    const own = map.closer;
    own.hasMoved = false;
    own.isWide = false;
    move(map, own.state && own.state.ring ? L.latLngBounds(own.state.ring) : own.config.bounds);
  }

  function toggleWide(map) {
    const own = map.closer;
    if (own.isWide) {
      openView(map);
      return;
    }
    const points = own.state.nodes.map((node) => node.at);
    own.isWide = true;
    own.hasMoved = true;
    move(map, L.latLngBounds(own.config.bounds).extend(L.latLngBounds(points)));
  }

  function plain(encoded) {
    const area = document.createElement("textarea");
    area.innerHTML = encoded;
    return area.value;
  }

  // --- light and dark -----------------------------------------------------------------

  function hostTheme() {
    let host = document.body;
    try {
      host = window.parent.document.querySelector("[data-testid=stApp]") || document.body;
    } catch {
      // Another origin: keep to our own page.
    }
    const parts = getComputedStyle(host).backgroundColor.match(/[\d.]+/g) || ["255", "255", "255"];
    const isClear = parts.length > 3 && Number(parts[3]) === 0;
    const light = 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2];
    return isClear || light > 127 ? "light" : "dark";
  }

  function watchTheme(map) {
    window.addEventListener("message", () =>
      window.setTimeout(() => {
        const theme = hostTheme();
        if (theme === map.closer.theme) return;
        map.closer.theme = theme;
        paintBase(map);
        redraw(map);
      }, 50),
    );
  }

  const colours = (map) => map.closer.config.palettes[map.closer.theme];

  // --- the base: files of this server, drawn once, painted again when the theme changes ---

  async function read(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  // The typeface of the page around, so that both read as one. Names are placed by size.
  async function loadFont(map) {
    const { font } = map.closer.config;
    if (!font) return;
    try {
      document.fonts.add(await new FontFace("Source Sans", `url(${font})`, { weight: "200 900" }).load());
    } catch {
      return; // the frame's own sans serif stays
    }
    redraw(map);
  }

  async function loadBase(map) {
    const own = map.closer;
    const container = map.getContainer();
    const files = Object.entries(own.config.files);
    const loaded = await Promise.all(files.map(([name, url]) => read(url).then((json) => [name, json], () => [name, null])));
    const base = Object.fromEntries(loaded);
    const isOurs = (feature) => own.config.footprint.includes(feature.properties.code);
    const detailed = new Set(base.boroughs ? base.boroughs.features.map((feature) => feature.properties.code) : []);
    const add = (name, json, pane, filter, options) => {
      if (json) own.base[name] = L.geoJSON(json, { pane, filter, smoothFactor: 0.7, ...PLAIN, ...options }).addTo(map);
    };
    const coarse = (feature) => !detailed.has(feature.properties.code);
    const areas = (interactive) => ({
      interactive,
      onEachFeature: (feature, layer) => {
        layer.code = feature.properties.code;
        if (interactive) layer.bindTooltip(() => sentence(map, layer.code), { sticky: true, className: "closer-tip" });
      },
    });
    for (const [name, json, filter] of [["england", base.england, coarse], ["boroughs", base.boroughs, () => true]]) {
      add(`${name}Land`, json, "land", (feature) => filter(feature) && !isOurs(feature), areas(false));
      add(`${name}Casing`, json, "casing", (feature) => filter(feature) && isOurs(feature), areas(false));
      add(`${name}Footprint`, json, "footprint", (feature) => filter(feature) && isOurs(feature), areas(true));
    }
    add("thames", base.thames, "land");
    add("roads", base.roads, "roads");
    add("rail", base.rail, "roads");
    const missing = files.filter(([name]) => !base[name] && own.config.needed.includes(name));
    if (missing.length) own.mark.insertAdjacentHTML("afterend", `<div class="closer-mark">${own.config.words.noOutlines}</div>`);
    paintBase(map);
    redraw(map);
    container.dataset.base = missing.length ? "missing" : "drawn";
  }

  function sentence(map, code) {
    const own = map.closer;
    return (own.state && own.state.areas[code]) || "";
  }

  function shade(state, code, c) {
    const share = state && state.shares[code];
    return share && share.step ? c[`share_${share.step}`] : c.footprint_land;
  }

  function paintBase(map) {
    const own = map.closer;
    const c = colours(map);
    document.documentElement.dataset.theme = own.theme;
    for (const [name, colour] of Object.entries(c)) document.documentElement.style.setProperty(`--${name.replaceAll("_", "-")}`, colour);
    const style = {
      Land: { color: c.neighbour_outline, weight: 0.8, fillColor: c.land, fillOpacity: 1 },
      Casing: { color: c.outline, weight: 4, fill: false, lineJoin: "round" },
      Footprint: (feature) => ({
        color: c.neighbour_outline, weight: 1.2, fillColor: shade(own.state, feature.properties.code, c), fillOpacity: 1,
      }),
    };
    for (const [name, layer] of Object.entries(own.base)) {
      const part = Object.keys(style).find((end) => name.endsWith(end));
      if (part) layer.setStyle(style[part]);
    }
    if (own.base.thames) own.base.thames.setStyle({ stroke: false, fillColor: c.water, fillOpacity: 1 });
    if (own.base.roads) own.base.roads.setStyle({ color: c.road, weight: 1, fill: false });
    if (own.base.rail) own.base.rail.setStyle({ color: c.rail, weight: 0.8, dashArray: "4 3", fill: false });
  }

  // --- the figures ----------------------------------------------------------------------

  function redraw(map) {
    const own = map.closer;
    if (!own.state || !map.getSize().x) return;
    const c = colours(map);
    own.data.clearLayers();
    map.getPane("roads").style.display = map.getZoom() < ROADS_FROM_ZOOM ? "none" : "";
    const layout = layOut(map);
    drawChosen(map, c);
    const lines = own.state.lines ? drawLines(map, c) : drawFlows(map, c, layout);
    const boxes = drawNodes(map, c, layout);
    if (own.state.points) drawPoints(map, c);
    drawFrame(map, c);
    drawNames(map, layout, boxes, lines);
    map.getContainer().dataset.drawn = String(1 + Number(map.getContainer().dataset.drawn || 0));
  }

  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

  // Where each symbol of each place stands: children in the middle, those brought
  // inside to the left, homes to the right, block homes beyond them.
  function layOut(map) {
    const { state } = map.closer;
    const scale = clamp((map.getZoom() - 6.5) / 4, 0.55, 1) * clamp(map.getSize().x / 620, 0.75, 1);
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
  }

  function drawChosen(map, c) {
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
  }

  function drawFlows(map, c, layout) {
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
  }

  function drawNodes(map, c, layout) {
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
  }

  function drawLines(map, c) {
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
  }

  function drawPoints(map, c) {
    const own = map.closer;
    for (const [lat, lon, places, isBlock, words] of own.state.points) {
      new closer.Symbol([lat, lon], {
        renderer: own.renderers.symbols, shape: "diamond", radius: Math.max(4, closer.radius.places(places, 1)), interactive: true,
        color: isBlock ? c.home : c.halo, weight: isBlock ? 2.5 : 1, fillColor: isBlock ? c.panel : c.home, fillOpacity: 1,
      })
        .bindTooltip(words, { className: "closer-tip" })
        .addTo(own.data);
    }
  }

  // Close by: the authorities, ours first and the chosen one before all.
  function names(map, boxes) {
    const own = map.closer;
    const view = map.getBounds().pad(-0.04);
    const isChosen = (name) => own.state.chosen.includes(name.code);
    const found = [];
    for (const name of own.config.names) {
      const at = [name.at, name.near].find((spot) => spot && view.contains(spot));
      if (!at) continue;
      const share = own.state.shares[name.code];
      if (share && !share.name) continue;
      found.push({
        html: share ? `${share.name}<br><span class="closer-share">${share.label}</span>` : name.html,
        className: name.is_ours ? "is-ours" : "is-neighbour",
        point: map.latLngToLayerPoint(at),
        around: at === name.at ? boxes[name.code] : null,
        isNeeded: isChosen(name) || (name.is_ours && map.getZoom() >= 10),
        rank: isChosen(name) ? 0 : name.is_ours ? 1 : 2,
      });
    }
    return found.sort((a, b) => a.rank - b.rank);
  }

  // Far off: the partnership as one, and the places where most of the children live.
  function farNames(map, layout, boxes) {
    const own = map.closer;
    const isFar = (place) => !place.node.is_inside && place.node.children && own.state.lines === null;
    const far = Object.values(layout).filter(isFar).sort((a, b) => b.node.children - a.node.children);
    return [
      { html: own.config.words.footprint, className: "is-ours", point: map.latLngToLayerPoint(L.latLngBounds(own.config.bounds).getCenter()), around: ours(map), isNeeded: true },
      ...far.map((place) => ({
        html: place.node.name, className: "is-neighbour", point: place.point, around: boxes[place.node.stands_on],
      })),
    ];
  }

  function ours(map) {
    const corners = L.latLngBounds(map.closer.config.bounds);
    const from = map.latLngToLayerPoint(corners.getNorthWest());
    const to = map.latLngToLayerPoint(corners.getSouthEast());
    return { left: from.x, right: to.x, top: from.y, bottom: to.y };
  }

  function drawNames(map, layout, boxes, linePoints) {
    const own = map.closer;
    const obstacles = [...Object.values(boxes), ...controlBoxes(map)];
    const labels = [];
    for (const place of Object.values(layout)) {
      if (own.state.lines || place.children < 8.5) continue;
      labels.push({
        html: String(place.node.children),
        className: place.node.is_inside ? "is-number is-inside" : "is-number",
        point: place.point, isFixed: true,
      });
    }
    labels.push(...(map.getZoom() < own.config.names_from_zoom ? farNames(map, layout, boxes) : names(map, boxes)));
    closer.placeLabels(map, own.labels, labels, obstacles, linePoints);
  }

  // What stands in the corners, seen from the layer: no name goes under it.
  function controlBoxes(map) {
    const frame = map.getContainer().getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([0, 0]);
    return [...map.getContainer().querySelectorAll(".leaflet-control > *, .leaflet-control")].map((control) => {
      const box = control.getBoundingClientRect();
      return {
        left: box.left - frame.left + corner.x,
        right: box.right - frame.left + corner.x,
        top: box.top - frame.top + corner.y,
        bottom: box.bottom - frame.top + corner.y,
      };
    });
  }

  function drawFrame(map, c) {
    const own = map.closer;
    const { state, config } = own;
    own.mark.innerHTML = state.mark;
    own.mark.hidden = !state.mark;
    const view = map.getBounds();
    const beyond = state.nodes
      .filter((node) => !view.contains(node.at))
      .reduce((sum, node) => sum + node.children + node.brought, 0);
    own.beyond.hidden = !own.isWide && !beyond;
    own.beyond.innerHTML = own.isWide ? config.words.back : config.words.beyond.replace("NUMBER", beyond);
    closer.drawLegend(state.legend, config.words.attribution, c);
  }
})();
