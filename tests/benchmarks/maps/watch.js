// Says when a page has painted what was asked of it, and for how long it showed no map.
// Runs in the outermost page alone, which may look into the frame of a map. All times are
// milliseconds of one clock, that of the machine: performance.timeOrigin + performance.now().
(() => {
  "use strict";
  if (window !== window.top) return;
  const QUIET_MS = 400;
  const LONGEST_MS = 20_000;
  const bench = (window.bench = { isSettled: false });
  const now = () => performance.timeOrigin + performance.now();
  const after2Frames = (act) => requestAnimationFrame(() => requestAnimationFrame(act));
  let asked = null;

  // --- canvases of WebGL: only their pixels say what they show ----------------------------

  const canvases = new Map();
  const small = new OffscreenCanvas(160, 100).getContext("2d", { willReadFrequently: true });

  // At the end of the task that drew: later the browser has taken the pixels away.
  function look(canvas) {
    const known = canvases.get(canvas);
    known.isAwaited = false;
    if (!canvas.width || !canvas.height) return;
    small.clearRect(0, 0, 160, 100);
    small.drawImage(canvas, 0, 0, 160, 100);
    const pixels = new Uint32Array(small.getImageData(0, 0, 160, 100).data.buffer);
    let hash = 0;
    for (const pixel of pixels) hash = (Math.imul(hash, 31) + pixel) | 0;
    if (hash === known.hash) return;
    const isBlank = pixels.every((pixel) => pixel === pixels[0]);
    canvases.set(canvas, { ...known, hash, isBlank, changedAt: now(), paintedAt: 0 });
    after2Frames(() => canvases.get(canvas).hash === hash && (canvases.get(canvas).paintedAt = now()));
  }

  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    for (const name of ["clear", "drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
      const original = kind && kind.prototype[name];
      if (!original) continue;
      kind.prototype[name] = function (...values) {
        original.apply(this, values);
        if (!asked || !(this.canvas instanceof HTMLCanvasElement)) return;
        if (!canvases.has(this.canvas)) canvases.set(this.canvas, { isBlank: true, changedAt: 0 });
        const known = canvases.get(this.canvas);
        if (known.isAwaited) return;
        known.isAwaited = true;
        queueMicrotask(() => look(this.canvas));
      };
    }
  }

  const shownCanvases = () =>
    [...canvases].filter(([canvas]) => canvas.isConnected && canvas.offsetWidth > 0).map(([, known]) => known);

  // --- maps in the frame of st_folium -----------------------------------------------------

  function frame() {
    const found = document.querySelector('iframe[title*="folium"]');
    const inside = found && found.getBoundingClientRect().height > 1 && found.contentWindow;
    return inside && inside.map && inside.map.getContainer ? inside : null;
  }

  function circles(inside) {
    let count = 0;
    for (const layer of Object.values(inside.map._layers)) count += layer instanceof inside.L.CircleMarker;
    return count;
  }

  const dataset = (inside) => inside.map.getContainer().dataset;
  const drawn = (inside) => Number(dataset(inside).drawn || 0);

  // The chosen area as the map drew it; a map that does not say so is asked what it was told.
  const chosen = (inside) => dataset(inside).chosen || (inside.map.closer.state || {}).view_of;

  // --- what each kind of page calls painted -------------------------------------------------

  const isRunning = () => {
    const app = document.querySelector("[data-testid=stApp]");
    return !app || app.dataset.testScriptState !== "notRunning";
  };
  const says = (text) =>
    [...document.querySelectorAll("[data-testid=stText]")].some((one) => one.textContent.startsWith(text));

  const KINDS = {
    text: { isThere: () => true, isNew: () => !isRunning() && says(asked.name) },
    map: { isThere: () => Boolean(frame()), isNew: () => KINDS.text.isNew() && Boolean(frame()) },
    layers: {
      isThere: () => Boolean(frame() && circles(frame())),
      isNew: () => Boolean(frame()) && circles(frame()) === asked.placements,
    },
    resident: {
      isThere: () => Boolean(frame() && dataset(frame()).base === "drawn" && drawn(frame())),
      isNew: () =>
        KINDS.resident.isThere() && drawn(frame()) > (asked.frame === frame() ? asked.drawn : 0) && chosen(frame()) === asked.code,
    },
    pixels: {
      isThere: () => shownCanvases().some((known) => !known.isBlank),
      isNew: () => {
        const last = Math.max(0, ...shownCanvases().map((known) => known.changedAt));
        return !isRunning() && says(asked.name) && KINDS.pixels.isThere() && last > asked.since && now() - last > QUIET_MS;
      },
    },
  };

  // --- the watch --------------------------------------------------------------------------

  // `since` is null until a press on an option of the list begins the time.
  bench.ask = (wanted, since = null) => {
    const inside = frame();
    bench.isSettled = false;
    asked = { ...wanted, since, frame: inside, drawn: inside ? drawn(inside) : 0 };
    Object.assign(bench, { paintedAt: 0, blankMs: 0, lastBusyAt: 0, lastFrameAt: now() });
    if (!isWatching) requestAnimationFrame(watch);
    isWatching = true;
  };
  bench.answer = () => ({
    since: asked.since,
    paintedAt: bench.paintedAt,
    stillAt: Math.max(bench.paintedAt, bench.lastBusyAt),
    blankMs: bench.blankMs,
  });

  window.addEventListener(
    "pointerdown",
    (event) => {
      if (asked && asked.since === null && event.target.closest("[role=option]")) {
        asked.since = performance.timeOrigin + event.timeStamp;
      }
    },
    true,
  );

  // Only while something is asked: a page that is open beside the one that is timed costs nothing.
  let isWatching = false;

  function watch() {
    isWatching = !bench.isSettled;
    if (!isWatching) return;
    requestAnimationFrame(watch);
    if (asked.since === null) return;
    const at = now();
    const kind = KINDS[asked.kind];
    if (!kind.isThere()) bench.blankMs += at - Math.max(asked.since, bench.lastFrameAt);
    bench.lastFrameAt = at;
    if (isRunning()) bench.lastBusyAt = at;
    if (!bench.isAwaited && !bench.paintedAt && kind.isNew()) {
      bench.isAwaited = true;
      after2Frames(() => {
        const changes = asked.kind === "pixels" ? shownCanvases().map((known) => known.paintedAt || 0) : [now()];
        bench.paintedAt = Math.max(...changes);
        bench.isAwaited = false;
      });
    }
    bench.isSettled = bench.paintedAt > 0 && at - Math.max(bench.lastBusyAt, bench.paintedAt) > QUIET_MS;
  }
  if (window.benchFirst) bench.ask(window.benchFirst, performance.timeOrigin);

  // --- Today / With the contract, inside the map ------------------------------------------

  // Milliseconds from the press until the new pixels can be read, each: a canvas paints what it
  // was told to when somebody looks. Fewer where they take long; none where the map has no switch.
  bench.switches = async (times) => {
    const inside = frame();
    const modes = ["with_contract", "today"];
    const buttons = modes.map((mode) => inside.document.querySelector(`[role=radio][data-mode=${mode}]`));
    const found = [];
    if (!buttons.every(Boolean)) return found;
    const begun = performance.now();
    while (found.length < times && performance.now() - begun < LONGEST_MS) {
      const at = found.length % 2;
      const before = drawn(inside);
      const started = performance.now();
      buttons[at].click();
      while (drawn(inside) === before || dataset(inside).mode !== modes[at]) await new Promise(requestAnimationFrame);
      inside.document.querySelector(".closer-canvas").getContext("2d").getImageData(0, 0, 1, 1);
      found.push(performance.now() - started);
      await new Promise(after2Frames);
    }
    return found;
  };
})();
