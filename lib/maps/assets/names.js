// Which names stand on the map; labels.js finds the room for them.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  // Close by: the authorities, ours first and the chosen one before all.
  function names(map, boxes) {
    const own = map.closer;
    const view = map.getBounds().pad(-0.04);
    const isChosen = (name) => own.state.chosen.includes(name.code);
    const found = [];
    for (const name of own.config.names) {
      const at = [name.at, name.near].find((spot) => spot && view.contains(spot));
      if (!at) continue;
      const share = own.state.shares[name.code];
      if (share && !share.name) continue;
      found.push({
        html: share ? `${share.name}<br><span class="closer-share">${share.label}</span>` : name.html,
        className: name.is_ours ? "is-ours" : "is-neighbour",
        point: map.latLngToLayerPoint(at),
        around: at === name.at ? boxes[name.code] : null,
        isNeeded: isChosen(name) || (name.is_ours && map.getZoom() >= 10),
        rank: isChosen(name) ? 0 : name.is_ours ? 1 : 2,
      });
    }
    return found.sort((a, b) => a.rank - b.rank);
  }

  // Far off: the partnership as one, and the places where most of the children live.
  function farNames(map, layout, boxes) {
    const own = map.closer;
    const isFar = (place) => !place.node.is_inside && place.node.children && own.state.lines === null;
    const far = Object.values(layout).filter(isFar).sort((a, b) => b.node.children - a.node.children);
    return [
      { html: own.config.words.footprint, className: "is-ours", point: map.latLngToLayerPoint(L.latLngBounds(own.config.bounds).getCenter()), around: ours(map), isNeeded: true },
      ...far.map((place) => ({
        html: place.node.name, className: "is-neighbour", point: place.point, around: boxes[place.node.stands_on],
      })),
    ];
  }

  function ours(map) {
    const corners = L.latLngBounds(map.closer.config.bounds);
    const from = map.latLngToLayerPoint(corners.getNorthWest());
    const to = map.latLngToLayerPoint(corners.getSouthEast());
    return { left: from.x, right: to.x, top: from.y, bottom: to.y };
  }

  closer.drawNames = function (map, layout, boxes, linePoints) {
    const own = map.closer;
    const obstacles = [...Object.values(boxes), ...controlBoxes(map)];
    const labels = [];
    for (const place of Object.values(layout)) {
      if (own.state.lines || place.children < 8.5) continue;
      labels.push({
        html: String(place.node.children),
        className: place.node.is_inside ? "is-number is-inside" : "is-number",
        point: place.point, isFixed: true,
      });
    }
    labels.push(...(map.getZoom() < own.config.names_from_zoom ? farNames(map, layout, boxes) : names(map, boxes)));
    closer.placeLabels(map, own.labels, labels, obstacles, linePoints);
  };

  // What stands in the corners, seen from the layer: no name goes under it.
  function controlBoxes(map) {
    const frame = map.getContainer().getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([0, 0]);
    return [...map.getContainer().querySelectorAll(".leaflet-control > *, .leaflet-control")].map((control) => {
      const box = control.getBoundingClientRect();
      return {
        left: box.left - frame.left + corner.x,
        right: box.right - frame.left + corner.x,
        top: box.top - frame.top + corner.y,
        bottom: box.bottom - frame.top + corner.y,
      };
    });
  }
})();
