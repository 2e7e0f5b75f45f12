// The land: files of this server, drawn once, painted again when the theme or the shades change.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const { PLAIN } = closer;

  async function read(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  // The typeface of the page around, so that both read as one. Names are placed by size.
  closer.loadFont = async function (map) {
    const { font } = map.closer.config;
    if (!font) return;
    try {
      document.fonts.add(await new FontFace("Source Sans", `url(${font})`, { weight: "200 900" }).load());
    } catch {
      return; // the frame's own sans serif stays
    }
    closer.redraw(map);
  };

  closer.loadBase = async function (map) {
    const own = map.closer;
    const container = map.getContainer();
    const files = Object.entries(own.config.files);
    const loaded = await Promise.all(files.map(([name, url]) => read(url).then((json) => [name, json], () => [name, null])));
    const base = Object.fromEntries(loaded);
    const isOurs = (feature) => own.config.footprint.includes(feature.properties.code);
    const detailed = new Set(base.boroughs ? base.boroughs.features.map((feature) => feature.properties.code) : []);
    const add = (name, json, pane, filter, options) => {
      if (json) own.base[name] = L.geoJSON(json, { pane, filter, smoothFactor: 0.7, ...PLAIN, ...options }).addTo(map);
    };
    const coarse = (feature) => !detailed.has(feature.properties.code);
    const areas = (interactive) => ({
      interactive,
      onEachFeature: (feature, layer) => {
        layer.code = feature.properties.code;
        if (interactive) layer.bindTooltip(() => sentence(map, layer.code), { sticky: true, className: "closer-tip" });
      },
    });
    for (const [name, json, filter] of [["england", base.england, coarse], ["boroughs", base.boroughs, () => true]]) {
      add(`${name}Land`, json, "land", (feature) => filter(feature) && !isOurs(feature), areas(false));
      add(`${name}Casing`, json, "casing", (feature) => filter(feature) && isOurs(feature), areas(false));
      add(`${name}Footprint`, json, "footprint", (feature) => filter(feature) && isOurs(feature), areas(true));
    }
    add("thames", base.thames, "land");
    add("roads", base.roads, "roads");
    add("rail", base.rail, "roads");
    const missing = files.filter(([name]) => !base[name] && own.config.needed.includes(name));
    if (missing.length) own.mark.insertAdjacentHTML("afterend", `<div class="closer-mark">${own.config.words.noOutlines}</div>`);
    closer.paintBase(map);
    closer.redraw(map);
    container.dataset.base = missing.length ? "missing" : "drawn";
  };

  function sentence(map, code) {
    const own = map.closer;
    return (own.state && own.state.areas[code]) || "";
  }

  function shade(state, code, c) {
    const share = state && state.shares[code];
    return share && share.step ? c[`share_${share.step}`] : c.footprint_land;
  }

  closer.paintBase = function (map) {
    const own = map.closer;
    const c = closer.colours(map);
    document.documentElement.dataset.theme = own.theme;
    for (const [name, colour] of Object.entries(c)) document.documentElement.style.setProperty(`--${name.replaceAll("_", "-")}`, colour);
    const style = {
      Land: { color: c.neighbour_outline, weight: 0.8, fillColor: c.land, fillOpacity: 1 },
      Casing: { color: c.outline, weight: 4, fill: false, lineJoin: "round" },
      Footprint: (feature) => ({
        color: c.neighbour_outline, weight: 1.2, fillColor: shade(own.state, feature.properties.code, c), fillOpacity: 1,
      }),
    };
    for (const [name, layer] of Object.entries(own.base)) {
      const part = Object.keys(style).find((end) => name.endsWith(end));
      if (part) layer.setStyle(style[part]);
    }
    if (own.base.thames) own.base.thames.setStyle({ stroke: false, fillColor: c.water, fillOpacity: 1 });
    if (own.base.roads) own.base.roads.setStyle({ color: c.road, weight: 1, fill: false });
    if (own.base.rail) own.base.rail.setStyle({ color: c.rail, weight: 0.8, dashArray: "4 3", fill: false });
  };
})();
