// What surrounds the canvas: words above, legend below, marks and scale on it.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const { host } = closer;

  closer.surround = function (container) {
    const outer = L.DomUtil.create("div", "closer");
    container.parentElement.insertBefore(outer, container);
    const add = (tag, className, parent = outer) => L.DomUtil.create(tag, className, parent);
    const words = add("div", "closer-words");
    words.setAttribute("aria-live", "polite");
    const box = { outer, words, title: add("h2", "", words), subtitle: add("p", "closer-quiet", words), sentence: add("p", "closer-sentence", words) };
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
    box.below = add("div", "closer-below");
    box.legend = add("canvas", "closer-legend", box.below);
    box.legend.setAttribute("aria-hidden", "true");
    box.keys = add("ul", "closer-keys", box.below);
    box.source = add("p", "closer-quiet closer-source", box.below);
    return box;
  };

  // The map takes its share of the window; words and legend take what they need.
  closer.fitFrame = function (own) {
    const { outer, frame } = own.box;
    const isSmall = outer.clientWidth < 560;
    const high = isSmall ? Math.round(Math.min(0.6 * host.windowHeight(), 1.1 * outer.clientWidth)) : Math.max(420, Math.min(620, Math.round(0.62 * host.windowHeight())));
    if (frame.style.height !== `${high}px`) frame.style.height = `${high}px`;
    host.setHeight(outer.offsetHeight);
    if (own.figures && own.land && own.colours) closer.drawLegend(own);
  };

  // What stands in the corners, seen from the canvas: no name goes under it.
  closer.cornersTaken = function (own, view) {
    const frame = own.box.frame.getBoundingClientRect();
    return [own.box.mark, own.box.beyond]
      .map((element) => element.getBoundingClientRect())
      .filter((box) => box.width)
      .map((box) => ({
        left: box.left - frame.left + view.margin, right: box.right - frame.left + view.margin,
        top: box.top - frame.top + view.margin, bottom: box.bottom - frame.top + view.margin,
      }))
      .concat({ left: view.margin, right: view.margin + 130, top: view.height - view.margin - 34, bottom: view.height - view.margin });
  };

  closer.wear = function (own) {
    document.documentElement.dataset.theme = own.theme;
    for (const [name, colour] of Object.entries(own.colours)) document.documentElement.style.setProperty(`--${name.replaceAll("_", "-")}`, colour);
  };

  // Words and legend keep the room of the longest picture, so that a switch moves nothing.
  function reserve(own) {
    const { box, figures, layers, colours } = own;
    const width = box.outer.clientWidth;
    const asked = `${width} ${[...layers]} ${document.fonts.size}`;
    if (own.reserved && own.reserved.figures === figures && own.reserved.asked === asked) return;
    own.reserved = { figures, asked };
    const ctx = box.legend.getContext("2d");
    const heights = Object.keys(figures.modes).map((modeName) => {
      box.title.textContent = figures.modes[modeName].title;
      box.sentence.textContent = figures.modes[modeName].sentence;
      box.words.style.minHeight = "";
      const marks = closer.marksOf(figures, modeName, null, own.land.header.words);
      const legend = { figures, modeName, layers, marks };
      return [box.words.offsetHeight, closer.paintLegend(ctx, legend, { x: 0, y: 0, width, colours, isDry: true })];
    });
    box.words.style.minHeight = `${Math.max(...heights.map(([words]) => words))}px`;
    box.below.style.minHeight = `${Math.max(...heights.map(([, legend]) => legend)) + box.source.offsetHeight}px`;
  }

  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  // The mark, and how many live beyond the frame. Names keep off both, so they come first.
  closer.fillCorners = function (map) {
    const own = map.closer;
    const { box, figures } = own;
    const { words } = own.land.header;
    put(box.mark, figures.mark);
    box.mark.hidden = !figures.mark;
    const beyond = countBeyond(own, map);
    box.beyond.hidden = !own.isWide && !beyond;
    const howMany = figures.is_partial ? words.beyondLeast : words.beyond;
    put(box.beyond, own.isWide ? words.back : howMany.replace("NUMBER", beyond));
  };

  // Title, sentence, legend, description: the words of the picture that is shown.
  closer.say = function (map) {
    const own = map.closer;
    const { box, figures, scene } = own;
    const mode = figures.modes[closer.shownMode(own)];
    const words = own.land.header.words;
    reserve(own);
    put(box.title, mode.title);
    put(box.subtitle, figures.subtitle);
    put(box.sentence, own.mode === "swipe" ? `${figures.modes.today.sentence} ${mode.sentence}` : mode.sentence);
    own.toolbar.show(own.mode, own.layers, own.isWide, new Set(closer.LAYERS.filter((layer) => layer !== "children" || !figures.lines)));
    own.handle.element.hidden = own.mode !== "swipe";
    const alt = mode.alt;
    map.getContainer().setAttribute("aria-label", alt);
    host.describe(alt);
    put(box.source, figures.source);
    drawScale(own);
    closer.drawLegend(own);
  };

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

  closer.drawLegend = function (own) {
    const { legend, keys } = own.box;
    const width = legend.parentElement.clientWidth;
    if (!width) return;
    const content = closer.legendOf(own);
    const where = { x: 0, y: 0, width, colours: own.colours };
    const height = closer.paintLegend(legend.getContext("2d"), content, { ...where, isDry: true });
    closer.paintLegend(sized(legend, width, height), content, where);
    const read = [content.mode.scale.title, ...content.marks.map((one) => one.text), ...closer.keysOf(content.mode, own.layers).map((entry) => entry.label)];
    keys.replaceChildren(...read.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  };

  closer.legendOf = function (own) {
    const modeName = closer.shownMode(own);
    const marks = closer.marksOf(own.figures, own.mode === "swipe" ? "today" : modeName, own.hovered, own.land.header.words);
    return { figures: own.figures, mode: own.figures.modes[modeName], modeName, layers: own.layers, marks };
  };

  function countBeyond(own, map) {
    const view = map.getBounds();
    const { circles } = own.figures.modes[closer.shownMode(own) === "changes" ? "today" : closer.shownMode(own)];
    return circles
      .filter(({ place }) => !view.contains(place.at))
      .reduce((sum, { kinds }) => sum + Object.values(kinds).reduce((all, count) => all + count, 0), 0);
  }
})();
