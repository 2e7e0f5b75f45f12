// Manners that keep the map from trapping the reader: one finger scrolls the page, two move the
// map; a wheel zooms with Ctrl alone; Escape leaves.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  closer.mindManners = function (map, words, leave) {
    const container = map.getContainer();
    const hint = L.DomUtil.create("div", "closer-hint", container);
    hint.setAttribute("aria-hidden", "true");
    let timer = null;
    const tell = (text) => {
      hint.textContent = text;
      hint.classList.add("is-shown");
      window.clearTimeout(timer);
      timer = window.setTimeout(() => hint.classList.remove("is-shown"), 1400);
    };
    if (window.matchMedia("(pointer: coarse)").matches) {
      map.dragging.disable();
      container.addEventListener(
        "touchmove",
        (event) => event.touches.length === 1 && !event.target.closest(".closer-handle") && tell(words.twoFingers),
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
    return tell;
  };
})();
