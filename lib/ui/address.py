"""The address of a view: all that may stand in it, how it is written, and what it means here.

Every view is a link: a path and a query, never a host. The parser is closed: what it
does not know, or cannot use, stands as on the plain page, and is told in words.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode

from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.maps.control_words import MODE_NAMES
from lib.maps.state import Layer, Mode, Opening

MOST_SHOWN: Final = 40
"""Characters of what a link holds that are shown back."""

_LONGEST: Final = 200
"""Characters of a value; no list here holds a longer one."""

_GREAT_BRITAIN: Final = ((49.8, 60.9), (-8.7, 1.8))
"""Latitudes and longitudes, in degrees, within which a map may be centred."""

_ZOOMS: Final = (5, 15)
_NUMBER: Final = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?", re.ASCII)
_NO_LAYERS: Final = "none"
_NOT_PLAIN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's kinds of characters that are not seen, or that turn the text around them."""


class Page(StrEnum):
    """The pages, by their path."""

    OVERVIEW = ""
    BOROUGHS = "boroughs"
    BLOCK_CONTRACT = "block_contract"
    RETURNS = "returns"
    METHODS = "methods"


class Key(StrEnum):
    """Names in the address; those of widgets are their keys."""

    AUDIENCE = "audience"
    AS_AT = "as-at"
    AREA = "borough"
    GROUP = "only"
    SINGLE = "single"
    MODE = "map"
    LAYERS = "layers"
    CENTRE = "centre"
    ZOOM = "zoom"
    CONTRACT = "contract"
    CHANGES = "changes"
    COMPARE = "compare"


AUDIENCES: Final[Mapping[Audience, str]] = {
    Audience.OFFICERS: "Officers' view",
    Audience.SHARED: "Shared view",
}


@dataclass(frozen=True, kw_only=True)
class OnOffer:
    """
    What can be chosen on a page, as it is written.

    ``audiences`` and ``dates`` begin with what is shown unasked; ``boroughs`` are by audience,
    since areas may be merged for one of them. A page with figures has a date at least.
    """

    audiences: Sequence[Audience] = (Audience.OFFICERS, Audience.SHARED)
    dates: Sequence[date] = ()
    boroughs: Mapping[Audience, Collection[str]] = field(default_factory=dict)
    groups: Collection[str] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """
    What a link asks for. None is what the plain page shows, whether or not the link says so.

    ``borough`` and ``group`` are names; ``layers`` those that are drawn; ``centre`` is latitude
    and longitude in degrees, to four decimals, ``zoom`` Leaflet's, to two. ``contract``,
    ``changes`` and ``compare`` are as they stand in the address: `lib.ui.contract` reads them.
    """

    audience: Audience | None = None
    as_of: date | None = None
    borough: str | None = None
    group: str | None = None
    is_single: bool | None = None
    mode: Mode | None = None
    layers: frozenset[Layer] | None = None
    centre: tuple[float, float] | None = None
    zoom: float | None = None
    contract: str | None = None
    changes: str | None = None
    compare: tuple[str, ...] | None = None


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
    here = _Here(page=page, on_offer=on_offer)
    notices = []
    for parameter in _known(page):
        texts = _texts(query.get(parameter.key, ()))
        if not texts:
            continue
        try:
            value = parameter.read(texts, here)
        except _UnusableError as fault:
            said = f"{_begun(str(fault))}, so {parameter.otherwise(here)}."
            notices.append(Notice(names=(parameter.key,), said=said))
        else:
            here = replace(here, asked=replace(here.asked, **{parameter.field: value}))
    known = {str(parameter.key) for parameter in _known(page)}
    if unknown := tuple(name for name in query if name not in known):
        notices.append(Notice(names=unknown, said=_unknown(unknown)))
    return here.asked, tuple(notices)


def written(page: Page, asked: Asked) -> dict[str, list[str]]:
    """Write what a page shows as the parameters of its address, those at their default left out."""
    found = {}
    for parameter in _known(page):
        value = getattr(asked, parameter.field)
        if value is not None and value != _at_first(page, parameter.field):
            found[str(parameter.key)] = parameter.write(value)
    return found


def link(page: Page, asked: Asked) -> str:
    """Write the one address of a view: a path from that of the app, and a query."""
    query = urlencode(written(page, asked), doseq=True, safe=",")
    return f"{page}?{query}" if query else str(page)


def opening(page: Page, asked: Asked) -> Opening:
    """Say how the map of a page is to stand."""
    return Opening(
        mode=asked.mode or _mode_at_first(page),
        layers=frozenset(Layer) if asked.layers is None else asked.layers,
        centre=asked.centre,
        zoom=asked.zoom,
    )


class _UnusableError(ValueError):
    """A part of a link that cannot be used, and why, in words that a sentence goes on from."""


@dataclass(frozen=True, kw_only=True)
class _Here:
    """What a parameter is read against: the page, and what was read before it."""

    page: Page
    on_offer: OnOffer
    asked: Asked = field(default_factory=Asked)

    @property
    def audience(self) -> Audience:
        return self.asked.audience or self.on_offer.audiences[0]


@dataclass(frozen=True, kw_only=True)
class _Parameter:
    """
    One name in the address.

    ``read`` takes all that stands under it, and raises `_UnusableError`; None is the default.
    ``otherwise`` says what is shown where it cannot be used.
    """

    key: Key
    field: str
    pages: frozenset[Page]
    read: Callable[[Sequence[str], _Here], Any]
    write: Callable[[Any], list[str]]
    otherwise: Callable[[_Here], str]


def _texts(given: Sequence[str] | str) -> list[str]:
    """Give what stands under a name; an empty value asks for nothing."""
    return [text for text in ([given] if isinstance(given, str) else given) if text]


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= MOST_SHOWN else f'{text[: MOST_SHOWN - 1]}…'}”"


def _begun(fault: str) -> str:
    return f"{fault[0].upper()}{fault[1:]}"


def _is_plain(text: str) -> bool:
    return not any(unicodedata.category(character) in _NOT_PLAIN for character in text)


def _unknown(names: Sequence[str]) -> str:
    if len(names) > 1:
        return f"{len(names)} names in it mean nothing on this page, so they are left out."
    name = _quoted(names[0]) if _is_plain(names[0]) else "A name in it"
    return f"{name} means nothing on this page, so it is left out."


def _one(key: Key, read: Callable[[str, _Here], Any]) -> Callable[[Sequence[str], _Here], Any]:
    """Read a value that may stand in an address once, and is short and plain."""

    def read_one(texts: Sequence[str], here: _Here) -> Any:  # noqa: ANN401 (as its parameter has it)
        (text, *others) = texts
        if others:
            message = f"“{key}” stands in it more than once"
            raise _UnusableError(message)
        if len(text) > _LONGEST or not _is_plain(text):
            message = f"what it gives for “{key}” cannot be read"
            raise _UnusableError(message)
        return read(text, here)

    return read_one


def _audience(text: str, here: _Here) -> Audience | None:
    for audience in here.on_offer.audiences:
        if text == AUDIENCES[audience]:
            is_unasked = audience is Audience.OFFICERS is here.on_offer.audiences[0]
            return None if is_unasked else audience
    message = f"there is no {_quoted(text)} here"
    raise _UnusableError(message)


def _as_at(text: str, here: _Here) -> date | None:
    for at, one in enumerate(here.on_offer.dates):
        if text == day(one):
            return one if at else None
    message = f"there are no figures here as at {_quoted(text)}"
    raise _UnusableError(message)


def _borough(text: str, here: _Here) -> str:
    if text in here.on_offer.boroughs.get(here.audience, ()):
        return text
    message = f"there is no borough {_quoted(text)} here"
    raise _UnusableError(message)


def _group(text: str, here: _Here) -> str:
    if text in here.on_offer.groups:
        return text
    message = f"there is no group of children {_quoted(text)} here"
    raise _UnusableError(message)


def _single(text: str, here: _Here) -> bool | None:
    if text not in ("true", "false"):
        message = f"“{Key.SINGLE}” cannot be {_quoted(text)}"
        raise _UnusableError(message)
    if here.audience is not Audience.OFFICERS:
        message = f"“{Key.SINGLE}” is for officers alone"
        raise _UnusableError(message)
    return text == "true" or None


def _mode(text: str, here: _Here) -> Mode | None:
    for mode, words in MODE_NAMES.items():
        if text == words:
            return None if mode is _mode_at_first(here.page) else mode
    message = f"the map cannot show {_quoted(text)}"
    raise _UnusableError(message)


def _layers(text: str, _: _Here) -> frozenset[Layer] | None:
    if text == _NO_LAYERS:
        return frozenset()
    names = text.split(",")
    for name in names:
        if name not in set(Layer):
            message = f"the map has no layer {_quoted(name)}"
            raise _UnusableError(message)
    found = frozenset(map(Layer, names))
    return None if found == frozenset(Layer) else found


def _centre(text: str, _: _Here) -> tuple[float, float]:
    parts = text.split(",")
    if len(parts) == len(_GREAT_BRITAIN) and all(map(_NUMBER.fullmatch, parts)):
        latitude, longitude = (round(float(part), 4) + 0.0 for part in parts)
        is_north, is_west = (
            low <= part <= high
            for part, (low, high) in zip((latitude, longitude), _GREAT_BRITAIN, strict=True)
        )
        if is_north and is_west:
            return latitude, longitude
    message = f"{_quoted(text)} is no place in Great Britain"
    raise _UnusableError(message)


def _zoom(text: str, _: _Here) -> float:
    low, high = _ZOOMS
    if _NUMBER.fullmatch(text) and low <= float(text) <= high:
        return round(float(text), 2)
    message = f"the map cannot be enlarged to {_quoted(text)}"
    raise _UnusableError(message)


def _last(texts: Sequence[str], _: _Here) -> str:
    return texts[-1]


def _all(texts: Sequence[str], _: _Here) -> tuple[str, ...]:
    return tuple(texts)


def _in_order(layers: Iterable[Layer]) -> list[str]:
    chosen = set(layers)
    return [",".join(layer for layer in Layer if layer in chosen) or _NO_LAYERS]


def _mode_at_first(page: Page) -> Mode:
    return Mode.WITH_CONTRACT if page is Page.BLOCK_CONTRACT else Mode.TODAY


def _at_first(page: Page, name: str) -> object:
    """Give a value that is as good as none, of those that a page may hold."""
    return {
        "audience": Audience.OFFICERS,
        "is_single": False,
        "mode": _mode_at_first(page),
        "layers": frozenset(Layer),
        "compare": (),
    }.get(name)


def _known(page: Page) -> list[_Parameter]:
    return [one for one in _PARAMETERS if page in one.pages]


_WITH_FIGURES: Final = frozenset(Page) - {Page.METHODS}
_WITH_A_MAP: Final = _WITH_FIGURES - {Page.RETURNS}
_AS_USUAL: Final = "the map stands as it does without it"

_PARAMETERS: Final = (
    _Parameter(
        key=Key.AUDIENCE,
        field="audience",
        pages=_WITH_FIGURES,
        read=_one(Key.AUDIENCE, _audience),
        write=lambda audience: [AUDIENCES[audience]],
        otherwise=lambda here: f"the {AUDIENCES[here.audience].lower()} is shown",
    ),
    _Parameter(
        key=Key.AS_AT,
        field="as_of",
        pages=_WITH_FIGURES,
        read=_one(Key.AS_AT, _as_at),
        write=lambda as_of: [day(as_of)],
        otherwise=lambda here: f"those as at {day(here.on_offer.dates[0])} are shown",
    ),
    _Parameter(
        key=Key.AREA,
        field="borough",
        pages=_WITH_A_MAP,
        read=_one(Key.AREA, _borough),
        write=lambda name: [name],
        otherwise=lambda _: "all boroughs are shown",
    ),
    _Parameter(
        key=Key.GROUP,
        field="group",
        pages=frozenset({Page.BOROUGHS}),
        read=_one(Key.GROUP, _group),
        write=lambda name: [name],
        otherwise=lambda _: "all children are shown",
    ),
    _Parameter(
        key=Key.SINGLE,
        field="is_single",
        pages=_WITH_A_MAP,
        read=_one(Key.SINGLE, _single),
        write=lambda _: ["true"],
        otherwise=lambda _: "single placements are not drawn",
    ),
    _Parameter(
        key=Key.MODE,
        field="mode",
        pages=_WITH_A_MAP,
        read=_one(Key.MODE, _mode),
        write=lambda mode: [MODE_NAMES[mode]],
        otherwise=lambda here: f"it shows “{MODE_NAMES[_mode_at_first(here.page)]}”",
    ),
    _Parameter(
        key=Key.LAYERS,
        field="layers",
        pages=_WITH_A_MAP,
        read=_one(Key.LAYERS, _layers),
        write=_in_order,
        otherwise=lambda _: "all layers are shown",
    ),
    _Parameter(
        key=Key.CENTRE,
        field="centre",
        pages=_WITH_A_MAP,
        read=_one(Key.CENTRE, _centre),
        write=lambda at: [f"{at[0]:.4f},{at[1]:.4f}"],
        otherwise=lambda _: _AS_USUAL,
    ),
    _Parameter(
        key=Key.ZOOM,
        field="zoom",
        pages=_WITH_A_MAP,
        read=_one(Key.ZOOM, _zoom),
        write=lambda zoom: [f"{zoom:.2f}".rstrip("0").rstrip(".")],
        otherwise=lambda _: _AS_USUAL,
    ),
    # What the contract's own parameters mean, and what to say of one that cannot be, is
    # worked out where the contract is: lib.ui.contract.
    *(
        _Parameter(
            key=key,
            field=str(key),
            pages=frozenset({Page.BLOCK_CONTRACT}),
            read=_all if key is Key.COMPARE else _last,
            write=lambda given: [given] if isinstance(given, str) else list(given),
            otherwise=lambda _: "",
        )
        for key in (Key.CONTRACT, Key.CHANGES, Key.COMPARE)
    ),
)
"""In the order of a link. Who sees it comes first: what else there is depends on it."""
