// The resident map: `start` once for each map, `apply` as often as the figures change.
// Python decides what is drawn; nothing here counts children.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const { host } = closer;

  const OPENING = [[51.4, -0.2], [51.7, 0.35]]; // until the map file says where the footprint lies

  const AFTER_A_RUN = 400; // milliseconds
  const FAILED = "The outlines could not be read: load the page again.";

  closer.start = function (map, config) {
    const own = {
      config, land: null, state: null, figures: null, scene: null, kept: new Map(), scenes: new WeakMap(), hovered: null, held: null, isByHand: false,
      mode: "today", layers: new Set(closer.LAYERS), isWide: false, hasMoved: false, theme: host.theme(), written: new Set(), draws: 0,
    };
    map.closer = own;
    map.fitBounds(OPENING, { animate: false });
    own.canvas = new closer.Canvas().addTo(map);
    const container = map.getContainer();
    container.setAttribute("role", "region");
    // Leaflet gives the focus to what is pressed; were the page scrolled to it, the release would lie elsewhere.
    container.addEventListener("pointerdown", () => container.focus({ preventScroll: true }), { capture: true });
    own.box = closer.surround(container);
    map.on("movestart", () => (own.isByHand = !own.isMoving));
    map.on("moveend", () => own.isByHand && closer.holdHere(map));
    map.on("zoomend moveend", () => closer.ask(map));
    map.on("resize", () => {
      if (own.held) closer.hold(map, own.held);
      else closer.openView(map);
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
    new ResizeObserver(() => closer.fitFrame(own)).observe(own.box.outer);
    window.addEventListener("resize", () => closer.fitFrame(own));
    host.onTheme(() => host.theme() !== own.theme && ((own.theme = host.theme()), closer.ask(map)));
    closer.fitFrame(own);
    map.invalidateSize({ animate: false });
    load(map);
    host.askAgain();
    // For the page around, whose buttons take the address along.
    closer.writeNow = () => (own.isByHand ? closer.holdHere(map) : closer.writeAddress(own));
  };

  // Idempotent: the same state twice draws the same map; an empty one draws none.
  closer.apply = function (map, state) {
    const own = map.closer;
    // Nothing that officers were shown stays in the frame of the shared view.
    if (own.state && own.state.is_partial !== state.is_partial) own.kept.clear();
    own.state = state;
    closer.obey(map, state.asked);
    read(own);
    closer.ask(map);
    // A run that changes the address of the page may drop what stands in it of the map.
    window.setTimeout(() => closer.writeAddress(own), AFTER_A_RUN);
    return own.shown || (own.shown = L.layerGroup());
  };

  // --- drawing -------------------------------------------------------------------------

  // The figures need the names of the map file, whichever of the two comes first.
  function read(own) {
    if (!own.land || !own.state) return;
    own.figures = closer.recall(own.kept, JSON.stringify({ ...own.state, asked: null }), () => closer.readState(own.state, own.land.header));
  }

  // The browser promises so much time only when no picture is under way; in the end it is done anyhow.
  const REST_MS = 35;
  const LATEST_MS = 1000;

  closer.whenAtRest = (act, since = performance.now()) => {
    if (!window.requestIdleCallback) return window.setTimeout(act, 100);
    return window.requestIdleCallback((time) => {
      const isDue = time.timeRemaining() >= REST_MS || performance.now() - since >= LATEST_MS;
      if (isDue) act();
      else window.setTimeout(closer.whenAtRest, 4, act, since);
    });
  };

  // Asked for more than once in one task, everything is drawn once, at its end.
  closer.ask = function (map) {
    const own = map.closer;
    if (own.isAsked) return;
    own.isAsked = true;
    Promise.resolve().then(() => {
      own.isAsked = false;
      redraw(map);
    });
  };

  // Everything anew: the reader moved, or the figures or the colours changed.
  function redraw(map) {
    const own = map.closer;
    if (!own.figures || !own.land || !map.getSize().x) return;
    const view = own.canvas.view();
    own.colours = own.land.header.palettes[own.theme];
    closer.fillCorners(map);
    own.scene = closer.prepare({
      land: own.land, figures: own.figures, view, layers: own.layers, colours: own.colours,
      controls: closer.cornersTaken(own, view),
    }, own.scene, own.scenes.get(own.figures));
    own.scenes.set(own.figures, own.scene);
    own.canvas.place(own.scene, window.devicePixelRatio || 1);
    closer.wear(own);
    paint(map);
    closer.say(map);
    if (own.draws === 1) host.tellDrawn();
    own.canvas.paintAhead(own.scene);
  }

  // The canvas alone, from what is painted ahead: a switch takes one frame.
  function paint(map) {
    const own = map.closer;
    own.canvas.paint(own.scene, own.mode, own.mode === "swipe" ? closer.partedAt(own) : 0);
    const { dataset } = map.getContainer();
    own.draws += 1;
    dataset.drawn = String(own.draws);
    dataset.mode = own.mode;
    dataset.chosen = own.figures.view_of;
  }

  function switchTo(map, mode) {
    const own = map.closer;
    closer.choose(own, { mode });
    if (!own.scene) return;
    closer.fillCorners(map);
    paint(map);
    closer.say(map);
  }

  function toggleLayer(map, layer) {
    const own = map.closer;
    const layers = new Set(own.layers);
    if (!layers.delete(layer)) layers.add(layer);
    closer.choose(own, { layers });
    closer.ask(map);
  }

  // --- the view --------------------------------------------------------------------------

  function move(map, bounds) {
    const own = map.closer;
    own.isMoving = true;
    map.fitBounds(bounds, { padding: own.isWide ? [44, 44] : [10, 10], animate: false });
    own.isMoving = false;
  }

  closer.openView = function (map) {
    const own = map.closer;
    own.hasMoved = false;
    own.isWide = false;
    if (own.held) closer.letGo(own);
    if (!own.land) return;
    move(map, L.latLngBounds(own.land.header.bounds));
    closer.ask(map);
  };

  function toggleWide(map) {
    const own = map.closer;
    if (own.isWide) {
      closer.openView(map);
      return;
    }
    own.isWide = true;
    const living = own.figures.modes.today.circles.map(({ place }) => place.at);
    move(map, L.latLngBounds(own.land.header.bounds).extend(L.latLngBounds(living)));
    closer.holdHere(map);
    closer.ask(map);
  }

  // --- files of this server ------------------------------------------------------------------

  // Names are placed by the size of their letters: the first picture waits for both files.
  async function load(map) {
    const own = map.closer;
    const { dataset } = map.getContainer();
    try {
      [own.land] = await Promise.all([closer.fetchMapFile(own.config.file), loadFont(own.config.font)]);
    } catch {
      own.box.mark.textContent = FAILED;
      own.box.mark.hidden = false;
      dataset.base = "missing";
      host.tellDrawn();
      return;
    }
    read(own);
    equip(map);
    if (own.hasMoved) closer.ask(map);
    else closer.openView(map);
    await null; // what was asked for is drawn first
    dataset.base = "drawn";
  }

  // The typeface of the page around, so that both read as one.
  async function loadFont(font) {
    if (!font) return;
    try {
      document.fonts.add(await new FontFace("Source Sans", `url(${font})`, { weight: "200 900" }).load());
      closer.measureAnew();
    } catch {
      // The frame's own sans serif stays.
    }
  }

  // --- controls -------------------------------------------------------------------------------

  function equip(map) {
    const own = map.closer;
    const { words } = own.land.header;
    const container = map.getContainer();
    own.handle = closer.makeHandle(container, words, () => own.mode === "swipe" && own.scene && paint(map));
    own.handle.element.hidden = true;
    const tell = closer.mindManners(map, words, host.leave);
    const say = (text) => {
      own.box.said.textContent = text;
      tell(text);
    };
    own.toolbar = closer.makeToolbar(own.box.controls, {
      setMode: (mode) => switchTo(map, mode),
      toggleLayer: (layer) => toggleLayer(map, layer),
      zoomIn: () => map.zoomIn(),
      zoomOut: () => map.zoomOut(),
      reset: () => closer.openView(map),
      showAll: () => toggleWide(map),
      copyLink: () => closer.copyText(host.link(), words, say),
      copyPlace: () => closer.copyText(host.link(closer.placeOf(map)), words, say),
      copyPicture: () => closer.copyPicture(map, words, say),
      savePicture: () => closer.savePicture(map, words, say),
    }, words);
    own.box.beyond.addEventListener("click", () => toggleWide(map));
    L.DomEvent.disableClickPropagation(own.box.beyond);
    closer.followPointer(map);
  }

})();
