// Forms that carry a meaning beside their colour, and the curves of the flows.
// Sizes are in pixels on the screen: areas are proportional to what they count.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  closer.PLAIN = { interactive: false };

  // A listener for focus makes a path a stop of the Tab key, hundreds in all. What
  // the tips say stands in the tables and in the description of the map.
  L.Layer.include({ _addFocusListeners: function () {} });

  const around = (x, y, corners) =>
    "M" + corners.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join("L") + "Z";

  const circle = (x, y, r) =>
    `M${(x - r).toFixed(1)},${y.toFixed(1)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;

  const shapes = {
    circle,
    diamond: (x, y, r) => around(x, y, [[0, -r], [r, 0], [0, r], [-r, 0]]),
    square: (x, y, r) => around(x, y, [[-r, -r], [r, -r], [r, r], [-r, r]]),
    cross: (x, y, r) => {
      const long = 0.58 * r;
      const half = Math.max(0.8, 0.15 * r);
      return around(x, y, [
        [-half, -long], [half, -long], [half, -half], [long, -half], [long, half], [half, half],
        [half, long], [-half, long], [-half, half], [-long, half], [-long, -half], [-half, -half],
      ]);
    },
    head: (x, y, r, angle) => {
      const turned = [[0, 0], [-1.7 * r, -r], [-1.7 * r, r]].map(([dx, dy]) => [
        dx * Math.cos(angle) - dy * Math.sin(angle),
        dx * Math.sin(angle) + dy * Math.cos(angle),
      ]);
      return around(x, y, turned);
    },
  };
  closer.shapes = shapes;

  // Radius of a circle, or half the diagonal of a diamond, whose area stands for a count.
  closer.radius = {
    children: (count, scale) => 4.1 * scale * Math.sqrt(count),
    places: (count, scale) => 1.9 * scale * Math.sqrt(count),
    width: (count) => Math.max(1.25, 1.1 * count),
  };

  closer.Symbol = L.CircleMarker.extend({
    options: { shape: "circle", offset: [0, 0], angle: 0, interactive: false },
    _project: function () {
      L.CircleMarker.prototype._project.call(this);
      this._point = this._point.add(this.options.offset);
      this._updateBounds();
    },
    _updatePath: function () {
      const { shape, angle } = this.options;
      const drawn = this._empty() ? "M0 0" : shapes[shape](this._point.x, this._point.y, this._radius, angle);
      this._renderer._setPath(this, drawn);
    },
  });

  // A curve to the left of the way travelled, so that there and back part.
  // Both ends are points of the layer; gives the points, and the angle of arrival.
  closer.curve = function (from, to, bend, steps) {
    const across = L.point(to.y - from.y, from.x - to.x).multiplyBy(bend);
    const control = from.add(to).divideBy(2).add(across);
    const points = [];
    for (let step = 0; step <= steps; step += 1) {
      const t = step / steps;
      const u = 1 - t;
      points.push(
        L.point(
          u * u * from.x + 2 * u * t * control.x + t * t * to.x,
          u * u * from.y + 2 * u * t * control.y + t * t * to.y,
        ),
      );
    }
    return { points, angle: Math.atan2(to.y - control.y, to.x - control.x) };
  };
})();
