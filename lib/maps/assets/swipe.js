// The handle that parts the two pictures: dragged, or moved with the arrow keys.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const STEP = 0.05;

  // Calls onMove with the share of the frame's width that shows today.
  closer.makeHandle = function (container, words, onMove) {
    const handle = L.DomUtil.create("div", "closer-handle", container);
    handle.innerHTML = '<span aria-hidden="true">\u25c2\u25b8</span>';
    for (const [name, value] of Object.entries({
      role: "slider", tabindex: "0", "aria-label": words.handle, "aria-valuemin": "0", "aria-valuemax": "100",
    })) handle.setAttribute(name, value);
    L.DomEvent.disableClickPropagation(handle);
    let share = 0.5;
    const move = (to) => {
      share = Math.max(0, Math.min(1, to));
      show();
      onMove(share);
    };
    const show = () => {
      handle.style.left = `${100 * share}%`;
      handle.setAttribute("aria-valuenow", String(Math.round(100 * share)));
      handle.setAttribute("aria-valuetext", words.handleAt.replace("SHARE", String(Math.round(100 * share))));
    };
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      event.stopPropagation();
      handle.focus();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const frame = container.getBoundingClientRect();
      move((event.clientX - frame.left) / frame.width);
    });
    handle.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: 0, End: 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      move(to);
    });
    show();
    return { element: handle, share: () => share };
  };
})();
