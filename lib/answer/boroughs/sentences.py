"""The findings of the Boroughs page in words, from released figures alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.boroughs.groups import Field, Group
from lib.answer.wording import children, children_counted, listed, lower_first, miles, whole_percent
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint

ALL_BOROUGHS: Final = "All boroughs"
_HIDDEN: Final = "a hidden number"
_NAMED: Final = 3
"""Authorities that a sentence names; the table has them all."""


def of_area(areas: Released, row: str, footprint: Footprint, *, whom: str) -> str:
    """Say how many of a borough's children live inside, and how many could."""
    name = areas.text(row, "name")
    if not areas.table.at[row, "is_loaded"]:
        return f"No return from {name}: none of its children is in any figure here."
    said = _inside(
        areas,
        row,
        columns=("today_children", "today_in_footprint", "with_contract_in_footprint"),
        counted=children_counted(footprint, whom),
        place=footprint.name,
    )
    return f"{name}: {lower_first(said)}{_nowhere(areas.count(row, 'today_footprint_unknown'))}"


def of_group(by_group: Released, group: Group, footprint: Footprint) -> str:
    """Say the same of a group of children, of all boroughs together."""
    said = _inside(
        by_group,
        group.key,
        columns=("children", "today_in_footprint", "with_contract_in_footprint"),
        counted=children_counted(footprint, group.whom),
        place=footprint.name,
    )
    return f"{ALL_BOROUGHS}: {lower_first(said)}"


def groups(by_group: Released, every: Sequence[Group]) -> str:
    """Name the largest group of each field, where the numbers that are shown tell it."""
    fields = (Field.AGE, Field.PROVIDER, Field.LEGAL_STATUS)
    return _largest_groups(
        by_group.count(TOTAL, "children"),
        [
            {one: by_group.count(one.key, "children") for one in every if one.field is field}
            for field in fields
        ],
    )


def looked_after(by_borough: Released, row: str, fields: Mapping[Field, Sequence[Group]]) -> str:
    """Name the largest group of each field among all children whom a borough looks after."""
    if not by_borough.table.at[row, "is_loaded"]:
        return ""
    everyone = by_borough.count(row, "children")
    counts = [{one: by_borough.count(row, one.key) for one in of} for of in fields.values()]
    return _largest_groups(everyone, counts)


def _largest_groups(everyone: int | None, fields: Iterable[Mapping[Group, int | None]]) -> str:
    if everyone == 0:
        return "No children on this date."
    found = [_largest(counts, everyone) for counts in fields]
    named = [
        f"{lower_first(group.name)}, {_with_share(count, everyone)}"
        for group, count in filter(None, found)
    ]
    if not named:
        return "Which groups are largest cannot be said: some of the numbers are hidden, or alike."
    return f"Of {_so_many(everyone)}, the largest groups: {'; '.join(named)}."


def _largest(counts: Mapping[Group, int | None], everyone: int | None) -> tuple[Group, int] | None:
    """Find a group that is larger than each other, and than all that are hidden together."""
    shown = {group: count for group, count in counts.items() if count is not None}
    if everyone is None or not shown:
        return None
    group, count = max(shown.items(), key=lambda one: one[1])
    others = sorted(shown.values())[:-1]
    is_largest = count > max(others, default=0) and count > everyone - sum(shown.values())
    return (group, count) if is_largest else None


def group_note(group: Group | None, audience: Audience) -> str:
    """Say what a group does not filter for others than officers."""
    if group is None or audience is Audience.OFFICERS:
        return ""
    return (
        f"Children {group.whom} are shown for all boroughs together, in the table by group. By "
        "borough they would be so few that a figure could point to one of them, so the map and "
        "the other tables show all children."
    )


def bands(areas: Released, by_band: Released, row: str) -> str:
    """Say how many live near, how many far, and what half of the children live beyond."""
    everyone = areas.count(row, "today_children")
    if everyone == 0:
        return "No children on this date."
    near, far, unknown = (
        areas.count(row, f"today_{key}")
        for key in ("miles_20_or_less", "miles_over_20", "distance_unknown")
    )
    furthest = by_band.count(row, "today_miles_over_100")
    beyond = "" if furthest in (0, None) else f", {furthest:,} of them over 100 miles away"
    said = (
        f"Of {_so_many(everyone)}, {_with_share(near, everyone)} live 20 miles or less from "
        f"their own address and {_with_share(far, everyone)} further{beyond}"
    )
    if unknown != 0:
        said += f"; for {_number(unknown)} the distance is not known"
    half = by_band.number(row, "today_median_miles")
    after = by_band.number(row, "with_contract_median_miles")
    if half is None:
        return f"{said}."
    said += f". Half of those with a known distance live {miles(half)} miles or more away"
    if after is not None:
        said += f"; with the contract, if every bed is filled, {miles(after)}"
    return f"{said}."


def retention(areas: Released, by_side: Released, row: str, *, place: str) -> str:
    """Say who is near although outside, and who is far although inside."""
    if areas.count(row, "today_children") == 0:
        return "No children on this date."
    outside, inside = (areas.count(row, f"today_{side}_footprint") for side in ("outside", "in"))
    near, far = (by_side.count(row, f"today_{key}") for key in ("outside_near", "inside_far"))
    said = [
        _of_whom(outside, f"outside {place}", near, "20 miles or less from their own address"),
        _of_whom(inside, f"inside {place}", far, "further than 20 miles from it"),
    ]
    unknown = by_side.count(row, "today_not_known")
    if unknown != 0:
        said.append(f"For {_number(unknown)} the authority or the distance is not known")
    return f"{'. '.join(said)}."


def _of_whom(whole: int | None, where: str, part: int | None, how_far: str) -> str:
    if whole == 0:
        return f"No child lives {where}"
    if part is None:
        return f"How many of the children {where} live {how_far} is hidden"
    if whole is None:
        return f"Of the children {where}, {_number(part)} live {how_far}"
    return f"Of {_so_many(whole)} {where}, {_with_share(part, whole)} live {how_far}"


def flows(areas: Released, of_flows: Released, row: str) -> str:
    """Say where the largest numbers live outside their own borough: of those that are shown."""
    everyone = areas.count(row, "today_children")
    if everyone == 0:
        return "No children on this date."
    table = of_flows.table
    leaves = table["origin_code"] != table["destination_code"]
    chosen = table[leaves & ((table["origin_code"] == row) | (row == TOTAL))]
    shown = chosen[chosen["today"].gt(0).fillna(value=False)]
    taken = shown.groupby("destination_name")["today"].sum()
    counted = sorted((-int(count), str(name)) for name, count in taken.items())
    is_partial = of_flows.audience is not Audience.OFFICERS
    if not counted:
        return (
            "Where children live outside their own borough is hidden: so few go to any one "
            "authority that a figure could point to one of them."
            if is_partial
            else "No child lives in another authority, as far as is known."
        )
    # Of all boroughs together it is what those bring whose flow is shown: others may bring more.
    least = "at least " if is_partial and row == TOTAL else ""
    named = [_taken(name, -count, everyone, least=least) for count, name in counted[:_NAMED]]
    those_shown = " that can be shown" if is_partial else ""
    numbers, are = ("number", "is") if len(named) == 1 else ("numbers", "are")
    said = (
        f"Of {_so_many(everyone)}, the largest {numbers} outside their own borough{those_shown} "
        f"{are} in {listed(named)}"
    )
    return f"{said}. {_left_out(areas, of_flows, row)}".rstrip()


def _taken(name: str, count: int, whole: int | None, *, least: str = "") -> str:
    share = whole_percent(count, whole) if whole else None
    return f"{name} ({least}{count:,}{'' if share is None else f', {share}%'})"


def need(of_need: Released, row: str, footprint: Footprint) -> str:
    """Set homes and places beside the children who need one, and say that others use them too."""
    name = of_need.text(row, "name")
    looked_after, here = (of_need.count(row, key) for key in ("children", "living_here"))
    homes, places, beds = (of_need.count(row, key) for key in ("homes", "places", "block_beds"))
    if homes is None or places is None:
        said = [f"No list of homes is loaded, so the homes and places of {name} are not known."]
    else:
        has = f"{name} has {homes:,} {'home' if homes == 1 else 'homes'} with {places:,} "
        said = [f"{has}{'place' if places == 1 else 'places'}; other councils use them too."]
    if beds:
        said.append(f"The contract adds {beds:,} {'bed' if beds == 1 else 'beds'}.")
    whose, of_all = (
        ("It looks", f" of {footprint.name}") if row != TOTAL else ("Its boroughs look", "")
    )
    if looked_after is None and not of_need.is_hidden(row, "children"):
        said.append(f"No return from {name} is loaded.")
    else:
        counted = children_counted(footprint).removeprefix("children ")
        said.append(f"{whose} after {_so_many(looked_after)} {counted}, here or elsewhere.")
    said.append(f"{_so_many(here, 'No')}{of_all} {'lives' if here == 1 else 'live'} in {name}.")
    return " ".join(f"{one[0].upper()}{one[1:]}" for one in said)


def _inside(
    table: Released, row: str, *, columns: tuple[str, str, str], counted: str, place: str
) -> str:
    everyone, inside, after = (table.count(row, column) for column in columns)
    if everyone == 0:
        return f"No {counted} on this date."
    if everyone is None:
        return (
            f"How many {counted} live inside {place} is hidden: so few children that a figure "
            "could point to one of them."
        )
    share, share_after = (table.count(row, f"{column}_share") for column in columns[1:])
    lives = "lives" if inside == 1 else "live"
    return (
        f"Of {everyone:,} {counted}, {_number(inside)}{_percent(share)} {lives} inside {place} "
        f"today; with the contract {_number(after)}{_percent(share_after)} could."
    )


def _nowhere(count: int | None) -> str:
    if not count:
        return ""
    return f" Where {count:,} of them {'lives' if count == 1 else 'live'} is not known."


def _left_out(areas: Released, of_flows: Released, row: str) -> str:
    """Say of whom no authority is known, and that small flows are not shown."""
    said = []
    if of_flows.audience is not Audience.OFFICERS:
        said.append("Flows so small that they are hidden are left out.")
    unknown = areas.count(row, "today_borough_unknown")
    if unknown:
        said.append(f"Where {unknown:,} {'lives' if unknown == 1 else 'live'} is not known.")
    return " ".join(said)


def _so_many(count: int | None, none: str = "no") -> str:
    if count == 0:
        return f"{none} children"
    return children(count)


def _with_share(count: int | None, whole: int | None) -> str:
    share = None if count is None or not whole else whole_percent(count, whole)
    return f"{_number(count)}{_percent(share)}"


def _number(count: int | None) -> str:
    return _HIDDEN if count is None else "none" if count == 0 else f"{count:,}"


def _percent(share: int | None) -> str:
    return "" if not share else f" ({share}%)"
