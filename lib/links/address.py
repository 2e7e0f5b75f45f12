"""The address of a view: all that may stand in it, how it is written, and what it means here.

Every view is a link: a path and a query, never a host. The parser is closed: what it
does not know, or cannot use, stands as on the plain page, and is told in words. Whose view
it is falls to the shared one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from lib.links.asked import Asked, OnOffer, Page
from lib.links.parameters import (
    Here,
    UnusableError,
    at_first,
    is_plain,
    known,
    mode_at_first,
    quoted,
)
from lib.maps.state import Layer, Opening


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Names in a link that could not be used, and a sentence on what is shown instead."""

    names: tuple[str, ...]
    said: str


def parse(
    query: Mapping[str, Sequence[str] | str], *, page: Page, on_offer: OnOffer
) -> tuple[Asked, tuple[Notice, ...]]:
    """
    Read the query of an address.

    Returns
    -------
    tuple
        What it asks for and can have, and what of it could not be used. A notice quotes
        the link: escape it.
    """
    here = Here(page=page, on_offer=on_offer)
    notices = []
    for parameter in known(page):
        texts = _texts(query.get(parameter.key, ()))
        if not texts:
            continue
        try:
            value = parameter.read(texts, here)
        except UnusableError as fault:
            said = f"{_begun(str(fault))}, so {parameter.otherwise(here)}."
            notices.append(Notice(names=(parameter.key,), said=said))
            value = parameter.instead
        here = replace(here, asked=replace(here.asked, **{parameter.field: value}))
    names = {str(parameter.key) for parameter in known(page)}
    if unknown := tuple(name for name in query if name not in names):
        notices.append(Notice(names=unknown, said=_unknown(unknown)))
    return here.asked, tuple(notices)


def written(page: Page, asked: Asked) -> dict[str, list[str]]:
    """Write what a page shows as the parameters of its address, those at their default left out."""
    found = {}
    for parameter in known(page):
        value = getattr(asked, parameter.field)
        if value is not None and value != at_first(page, parameter.field):
            found[str(parameter.key)] = parameter.write(value)
    return found


def link(page: Page, asked: Asked) -> str:
    """Write the one address of a view: a path from that of the app, and a query."""
    query = urlencode(written(page, asked), doseq=True, safe=",")
    return f"{page}?{query}" if query else str(page)


def opening(page: Page, asked: Asked) -> Opening:
    """Say how the map of a page is to stand."""
    return Opening(
        mode=asked.mode or mode_at_first(page),
        layers=frozenset(Layer) if asked.layers is None else asked.layers,
        centre=asked.centre,
        zoom=asked.zoom,
    )


def _texts(given: Sequence[str] | str) -> list[str]:
    """Give what stands under a name; an empty value asks for nothing."""
    return [text for text in ([given] if isinstance(given, str) else given) if text]


def _begun(fault: str) -> str:
    return f"{fault[0].upper()}{fault[1:]}"


def _unknown(names: Sequence[str]) -> str:
    if len(names) > 1:
        return f"{len(names)} names in it mean nothing on this page, so they are left out."
    name = quoted(names[0]) if is_plain(names[0]) else "A name in it"
    return f"{name} means nothing on this page, so it is left out."
