// The map file: one header, then outlines and lines as small steps (lib/maps/land.py writes it).
// Everything after this works in world units: Web Mercator, 0 to 256 from west and from north.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});
  const WORLD = 256;

  // Every text arrives encoded for HTML (lib/maps/encoding.py). From here on texts are plain, and
  // are only ever written as text: on a canvas, or as an element's textContent.
  const area = document.createElement("textarea");
  const plain = (text) => {
    if (!text.includes("&")) return text;
    area.innerHTML = text; // the content of a textarea is text, whatever it holds
    return area.value;
  };

  closer.decoded = (value) => {
    if (typeof value === "string") return plain(value);
    if (Array.isArray(value)) return value.map(closer.decoded);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, closer.decoded(held)]));
  };

  closer.project = function ([lat, lon]) {
    const sine = Math.sin((lat * Math.PI) / 180);
    return [(WORLD * (lon + 180)) / 360, WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
  };

  // The file is stored compressed, so that no server does it anew for every visitor.
  closer.fetchMapFile = async function (url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(String(answer.status));
    const whole = answer.body.pipeThrough(new DecompressionStream("gzip"));
    return closer.readMapFile(await new Response(whole).arrayBuffer());
  };

  // Gives {header, layers: {name: {kind, features: [{code, parts: [Float64Array of x, y], boxes}]}}}.
  closer.readMapFile = function (buffer) {
    const headerLength = new DataView(buffer).getUint32(0, true);
    const header = closer.decoded(JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headerLength))));
    const bodyAt = 4 + headerLength;
    const layers = {};
    for (const layer of header.layers) {
      const steps = new Uint8Array(buffer, bodyAt + layer.offset, layer.bytes);
      layers[layer.name] = { kind: layer.kind, features: readFeatures(layer, steps) };
    }
    return { header, layers };
  };

  function readFeatures(layer, steps) {
    const unit = WORLD / 2 ** layer.bits;
    let at = 0;
    let x = 0;
    let y = 0;
    const next = () => {
      let value = 0;
      let factor = 1;
      let byte;
      do {
        byte = steps[at++];
        value += (byte & 127) * factor;
        factor *= 128;
      } while (byte > 127);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    };
    return layer.features.map(({ code, parts }) => {
      const read = parts.map((points) => {
        const part = new Float64Array(2 * points);
        for (let point = 0; point < points; point += 1) {
          x += next();
          y += next();
          part[2 * point] = x * unit;
          part[2 * point + 1] = y * unit;
        }
        return part;
      });
      return { code, parts: read, boxes: read.map(boxOf) };
    });
  }

  closer.boxOf = boxOf;

  function boxOf(part) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (let at = 0; at < part.length; at += 2) {
      box.left = Math.min(box.left, part[at]);
      box.right = Math.max(box.right, part[at]);
      box.top = Math.min(box.top, part[at + 1]);
      box.bottom = Math.max(box.bottom, part[at + 1]);
    }
    return box;
  }

  // Whether a point lies in an area: even-odd over all its rings.
  closer.contains = function ({ parts, boxes }, x, y) {
    let isInside = false;
    parts.forEach((ring, at) => {
      const box = boxes[at];
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) return;
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const crosses = ring[i + 1] > y !== ring[j + 1] > y;
        if (crosses && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) isInside = !isInside;
      }
    });
    return isInside;
  };
})();
