// The map as one picture: title, map, legend, source and date, made in the browser.
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const RATIO = 2;
  const EDGE = 24;

  // parts: {title, subtitle, sentence, source, scene, paintMap(ctx), legend, colours}
  closer.makePicture = function ({ title, subtitle, sentence, source, scene, paintMap, legend, colours: c }) {
    const { view } = scene;
    const [frame, high] = [view.frameWidth, view.frameHeight];
    const width = frame + 2 * EDGE;
    const dry = document.createElement("canvas").getContext("2d");
    const looks = { title: { size: 24, weight: 600 }, subtitle: { size: 14 }, sentence: { size: 16 }, source: { size: 12 } };
    const lines = Object.fromEntries(
      Object.entries({ title, subtitle, sentence, source }).map(([name, text]) => [name, closer.wrap(dry, text, frame, looks[name])]),
    );
    const tall = { title: 30, subtitle: 20, sentence: 22, source: 16 };
    const head = EDGE + ["title", "subtitle", "sentence"].reduce((sum, name) => sum + lines[name].length * tall[name] + 4, 0) + 8;
    const legendHeight = closer.paintLegend(dry, legend, { x: EDGE, y: 0, width: frame, colours: c, isDry: true });
    const foot = legendHeight + 20 + lines.source.length * tall.source + EDGE;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: width * RATIO, height: (head + high + foot) * RATIO });
    const ctx = canvas.getContext("2d");
    ctx.scale(RATIO, RATIO);
    ctx.fillStyle = c.panel;
    ctx.fillRect(0, 0, width, head + high + foot);
    let y = EDGE;
    const write = (name, colour) => {
      for (const line of lines[name]) {
        y += tall[name];
        closer.write(ctx, line, EDGE, y - 6, { ...looks[name], colour });
      }
      y += 4;
    };
    write("title", c.text);
    write("subtitle", c.quiet_text);
    write("sentence", c.text);
    ctx.save();
    ctx.translate(EDGE, head);
    ctx.beginPath();
    ctx.rect(0, 0, frame, high);
    ctx.clip();
    ctx.translate(-view.margin, -view.margin);
    paintMap(ctx);
    ctx.restore();
    closer.paintLegend(ctx, legend, { x: EDGE, y: head + high + 10, width: frame, colours: c });
    y = head + high + legendHeight + 20;
    write("source", c.quiet_text);
    return canvas;
  };

  closer.toBlob = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, "image/png"));

  closer.save = function (blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  closer.placeOf = (map) => {
    const { lat, lng } = map.getCenter();
    return { centre: `${lat.toFixed(4)},${lng.toFixed(4)}`, zoom: String(map.getZoom()) };
  };

  closer.copyText = async function (text, words, say) {
    try {
      await navigator.clipboard.writeText(text);
      say(words.linkCopied);
    } catch {
      say(`${words.linkIs} ${text}`);
    }
  };

  function pictureOf(map) {
    const own = map.closer;
    const { scene, mode } = own;
    const content = closer.legendOf(own);
    const plain = (element) => element.textContent;
    return closer.makePicture({
      title: plain(own.box.title), subtitle: plain(own.box.subtitle), sentence: plain(own.box.sentence), source: plain(own.box.source),
      scene, legend: content, colours: own.colours,
      paintMap: (ctx) => {
        const land = closer.landOf(scene);
        const picture = (on, name) => closer.paintPicture(on, scene, name, land);
        if (mode === "swipe") closer.paintParted(ctx, scene, closer.partedAt(own), picture);
        else picture(ctx, mode);
        furnish(ctx, own);
      },
    });
  }

  // What stands on the picture itself: scale, and what it is made of.
  function furnish(ctx, own) {
    const { view } = own.scene;
    closer.paintScale(ctx, view, own.colours, [view.margin + 14, view.height - view.margin - 12]);
    const { mark } = own.figures;
    if (!mark) return;
    const wide = closer.measure(ctx, mark, { size: 14, weight: 600 });
    ctx.fillStyle = own.colours.text;
    ctx.fillRect(view.margin + 10, view.margin + 10, wide + 16, 26);
    closer.write(ctx, mark, view.margin + 18, view.margin + 28, { size: 14, weight: 600, colour: own.colours.panel });
  }

  closer.copyPicture = async function (map, words, say) {
    try {
      const blob = closer.toBlob(pictureOf(map));
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      say(words.pictureCopied);
    } catch {
      await closer.savePicture(map, words, say);
    }
  };

  closer.savePicture = async function (map, words, say) {
    closer.save(await closer.toBlob(pictureOf(map)), words.pictureName);
    say(words.pictureSaved);
  };
})();
