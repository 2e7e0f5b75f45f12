"""What the map says: title, sentence and description of each picture, and of its areas."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lib.answer import sentences
from lib.answer.wording import children_counted, listed
from lib.disclosure.released import Released
from lib.domain.footprint import Footprint
from lib.maps.areas import Area, Figures
from lib.maps.figures import children
from lib.maps.flows import FEWER, Pair, parts
from lib.maps.state import Mode

TOTAL: Final = "total"
MOST_NAMED: Final = 4

ATTRIBUTION: Final = (
    "Contains OS, Royal Mail and National Statistics data © Crown copyright; roads and rail "
    "© OpenStreetMap contributors; coast GSHHG"
)


def map_title(
    area: Area, mode: Mode, *, boroughs: Released, footprint: Footprint, whom: str = ""
) -> str:
    """
    Give a picture's finding in a dozen words; that of the changes never above the bound.

    Parameters
    ----------
    whom
        As in `lib.answer.view.OverviewView`.
    """
    if mode is Mode.TODAY:
        return sentences.title(boroughs, footprint, row=area.code, whom=whom)
    if mode is Mode.WITH_CONTRACT:
        return sentences.title_with_contract(boroughs, footprint, row=area.code, whom=whom)
    if area.today.children == 0:
        said = f"No {children_counted(footprint, whom)}"
    elif area.more_inside is None:
        said = f"What the contract could change in and around {footprint.name}"
    elif area.more_inside == 0:
        said = "The contract changes nothing in how many live inside"
    else:
        noun = "child" if abs(area.more_inside) == 1 else "children"
        said = f"With the contract, {_more(area)} {noun} could live inside"
    return said if area.is_all else f"{area.name}: {said[0].lower()}{said[1:]}"


def map_sentence(area: Area, mode: Mode, *, footprint_name: str) -> str:
    """
    Say in one sentence what a picture shows of an area, or of all together.

    A number that is hidden is named as hidden, in a sentence of its own.
    """
    if not area.is_loaded:
        return f"{area.name} has no return loaded, so no child of theirs is on the map."
    if area.today.children == 0:
        return "No child is on the map." if area.is_all else f"{area.name} has no child on the map."
    if mode is Mode.TODAY:
        return _today(area, footprint_name)
    if mode is Mode.WITH_CONTRACT:
        return _with_contract(area, footprint_name)
    return _changes(area, footprint_name)


def map_description(
    said: Sequence[str],
    pairs: Sequence[Pair],
    mode: Mode,
    *,
    smallest_change: int,
) -> str:
    """
    Describe a picture to those who do not see it, from the figures that it draws.

    Parameters
    ----------
    said
        The sentences that stand round it.
    """
    lost: dict[str, int] = {}
    living: dict[str, int] = {}
    for pair in pairs:
        for kind, number in parts(pair, mode, smallest_change=smallest_change).items():
            if mode is Mode.CHANGES:
                counted = lost if kind == FEWER else living
            elif pair.is_inside:
                continue
            else:
                counted = living
            counted[pair.end_name] = counted.get(pair.end_name, 0) + number
    if mode is Mode.CHANGES:
        named = [
            f"More could live in {_named(living)}." if living else "",
            f"Fewer could live in {_named(lost)}." if lost else "",
        ]
    else:
        named = [f"Of those shown outside, the most live in {_named(living)}." if living else ""]
    last = "The same figures stand in the page's tables."
    return " ".join(part for part in ("Map.", *said, *named, last) if part)


def area_sentences(areas: Iterable[Area], mode: Mode) -> dict[str, str]:
    """Give each authority of the footprint the sentence of its area."""
    said: dict[str, str] = {}
    for area in areas:
        if not area.is_all:
            said |= dict.fromkeys(area.authorities, f"{area.name}: {_of_area(area, mode)}.")
    return said


def up_to(area: Area) -> str:
    """Mark what is proved to be the most."""
    return "up to " if area.is_most else ""


def _today(area: Area, where: str) -> str:
    now = area.today
    if now.inside is None:
        said = f"How many of {_whom(area, now)} live inside {where} today is hidden"
        outside = (
            "" if now.outside is None else f"; {now.outside:,} {_live(now.outside)} outside it"
        )
    else:
        said = f"Today {now.inside:,} of {_whom(area, now)} {_live(now.inside)} inside {where}"
        outside = "" if now.outside is None else f" and {now.outside:,} outside it"
    hidden = _also_hidden(now, says_outside=True)
    return f"{said}{outside}{_not_known(now)}.{hidden}"


def _with_contract(area: Area, where: str) -> str:
    then = area.with_contract
    hidden = _also_hidden(then, says_outside=False)
    if then.inside is None:
        return (
            f"How many of {_whom(area, then)} could live inside {where} with the contract is "
            f"hidden{_not_known(then)}.{hidden}"
        )
    more = "" if area.more_inside is None else f", {_compared(area.more_inside)} today"
    return (
        f"With the contract {up_to(area)}{then.inside:,} of {_whom(area, then)} could live inside "
        f"{where}{more}{_not_known(then)}.{hidden}"
    )


def _changes(area: Area, where: str) -> str:
    before, then = area.today.inside, area.with_contract.inside
    whom = _whom(area, area.with_contract)
    if before is None or then is None:
        return f"How many more of {whom} could live inside {where} with the contract is hidden."
    if then == before:
        return f"Of {whom} {then:,} could live inside {where} with the contract, as many as today."
    return (
        f"Of {whom} {up_to(area)}{then:,} could live inside {where} with the contract; {before:,} "
        f"{'does' if before == 1 else 'do'} today."
    )


def _of_area(area: Area, mode: Mode) -> str:
    """Say what a reader sees who points at an area."""
    if not area.is_loaded:
        return "no return loaded"
    if area.today.children == 0:
        return "no children"
    counted = area.today.children
    of = "its children (their number is hidden)" if counted is None else children(counted)
    said = {
        Mode.TODAY: _of_area_today,
        Mode.WITH_CONTRACT: _of_area_with_contract,
        Mode.CHANGES: _of_area_changes,
    }
    return said[mode](area, of)


def _of_area_today(area: Area, of: str) -> str:
    now = area.today.inside
    if now is None:
        return f"how many of {of} live inside is hidden"
    then = area.with_contract.inside
    could = "" if then is None or then == now else f"; with the contract {then:,}"
    return f"{now:,} of {of} {_live(now)} inside{could}"


def _of_area_with_contract(area: Area, of: str) -> str:
    then, more = area.with_contract.inside, area.more_inside
    if then is None:
        return f"how many of {of} could live inside with the contract is hidden"
    today = "" if more is None else f", {_compared(more)} today"
    return f"with the contract {then:,} of {of} could live inside{today}"


def _of_area_changes(area: Area, of: str) -> str:
    before, then, more = area.today.inside, area.with_contract.inside, area.more_inside
    if before is None or then is None or more is None:
        return f"how many more of {of} could live inside with the contract is hidden"
    if more == 0:
        return f"no change with the contract, {before:,} of {of} inside"
    return (
        f"with the contract {_more(area)} of {of} could live inside: {then:,}, against "
        f"{before:,} today"
    )


def _whom(area: Area, figures: Figures) -> str:
    """45 children; Havering's 25 children; Havering's children (their number is hidden)."""
    if figures.children is not None:
        counted = children(figures.children)
        return counted if area.is_all else f"{_possessive(area.name)} {counted}"
    hidden = "children (their number is hidden)"
    return f"the {hidden}" if area.is_all else f"{_possessive(area.name)} {hidden}"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _live(number: int) -> str:
    return "lives" if number == 1 else "live"


def _not_known(figures: Figures) -> str:
    return f"; for {figures.unknown:,} it is not known" if figures.unknown else ""


def _also_hidden(figures: Figures, *, says_outside: bool) -> str:
    """Name the other numbers that are hidden, in a sentence of its own."""
    is_outside = says_outside and figures.outside is None
    if is_outside and figures.unknown is None:
        return " The numbers outside it and not known are hidden."
    if is_outside:
        return " The number outside it is hidden."
    return " The number not known is hidden." if figures.unknown is None else ""


def _more(area: Area) -> str:
    """Up to 12 more; of one area 12 more, or 2 fewer."""
    more = area.more_inside or 0
    return f"{up_to(area)}{more:,} more" if more > 0 else f"{-more:,} fewer"


def _named(living: Mapping[str, int]) -> str:
    """Name the places with the largest numbers: Kent (23) and Essex (4)."""
    most = sorted(living.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMED]
    return listed([f"{name} ({number:,})" for name, number in most])


def _compared(more: int) -> str:
    if more == 0:
        return "as many as"
    return f"{abs(more):,} {'more' if more > 0 else 'fewer'} than"
