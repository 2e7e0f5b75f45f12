"""What the map says: its sentence, its description, the sentences of its areas."""

from typing import Final

from lib.disclosure.released import Released
from lib.maps.figures import children, number, whole, with_contract
from lib.maps.state import Shown, When, released

TOTAL: Final = "total"
MOST_NAMED: Final = 4


def map_sentence(areas: Released, shown: Shown) -> str:
    """
    Say in one sentence what the map shows.

    Parameters
    ----------
    areas
        As in `lib.answer.areas.areas`: a row for each area, and ``total``.
    """
    table = released(areas)
    row = table.loc[shown.area_code or TOTAL]
    if not row["is_loaded"]:
        return f"{row['name']} has no return loaded, so no child of theirs is on the map."
    whom = f"{_possessive(str(row['name']))} {children(row['today_children'])}"
    if shown.area_code is None:
        whom = children(row["today_children"])
    where = str(table.at[TOTAL, "name"])
    unknown, inside = row[f"{shown.when}_footprint_unknown"], row["today_in_footprint"]
    not_known = "" if whole(unknown) == 0 else f"; for {number(unknown)} it is not known"
    if shown.when is When.TODAY:
        outside = row["today_outside_footprint"]
        return (
            f"Today {number(inside)} of {whom} live inside {where} and {number(outside)} "
            f"outside it{not_known}."
        )
    after = row["with_contract_in_footprint"]
    before, then = whole(inside), whole(after)
    more = "" if before is None or then is None else f", {_compared(then - before)} today"
    return (
        f"With the contract up to {number(after)} of {whom} could live inside {where}"
        f"{more}{not_known}."
    )


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _compared(more: int) -> str:
    if more == 0:
        return "as many as"
    return f"{abs(more)} {'more' if more > 0 else 'fewer'} than"


def map_description(
    areas: Released, flows: Released, *, inside: frozenset[str], shown: Shown
) -> str:
    """Describe the picture to those who do not see it, from the figures that it draws."""
    table = released(flows)
    if shown.area_code:
        table = table[table["origin_code"] == shown.area_code]
    outside = table[~table["destination_code"].isin(inside)]
    by_place = outside.groupby("destination_name")[str(shown.when)].sum()
    by_place = by_place[by_place > 0].sort_values(ascending=False).head(MOST_NAMED)
    named = ", ".join(f"{name} ({living})" for name, living in by_place.items())
    most = f" Of those shown outside, the most live in {named}." if named else ""
    return (
        f"Map. {map_sentence(areas, shown)}{most} "
        "The same figures stand in the tables before the map."
    )


def area_sentences(areas: Released) -> dict[str, str]:
    """Give each authority of the footprint the sentence of its area."""
    said: dict[str, str] = {}
    for area, row in released(areas).drop(index=TOTAL).iterrows():
        sentence = f"{row['name']}: no return loaded."
        if row["is_loaded"]:
            now, then = row["today_in_footprint"], row["with_contract_in_footprint"]
            sentence = (
                f"{row['name']}: {number(now)} of {children(row['today_children'])} inside"
                f"{with_contract(now, then)}."
            )
        said |= dict.fromkeys(str(area).split("+"), sentence)
    return said
