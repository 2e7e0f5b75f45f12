// The resident map: `start` once for each map, `apply` as often as the figures change.
// Python decides what is drawn; nothing here counts children.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const { host } = closer;

  const MODES = ["today", "with_contract", "changes", "swipe"];
  const LAYERS = ["shares", "flows", "children", "homes", "transport", "names"];
  const OPENING = [[51.4, -0.2], [51.7, 0.35]]; // until the map file says where the footprint lies

  const AFTER_A_RUN = 400; // milliseconds
  const FAILED = "The outlines could not be read: load the page again.";

  closer.start = function (map, config) {
    const own = {
      config, land: null, state: null, figures: null, scene: null, hovered: null, held: null,
      mode: "today", layers: new Set(LAYERS), isWide: false, hasMoved: false, theme: host.theme(), written: new Set(), draws: 0,
    };
    map.closer = own;
    map.fitBounds(OPENING, { animate: false });
    own.canvas = new closer.Canvas().addTo(map);
    const container = map.getContainer();
    container.setAttribute("role", "region");
    own.box = surround(container);
    map.on("dragstart zoomstart", () => {
      if (own.isMoving) return;
      own.hasMoved = true;
      if (own.held) letGo(own);
    });
    map.on("zoomend moveend", () => ask(map));
    map.on("resize", () => {
      if (own.held) hold(map, own.held);
      else if (own.hasMoved) ask(map);
      else openView(map);
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
    new ResizeObserver(() => fitFrame(own)).observe(own.box.outer);
    window.addEventListener("resize", () => fitFrame(own));
    host.onTheme(() => host.theme() !== own.theme && ((own.theme = host.theme()), ask(map)));
    fitFrame(own);
    map.invalidateSize({ animate: false });
    load(map);
    host.askAgain();
  };

  // Idempotent: the same state twice draws the same map; an empty one draws none.
  closer.apply = function (map, state) {
    const own = map.closer;
    own.state = state;
    obey(map, state.asked);
    read(own);
    ask(map);
    // A run that changes the address of the page may drop what stands in it of the map.
    window.setTimeout(() => writeAddress(own), AFTER_A_RUN);
    return own.shown || (own.shown = L.layerGroup());
  };

  // --- what the reader chooses -------------------------------------------------------

  // A link is obeyed once; what the map itself wrote into the address is no link.
  function obey(map, asked) {
    const own = map.closer;
    const signature = JSON.stringify(asked);
    if (own.obeyed === signature || own.written.has(signature)) return;
    const isFirst = own.obeyed === undefined;
    own.obeyed = signature;
    own.mode = asked.mode;
    own.layers = new Set(asked.layers || LAYERS);
    own.isNamed = host.names("map");
    if (isFirst) recall(own);
    host.remember("map", own.mode);
    if (asked.at && asked.zoom) hold(map, asked);
  }

  // Where a link asks the map to stand, until the reader moves it: the frame may still grow.
  function hold(map, { at, zoom }) {
    const own = map.closer;
    own.held = { at, zoom };
    own.hasMoved = true;
    own.isMoving = true;
    map.setView(at, zoom, { animate: false });
    own.isMoving = false;
    ask(map);
  }

  function letGo(own) {
    own.held = null;
    writeAddress(own);
  }

  // Back on a page whose link says nothing of the map, it stands as the reader left it.
  function recall(own) {
    const mode = host.recall("map");
    if (!host.names("map") && MODES.includes(mode)) choose(own, { mode });
  }

  function choose(own, { mode = own.mode, layers = own.layers }) {
    own.mode = mode;
    own.layers = layers;
    own.isNamed = true;
    writeAddress(own);
    host.remember("map", mode);
  }

  // Those that are shown, or null for all of them.
  function shownLayers(own) {
    const shown = LAYERS.filter((layer) => own.layers.has(layer));
    return shown.length === LAYERS.length ? null : shown;
  }

  function writeAddress(own) {
    if (!own.land) return;
    const layers = shownLayers(own);
    const { held } = own;
    own.written.add(JSON.stringify({ mode: own.mode, layers, at: held && held.at, zoom: held && held.zoom }));
    host.write({
      map: own.isNamed ? own.land.header.words.modes[own.mode] : null,
      layers: layers && (layers.join(",") || "none"),
      centre: held && held.at.map((degrees) => degrees.toFixed(4)).join(","),
      zoom: held && String(held.zoom),
    });
  }

  // --- drawing -------------------------------------------------------------------------

  // The figures need the names of the map file, whichever of the two comes first.
  function read(own) {
    if (own.land && own.state) own.figures = closer.readState(own.state, own.land.header);
  }

  const wordsOf = (own) => (own.land ? own.land.header.words : {});
  const shownMode = (own) => (own.mode === "swipe" ? "with_contract" : own.mode);
  const partedAt = (own) => own.scene.view.margin + own.handle.share() * own.scene.view.frameWidth;

  // Asked for more than once in one task, everything is drawn once, at its end.
  function ask(map) {
    const own = map.closer;
    if (own.isAsked) return;
    own.isAsked = true;
    Promise.resolve().then(() => {
      own.isAsked = false;
      redraw(map);
    });
  }

  // Everything anew: the reader moved, or the figures or the colours changed.
  function redraw(map) {
    const own = map.closer;
    if (!own.figures || !own.land || !map.getSize().x) return;
    const view = own.canvas.view();
    own.colours = own.land.header.palettes[own.theme];
    own.scene = closer.prepare({
      land: own.land, figures: own.figures, view, layers: own.layers, colours: own.colours,
      controls: cornersTaken(own, view),
    });
    own.canvas.place(own.scene, window.devicePixelRatio || 1);
    wear(own);
    paint(map);
    say(map);
  }

  // The canvas alone, from what is laid out already: a switch takes one frame.
  function paint(map) {
    const own = map.closer;
    own.canvas.paint(own.scene, own.mode, own.mode === "swipe" ? partedAt(own) : 0);
    const { dataset } = map.getContainer();
    own.draws += 1;
    dataset.drawn = String(own.draws);
    dataset.mode = own.mode;
    dataset.chosen = own.figures.view_of;
  }

  function switchTo(map, mode) {
    const own = map.closer;
    choose(own, { mode });
    if (!own.scene) return;
    paint(map);
    say(map);
  }

  function toggleLayer(map, layer) {
    const own = map.closer;
    const layers = new Set(own.layers);
    if (!layers.delete(layer)) layers.add(layer);
    choose(own, { layers });
    ask(map);
  }

  // Title, sentence, legend, description: the words of the picture that is shown.
  function say(map) {
    const own = map.closer;
    const { box, figures, scene } = own;
    const mode = figures.modes[shownMode(own)];
    const words = wordsOf(own);
    const put = (element, text) => {
      if (element.textContent !== text) element.textContent = text;
    };
    put(box.title, own.mode === "swipe" ? words.swipeTitle : mode.title);
    put(box.subtitle, figures.subtitle);
    put(box.sentence, own.mode === "swipe" ? `${figures.modes.today.sentence} ${mode.sentence}` : mode.sentence);
    own.toolbar.show(own.mode, own.layers, own.isWide, new Set(LAYERS.filter((layer) => layer !== "children" || !figures.lines)));
    own.handle.element.hidden = own.mode !== "swipe";
    put(box.mark, figures.mark);
    box.mark.hidden = !figures.mark;
    const beyond = countBeyond(own, map);
    box.beyond.hidden = !own.isWide && !beyond;
    box.beyond.textContent = own.isWide ? words.back : words.beyond.replace("NUMBER", beyond);
    const alt = mode.alt;
    map.getContainer().setAttribute("aria-label", alt);
    host.describe(alt);
    put(box.source, figures.source);
    drawScale(own);
    drawLegend(own);
  }

  // A canvas of its own: it stays where it is while the map is dragged.
  function drawScale(own) {
    const ctx = sized(own.box.scale, 140, 34);
    ctx.clearRect(0, 0, 140, 34);
    closer.paintScale(ctx, own.scene.view, own.colours, [14, 22]);
  }

  function sized(canvas, width, height) {
    const ratio = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }

  function drawLegend(own) {
    const { legend, keys } = own.box;
    const width = legend.parentElement.clientWidth;
    if (!width) return;
    const content = legendOf(own);
    const where = { x: 0, y: 0, width, colours: own.colours };
    const height = closer.paintLegend(legend.getContext("2d"), content, { ...where, isDry: true });
    closer.paintLegend(sized(legend, width, height), content, where);
    const read = [content.mode.scale.title, ...content.marks.map((one) => one.text), ...content.mode.legend.map((entry) => entry.label)];
    keys.replaceChildren(...read.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }

  function legendOf(own) {
    const modeName = shownMode(own);
    const marks = closer.marksOf(own.figures, own.mode === "swipe" ? "today" : modeName, own.hovered, wordsOf(own));
    return { figures: own.figures, mode: own.figures.modes[modeName], modeName, layers: own.layers, marks };
  }

  function countBeyond(own, map) {
    const view = map.getBounds();
    const { circles } = own.figures.modes[shownMode(own) === "changes" ? "today" : shownMode(own)];
    return circles
      .filter(({ place }) => !view.contains(place.at))
      .reduce((sum, { kinds }) => sum + Object.values(kinds).reduce((all, count) => all + count, 0), 0);
  }

  // --- the view --------------------------------------------------------------------------

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
    own.held = null;
    if (!own.land) return;
    move(map, L.latLngBounds(own.land.header.bounds));
    ask(map);
  }

  function toggleWide(map) {
    const own = map.closer;
    if (own.isWide) {
      openView(map);
      return;
    }
    own.isWide = true;
    own.hasMoved = true;
    own.held = null;
    const living = own.figures.modes.today.circles.map(({ place }) => place.at);
    move(map, L.latLngBounds(own.land.header.bounds).extend(L.latLngBounds(living)));
    ask(map);
  }

  // --- what surrounds the canvas -----------------------------------------------------------

  function surround(container) {
    const outer = L.DomUtil.create("div", "closer");
    container.parentElement.insertBefore(outer, container);
    const add = (tag, className, parent = outer) => L.DomUtil.create(tag, className, parent);
    const words = add("div", "closer-words");
    words.setAttribute("aria-live", "polite");
    const box = { outer, title: add("h2", "", words), subtitle: add("p", "closer-quiet", words), sentence: add("p", "closer-sentence", words) };
    box.controls = add("div", "closer-controls");
    box.frame = add("div", "closer-frame");
    box.frame.append(container);
    box.mark = add("div", "closer-mark", container);
    box.beyond = add("button", "closer-button closer-beyond", container);
    box.scale = add("canvas", "closer-scale", container);
    Object.assign(box.beyond, { type: "button", tabIndex: -1, hidden: true });
    box.tip = add("div", "closer-tip", container);
    box.tip.hidden = true;
    box.said = add("div", "closer-said", container);
    box.said.setAttribute("role", "status");
    const below = add("div", "closer-below");
    box.legend = add("canvas", "closer-legend", below);
    box.legend.setAttribute("aria-hidden", "true");
    box.keys = add("ul", "closer-keys", below);
    box.source = add("p", "closer-quiet closer-source", below);
    return box;
  }

  // The map takes its share of the window; words and legend take what they need.
  function fitFrame(own) {
    const { outer, frame } = own.box;
    const isSmall = outer.clientWidth < 560;
    const high = isSmall ? Math.round(Math.min(0.6 * host.windowHeight(), 1.1 * outer.clientWidth)) : Math.max(420, Math.min(620, Math.round(0.62 * host.windowHeight())));
    if (frame.style.height !== `${high}px`) frame.style.height = `${high}px`;
    host.setHeight(outer.offsetHeight);
    if (own.figures && own.land && own.colours) drawLegend(own);
  }

  // What stands in the corners, seen from the canvas: no name goes under it.
  function cornersTaken(own, view) {
    const frame = own.box.frame.getBoundingClientRect();
    return [own.box.mark, own.box.beyond]
      .map((element) => element.getBoundingClientRect())
      .filter((box) => box.width)
      .map((box) => ({
        left: box.left - frame.left + view.margin, right: box.right - frame.left + view.margin,
        top: box.top - frame.top + view.margin, bottom: box.bottom - frame.top + view.margin,
      }))
      .concat({ left: view.margin, right: view.margin + 130, top: view.height - view.margin - 34, bottom: view.height - view.margin });
  }

  function wear(own) {
    document.documentElement.dataset.theme = own.theme;
    for (const [name, colour] of Object.entries(own.colours)) document.documentElement.style.setProperty(`--${name.replaceAll("_", "-")}`, colour);
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
      return;
    }
    read(own);
    equip(map);
    if (!own.hasMoved) openView(map);
    redraw(map);
    dataset.base = "drawn";
  }

  // The typeface of the page around, so that both read as one.
  async function loadFont(font) {
    if (!font) return;
    try {
      document.fonts.add(await new FontFace("Source Sans", `url(${font})`, { weight: "200 900" }).load());
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
      reset: () => openView(map),
      showAll: () => toggleWide(map),
      copyLink: () => copyText(host.link(), words, say),
      copyPlace: () => copyText(host.link(placeOf(map)), words, say),
      copyPicture: () => copyPicture(map, words, say),
      savePicture: () => savePicture(map, words, say),
    }, words);
    own.box.beyond.addEventListener("click", () => toggleWide(map));
    L.DomEvent.disableClickPropagation(own.box.beyond);
    followPointer(map);
  }

  const placeOf = (map) => {
    const { lat, lng } = map.getCenter();
    return { centre: `${lat.toFixed(4)},${lng.toFixed(4)}`, zoom: String(map.getZoom()) };
  };

  async function copyText(text, words, say) {
    try {
      await navigator.clipboard.writeText(text);
      say(words.linkCopied);
    } catch {
      say(`${words.linkIs} ${text}`);
    }
  }

  function pictureOf(map) {
    const own = map.closer;
    const { scene, mode } = own;
    const content = legendOf(own);
    const plain = (element) => element.textContent;
    return closer.makePicture({
      title: plain(own.box.title), subtitle: plain(own.box.subtitle), sentence: plain(own.box.sentence), source: plain(own.box.source),
      scene, legend: content, colours: own.colours,
      paintMap: (ctx) => {
        const base = (on) => closer.paintBase(on, scene);
        if (mode === "swipe") closer.paintParted(ctx, scene, partedAt(own), base);
        else {
          base(ctx);
          closer.paintPicture(ctx, scene, mode);
        }
        furnish(ctx, own);
      },
    });
  }

  // What stands on the picture itself: scale, and what it is made of.
  function furnish(ctx, own) {
    const { view } = own.scene;
    closer.paintScale(ctx, view, own.colours, [view.margin + 14, view.height - view.margin - 12]);
    const { mark } = own.figures;
    if (!mark) return;
    const wide = closer.measure(ctx, mark, { size: 14, weight: 600 });
    ctx.fillStyle = own.colours.text;
    ctx.fillRect(view.margin + 10, view.margin + 10, wide + 16, 26);
    closer.write(ctx, mark, view.margin + 18, view.margin + 28, { size: 14, weight: 600, colour: own.colours.panel });
  }

  async function copyPicture(map, words, say) {
    try {
      const blob = closer.toBlob(pictureOf(map));
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      say(words.pictureCopied);
    } catch {
      await savePicture(map, words, say);
    }
  }

  async function savePicture(map, words, say) {
    closer.save(await closer.toBlob(pictureOf(map)), words.pictureName);
    say(words.pictureSaved);
  }

  // --- the pointer -----------------------------------------------------------------------------

  function followPointer(map) {
    const own = map.closer;
    const container = map.getContainer();
    const { tip } = own.box;
    const at = (event) => {
      const point = map.mouseEventToContainerPoint(event);
      const { view } = own.scene;
      const origin = map.getPixelBounds().min;
      return { point, x: point.x + origin.x - view.left, y: point.y + origin.y - view.top };
    };
    const modeAt = (x) => (own.mode === "swipe" ? (x < partedAt(own) ? "today" : "with_contract") : own.mode);
    container.addEventListener("pointermove", (event) => {
      if (!own.scene || event.pointerType === "touch") return;
      const { point, x, y } = at(event);
      const { said, code } = closer.under(own.scene, modeAt(x), x, y);
      tip.hidden = !said;
      container.classList.toggle("is-area", Boolean(code));
      if (said) {
        if (tip.textContent !== said) tip.textContent = said;
        const left = Math.min(point.x + 14, own.scene.view.frameWidth - tip.offsetWidth - 8);
        const below = point.y + 18 + tip.offsetHeight < own.scene.view.frameHeight;
        tip.style.transform = `translate(${Math.max(4, left)}px, ${below ? point.y + 18 : point.y - tip.offsetHeight - 12}px)`;
      }
      if (code !== own.hovered) {
        own.hovered = code;
        drawLegend(own);
      }
    });
    container.addEventListener("pointerleave", () => {
      tip.hidden = true;
      if (own.hovered === null) return;
      own.hovered = null;
      drawLegend(own);
    });
    // A click that hits no area of the footprint asks nothing of the server.
    container.addEventListener("click", (event) => {
      if (!own.scene || event.target.closest("button, .closer-handle")) return;
      const { x, y } = at(event);
      if (!closer.areaAt(own.scene, x, y)) event.stopImmediatePropagation();
    }, { capture: true });
  }
})();
