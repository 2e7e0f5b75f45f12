// What the reader chose of the map, kept in the address of the page and for the next visit of it.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const { host } = closer;

  const MODES = ["today", "with_contract", "changes", "swipe"];
  closer.LAYERS = ["shares", "flows", "children", "homes", "transport", "names"];
  const { LAYERS } = closer;

  // The picture whose words and numbers are said: side by side, those with the contract.
  closer.shownMode = (own) => (own.mode === "swipe" ? "with_contract" : own.mode);

  // Where the two pictures are parted, in pixels of the view.
  closer.partedAt = (own) => own.scene.view.margin + own.handle.share() * own.scene.view.frameWidth;

  // A link is obeyed once; what the map itself wrote into the address is no link.
  closer.obey = function (map, asked) {
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
    if (asked.at && asked.zoom) closer.hold(map, asked);
  };

  // Where a link or the reader has put the map, whose frame may still grow.
  closer.hold = function (map, { at, zoom }) {
    const own = map.closer;
    own.held = { at, zoom };
    own.hasMoved = true;
    own.isMoving = true;
    map.setView(at, zoom, { reset: true }); // else Leaflet pans there by whole pixels
    own.isMoving = false;
    closer.ask(map);
  };

  // As many places of decimals as a link is read to: what the map wrote comes back as it was.
  closer.holdHere = function (map) {
    const own = map.closer;
    const { lat, lng } = map.getCenter();
    own.held = { at: [lat, lng].map((degrees) => Number(degrees.toFixed(4))), zoom: map.getZoom() };
    own.hasMoved = true;
    closer.writeAddress(own);
  };

  closer.letGo = function (own) {
    own.held = null;
    closer.writeAddress(own);
  };

  // Back on a page whose link says nothing of the map, it stands as the reader left it.
  function recall(own) {
    const mode = host.recall("map");
    if (!host.names("map") && MODES.includes(mode) && mode !== own.mode) closer.choose(own, { mode });
  }

  closer.choose = function (own, { mode = own.mode, layers = own.layers }) {
    own.mode = mode;
    own.layers = layers;
    own.isNamed = true;
    closer.writeAddress(own);
    host.remember("map", mode);
  };

  // Those that are shown, or null for all of them.
  function shownLayers(own) {
    const shown = LAYERS.filter((layer) => own.layers.has(layer));
    return shown.length === LAYERS.length ? null : shown;
  }

  closer.writeAddress = function (own) {
    if (!own.land || own.obeyed === undefined) return;
    const layers = shownLayers(own);
    const { held } = own;
    own.written.add(JSON.stringify({ mode: own.mode, layers, at: held && held.at, zoom: held && held.zoom }));
    host.write({
      map: own.isNamed ? own.land.header.words.modes[own.mode] : null,
      layers: layers && (layers.join(",") || "none"),
      centre: held && held.at.map((degrees) => degrees.toFixed(4)).join(","),
      zoom: held && String(held.zoom),
    });
  };
})();
