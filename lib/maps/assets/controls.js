// What stands round the map: zoom, the whole picture, legend, marks, and the
// manners that keep it from trapping the reader's scroll.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  function button(parent, text, label, act) {
    const made = L.DomUtil.create("button", "closer-button", parent);
    made.type = "button";
    made.innerHTML = text;
    if (label) {
      made.setAttribute("aria-label", label);
      made.title = label;
    }
    L.DomEvent.disableClickPropagation(made);
    made.addEventListener("click", act);
    return made;
  }

  // Plus and minus are keys of the map itself, so the buttons take no tab stop.
  closer.addZoom = function (map, words, reset) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "closer-bar");
      button(bar, "+", words.zoomIn, () => map.zoomIn()).tabIndex = -1;
      button(bar, "\u2212", words.zoomOut, () => map.zoomOut()).tabIndex = -1;
      button(bar, "\u2302", words.reset, reset);
      return bar;
    };
    control.addTo(map);
  };

  closer.addBeyond = function (map, showAll) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "closer-top");
      map.closer.mark = L.DomUtil.create("div", "closer-mark", box);
      map.closer.beyond = button(box, "", "", showAll);
      map.closer.beyond.classList.add("closer-beyond");
      return box;
    };
    control.addTo(map);
  };

  closer.swatch = function (entry, colours) {
    const { shape, kind, width, hollow, cross } = entry;
    if (!kind) return "";
    if (width) {
      const high = Math.max(10, Math.ceil(width));
      return (
        `<svg width="30" height="${high}" aria-hidden="true"><line x1="1" x2="29" y1="${high / 2}" y2="${high / 2}" ` +
        `stroke="${colours[kind]}" stroke-width="${width}"/></svg>`
      );
    }
    const r = 7;
    const side = 2 * r + 4;
    const paint = hollow
      ? `fill="${colours.panel}" stroke="${colours[kind]}" stroke-width="2.5"`
      : `fill="${colours[kind]}"`;
    const middle = side / 2;
    const over = cross
      ? `<path d="${closer.shapes.cross(middle, middle, r)}" fill="${colours.on_brought_inside}"/>`
      : "";
    return (
      `<svg width="${side}" height="${side}" aria-hidden="true">` +
      `<path d="${closer.shapes[shape](middle, middle, r)}" ${paint}/>${over}</svg>`
    );
  };

  closer.drawLegend = function (entries, attribution, colours) {
    let legend = document.getElementById("closer-legend");
    if (!legend) {
      legend = L.DomUtil.create("div", "", document.body);
      legend.id = "closer-legend";
      const tell = () => document.documentElement.style.setProperty("--legend", `${legend.offsetHeight}px`);
      new ResizeObserver(tell).observe(legend);
    }
    legend.innerHTML = entries
      .map((entry) => `<span class="closer-key">${closer.swatch(entry, colours)}<span>${entry.label}</span></span>`)
      .concat(`<span class="closer-key is-source">${attribution}</span>`)
      .join("");
  };

  // To the first thing after the map on the page that takes the focus.
  function leave() {
    document.activeElement.blur();
    const frame = window.frameElement;
    if (!frame) return;
    const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
    const next = [...frame.ownerDocument.querySelectorAll(stops)].find(
      (one) =>
        frame.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING &&
        one.tabIndex >= 0 &&
        !one.disabled &&
        one.getClientRects().length > 0,
    );
    window.parent.focus();
    if (next) next.focus();
  }

  // One finger scrolls the page, two move the map; a wheel zooms with Ctrl alone.
  closer.mindManners = function (map, words) {
    const container = map.getContainer();
    const hint = L.DomUtil.create("div", "closer-hint", container);
    hint.setAttribute("aria-hidden", "true");
    let timer = null;
    const tell = (text) => {
      hint.innerHTML = text;
      hint.classList.add("is-shown");
      window.clearTimeout(timer);
      timer = window.setTimeout(() => hint.classList.remove("is-shown"), 1400);
    };
    if (window.matchMedia("(pointer: coarse)").matches) {
      map.dragging.disable();
      container.addEventListener(
        "touchmove",
        (event) => event.touches.length === 1 && tell(words.twoFingers),
        { passive: true },
      );
    }
    container.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) {
          tell(words.holdControl);
          return;
        }
        event.preventDefault();
        const step = event.deltaY < 0 ? 0.5 : -0.5;
        map.setZoomAround(map.mouseEventToContainerPoint(event), map.getZoom() + step);
      },
      { passive: false },
    );
    document.addEventListener("keydown", (event) => event.key === "Escape" && leave());
  };

  // What the frame says of the state: marks, who lives beyond the view, the legend.
  closer.drawFrame = function (map, c) {
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
  };
})();
