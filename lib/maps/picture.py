"""The map of one answer: the state with all three pictures, which the reader's map paints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypedDict

from lib.answer.areas import TOTAL
from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.domain.footprint import Footprint
from lib.maps.areas import Area, read_areas
from lib.maps.flows import HIDDEN_NUMBER, KINDS, Pair, flow_lines, read_pairs
from lib.maps.legend import Key, legend
from lib.maps.nodes import Place, Supply, circles, places_named, read_supply, supply_drawn
from lib.maps.packed import packed
from lib.maps.places import LatLon, Places, rings
from lib.maps.shares import Scale, shades
from lib.maps.single import home_points, single_lines
from lib.maps.state import Layer, Mode, Opening, Shown, one_audience
from lib.maps.words import (
    ATTRIBUTION,
    area_sentences,
    map_description,
    map_sentence,
    map_title,
)

MARKS: Final = {
    "invented": "Invented data",
    "sensitive": "Official - sensitive: not for publication",
}

PICTURES: Final = (Mode.TODAY, Mode.WITH_CONTRACT, Mode.CHANGES)
"""*Swipe* shows the first two of them side by side and has no figures of its own."""


class Picture(TypedDict):
    """
    One of the three pictures; texts are plain, and encoded on their way to the map.

    ``flows``: uint16 rows of pair, kind, children, in the order of drawing.
    ``circles``: uint16 rows of place, kind, children.
    ``homes``: uint16 rows of place, homes, places, block beds.
    The others by authority, as in `lib.maps.shares` and `lib.maps.words`.
    """

    title: str
    sentence: str
    alt: str
    flows: str
    circles: str
    homes: str
    shades: dict[str, int | None]
    values: dict[str, int | None]
    labels: dict[str, str]
    scale: Scale
    said: dict[str, str]
    legend: list[Key]


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What the released tables hold of the areas and places that can be drawn."""

    view: OverviewView
    footprint: Footprint
    areas: Mapping[str, Area]
    chosen: Area
    """The area that the reader chose, or all together."""
    pairs: Sequence[Pair]
    supply: Sequence[Supply]
    standing: Sequence[Place]
    is_single: bool
    """Single lines and homes stand in place of the flows and of the homes by authority."""

    @property
    def audience(self) -> Audience:
        return self.view.boroughs.audience

    @property
    def smallest_change(self) -> int:
        """The smallest difference between two numbers that is drawn as a number of children."""
        is_shared = self.audience is Audience.SHARED
        return self.footprint.smallest_shown_count if is_shared else 1

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Position of each place in the state, by its code."""
        return {place["code"]: at for at, place in enumerate(self.standing)}


def picture(
    view: OverviewView, *, places: Places, opening: Opening, shown: Shown
) -> dict[str, object]:
    """
    Draw an answer for its audience: today, with the contract, and what changes.

    Parameters
    ----------
    opening
        How a link asks the map to stand.

    Returns
    -------
    dict
        For `lib.maps.encoding.as_script`. Rows of numbers are packed as in `lib.maps.packed`:
        they name a place by its position in ``places`` (an authority that the map file names is
        its code alone), a pair by its position in ``pairs``
        (uint16 rows of from and to place, children today and with the contract, 65,535 for a
        hidden number) and a kind by its position in `lib.maps.flows.KINDS`. ``is_partial``
        says that the circles leave out hidden numbers. Where there are ``lines`` and
        ``points``, there are no pairs, no flows and no homes by authority.

    Raises
    ------
    DisclosureError
        If a table was not released, or not for this audience.
    """
    lines, points = (view.lines, view.points) if shown.is_single else (None, None)
    is_single = lines is not None and points is not None
    read = _read(view, places, shown, is_single=is_single)
    at = places.point(shown.area_code) if shown.area_code else None
    returns = "Invented returns" if view.is_invented else "The boroughs' SSDA903 returns"
    return {
        "mark": mark(view),
        "asked": _asked(opening),
        "view_of": shown.area_code or "all",
        "chosen": shown.area_code.split("+") if shown.area_code else [],
        "rings": _rings(at),
        "subtitle": view.subtitle,
        "source": f"{returns}. {ATTRIBUTION}",
        "as_at": day(view.as_of),
        "is_partial": read.audience is Audience.SHARED,
        "places": [_place(place, places) for place in read.standing],
        "pairs": _packed_pairs(read),
        "modes": {str(mode): _picture(mode, read) for mode in PICTURES},
        "lines": single_lines(lines, shown) if is_single and lines else None,
        "points": home_points(points) if is_single and points else None,
    }


def _place(place: Place, places: Places) -> Place | str:
    """Name a place by its code alone where the map file holds the rest of it."""
    return place["code"] if places.names_by_code.get(place["code"]) == place["name"] else place


def mark(view: OverviewView) -> str:
    """Say on the picture itself what it is made of, and who may see it."""
    if view.is_invented:
        return MARKS["invented"]
    return MARKS["sensitive"] if view.audience is Audience.OFFICERS else ""


def _read(view: OverviewView, places: Places, shown: Shown, *, is_single: bool) -> _Read:
    single = [table for table in (view.lines, view.points) if table is not None]
    one_audience([view.boroughs, view.flows, view.homes, *single])
    areas = read_areas(view.boroughs, is_of_all=not view.whom)
    inside = frozenset(areas) - {TOTAL}
    pairs = read_pairs(view.flows, inside=inside, shown=shown)
    supply = read_supply(view.homes)
    homes = [] if is_single else supply
    standing = places_named(areas.values(), pairs, homes, places=places)
    known = {place["code"] for place in standing}
    return _Read(
        view=view,
        footprint=places.footprint,
        areas=areas,
        chosen=areas[shown.area_code or TOTAL],
        pairs=[pair for pair in pairs if pair.start in known and pair.end in known],
        supply=[one for one in supply if is_single or one.code in known],
        standing=standing,
        is_single=is_single,
    )


def _picture(mode: Mode, read: _Read) -> Picture:
    name, smallest_change = read.footprint.name, read.smallest_change
    view = read.view
    title = map_title(
        read.chosen, mode, boroughs=view.boroughs, footprint=read.footprint, whom=view.whom
    )
    sentence = map_sentence(read.chosen, mode, footprint_name=name)
    lines = [] if read.is_single else flow_lines(read.pairs, mode, smallest_change=smallest_change)
    standing = circles(read.pairs, mode, smallest_change=smallest_change)
    supply = supply_drawn(read.supply, mode)
    shaded = shades(read.areas.values(), mode, footprint_name=name)
    return Picture(
        title=title,
        sentence=sentence,
        alt=map_description(
            [f"{title}.", f"{view.subtitle}.", sentence],
            read.pairs,
            mode,
            smallest_change=smallest_change,
        ),
        flows=packed([(pair, KINDS.index(kind), n) for pair, kind, n in lines], "uint16"),
        circles=packed(
            [(read.position[code], KINDS.index(kind), n) for code, kind, n in standing], "uint16"
        ),
        homes=_packed_homes([] if read.is_single else supply, read.position),
        **shaded,
        said=area_sentences(read.areas.values(), mode),
        legend=legend(
            read.chosen,
            mode,
            audience=read.audience,
            kinds={line.kind for line in lines} | {circle.kind for circle in standing},
            lines=lines,
            supply=supply,
            labels=shaded["labels"].values(),
            smallest_shown_count=read.footprint.smallest_shown_count,
        ),
    )


def _packed_homes(supply: Sequence[Supply], position: Mapping[str, int]) -> str:
    return packed([(position[code], *numbers) for code, _, *numbers in supply], "uint16")


def _packed_pairs(read: _Read) -> str:
    def known(number: int | None) -> int:
        return HIDDEN_NUMBER if number is None else number

    return packed(
        [
            (
                read.position[pair.start],
                read.position[pair.end],
                known(pair.today),
                known(pair.with_contract),
            )
            for pair in ([] if read.is_single else read.pairs)
        ],
        "uint16",
    )


def _rings(at: LatLon | None) -> list[dict[str, object]]:
    if at is None:
        return []
    return [{"miles": miles, "line": packed(line, "float32")} for miles, line in rings(at)]


def _asked(opening: Opening) -> dict[str, object]:
    """Give the parts of a link; layers only where some are left out."""
    is_every = opening.layers == frozenset(Layer)
    return {
        "mode": str(opening.mode),
        "layers": None if is_every else [str(one) for one in Layer if one in opening.layers],
        "at": opening.centre,
        "zoom": opening.zoom,
    }
