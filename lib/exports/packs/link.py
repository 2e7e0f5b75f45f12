"""The way back: the address of the view that a pack was made of, and of how its map stands."""

from collections.abc import Mapping
from typing import Final

from lib.answer.boroughs.groups import GROUPS
from lib.domain.contract_changes import as_link, differences
from lib.exports.packs.views import Chosen, Pack, Views
from lib.links.address import link, opening, parse, written
from lib.links.asked import Asked, OnOffer, Page
from lib.maps.state import Layer, Opening

_PAGES: Final[Mapping[Pack, Page]] = {
    Pack.BOROUGHS: Page.BOROUGHS,
    Pack.CONTRACT: Page.BLOCK_CONTRACT,
    Pack.DATA: Page.OVERVIEW,
}


def link_to(views: Views, chosen: Chosen) -> str:
    """
    Write a path and a query that show the same in the app.

    The date is always in it: the newest will be another one.
    """
    view = views.overview
    group = next((one.name for one in GROUPS if one.key == chosen.group_key), None)
    is_own = views.contract == views.own
    # the other pages show the partnership's own contract alone
    otherwise = Page.BOROUGHS if group else Page.OVERVIEW
    page = _PAGES.get(chosen.pack, otherwise) if is_own else Page.BLOCK_CONTRACT
    only = chosen.areas[0] if len(chosen.areas) == 1 else None
    contract, changes = _contract(views) if page is Page.BLOCK_CONTRACT else (None, None)
    asked = _of_the_map(chosen.opening)
    address = link(
        page,
        Asked(
            audience=view.audience,
            as_of=view.as_of,
            borough=view.boroughs.text(only, "name") if only else None,
            group=group,
            mode=asked.mode,
            layers=asked.layers,
            centre=asked.centre,
            zoom=asked.zoom,
            contract=contract,
            changes=changes,
        ),
    )
    return f"./{address}"


def map_view(chosen: Opening) -> dict[str, str]:
    """Write how a map stands, by the names of the address."""
    return {key: ",".join(said) for key, said in written(_ANY, _of_the_map(chosen)).items()}


def opening_of(view: Mapping[str, str]) -> Opening:
    """Read what `map_view` wrote; of anything else, what a map can do."""
    asked, _ = parse(view, page=_ANY, on_offer=OnOffer())
    return opening(_ANY, asked)


_ANY: Final = Page.OVERVIEW


def _of_the_map(chosen: Opening) -> Asked:
    is_every = chosen.layers == frozenset(Layer)
    return Asked(
        mode=chosen.mode,
        layers=None if is_every else chosen.layers,
        centre=chosen.centre,
        zoom=chosen.zoom,
    )


def _contract(views: Views) -> tuple[str | None, str | None]:
    """Name the contract on offer, or the partnership's own and what was changed of it."""
    for preset in views.presets.values():
        if preset == views.contract:
            return preset.name, None
    changes = as_link(differences(views.contract, views.own))
    return views.own.name, changes or None
