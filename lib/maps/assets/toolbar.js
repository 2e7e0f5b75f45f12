// The controls above the map: one stop of the Tab key, arrows within it. What they do is said
// by the words of the map file.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const make = (parent, tag, className, attributes = {}) => {
    const made = document.createElement(tag);
    made.className = className;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    parent.append(made);
    return made;
  };

  const button = (parent, text, act, attributes = {}) => {
    const made = make(parent, "button", "closer-button", { type: "button", ...attributes });
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  // acts: {setMode, toggleLayer, zoomIn, zoomOut, reset, showAll, copyLink, copyPlace, copyPicture, savePicture}
  closer.makeToolbar = function (parent, acts, words) {
    const bar = make(parent, "div", "closer-toolbar", { role: "toolbar", "aria-label": words.toolbar });
    const modes = make(bar, "div", "closer-modes", { role: "radiogroup", "aria-label": words.shows });
    const radios = Object.entries(words.modes).map(([mode, text]) =>
      button(modes, text, () => acts.setMode(mode), { role: "radio", "data-mode": mode, "aria-checked": "false" }),
    );
    const rest = make(bar, "div", "closer-rest");
    const layers = menu(rest, words.layers, Object.entries(words.layerNames).map(([layer, text]) => ({
      text, attributes: { role: "menuitemcheckbox", "data-layer": layer, "aria-checked": "true" }, act: () => acts.toggleLayer(layer), stays: true,
    })));
    const copy = menu(rest, words.copy, ["copyLink", "copyPlace", "copyPicture", "savePicture"].map((act) => ({
      text: words[act], attributes: { role: "menuitem" }, act: acts[act],
    })));
    const zoom = make(rest, "div", "closer-zoom");
    button(zoom, "+", acts.zoomIn, { "aria-label": words.zoomIn, title: words.zoomIn });
    button(zoom, "\u2212", acts.zoomOut, { "aria-label": words.zoomOut, title: words.zoomOut });
    button(zoom, "\u2302", acts.reset, { "aria-label": words.reset, title: words.reset });
    const all = button(zoom, words.showAll, acts.showAll, { "aria-pressed": "false" });
    rove(bar);
    return {
      bar, layers, copy,
      show: (mode, shown, isWide, available) => {
        for (const radio of radios) radio.setAttribute("aria-checked", String(radio.dataset.mode === mode));
        for (const item of layers.items) {
          item.setAttribute("aria-checked", String(shown.has(item.dataset.layer)));
          item.hidden = !available.has(item.dataset.layer);
        }
        all.setAttribute("aria-pressed", String(isWide));
      },
    };
  };

  // A button that opens a list beneath it. Escape closes the list before it leaves the map.
  function menu(parent, text, entries) {
    const box = make(parent, "div", "closer-menu");
    const opener = button(box, `${text} \u25be`, () => toggle(list.hidden), { "aria-haspopup": "menu", "aria-expanded": "false" });
    const list = make(box, "div", "closer-list", { role: "menu", "aria-label": text });
    list.hidden = true;
    const toggle = (isOpen) => {
      list.hidden = !isOpen;
      opener.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) items.find((item) => !item.hidden).focus();
    };
    const items = entries.map((entry) =>
      button(list, entry.text, () => {
        entry.act();
        if (!entry.stays) {
          toggle(false);
          opener.focus();
        }
      }, { tabindex: "-1", ...entry.attributes }),
    );
    list.addEventListener("keydown", (event) => {
      const open = items.filter((item) => !item.hidden);
      const at = open.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: open.length - 1 }[event.key];
      if (to !== undefined) open[(to + open.length) % open.length].focus();
      else if (event.key === "Escape") {
        toggle(false);
        opener.focus();
      } else if (event.key === "Tab") toggle(false);
      else return;
      if (event.key !== "Tab") {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    document.addEventListener("pointerdown", (event) => {
      if (!box.contains(event.target) && !list.hidden) toggle(false);
    });
    return { items, close: () => toggle(false) };
  }

  // The one stop of a toolbar moves with the arrows (ARIA's roving tabindex).
  function rove(bar) {
    const stops = () => [...bar.querySelectorAll(".closer-button")].filter((one) => !one.closest(".closer-list"));
    stops().forEach((one, at) => (one.tabIndex = at ? -1 : 0));
    const stop = (one) => {
      for (const other of stops()) other.tabIndex = other === one ? 0 : -1;
    };
    bar.addEventListener("focusin", (event) => {
      if (stops().includes(event.target)) stop(event.target);
    });
    bar.addEventListener("keydown", (event) => {
      const every = stops();
      const at = every.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: every.length - 1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      every[(to + every.length) % every.length].focus();
    });
  }
})();
