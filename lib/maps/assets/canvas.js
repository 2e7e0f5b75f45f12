// The layer that holds the canvas: moved with the map, enlarged while it zooms, painted when it rests.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const MARGIN = 0.15; // of the frame on every side, painted so that a drag shows no edge

  function fit(canvas, { width, height }) {
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  }

  closer.Canvas = L.Layer.extend({
    onAdd: function (map) {
      this._canvas = L.DomUtil.create("canvas", "closer-canvas leaflet-zoom-animated", map.getPane("overlayPane"));
      this._canvas.setAttribute("aria-hidden", "true");
      this._under = document.createElement("canvas");
      this._over = document.createElement("canvas");
      this._pictures = new Map(["today", "with_contract", "changes"].map((name) => [name, { canvas: document.createElement("canvas"), scene: null }]));
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

    // Puts the canvas where a view is, and paints the land, unless it stands there already.
    place: function (scene, ratio) {
      const { view, ground, layers, colours } = scene;
      this._scene = scene;
      this._at = { view, centre: this._map.getCenter() };
      const origin = this._map.getPixelOrigin();
      L.DomUtil.setPosition(this._canvas, L.point(view.left - origin.x, view.top - origin.y));
      const land = { ground, layers, colours, ratio };
      if (this._land && Object.keys(land).every((key) => this._land[key] === land[key])) return;
      this._land = land;
      this._ratio = ratio;
      const size = { width: Math.round(view.width * ratio), height: Math.round(view.height * ratio) };
      for (const canvas of [this._canvas, this._under, this._over]) fit(canvas, size);
      Object.assign(this._canvas.style, { width: `${view.width}px`, height: `${view.height}px` });
      const { under, over } = closer.landOf(scene);
      under(this._context(this._under));
      const above = this._context(this._over);
      above.clearRect(0, 0, view.width, view.height);
      over(above);
    },

    paint: function (scene, modeName, partedAt) {
      const ctx = this._context(this._canvas);
      const { width, height } = scene.view;
      const picture = (on, name) => on.drawImage(this._picture(scene, name), 0, 0, width, height);
      if (modeName === "swipe") closer.paintParted(ctx, scene, partedAt, picture);
      else picture(ctx, modeName);
    },

    // The pictures that a switch would show, while the reader looks at this one.
    paintAhead: function (scene) {
      const next = [...this._pictures].find(([, kept]) => kept.scene !== scene);
      if (!next || this._scene !== scene) return;
      closer.whenAtRest(() => {
        if (this._scene !== scene) return;
        // A canvas paints what it was told to when somebody looks: now, and not at the switch.
        createImageBitmap(this._picture(scene, next[0]), 0, 0, 1, 1).then((bitmap) => bitmap.close());
        this.paintAhead(scene);
      });
    },

    // One picture as pixels, kept until the figures or the view change.
    _picture: function (scene, name) {
      const kept = this._pictures.get(name);
      if (kept.scene === scene) return kept.canvas;
      kept.scene = scene;
      const { width, height } = scene.view;
      fit(kept.canvas, this._canvas);
      const land = {
        under: (on) => on.drawImage(this._under, 0, 0, width, height),
        over: (on) => on.drawImage(this._over, 0, 0, width, height),
      };
      closer.paintPicture(this._context(kept.canvas), scene, name, land);
      return kept.canvas;
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
