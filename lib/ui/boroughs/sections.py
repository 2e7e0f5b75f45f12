"""The views beneath the map of the Boroughs page, in the order in which they are read."""

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.ui.boroughs import bands, groups, matrix, need, retention
from lib.ui.render import not_known
from lib.ui.sheet import sheet


def sections(view: BoroughsView) -> None:
    """Show where the children live, how far, what is there for them, and which groups they are."""
    sheet(
        [
            *matrix.where_children_live(view),
            *bands.distances(view),
            *retention.inside_and_near(view),
            *need.homes_and_places(view),
            *groups.by_group(view),
            not_known(view.overview),
        ],
        name="sections",
        audience=view.overview.audience,
        values={*(group.key for group in view.groups), TOTAL},
        choose=lambda key: groups.choose_group(view, key),
    )
