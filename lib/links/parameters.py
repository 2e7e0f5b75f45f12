"""Each name in the address of a page: how it is read, how it is written, what stands otherwise."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.links.asked import AUDIENCES, Asked, Key, OnOffer, Page
from lib.maps.control_words import MODE_NAMES
from lib.maps.state import Layer, Mode

MOST_SHOWN: Final = 40
"""Characters of what a link holds that are shown back."""

_LONGEST: Final = 200
"""Characters of a value; no list here holds a longer one."""

STEPS_OF_PAGES: Final = {
    Page.OVERVIEW: (1, 4, 6),
    Page.BOROUGHS: (2, 3),
    Page.BLOCK_CONTRACT: (5,),
}
"""The numbers of the steps of the guided tour."""

_GREAT_BRITAIN: Final = ((49.8, 60.9), (-8.7, 1.8))
"""Latitudes and longitudes, in degrees, within which a map may be centred."""

_ZOOMS: Final = (5, 15)
_NUMBER: Final = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?", re.ASCII)
_NO_LAYERS: Final = "none"
_NOT_PLAIN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's kinds of characters that are not seen, or that turn the text around them."""


class UnusableError(ValueError):
    """A part of a link that cannot be used, and why, in words that a sentence goes on from."""


@dataclass(frozen=True, kw_only=True)
class Here:
    """What a parameter is read against: the page, and what was read before it."""

    page: Page
    on_offer: OnOffer
    asked: Asked = field(default_factory=Asked)

    @property
    def audience(self) -> Audience:
        """Whose view it is that the link asks for."""
        return self.asked.audience or self.on_offer.audiences[0]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """
    One name in the address.

    ``read`` takes all that stands under it, and raises `UnusableError`; None is the default.
    Where it cannot be used, ``instead`` stands, and ``otherwise`` says what is shown.
    """

    key: Key
    field: str
    pages: frozenset[Page]
    read: Callable[[Sequence[str], Here], Any]
    write: Callable[[Any], list[str]]
    otherwise: Callable[[Here], str]
    instead: object = None


def quoted(text: str) -> str:
    """Show back what a link holds, as far as it is short."""
    return f"“{text if len(text) <= MOST_SHOWN else f'{text[: MOST_SHOWN - 1]}…'}”"


def is_plain(text: str) -> bool:
    """Whether all characters of a text are seen as they stand."""
    return not any(unicodedata.category(character) in _NOT_PLAIN for character in text)


def _one(key: Key, read: Callable[[str, Here], Any]) -> Callable[[Sequence[str], Here], Any]:
    """Read a value that may stand in an address once, and is short and plain."""

    def read_one(texts: Sequence[str], here: Here) -> object:
        (text, *others) = texts
        if others:
            message = f"“{key}” stands in it more than once"
            raise UnusableError(message)
        if len(text) > _LONGEST or not is_plain(text):
            message = f"what it gives for “{key}” cannot be read"
            raise UnusableError(message)
        return read(text, here)

    return read_one


def _audience(text: str, here: Here) -> Audience | None:
    for audience in here.on_offer.audiences:
        if text == AUDIENCES[audience]:
            is_unasked = audience is Audience.OFFICERS is here.on_offer.audiences[0]
            return None if is_unasked else audience
    message = f"there is no {quoted(text)} here"
    raise UnusableError(message)


def _seen_by(text: str, here: Here) -> Audience | None:
    """Read for whom a file is: the shared view unless the link says otherwise."""
    for audience in here.on_offer.audiences:
        if text == AUDIENCES[audience]:
            return None if audience is Audience.SHARED else audience
    message = f"there is no {quoted(text)} here"
    raise UnusableError(message)


def _pack(text: str, here: Here) -> str | None:
    if text not in here.on_offer.packs:
        message = f"there is no pack {quoted(text)}"
        raise UnusableError(message)
    return None if text == next(iter(here.on_offer.packs)) else text


def _trend(text: str, here: Here) -> str | None:
    if text not in here.on_offer.trends:
        message = f"there is no trend {quoted(text)} here"
        raise UnusableError(message)
    return None if text == next(iter(here.on_offer.trends)) else text


def _areas(texts: Sequence[str], here: Here) -> tuple[str, ...]:
    """Read names of boroughs, each once."""
    for text in texts:
        _one(Key.AREAS, _borough)([text], here)
    return tuple(dict.fromkeys(texts))


def _as_at(text: str, here: Here) -> date | None:
    for at, one in enumerate(here.on_offer.dates):
        if text == day(one):
            return one if at else None
    message = f"there are no figures here as at {quoted(text)}"
    raise UnusableError(message)


def _borough(text: str, here: Here) -> str:
    if text in here.on_offer.boroughs.get(here.audience, ()):
        return text
    message = f"there is no borough {quoted(text)} here"
    raise UnusableError(message)


def _group(text: str, here: Here) -> str:
    if text in here.on_offer.groups:
        return text
    message = f"there is no group of children {quoted(text)} here"
    raise UnusableError(message)


def _single(text: str, here: Here) -> bool | None:
    if text not in ("true", "false"):
        message = f"“{Key.SINGLE}” cannot be {quoted(text)}"
        raise UnusableError(message)
    if here.audience is not Audience.OFFICERS:
        message = f"“{Key.SINGLE}” is for officers alone"
        raise UnusableError(message)
    return text == "true" or None


def _mode(text: str, here: Here) -> Mode | None:
    for mode, words in MODE_NAMES.items():
        if text == words:
            return None if mode is mode_at_first(here.page) else mode
    message = f"the map cannot show {quoted(text)}"
    raise UnusableError(message)


def _layers(text: str, _: Here) -> frozenset[Layer] | None:
    if text == _NO_LAYERS:
        return frozenset()
    names = text.split(",")
    for name in names:
        if name not in set(Layer):
            message = f"the map has no layer {quoted(name)}"
            raise UnusableError(message)
    found = frozenset(map(Layer, names))
    return None if found == frozenset(Layer) else found


def _centre(text: str, _: Here) -> tuple[float, float]:
    parts = text.split(",")
    if len(parts) == len(_GREAT_BRITAIN) and all(map(_NUMBER.fullmatch, parts)):
        latitude, longitude = (round(float(part), 4) + 0.0 for part in parts)
        is_north, is_west = (
            low <= part <= high
            for part, (low, high) in zip((latitude, longitude), _GREAT_BRITAIN, strict=True)
        )
        if is_north and is_west:
            return latitude, longitude
    message = f"{quoted(text)} is no place in Great Britain"
    raise UnusableError(message)


def _zoom(text: str, _: Here) -> float:
    low, high = _ZOOMS
    if _NUMBER.fullmatch(text) and low <= float(text) <= high:
        return round(float(text), 2)
    message = f"the map cannot be enlarged to {quoted(text)}"
    raise UnusableError(message)


def _homes(text: str, here: Here) -> str | None:
    if text not in here.on_offer.homes:
        message = f"no figure of homes is called {quoted(text)}"
        raise UnusableError(message)
    return None if text == next(iter(here.on_offer.homes)) else text


def _homes_year(text: str, here: Here) -> int | None:
    years = _years_of_homes(here)
    if text not in map(str, years):
        message = f"the figures of homes that it asks for have no year {quoted(text)}"
        raise UnusableError(message)
    return None if text == str(years[0]) else int(text)


def _years_of_homes(here: Here) -> Sequence[int]:
    """Give the years of the measure that was read before, the newest first."""
    on_offer = here.on_offer.homes
    return on_offer[here.asked.homes or next(iter(on_offer))] if on_offer else ()


def _last(texts: Sequence[str], _: Here) -> str:
    return texts[-1]


def _all(texts: Sequence[str], _: Here) -> tuple[str, ...]:
    return tuple(texts)


def _step(text: str, here: Here) -> int:
    if text not in map(str, STEPS_OF_PAGES[here.page]):
        message = f"the tour has no step {quoted(text)} on this page"
        raise UnusableError(message)
    return int(text)


def _in_order(layers: Iterable[Layer]) -> list[str]:
    chosen = set(layers)
    return [",".join(layer for layer in Layer if layer in chosen) or _NO_LAYERS]


def mode_at_first(page: Page) -> Mode:
    """Give the picture that a page opens on."""
    return Mode.WITH_CONTRACT if page is Page.BLOCK_CONTRACT else Mode.TODAY


def at_first(page: Page, name: str) -> object:
    """Give a value that is as good as none, of those that a page may hold."""
    return {
        "audience": Audience.SHARED if page is Page.BRIEFING else Audience.OFFICERS,
        "is_single": False,
        "mode": mode_at_first(page),
        "layers": frozenset(Layer),
        "compare": (),
    }.get(name)


def known(page: Page) -> list[Parameter]:
    """Give the parameters of a page, in the order of a link."""
    return [one for one in _PARAMETERS if page in one.pages]


def _no_comparing(key: Key) -> frozenset[Page]:
    """Name the pages that do not set contracts side by side."""
    return _FOR_A_BRIEFING if key is Key.COMPARE else frozenset()


_WITH_FIGURES: Final = frozenset(Page) - {Page.METHODS}
_WITH_A_MAP: Final = _WITH_FIGURES - {Page.RETURNS, Page.TOUR}
_ON_SCREEN: Final = _WITH_FIGURES - {Page.BRIEFING}
_FOR_A_BRIEFING: Final = frozenset({Page.BRIEFING})
_AS_USUAL: Final = "the map stands as it does without it"

_PARAMETERS: Final = (
    Parameter(
        key=Key.AUDIENCE,
        field="audience",
        pages=_ON_SCREEN,
        read=_one(Key.AUDIENCE, _audience),
        write=lambda audience: [AUDIENCES[audience]],
        otherwise=lambda _: "the shared view is shown",
        instead=Audience.SHARED,  # a link that is misspelt never shows more than was meant
    ),
    Parameter(
        key=Key.SEEN_BY,
        field="audience",
        pages=_FOR_A_BRIEFING,
        read=_one(Key.SEEN_BY, _seen_by),
        write=lambda audience: [AUDIENCES[audience]],
        otherwise=lambda _: "the files are for the shared view",
    ),
    Parameter(
        key=Key.PACK,
        field="pack",
        pages=_FOR_A_BRIEFING,
        read=_one(Key.PACK, _pack),
        write=lambda name: [name],
        otherwise=lambda here: f"“{next(iter(here.on_offer.packs), '')}” is shown",
    ),
    Parameter(
        key=Key.AREAS,
        field="areas",
        pages=_FOR_A_BRIEFING,
        read=_areas,
        write=list,
        otherwise=lambda _: "all boroughs are in the pack",
    ),
    Parameter(
        key=Key.AS_AT,
        field="as_of",
        pages=_WITH_FIGURES,
        read=_one(Key.AS_AT, _as_at),
        write=lambda as_of: [day(as_of)],
        otherwise=lambda here: f"those as at {day(here.on_offer.dates[0])} are shown",
    ),
    Parameter(
        key=Key.AREA,
        field="borough",
        pages=_WITH_A_MAP,
        read=_one(Key.AREA, _borough),
        write=lambda name: [name],
        otherwise=lambda _: "all boroughs are shown",
    ),
    Parameter(
        key=Key.GROUP,
        field="group",
        pages=frozenset({Page.BOROUGHS, Page.BRIEFING}),
        read=_one(Key.GROUP, _group),
        write=lambda name: [name],
        otherwise=lambda _: "all children are shown",
    ),
    Parameter(
        key=Key.SINGLE,
        field="is_single",
        pages=_WITH_A_MAP - _FOR_A_BRIEFING,
        read=_one(Key.SINGLE, _single),
        write=lambda _: ["true"],
        otherwise=lambda _: "single placements are not drawn",
    ),
    Parameter(
        key=Key.MODE,
        field="mode",
        pages=_WITH_A_MAP,
        read=_one(Key.MODE, _mode),
        write=lambda mode: [MODE_NAMES[mode]],
        otherwise=lambda here: f"it shows “{MODE_NAMES[mode_at_first(here.page)]}”",
    ),
    Parameter(
        key=Key.LAYERS,
        field="layers",
        pages=_WITH_A_MAP,
        read=_one(Key.LAYERS, _layers),
        write=_in_order,
        otherwise=lambda _: "all layers are shown",
    ),
    Parameter(
        key=Key.CENTRE,
        field="centre",
        pages=_WITH_A_MAP,
        read=_one(Key.CENTRE, _centre),
        write=lambda at: [f"{at[0]:.4f},{at[1]:.4f}"],
        otherwise=lambda _: _AS_USUAL,
    ),
    Parameter(
        key=Key.ZOOM,
        field="zoom",
        pages=_WITH_A_MAP,
        read=_one(Key.ZOOM, _zoom),
        write=lambda zoom: [f"{zoom:.2f}".rstrip("0").rstrip(".")],
        otherwise=lambda _: _AS_USUAL,
    ),
    Parameter(
        key=Key.STEP,
        field="step",
        pages=frozenset(STEPS_OF_PAGES),
        read=_one(Key.STEP, _step),
        write=lambda number: [str(number)],
        otherwise=lambda _: "the page is shown without the tour",
    ),
    Parameter(
        key=Key.HOMES,
        field="homes",
        pages=frozenset({Page.BOROUGHS}),
        read=_one(Key.HOMES, _homes),
        write=lambda measure: [measure],
        otherwise=lambda here: f"“{next(iter(here.on_offer.homes), '')}” are shown",
    ),
    Parameter(
        key=Key.HOMES_YEAR,
        field="homes_year",
        pages=frozenset({Page.BOROUGHS}),
        read=_one(Key.HOMES_YEAR, _homes_year),
        write=lambda year: [str(year)],
        otherwise=lambda _: "the newest year is shown",
    ),
    Parameter(
        key=Key.TREND,
        field="trend",
        pages=frozenset({Page.OVERVIEW, Page.BOROUGHS}),
        read=_one(Key.TREND, _trend),
        write=lambda name: [name],
        otherwise=lambda here: f"the trend of “{next(iter(here.on_offer.trends), '')}” is shown",
    ),
    # What the contract's own parameters mean, and what to say of one that cannot be, is
    # worked out where the contract is: lib.ui.contract.
    *(
        Parameter(
            key=key,
            field=str(key),
            pages=frozenset({Page.BLOCK_CONTRACT, Page.BRIEFING} - _no_comparing(key)),
            read=_all if key is Key.COMPARE else _last,
            write=lambda given: [given] if isinstance(given, str) else list(given),
            otherwise=lambda _: "",
        )
        for key in (Key.CONTRACT, Key.CHANGES, Key.COMPARE)
    ),
)
"""In the order of a link. Who sees it comes first: what else there is depends on it."""
