"""What a contract would save, in words, from released figures alone."""

import math
from typing import Final

from lib.answer.wording import children
from lib.disclosure.released import Released
from lib.domain.contract import Contract
from lib.domain.terms import EmptyBeds

SECTOR_OCCUPANCY: Final = (0.80, 0.85)
"""Reported for children's homes: ICHA, dialogueltd.co.uk/the-sufficiency-enigma."""

_MILLION: Final = 1_000_000
_NEARLY_NOTHING: Final = 0.03
"""Of the width of 8 of 10 runs: a saving as small as this is as good as none."""
_HIDDEN: Final = (
    "The forecast is hidden: it comes from so few children that it could point to one of them."
)


def in_round_pounds(value: float) -> float:
    """Round to ten thousands; what is less than £100,000 to thousands, than £10,000 to pounds."""
    for at_least, decimals in ((100_000, -4), (10_000, -3)):
        if abs(value) >= at_least:
            return round(value, decimals)
    return round(value, 0)


def pounds(value: float) -> str:
    """£1.3 million, £320,000, a loss as −£320,000."""
    size = abs(in_round_pounds(value))
    sign = "−" if value < 0 and size else ""
    if size >= _MILLION:
        text = f"{size / _MILLION:.2f}".rstrip("0").rstrip(".")
        return f"{sign}£{text} million"
    return f"{sign}£{size:,.0f}"


def percent(share: float) -> str:
    """36%."""
    return f"{100 * share:.0f}%"


def in_a_hundred(chance: float) -> str:
    """36 in 100; fewer than 1 in 100; more than 99 in 100."""
    number = round(100 * chance)
    if number == 0:
        return "fewer than 1 in 100" if chance > 0 else "none of 100"
    if number == 100:  # noqa: PLR2004 (all of a hundred)
        return "more than 99 in 100" if chance < 1 else "100 in 100"
    return f"{number} in 100"


def span(figures: Released, row: str) -> tuple[float, float, float] | None:
    """Lowest tenth, middle, highest tenth; None where they are hidden."""
    found = [figures.number(row, key) for key in ("p10", "p50", "p90")]
    low, middle, high = found
    return None if low is None or middle is None or high is None else (low, middle, high)


def quick(found: Released) -> str:
    """Give the answer before the range is there."""
    full, saving = (found.number("quick", column) for column in ("occupancy", "saving_pounds"))
    if full is None or saving is None:
        return _HIDDEN
    return (
        f"About {percent(full)} of the beds would be filled, which {saves(saving)} in a full year, "
        "with every figure at its average"
    )


def needed(figures: Released, row: str) -> tuple[float, float, float] | None:
    """
    Give a share of beds that must be filled: lowest tenth, middle, highest tenth.

    Infinite where not even every bed would do; None where it is hidden.
    """
    if figures.is_hidden(row, "p50"):
        return None
    found = (figures.number(row, key) for key in ("p10", "p50", "p90"))
    low, middle, high = (math.inf if one is None else one for one in found)
    return low, middle, high


def headline(figures: Released, single: Released, contract: Contract, footprint_name: str) -> str:
    """One sentence, one range, one reason."""
    gained, saving = span(figures, "children_gained"), span(figures, "saving_pounds")
    loss, even = single.number("chance_of_loss", "value"), needed(figures, "break_even_occupancy")
    if saving is None or loss is None or even is None:
        return _HIDDEN
    more = "" if gained is None else f"{more_children(gained)} inside {footprint_name}; "
    term = span(figures, "term_saving_pounds")
    over_term = ""
    if term is not None and term[1] * saving[1] < 0:
        together = "save" if term[1] > 0 else "lose"
        over_term = (
            f", and all {contract.money.term_years} years together typically {together} "
            f"{pounds(abs(term[1]))}"
        )
    joined = "but" if saving[1] > 0 and loss > 0 else "and"
    said = (
        f"{more}a full year {typically(saving)}, {joined} {in_a_hundred(loss)} such years lose "
        f"money{over_term}: {_reason(figures, even[1])}."
    )
    return f"{said[0].upper()}{said[1:]}"


def typically(saving: tuple[float, float, float]) -> str:
    """Say what the middle run does: typically saves £460,000, typically about breaks even."""
    low, middle, high = saving
    word = "" if low == high else "typically "
    if low < high and abs(middle) < _NEARLY_NOTHING * (high - low):
        return f"{word}about breaks even"
    return f"{word}{saves(middle)}"


def saves(value: float) -> str:
    """Saves £460,000; loses £720,000."""
    return f"{'loses' if value < 0 else 'saves'} {pounds(abs(value))}"


def _reason(figures: Released, even: float) -> str:
    if even == 0 and figures.number("occupancy", "p90") == 0:
        return "no home is open by then"
    if even == 0:
        return "an empty bed costs nothing"
    if math.isinf(even):
        return "even with every bed full it costs more than it saves"
    return f"it pays only once about {percent(even)} of the beds are filled"


def more_children(gained: tuple[float, float, float]) -> str:
    """Name the range of how many more: no more, 1 more child, 16 to 22 more children."""
    low, high = round(gained[0]), round(gained[2])
    if high == 0:
        return "no more children"
    if low in (high, 0):
        about = "about" if low == high else "at most"
        return f"{about} {children(high).replace(' child', ' more child')}"
    return f"{low} to {high} more children"


def _saving(value: float) -> str:
    return f"a loss of {pounds(-value)}" if value < 0 else f"a saving of {pounds(value)}"


def reasons(figures: Released, single: Released, contract: Contract) -> tuple[str, ...]:
    """Say what stands behind the headline: range, break-even, empty beds."""
    saving, occupancy = span(figures, "saving_pounds"), span(figures, "occupancy")
    empty = span(figures, "empty_pounds")
    if saving is None or occupancy is None or empty is None:
        return ()
    reached, if_full = (
        in_a_hundred(single.number(key, "value") or 0)
        for key in ("chance_of_target", "chance_of_target_with_all_filled")
    )
    target = pounds(contract.money.target_pence_per_year / 100)
    filled = _to(percent(occupancy[0]), percent(occupancy[2]))
    in_the_full_year = (
        f"{_between(saving)}, with {filled} of the beds filled.{_on_average(single, saving)} It "
        f"reaches {target} in {reached}; with every bed full all year it would in {if_full}."
    )
    said = [
        in_the_full_year,
        _over_the_term(figures, single, contract),
        _break_even(figures, contract),
    ]
    if contract.money.empty_beds is not EmptyBeds.USED_ONLY and empty[1] > 0:
        said.append(
            f"Of what is paid in the full year, {pounds(empty[1])} is for beds that nobody slept "
            f"in ({pounds(empty[0])} to {pounds(empty[2])})."
        )
    said.append(_when(single))
    if contract.is_too_short_for_a_full_year:
        said.append(
            "The term is too short for a year in which all homes have been open and filled up: "
            "the year shown is its last."
        )
    return tuple(one for one in said if one)


def _between(saving: tuple[float, float, float]) -> str:
    low, middle, high = saving
    if low == high:
        return f"The full year {saves(middle)}"
    return f"In 8 of 10 runs the full year brings between {_saving(low)} and {_saving(high)}"


def _to(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _on_average(single: Released, saving: tuple[float, float, float]) -> str:
    """Set the average beside the middle: on it a budget rests."""
    average = single.number("mean_saving_pounds", "value")
    low, middle, high = saving
    if average is None or low == high or pounds(average) == pounds(middle):
        return ""
    why = ", because bad years lose more than good years gain" if average < middle else ""
    return f" On average it {saves(average)}{why}."


def _over_the_term(figures: Released, single: Released, contract: Contract) -> str:
    term, loss = span(figures, "term_saving_pounds"), single.number("chance_of_term_loss", "value")
    if term is None or loss is None:
        return ""
    years = contract.money.term_years
    over = f"Over all {years} years" if years > 1 else "Over its one year"
    low, _, high = term
    between = "" if low == high else f" ({pounds(low)} to {pounds(high)} in 8 of 10 runs)"
    return f"{over} it {typically(term)}{between}; {in_a_hundred(loss)} lose money."


def _break_even(figures: Released, contract: Contract) -> str:
    even = needed(figures, "break_even_occupancy")
    if even is None or figures.number("occupancy", "p90") == 0:
        return ""
    reported = (
        f" Children's homes are reported to be {percent(SECTOR_OCCUPANCY[0])} to "
        f"{percent(SECTOR_OCCUPANCY[1])} full."
    )
    return f"{pays_once(even)}{_of_beds(even, contract.beds)}.{reported}"


def _of_beds(even: tuple[float, float, float], beds: int) -> str:
    """Say the same in beds, and what it hangs on."""
    low, _, high = even
    if not 0 < low <= high <= 1:
        return ""
    least, most = math.ceil(round(low * beds, 6)), math.ceil(round(high * beds, 6))
    if least == most:
        return f", which is {most} of {beds}"
    return (
        f", which is {least} to {most} of {beds}, depending on the price and on what placements "
        "cost by then"
    )


def pays_once(even: tuple[float, float, float]) -> str:
    """Say how full the beds must be for the block to pay: the finding of the gauge."""
    low, middle, high = even
    if math.isinf(low):
        return "It loses even with every bed full"
    if math.isinf(middle):
        return "More likely than not it loses even with every bed full"
    if high == 0:
        return "It pays however few of the beds are filled"
    if math.isinf(high):
        at_best = f"At best it pays once {percent(low)} of the beds are filled" if low else (
            "An empty bed costs nothing"
        )  # fmt: skip
        return f"{at_best}; at worst it loses even with every bed full"
    if percent(low) == percent(high):
        return f"It pays once more than {percent(middle)} of the beds are filled"
    return (
        f"It breaks even with about {percent(middle)} of the beds filled ({percent(low)} to "
        f"{percent(high)})"
    )


def _when(single: Released) -> str:
    pays, back = (single.count(key, "value") for key in ("pays_from_month", "paid_back_month"))
    starts_to_pay = when_it_pays(single)
    if pays is None or pays == 1:
        return f"{starts_to_pay}."
    if back is None:
        return (
            f"{starts_to_pay}; what was lost before is typically not earned back within the term."
        )
    return f"{starts_to_pay}; by month {back} what was lost before is typically earned back."


def when_it_pays(single: Released) -> str:
    """Say from which month on each month saves in at least half of the runs."""
    if single.is_hidden("pays_from_month", "value"):
        return "From when on it pays is hidden"
    pays = single.count("pays_from_month", "value")
    if pays is None:
        return "There is no time from which each month is likelier to save than to lose"
    if pays == 1:
        return "Each month is likelier to save than to lose"
    return f"From month {pays} on, each month is likelier to save than to lose"


def luck(figures: Released, swings: Released) -> str:
    """Part what is not known from luck."""
    every, chance = span(figures, "saving_pounds"), span(figures, "luck_saving_pounds")
    if every is None or chance is None:
        return ""
    if every[0] == every[2] and swings.table.empty:
        return "The full year has no range: nothing that moves it is left open."
    return (
        "Were every figure known, luck alone would still move the full year between "
        f"{pounds(chance[0])} and {pounds(chance[2])}. What is beyond that hangs on figures that "
        "nobody knows yet, and that can be found out or agreed."
    )
