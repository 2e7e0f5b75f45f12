"""What each of the three pictures of an answer draws, on the screen and on paper alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.view import OverviewView
from lib.disclosure.released import Audience
from lib.domain.footprint import Footprint
from lib.maps.areas import Area, read_areas
from lib.maps.flows import FlowLine, Pair, flow_lines, read_pairs
from lib.maps.legend import Key, legend
from lib.maps.nodes import (
    Circle,
    Place,
    Supply,
    circles,
    places_named,
    read_supply,
    supply_drawn,
)
from lib.maps.places import Places
from lib.maps.shares import Shades, shades
from lib.maps.state import Mode, Shown, one_audience
from lib.maps.words import area_sentences, map_description, map_sentence, map_title

PICTURES: Final = (Mode.TODAY, Mode.WITH_CONTRACT, Mode.CHANGES)
"""*Swipe* shows the first two of them side by side and has no figures of its own."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """
    One of the three, in plain texts and numbers.

    ``lines``, ``circles`` and ``supply`` are in the order of drawing. ``said`` is a sentence
    for each authority of the footprint.
    """

    title: str
    sentence: str
    alt: str
    lines: Sequence[FlowLine]
    circles: Sequence[Circle]
    supply: Sequence[Supply]
    shades: Shades
    said: Mapping[str, str]
    legend: Sequence[Key]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """
    All that the pictures of one answer have in common, and each of them.

    ``chosen`` is the area that the reader chose, or all together. ``is_single`` says that
    single lines and homes stand in place of the flows and of the homes by authority.
    """

    audience: Audience
    chosen: Area
    pairs: Sequence[Pair]
    standing: Sequence[Place]
    is_single: bool
    pictures: Mapping[Mode, Picture]


def drawn(view: OverviewView, *, places: Places, shown: Shown, is_single: bool) -> Drawn:
    """
    Read from released tables what can be drawn of them, and what is said about it.

    Raises
    ------
    DisclosureError
        If a table was not released, or not for this audience.
    """
    single = [table for table in (view.lines, view.points) if table is not None]
    audience = one_audience([view.boroughs, view.flows, view.homes, *single])
    areas = read_areas(view.boroughs, is_of_all=not view.whom)
    pairs = read_pairs(view.flows, inside=frozenset(areas) - {TOTAL}, shown=shown)
    supply = read_supply(view.homes)
    standing = places_named(areas.values(), pairs, [] if is_single else supply, places=places)
    known = {place["code"] for place in standing}
    read = _Read(
        view=view,
        footprint=places.footprint,
        audience=audience,
        areas=areas,
        chosen=areas[shown.area_code or TOTAL],
        pairs=[pair for pair in pairs if pair.start in known and pair.end in known],
        supply=[one for one in supply if is_single or one.code in known],
        is_single=is_single,
    )
    return Drawn(
        audience=audience,
        chosen=read.chosen,
        pairs=read.pairs,
        standing=standing,
        is_single=is_single,
        pictures={mode: _picture(mode, read) for mode in PICTURES},
    )


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What the released tables hold of the areas and places that can be drawn."""

    view: OverviewView
    footprint: Footprint
    audience: Audience
    areas: Mapping[str, Area]
    chosen: Area
    pairs: Sequence[Pair]
    supply: Sequence[Supply]
    is_single: bool

    @property
    def smallest_change(self) -> int:
        """The smallest difference between two numbers that is drawn as a number of children."""
        is_shared = self.audience is Audience.SHARED
        return self.footprint.smallest_shown_count if is_shared else 1


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
        lines=lines,
        circles=standing,
        supply=supply,
        shades=shaded,
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
