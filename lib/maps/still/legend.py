"""The legend under a still map: the line of numbers, and a key for each form that occurs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from lib.disclosure.released import Audience
from lib.maps.areas import Area
from lib.maps.drawn import Drawn, Picture
from lib.maps.legend import Key
from lib.maps.palette import Palette
from lib.maps.shares import CLASSES, Scale
from lib.maps.state import Layer, Mode
from lib.maps.still.marks import Units
from lib.maps.still.pen import Look, Shape, Sign, points, symbol, width_of, wrapped, write
from lib.maps.typeface import SEMIBOLD

SIZE: Final = 13
ROW: Final = 21
_BAR: Final = 11
_LONGEST_BAR: Final = 400
_WIDE: Final = 640
"""From here on the keys stand beside the line of numbers."""

_BESIDE: Final = 390


@dataclass(frozen=True, kw_only=True)
class _Figure:
    """A mark on the line of numbers."""

    value: int
    said: str
    is_below: bool = False


@dataclass(frozen=True, kw_only=True)
class Legend:
    """What the legend of one picture says; ``layers`` are those that are drawn."""

    drawn: Drawn
    mode: Mode
    layers: frozenset[Layer]
    units: Units
    beyond: int
    """Children who live where the frame does not reach."""

    @property
    def picture(self) -> Picture:
        """The picture that it is of."""
        return self.drawn.pictures[self.mode]

    def height(self, width: float) -> float:
        """Measure how much room it takes, in pixels."""
        return self.paint(None, (0, 0), width, colours=None)

    def paint(
        self,
        axes: Axes | None,
        corner: tuple[float, float],
        width: float,
        *,
        colours: Palette | None,
    ) -> float:
        """Paint it beneath a corner, on axes if there are any; give its height."""
        x, y = corner
        line = 0.0
        has_line = Layer.SHARES in self.layers and bool(self.picture.shades["values"])
        is_wide = width > _WIDE
        if has_line:
            room = _BESIDE - 20 if is_wide else width
            line = _line_of_numbers(
                axes, self.picture.shades["scale"], self._figures(), (x, y), room, colours=colours
            )
        if has_line and is_wide:
            beside = self._keys(axes, (x + _BESIDE, y), width - _BESIDE, colours=colours)
            return max(line, beside)
        return line + self._keys(axes, (x, y + line), width, colours=colours)

    def _figures(self) -> list[_Figure]:
        """Mark where the chosen area stands, or all together, and where the contract leads."""
        area = self.drawn.chosen
        found = []
        now = self._value(area, self.mode)
        suffix = " with the contract" if self.mode is Mode.WITH_CONTRACT else ""
        if now is not None:
            found.append(_Figure(value=now, said=f"{self._name(area)}: {self._said(now)}{suffix}"))
        after = self._value(area, Mode.WITH_CONTRACT)
        if self.mode is Mode.TODAY and after is not None:
            said = f"{self._name(area)}: {after}% with the contract"
            found.append(_Figure(value=after, said=said, is_below=True))
        return found

    def _value(self, area: Area, mode: Mode) -> int | None:
        shades = self.drawn.pictures[mode].shades
        return shades["scale"]["of_all"] if area.is_all else shades["values"][area.authorities[0]]

    def _said(self, value: int) -> str:
        return f"{value:+}".replace("-", "−") if self.mode is Mode.CHANGES else f"{value}%"

    def _name(self, area: Area) -> str:
        return "All boroughs" if area.is_all else area.name

    def _keys(
        self,
        axes: Axes | None,
        corner: tuple[float, float],
        width: float,
        *,
        colours: Palette | None,
    ) -> float:
        """Lay the keys in rows; a circle's stands for a line of its kind as well."""
        keys: list[Key] = [
            key
            for key in self.picture.legend
            if (layer := key.get("layer")) is None
            or layer in self.layers
            or (layer == Layer.CHILDREN and Layer.FLOWS in self.layers)
        ]
        if self.beyond:
            noun = "child lives" if self.beyond == 1 else "children live"
            # others see some of them alone: what is hidden may live there too
            is_some = self.drawn.audience is Audience.SHARED
            number = f"{'At least ' if is_some else ''}{self.beyond:,}"
            keys.append({"label": f"{number} more {noun} beyond this map"})
        left, top = corner
        for key in keys:
            own = _width_of_swatch(key)
            lines = wrapped(key["label"], width - own, size=SIZE)
            wide = own + max(width_of(line, size=SIZE) for line in lines)
            if left > corner[0] and left + wide > corner[0] + width:
                left, top = corner[0], top + ROW
            if axes is not None and colours is not None:
                _swatch(axes, key, (left, top + ROW / 2), self.units, colours=colours)
                for at, line in enumerate(lines):
                    where = (left + own, top + ROW / 2 + 4.5 + at * 16)
                    write(axes, line, where, size=SIZE, colour=colours.text)
            top += 16 * (len(lines) - 1)
            left += wide + 18
        return top + ROW - corner[1] if keys else 0.0


def _width_of_swatch(key: Key) -> float:
    return 0 if "kind" not in key else 37 if "width" in key else 24


def _swatch(
    axes: Axes, key: Key, at: tuple[float, float], units: Units, *, colours: Palette
) -> None:
    """Draw the form that a key explains."""
    if "kind" not in key:
        return
    colour = colours.as_dict()[key["kind"]]
    x, y = at
    if "width" in key:
        width = units.width_of(key["number"]) if "number" in key else key["width"]
        axes.plot([x, x + 30], [y, y], color=colour, linewidth=points(width), solid_capstyle="butt")
    elif key.get("hatched"):
        axes.add_artist(
            Rectangle(
                (x + 1, y - 7),
                15,
                15,
                facecolor=colours.footprint_land,
                edgecolor=colours.neighbour_outline,
                hatch="//////",
                linewidth=points(1),
            )
        )
    else:
        look = Look(
            shape=cast("Shape", key["shape"]),
            colour=colour,
            is_hollow=key.get("hollow", False),
            sign=cast("Sign | None", "cross" if key.get("cross") else key.get("sign")),
        )
        symbol(axes, look, (x + 8, y), 7, colours=colours)


def _line_of_numbers(
    axes: Axes | None,
    scale: Scale,
    figures: Sequence[_Figure],
    corner: tuple[float, float],
    width: float,
    *,
    colours: Palette | None,
) -> float:
    """Draw the five classes on a line of numbers, with its marks; give its height."""
    x, y = corner
    titles = wrapped(scale["title"], width, size=SIZE, weight=SEMIBOLD)
    bar = y + 17 * len(titles) + 22
    height = bar + _BAR + 22 + (18 if any(one.is_below for one in figures) else 0) - y
    if axes is None or colours is None:
        return height
    for at, line in enumerate(titles):
        write(axes, line, (x, y + 13 + 17 * at), size=SIZE, weight=SEMIBOLD, colour=colours.text)
    breaks = scale["breaks"]
    start, long = x + 10, min(width - 24, _LONGEST_BAR)

    def place(value: float) -> float:
        within = min(breaks[-1], max(breaks[0], value))
        return start + long * (within - breaks[0]) / (breaks[-1] - breaks[0])

    tones = colours.as_dict()
    for step in range(CLASSES):
        left, right = place(breaks[step]), place(breaks[step + 1])
        tone = tones[f"{scale['kind']}_{step + 1}"]
        axes.add_artist(Rectangle((left, bar), right - left, _BAR, facecolor=tone, linewidth=0))
    axes.add_artist(
        Rectangle(
            (start, bar),
            long,
            _BAR,
            facecolor="none",
            edgecolor=colours.quiet_text,
            linewidth=points(1),
        )
    )
    for value in breaks:
        said = f"{value}%" if scale["kind"] == "share" else f"{value:+}".replace("-", "−")
        said = "0" if said == "+0" else said
        beneath = (place(value), bar + _BAR + 15)
        write(axes, said, beneath, size=11, colour=colours.text, align="center")
    for one in figures:
        _mark(axes, one, place(one.value), bar, (x, width), colours=colours)
    return height


def _mark(
    axes: Axes,
    one: _Figure,
    at: float,
    bar: float,
    room: tuple[float, float],
    *,
    colours: Palette,
) -> None:
    """Point at a figure on the line of numbers, and say it."""
    x, width = room
    half = width_of(one.said, size=12) / 2
    middle = max(x + half, min(x + width - half, at))
    if one.is_below:
        tip, base, below, colour = (
            bar + _BAR - 1,
            bar + _BAR + 7,
            bar + _BAR + 32,
            colours.brought_inside,
        )
    else:
        tip, base, below, colour = bar + 1, bar - 7, bar - 10, colours.text
    corners = [(at, tip), (at - 5, base), (at + 5, base)]
    axes.add_artist(Polygon(corners, closed=True, facecolor=colour, linewidth=0))
    write(axes, one.said, (middle, below), size=12, colour=colours.text, align="center")
