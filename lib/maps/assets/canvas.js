// The layer that holds the canvas: moved with the map, enlarged while it zooms, painted when it rests.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const MARGIN = 0.15; // of the frame on every side, painted so that a drag shows no edge

  closer.Canvas = L.Layer.extend({
    onAdd: function (map) {
      this._canvas = L.DomUtil.create("canvas", "closer-canvas leaflet-zoom-animated", map.getPane("overlayPane"));
      this._canvas.setAttribute("aria-hidden", "true");
      this._base = document.createElement("canvas");
    },

    getEvents: function () {
      return { zoomanim: this._enlarge };
    },

    // The view for the painters: a little more than the frame.
    view: function () {
      const map = this._map;
      const size = map.getSize();
      const margin = Math.round(MARGIN * Math.min(size.x, size.y));
      const corner = map.getPixelBounds().min.subtract([margin, margin]).round();
      const zoom = map.getZoom();
      return {
        scale: map.options.crs.scale(zoom) / 256, left: corner.x, top: corner.y, zoom, margin,
        width: size.x + 2 * margin, height: size.y + 2 * margin,
        frameWidth: size.x, frameHeight: size.y, latitude: map.getCenter().lat,
      };
    },

    // Puts the canvas where a view is, and paints what stays as it is.
    place: function (scene, ratio) {
      const { view } = scene;
      this._at = { view, centre: this._map.getCenter() };
      for (const canvas of [this._canvas, this._base]) {
        const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
        if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      }
      Object.assign(this._canvas.style, { width: `${view.width}px`, height: `${view.height}px` });
      const origin = this._map.getPixelOrigin();
      L.DomUtil.setPosition(this._canvas, L.point(view.left - origin.x, view.top - origin.y));
      this._ratio = ratio;
      closer.paintBase(this._context(this._base), scene);
    },

    paint: function (scene, modeName, partedAt) {
      const ctx = this._context(this._canvas);
      const base = (on) => on.drawImage(this._base, 0, 0, scene.view.width, scene.view.height);
      if (modeName === "swipe") closer.paintParted(ctx, scene, partedAt, base);
      else {
        base(ctx);
        closer.paintPicture(ctx, scene, modeName);
      }
    },

    _context: function (canvas) {
      const ctx = canvas.getContext("2d");
      ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      return ctx;
    },

    _enlarge: function ({ zoom, center }) {
      const map = this._map;
      if (!this._at) return;
      const { view } = this._at;
      const factor = map.getZoomScale(zoom, view.zoom);
      const corner = map.unproject([view.left, view.top], view.zoom);
      const at = map.project(corner, zoom).subtract(map._getNewPixelOrigin(center, zoom));
      L.DomUtil.setTransform(this._canvas, at, factor);
    },
  });
})();
