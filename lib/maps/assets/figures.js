// The state of a rerun, from packed rows to what the painters read (lib/maps/picture.py writes it).
(function () {
  "use strict";
  const closer = (window.closer = window.closer || {});

  const KINDS = ["outside", "inside", "inside_with_contract", "brought_inside", "fewer"];
  const HIDDEN = 65535;

  function bytes(packed) {
    const text = window.atob(packed);
    const found = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) found[at] = text.charCodeAt(at);
    return found;
  }

  const typed = (packed, Type) => new Type(bytes(packed).buffer);

  function rows(packed, width) {
    const numbers = typed(packed, Uint16Array);
    return Array.from({ length: numbers.length / width }, (_, row) => numbers.subarray(row * width, (row + 1) * width));
  }

  closer.readState = function (encoded, header) {
    const state = closer.decoded(encoded);
    const named = new Map(header.names.map((name) => [name.code, name]));
    const places = state.places.map((place) => {
      const whole = typeof place === "string" ? ofTheFile(named.get(place), header) : place;
      return { ...whole, world: closer.project(whole.at) };
    });
    const number = (cell) => (cell === HIDDEN ? null : cell);
    const pairs = rows(state.pairs, 4).map(([from, to, today, after]) => ({
      from: places[from], to: places[to], today: number(today), after: number(after),
    }));
    const modes = {};
    for (const [name, mode] of Object.entries(state.modes)) {
      modes[name] = {
        ...mode,
        flows: rows(mode.flows, 3).map(([pair, kind, count]) => ({ ...pairs[pair], kind: KINDS[kind], count })),
        circles: gather(rows(mode.circles, 3), places),
        homes: rows(mode.homes, 4).map(([place, homes, room, beds]) => ({ place: places[place], homes, room, beds })),
      };
    }
    return {
      ...state,
      places,
      names: Object.fromEntries(places.map((place) => [place.stands_on, place.name])),
      modes,
      units: units(modes),
      rings: state.rings.map(({ miles, line }) => ({ miles, line: ring(typed(line, Float32Array)) })),
      lines: state.lines && lines(state.lines),
      points: state.points && points(state.points),
    };
  };

  const ofTheFile = ({ code, text, at }, header) => ({
    code, stands_on: code, name: text, at, is_inside: header.codes.includes(code),
  });

  // All circles of one place together: {place, kinds: {kind: count}}.
  function gather(found, places) {
    const here = new Map();
    for (const [place, kind, count] of found) {
      if (!here.has(place)) here.set(place, { place: places[place], kinds: {} });
      here.get(place).kinds[KINDS[kind]] = count;
    }
    return [...here.values()];
  }

  // Pixels for one child or one place, the same in every picture, so that the largest stays in bounds.
  function units(modes) {
    const every = Object.values(modes);
    const most = (numbers) => Math.max(1, ...numbers);
    const flow = most(every.flatMap((mode) => mode.flows.map((one) => one.count)));
    const circle = most(every.flatMap((mode) => mode.circles.flatMap((one) => Object.values(one.kinds))));
    const room = most(every.flatMap((mode) => mode.homes.map((one) => one.room)));
    return { flow: Math.min(1.1, 13 / flow), circle: Math.min(4.1, 30 / Math.sqrt(circle)), room: Math.min(1.9, 17 / Math.sqrt(room)) };
  }

  function ring(degrees) {
    const line = new Float64Array(degrees.length);
    for (let at = 0; at < degrees.length; at += 2) line.set(closer.project([degrees[at], degrees[at + 1]]), at);
    return line;
  }

  // Rows of x, y within a box of degrees, to world units.
  function placed(box, cells) {
    const [south, west, north, east] = box;
    const found = new Float64Array(cells.length);
    for (let at = 0; at < cells.length; at += 2) {
      const lon = west + ((east - west) * cells[at]) / HIDDEN;
      const lat = south + ((north - south) * cells[at + 1]) / HIDDEN;
      found.set(closer.project([lat, lon]), at);
    }
    return found;
  }

  function lines({ box, ends, kinds, moved, moved_ends: movedEnds }) {
    return {
      ends: placed(box, typed(ends, Uint16Array)),
      kinds: typed(kinds, Uint8Array),
      moved: typed(moved, Uint32Array),
      movedEnds: placed(box, typed(movedEnds, Uint16Array)),
    };
  }

  function points({ box, at, kinds, places }) {
    return { at: placed(box, typed(at, Uint16Array)), kinds: typed(kinds, Uint8Array), room: typed(places, Uint16Array) };
  }

  closer.KINDS = KINDS;
  closer.NOT_KNOWN = HIDDEN;
})();
