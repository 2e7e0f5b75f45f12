"""One map from one answer: the state that the resident map draws."""

from lib.answer.view import OverviewView
from lib.disclosure.released import Audience
from lib.maps.flows import flow_lines
from lib.maps.legend import legend
from lib.maps.nodes import kinds_drawn, nodes
from lib.maps.places import Places, ring
from lib.maps.shares import area_shares
from lib.maps.single import home_points, single_lines
from lib.maps.state import Shown, one_audience, released
from lib.maps.words import TOTAL, area_sentences, map_description

MARKS = {
    "invented": "Invented data",
    "sensitive": "Official - sensitive: not for publication",
}


def picture(view: OverviewView, *, places: Places, shown: Shown) -> dict[str, object]:
    """
    Draw an answer for its audience.

    Raises
    ------
    DisclosureError
        If a table was not released, or not for this audience.
    """
    one_audience([view.boroughs, view.flows, view.homes])
    inside = frozenset(str(code) for code in released(view.boroughs).index if code != TOTAL)
    lines = flow_lines(view.flows, inside=inside, shown=shown)
    at = places.point(shown.area_code) if shown.area_code else None
    has_single = shown.is_single and view.lines is not None and view.points is not None
    is_shared = view.audience is Audience.SHARED
    shares = area_shares(view.boroughs, shown) if is_shared else {}
    standing = nodes(view.flows, view.homes, inside=inside, places=places, shown=shown)
    return {
        "mode": str(shown.when),
        "view_of": shown.area_code or "all",
        "chosen": shown.area_code.split("+") if shown.area_code else [],
        "ring": ring(at) if at else None,
        "mark": mark(view),
        "areas": area_sentences(view.boroughs),
        "shares": shares,
        "flows": [] if has_single else lines,
        "nodes": standing,
        "lines": single_lines(view.lines, shown) if has_single and view.lines else None,
        "points": home_points(view.points, shown) if has_single and view.points else None,
        "legend": legend(
            view.boroughs,
            view.homes,
            kinds=kinds_drawn(standing),
            lines=[] if has_single else lines,
            shares=shares,
            shown=shown,
        ),
        "alt": map_description(view.boroughs, view.flows, inside=inside, shown=shown),
    }


def mark(view: OverviewView) -> str:
    """Say on the picture itself what it is made of, and who may see it."""
    if view.is_invented:
        return MARKS["invented"]
    return MARKS["sensitive"] if view.audience is Audience.OFFICERS else ""
