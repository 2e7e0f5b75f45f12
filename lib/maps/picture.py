"""The map of one answer: the state with all three pictures, which the reader's map paints."""

from collections.abc import Mapping
from typing import Final, TypedDict

from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.maps import drawn
from lib.maps.drawn import PICTURES, Drawn
from lib.maps.flows import HIDDEN_NUMBER, KINDS
from lib.maps.legend import Key
from lib.maps.nodes import Place
from lib.maps.packed import packed
from lib.maps.places import LatLon, Places, rings
from lib.maps.shares import Scale
from lib.maps.single import home_points, single_lines
from lib.maps.state import Layer, Mode, Opening, Shown
from lib.maps.words import ATTRIBUTION

MARKS: Final = {
    "invented": "Invented data",
    "sensitive": "Official - sensitive: not for publication",
}


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
    read = drawn.drawn(view, places=places, shown=shown, is_single=is_single)
    position = {place["code"]: at for at, place in enumerate(read.standing)}
    at = places.point(shown.area_code) if shown.area_code else None
    return {
        "mark": mark(view),
        "asked": _asked(opening),
        "view_of": shown.area_code or "all",
        "chosen": shown.area_code.split("+") if shown.area_code else [],
        "rings": _rings(at),
        "subtitle": view.subtitle,
        "source": f"{returns_in_words(view)}. {ATTRIBUTION}",
        "as_at": day(view.as_of),
        "is_partial": read.audience is Audience.SHARED,
        "places": [_place(place, places) for place in read.standing],
        "pairs": _packed_pairs(read, position),
        "modes": {str(mode): _picture(read, mode, position) for mode in PICTURES},
        "lines": single_lines(lines, shown) if is_single and lines else None,
        "points": home_points(points) if is_single and points else None,
    }


def mark(view: OverviewView) -> str:
    """Say on the picture itself what it is made of, and who may see it."""
    if view.is_invented:
        return MARKS["invented"]
    return MARKS["sensitive"] if view.audience is Audience.OFFICERS else ""


def returns_in_words(view: OverviewView) -> str:
    """Name the returns that figures come from."""
    return "Invented returns" if view.is_invented else "The boroughs' SSDA903 returns"


def _place(place: Place, places: Places) -> Place | str:
    """Name a place by its code alone where the map file holds the rest of it."""
    return place["code"] if places.names_by_code.get(place["code"]) == place["name"] else place


def _picture(read: Drawn, mode: Mode, position: Mapping[str, int]) -> Picture:
    one = read.pictures[mode]
    return Picture(
        title=one.title,
        sentence=one.sentence,
        alt=one.alt,
        flows=packed([(pair, KINDS.index(kind), n) for pair, kind, n in one.lines], "uint16"),
        circles=packed(
            [(position[code], KINDS.index(kind), n) for code, kind, n in one.circles], "uint16"
        ),
        homes=packed(
            [
                (position[code], *numbers)
                for code, _, *numbers in ([] if read.is_single else one.supply)
            ],
            "uint16",
        ),
        **one.shades,
        said=dict(one.said),
        legend=list(one.legend),
    )


def _packed_pairs(read: Drawn, position: Mapping[str, int]) -> str:
    def known(number: int | None) -> int:
        return HIDDEN_NUMBER if number is None else number

    return packed(
        [
            (
                position[pair.start],
                position[pair.end],
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
