"""The answer in words, from released figures alone."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL
from lib.answer.wording import (
    children,
    children_counted,
    day,
    is_or_are,
    listed,
    lower_first,
    miles,
    moved_from,
)
from lib.disclosure.released import Released
from lib.domain.block_home import Takes
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.scenario.bottleneck import Bottleneck

_MANY_UNKNOWN: Final = 10
"""One in so many not known is said at once, and not below."""


def title(areas: Released, footprint: Footprint, *, row: str = TOTAL, whom: str = "") -> str:
    """Give the finding, for all areas or for one, in ten words; ``whom`` as in `headline`."""
    everyone = areas.count(row, "today_children")
    outside = areas.count(row, "today_outside_footprint")
    inside = areas.count(row, "today_in_footprint")
    if everyone == 0:
        said = f"No {children_counted(footprint, whom)}"
    elif _are_mostly_unknown(areas, row):
        said = f"Where {_all_or_most(areas, row)} live is not known"
    elif everyone and outside is not None:
        said = f"{_share_in_words(outside / everyone)} live outside {footprint.name}"
    elif everyone and inside is not None:
        said = f"{_share_in_words(inside / everyone)} live inside {footprint.name}"
    else:
        said = f"Where children live, inside and outside {footprint.name}"
    return _of_area(said, areas, row)


def title_with_contract(
    areas: Released, footprint: Footprint, *, row: str = TOTAL, whom: str = ""
) -> str:
    """Give the most that the contract could do, in a dozen words; ``whom`` as in `headline`."""
    everyone = areas.count(row, "with_contract_children")
    inside = areas.count(row, "with_contract_in_footprint")
    if everyone == 0:
        said = f"No {children_counted(footprint, whom)}"
    elif _are_mostly_unknown(areas, row):
        said = f"Where {_all_or_most(areas, row)} live is not known"
    elif not everyone or inside is None:
        said = f"Where children could live, inside and outside {footprint.name}"
    else:
        share = lower_first(_share_in_words(inside / everyone))
        # Only over all children is it the most: some of them could gain at others' cost.
        most = "Up to " if row == TOTAL and not whom else "With the contract "
        said = f"{most}{share} could live inside {footprint.name}"
    return _of_area(said, areas, row)


def _are_mostly_unknown(areas: Released, row: str) -> bool:
    """Tell whether of more than half of the children it is not known: a share would mislead."""
    everyone = areas.count(row, "today_children")
    unknown = areas.count(row, "today_footprint_unknown")
    return bool(everyone and unknown and 2 * unknown > everyone)


def _all_or_most(areas: Released, row: str) -> str:
    is_all = areas.count(row, "today_children") == areas.count(row, "today_footprint_unknown")
    return "the children" if is_all else "most of the children"


def _of_area(said: str, areas: Released, row: str) -> str:
    return said if row == TOTAL else f"{areas.text(row, 'name')}: {lower_first(said)}"


def headline(
    areas: Released,
    *,
    footprint: Footprint,
    contract: Contract,
    not_loaded: Sequence[str],
    has_ages: bool,
    whom: str = "",
) -> str:
    """
    Say how many live inside, how far the others are, and how many more could.

    Parameters
    ----------
    whom
        Which of the children the figures are of, if not of all: *who are aged 14 and 15*.
    """
    everyone = areas.count(TOTAL, "today_children")
    inside = areas.count(TOTAL, "today_in_footprint")
    with_contract = areas.count(TOTAL, "with_contract_in_footprint")
    miles_outside = areas.number(TOTAL, "today_median_miles_outside")
    loaded = ""
    if not_loaded:
        loaded = f"{listed(not_loaded)} {is_or_are(not_loaded)} not loaded. In what is loaded, "
    counted = children_counted(footprint, whom)
    if everyone == 0:
        return f"{loaded}{'no' if loaded else 'No'} {counted} on this date."
    if everyone is None or inside is None or with_contract is None:
        return (
            f"{loaded}{'how' if loaded else 'How'} many {counted} live inside {footprint.name} is "
            "hidden: so few children that a figure could point to one of them."
        )
    far = ""
    if miles_outside is not None:
        far = (
            f"; half of those outside with a known distance live {miles(miles_outside)} miles or "
            "more from their own address"
        )
    unknown = areas.count(TOTAL, "today_footprint_unknown") or 0
    if unknown == everyone:
        return (
            f"{loaded}{'where' if loaded else 'Where'} the {everyone:,} {counted} live is not "
            "known: no postcode of a placement could be located."
        )
    if _MANY_UNKNOWN * unknown >= everyone:
        far = f", and for {unknown:,} it is not known{far}"
    beds = f"With {contract.beds} block beds, up to {with_contract:,} could live inside."
    if whom:  # over all children is it the most: some could gain at others' cost
        beds = f"With {contract.beds} block beds for all, {with_contract:,} could live inside."
    if not has_ages:
        beds = "Ages are not known, so nobody can say who could have a block bed."
    return f"{loaded}{inside:,} of {everyone:,} {counted} live inside {footprint.name}{far}. {beds}"


def proof(released: Released, contract: Contract, *, has_ages: bool) -> str:
    """Say why no way of giving out the beds does better, and the bound over all children."""
    if not has_ages:
        return "No bed can be given out without ages: load the Header table of the return as well."
    ages = f"aged {contract.age_min_years} to {contract.age_max_years}"
    candidates = released.count("with_contract", "candidates")
    inside = released.count("with_contract", "children_inside")
    kept_outside = released.count("with_contract", "rules_cost")
    ceiling = released.count("ceiling", "children_inside")
    reason = _reason(released)
    if candidates == 0:
        return (
            f"No child {ages} was placed in the last {contract.placed_within_months} months or "
            "asked to move, so the beds change nothing."
        )
    if candidates is None or inside is None or kept_outside is None or reason is None:
        return "The proof is hidden with the small numbers that it is made from."
    if ceiling is None:
        return "The proof is hidden with the small numbers that it is made from."
    return (
        f"No way of giving out the beds to the {children(candidates)} {ages} who were placed in "
        f"the last {contract.placed_within_months} months, or asked to move, can bring the "
        f"number above {inside + kept_outside:,}: {reason}. Were every child of these ages "
        f"placed anew, the most would be {ceiling:,}: a bound, not a plan."
    )


def beds_could_bring(released: Released) -> str:
    """Give the finding of the proof: how many the beds could bring inside, and why no more."""
    brought = released.count("with_contract", "brought_inside")
    competing = released.count("with_contract", "children_competing")
    if brought is None or competing is None:
        return "Who gets the beds is hidden"
    why = f"{competing:,} compete for them" if competing else "every child who qualifies gets one"
    return f"The beds could bring up to {children(brought)} inside: {why}"


def _reason(released: Released) -> str | None:
    """Give the cut in words; None if a part of it is hidden."""
    competing = released.count("with_contract", "children_competing")
    beds = released.count("with_contract", "beds_competed_for")
    served = released.count("with_contract", "children_served")
    if competing is None or beds is None or served is None:
        return None
    parts = []
    if beds:
        compete = "competes" if competing == 1 else "compete"
        beds_open = "the one bed" if beds == 1 else f"the {beds:,} beds"
        parts.append(f"{children(competing)} outside {compete} for {beds_open} they qualify for")
    if served:
        others = "the other " if parts else ""
        get = "gets one" if served == 1 else "all get one"
        parts.append(f"{others}{children(served)} outside who qualify for a bed {get}")
    return " and ".join(parts) or "no child outside qualifies for a bed"


def bottleneck(released: Released, found: Bottleneck) -> str:
    """
    Say which beds are competed for, by what their homes take and never by who competes.

    Parameters
    ----------
    released
        ``proof``. Every count of children comes from it; terms of homes are public.
    """
    competing = released.count("with_contract", "children_competing")
    served = released.count("with_contract", "children_served")
    if competing is None:
        return "What stands in the way is hidden with the small numbers that tell it."
    if not found.competed_for and served == 0:
        return "No child outside qualifies for a bed."
    if not found.competed_for:
        return "There are beds enough for every child outside who qualifies for one."
    beds, takes = [], []
    for alike in found.competed_for:
        is_one_age = alike.age_min_years == alike.age_max_years
        ages = f"{alike.age_min_years}" + ("" if is_one_age else f" to {alike.age_max_years}")
        whom = f"{alike.takes} aged" if alike.takes is not Takes.ANY else "age"
        plural = "" if is_one_age or alike.takes is not Takes.ANY else "s"
        solo = " (solo placements too)" if alike.meets_solo else ""
        beds.append("the one bed" if alike.beds == 1 else f"the {alike.beds:,} beds")
        takes.append(f"{whom}{plural} {ages}{solo}")
    if len(takes) == 1 and not found.other_beds:
        what = f"{beds[0]}, which {'takes' if found.beds == 1 else 'all take'} {takes[0]}"
    else:
        what = listed([f"{some} for {terms}" for some, terms in zip(beds, takes, strict=True)])
    others = ""
    if found.other_beds and served is not None:
        are_needed = "not all needed" if served < found.other_beds else "all needed too"
        others = f"; the other beds are {are_needed}"
    compete = "competes" if competing == 1 else "compete"
    return f"{children(competing)} outside {compete} for {what}{others}."


def trend(published: pd.DataFrame, footprint: Footprint, year: int) -> str:
    """
    Compare the last two published years, for the authorities published in both.

    Parameters
    ----------
    published
        ``children_looked_after`` of ``geodata/published``.
    year
        No later year is used.
    """
    counts = published[
        published["area_code"].isin(footprint.codes)
        & published["measure"].isin(["inside_la_n", "looked_after_n"])
        & published["year"].le(year)
        & published["value"].notna()
    ].pivot_table(index=["year", "area_code"], columns="measure", values="value")
    counts = counts.dropna()
    years = sorted(counts.index.unique("year"))[-2:]
    if len(years) < 2:  # noqa: PLR2004 (a trend needs two)
        return "No two years of published figures to compare."
    before, after = (counts.loc[one] for one in years)
    both = before.index.intersection(after.index)
    sums = (frame.loc[both].sum() for frame in (before, after))
    earlier, latest = (f"{100 * one['inside_la_n'] / one['looked_after_n']:.1f}" for one in sums)
    left_out = [name for code, name in footprint.names.items() if code not in both]
    whom = f" ({listed(left_out)} left out: figure withheld)" if left_out else ""
    return (
        f"Among all looked-after children of {footprint.name}'s authorities, "
        f"{latest}% lived inside their own borough on 31 March {years[1]}, "
        f"{moved_from(float(latest), float(earlier), f'{earlier}%')} a year earlier, "
        f"by published figures{whom}."
    )


def coverage(
    as_of: date, *, holding_back: Sequence[str], not_covering: Sequence[str]
) -> tuple[str, ...]:
    """
    Say whose return sets the date, and whose does not reach it.

    Parameters
    ----------
    holding_back
        Authorities whose return ends on the date, where another's goes on.
    not_covering
        Authorities whose return does not tell about the date.
    """
    said = []
    if holding_back:
        said.append(
            f"Shown as at {day(as_of)} because the return of {listed(holding_back)} tells of "
            "nothing later; the others go on. Load a newer return, or choose a later date."
        )
    if not_covering:
        said.append(
            f"The return of {listed(not_covering)} does not cover {day(as_of)}: their children "
            "are counted as far as it tells, which may be too few."
        )
    return tuple(said)


def unknowns(
    areas: Released,
    proof_table: Released,
    *,
    footprint: Footprint,
    not_loaded: Sequence[str],
    whom: str = "",
) -> tuple[str, ...]:
    """Say what is not known, and what it could change; ``whom`` as in `headline`."""
    said = []
    if not_loaded:
        said.append(
            f"No return from {listed(not_loaded)}: no child of theirs is in any figure here."
        )
    for key, what in (
        ("footprint_unknown", ("Where they live is not known for {n}: the postcode of their "
         "placement is missing, or does not tell its authority. They count neither as inside "
         "nor as outside.")),
        ("distance_unknown", ("The distance is not known for {n}: their own address or their "
         "placement is missing. Often these are unaccompanied asylum-seeking children.")),
    ):  # fmt: skip
        count = areas.count(TOTAL, f"today_{key}")
        if count != 0:
            counted = children_counted(footprint, whom).removeprefix("children ")
            said.append(what.format(n=f"{children(count)} {counted}"))
    kept = proof_table.count("with_contract", "kept_placements")
    if kept != 0:
        said.append(
            f"Rightly placed where they are, for their safety or stability: {children(kept)}. "
            "No block bed is ever given to them."
        )
    return tuple(said)


def rules_off(
    *,
    without_ages: Sequence[str],
    without_needs: Sequence[str],
    without_costs: Sequence[str],
    has_homes: bool,
) -> tuple[str, ...]:
    """
    Say what a missing file switches off, and for which authorities.

    Parameters
    ----------
    without_ages, without_needs, without_costs
        Names of the loaded authorities that gave no Header, needs.csv, costs.csv.
    """
    said = [
        f"{file} was not loaded for {listed(names)}: {what}"
        for file, names, what in (
            ("Header", without_ages, ("ages are not known there, so none of their children can "
             "have a bed.")),
            ("needs.csv", without_needs, ("nobody there is marked as rightly placed far away or "
             "as having asked to move.")),
            ("costs.csv", without_costs, "weekly costs are not known there."),
        )
        if names
    ]  # fmt: skip
    if not has_homes:
        said.append("No list of homes was loaded, so homes and places are not shown.")
    return tuple(said)


def as_at(footprint: Footprint, as_of: date, *, whom: str = "") -> str:
    """Measure, place and date: the line beneath the title; ``whom`` as in `headline`."""
    counted = children_counted(footprint, whom)
    return f"{counted[0].upper()}{counted[1:]}, {footprint.name}, {day(as_of)}"


def _share_in_words(share: float) -> str:
    """Nearest plain fraction: *two in three children*."""
    fractions = {
        1 / 10: "One in ten children", 1 / 5: "One in five children",
        1 / 4: "One in four children", 1 / 3: "One in three children",
        2 / 5: "Two in five children", 1 / 2: "Half of the children",
        3 / 5: "Three in five children", 2 / 3: "Two in three children",
        3 / 4: "Three in four children", 4 / 5: "Four in five children",
        9 / 10: "Nine in ten children",
    }  # fmt: skip
    if not min(fractions) <= share <= max(fractions):
        return f"{100 * share:.0f}% of the children"
    nearest = min(fractions, key=lambda fraction: abs(fraction - share))
    about = "" if abs(nearest - share) < 0.005 else "About "  # noqa: PLR2004 (half a point)
    words = fractions[nearest]
    return f"{about}{words[0].lower() if about else words[0]}{words[1:]}"
