// All that the map knows of the page around it, which may be none: its colours, its address, its
// size. The frame and the page are of one origin; where they are not, the map stands alone.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const page = (() => {
    try {
      return window.frameElement ? window.parent : null;
    } catch {
      return null;
    }
  })();

  const OURS = { map: "map", layers: "layers", centre: "centre", zoom: "zoom" };

  function address() {
    return new URL((page || window).location.href);
  }

  // Each run brings the page's colours as one style more; the last of them counts.
  function keepLastTheme() {
    const themes = [...document.head.querySelectorAll("style")].filter((one) => one.textContent.includes("--primary-color:"));
    for (const older of themes.slice(0, -1)) older.remove();
  }
  window.addEventListener("message", () => closer.whenAtRest(keepLastTheme));

  closer.host = {
    theme() {
      const host = (page && page.document.querySelector("[data-testid=stApp]")) || document.body;
      const parts = getComputedStyle(host).backgroundColor.match(/[\d.]+/g) || ["255", "255", "255"];
      const isClear = parts.length > 3 && Number(parts[3]) === 0;
      const light = 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2];
      return isClear || light > 127 ? "light" : "dark";
    },

    onTheme(tell) {
      window.addEventListener("message", () => window.setTimeout(tell, 50));
    },

    // Pixels of the window in which the page scrolls.
    windowHeight: () => (page || window).innerHeight,

    setHeight(pixels) {
      if (page) window.frameElement.style.setProperty("height", `${Math.ceil(pixels)}px`, "important");
    },

    // st_folium drops what it is sent while it loads the scripts: it is asked for again.
    askAgain() {
      if (window.Streamlit) window.setTimeout(() => window.Streamlit.setComponentReady());
    },

    // What gives way to the map on the page around may come now.
    tellDrawn() {
      const around = page || window;
      around.closerMapIsDrawn = true;
      around.dispatchEvent(new around.Event("closer-map-drawn"));
    },

    describe(text) {
      if (page) window.frameElement.setAttribute("aria-label", text);
    },

    // Whether the address says how the map should stand.
    names: (name) => address().searchParams.has(OURS[name]),

    // Writes the map's part of the address, and nothing else; null takes a part away.
    write(parts) {
      if (!page) return;
      const now = address();
      for (const [name, value] of Object.entries(parts)) {
        if (value === null) now.searchParams.delete(OURS[name]);
        else now.searchParams.set(OURS[name], value);
      }
      if (now.href !== page.location.href) page.history.replaceState(page.history.state, "", now);
    },

    // Path and query, never a host: relative to where the dashboard is served.
    link(parts = {}) {
      const now = address();
      for (const [name, value] of Object.entries(parts)) now.searchParams.set(OURS[name], value);
      return `${now.pathname.split("/").pop()}${now.search.replaceAll("%2C", ",")}` || "./";
    },

    // Kept by the page as long as it is not loaded anew: an address that is opened stands alone.
    remember(name, value) {
      const left = (page || window).closerLeft || ((page || window).closerLeft = {});
      left[`${address().pathname} ${name}`] = value;
    },

    recall(name) {
      return ((page || window).closerLeft || {})[`${address().pathname} ${name}`] || null;
    },

    // To the first thing after the map on the page that takes the focus.
    leave() {
      document.activeElement.blur();
      if (!page) return;
      const frame = window.frameElement;
      const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
      const next = [...frame.ownerDocument.querySelectorAll(stops)].find(
        (one) =>
          frame.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING &&
          one.tabIndex >= 0 &&
          !one.disabled &&
          one.getClientRects().length > 0,
      );
      page.focus();
      if (next) next.focus();
    },
  };
})();
