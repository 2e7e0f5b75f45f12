// The resident map: `start` once for each map, `apply` as often as the figures change.
// Both take plain values; nothing here knows who hosts the map.
// Every text arrives encoded (lib/maps/encoding.py) and is written as HTML.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const PANES = { land: 210, casing: 230, footprint: 240, roads: 250, chosen: 300, flows: 400, single: 420, symbols: 450 };
  const ROADS_FROM_ZOOM = 9.5;

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
    map.on("zoomend moveend", () => closer.redraw(map));
    map.on("resize", () => (own.hasMoved ? closer.redraw(map) : openView(map)));
    // The style sheet may arrive after the map, and the legend grows: the frame decides.
    new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(map.getContainer());
    map.on("zoomanim", () => own.labels.replaceChildren());
    watchTheme(map);
    openView(map);
    closer.loadFont(map);
    closer.loadBase(map);
  };

  // Idempotent: the same state twice draws the same map; an empty one draws none.
  closer.apply = function (map, state) {
    const own = map.closer;
    const isNewView = !own.state || own.state.view_of !== state.view_of;
    own.state = state;
    if (isNewView) openView(map);
    closer.paintBase(map);
    closer.redraw(map);
    const container = map.getContainer();
    container.setAttribute("aria-label", plain(state.alt));
    container.dataset.mode = state.mode;
    if (window.frameElement) window.frameElement.setAttribute("aria-label", plain(state.alt));
    return own.shown || (own.shown = L.layerGroup());
  };

  closer.redraw = function (map) {
    const own = map.closer;
    if (!own.state || !map.getSize().x) return;
    const c = closer.colours(map);
    own.data.clearLayers();
    map.getPane("roads").style.display = map.getZoom() < ROADS_FROM_ZOOM ? "none" : "";
    const layout = closer.layOut(map);
    closer.drawChosen(map, c);
    const lines = own.state.lines ? closer.drawLines(map, c) : closer.drawFlows(map, c, layout);
    const boxes = closer.drawNodes(map, c, layout);
    if (own.state.points) closer.drawPoints(map, c);
    closer.drawFrame(map, c);
    closer.drawNames(map, layout, boxes, lines);
    map.getContainer().dataset.drawn = String(1 + Number(map.getContainer().dataset.drawn || 0));
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
        closer.paintBase(map);
        closer.redraw(map);
      }, 50),
    );
  }

  closer.colours = (map) => map.closer.config.palettes[map.closer.theme];
})();
