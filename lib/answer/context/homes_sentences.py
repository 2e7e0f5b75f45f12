"""What the published homes and placements say, and what the returns say of the places, in words."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.context.homes import HomesView, Measure
from lib.answer.wording import children_counted, day, listed, whole_percent
from lib.domain.footprint import Footprint
from lib.domain.whole_areas import ENGLAND

RECONSTRUCTED: Final = (
    "Reconstructed: Ofsted's list of this year holds inspected homes alone, and the others were "
    "added back from later lists."
)

_AGREED_IN: Final = 2018
"""Barking and Dagenham's Cabinet agreed to the block contract on 13 November of that year."""

_MINUS: Final = "\N{MINUS SIGN}"
_BOROUGHS: Final = "E09"
_MOST_NAMED: Final = 3


def signed(number: int) -> str:
    """+24, −66, 0."""
    return f"{'+' if number > 0 else _MINUS if number < 0 else ''}{abs(number):,}"


WHOSE_CHILDREN: Final = "how many of its boroughs' children live in its homes is not published"


def title(view: HomesView) -> str:
    """Say the places of the footprint then and now, and whether it receives more than it sends."""
    places = _since_the_first_list(view, "places")
    if places.empty:
        return f"The homes of {view.footprint_name} are not published for each of its authorities"
    first, last = (f"{int(places.iloc[at]):,}" for at in (0, -1))
    said = f"{view.footprint_name} had {first} places in children's homes in {places.index[0]}"
    if len(places) > 1:
        said += f" and {last} in {places.index[-1]}"
    net_gain = _since_the_first_list(view, "net_gain")
    if net_gain.empty:
        return said
    return f"{said}; in {net_gain.index[-1]} it {_received_or_sent(int(net_gain.iloc[-1]))}"


def _received_or_sent(net_gain: int) -> str:
    if not net_gain:
        return "received as many children in homes as it sent"
    does, other = ("received", "sent") if net_gain > 0 else ("sent", "received")
    return f"{does} {abs(net_gain):,} more children in homes than it {other}"


def _since_the_first_list(view: HomesView, column: str) -> pd.Series:
    """Give a figure of the footprint by year, from the first year on of which homes are listed."""
    rows = view.years[column].dropna()
    listed_from = view.years["places"].first_valid_index()
    return rows[rows.index >= listed_from] if listed_from else rows


def finding(view: HomesView) -> str:
    """Say of homes, places, net gain and placements outside the borough what is published."""
    return " ".join(filter(None, (_homes(view), _net_gain(view), _outside(view))))


def _homes(view: HomesView) -> str:
    rows = view.years.dropna(subset=["homes", "places"])
    if rows.empty:
        return ""
    first, last = rows.iloc[0], rows.iloc[-1]
    since = int(rows.index[0])
    why = ", and that in which the contract was agreed (November)"
    return (
        f"{int(first['homes']):,} homes with {int(first['places']):,} places on "
        f"31 March {since} became {int(last['homes']):,} with {int(last['places']):,} in "
        f"{rows.index[-1]}; {since} is the first year listed here"
        f"{why if since == _AGREED_IN else ''}."
    )


def _net_gain(view: HomesView) -> str:
    """Compare the year of the first list of homes with the last that is published."""
    rows = _since_the_first_list(view, "net_gain")
    if rows.empty:
        return ""
    first, last = (int(rows.iloc[at]) for at in (0, -1))
    return (
        f"Children of other councils in these homes, less own children in homes elsewhere: "
        f"{signed(first)} in {rows.index[0]}, {signed(last)} in {rows.index[-1]}; a child placed "
        "from one of these boroughs in another counts once each way, and cancels out."
    )


def _outside(view: HomesView) -> str:
    """Say it of London, which alone is published; with the lowest and highest in between."""
    shares = _since_the_first_list(view, "london_outside_pct")
    if shares.empty:
        return ""
    least, most = int(shares.min()), int(shares.max())
    return (
        f"Of all London's children in children's homes {int(shares.iloc[0])}% were placed outside "
        f"their own borough in {shares.index[0]} and {int(shares.iloc[-1])}% in "
        f"{shares.index[-1]} (from {least}% to {most}% in these years). Outside the borough is not "
        f"outside {view.footprint_name}: {WHOSE_CHILDREN}."
    )


def year_by_year(view: HomesView, column: str) -> str:
    """Write a figure of the footprint year by year, for whoever does not see its chart."""
    shown = _since_the_first_list(view, column)

    def told(year: int) -> str:
        number = int(shown[year])
        if column == "net_gain":
            return f"{year}: {signed(number)}"
        if column == "london_outside_pct":
            return f"{year}: {number}%"
        made = " (reconstructed)" if view.is_reconstructed(year) else ""
        return f"{year}: {number:,}{made}"

    return f"{'; '.join(map(told, map(int, shown.index)))}."


def map_title(view: HomesView, measure: Measure, year: int) -> str:
    """State what the map of a measure and a year shows."""
    figures = view.figures(measure, year).dropna()
    names = view.of_year(year)["name"]
    if figures.empty:
        return f"No authority has a figure for {year}"
    top = str(names[str(figures.idxmax())])
    if measure is Measure.NET_GAIN:
        counted = view.of_year(year).loc[figures.index].drop_duplicates("net_gain_of")["net_gain"]
        return (
            f"{int(counted.lt(0).sum())} of {len(counted)} areas send more children to homes "
            "elsewhere than they receive"
        )
    most = int(figures.max())
    if measure is Measure.PER_100:
        return f"In London {top} has the most places for its children: {most:,} per 100"
    england = _of_england(view, year, "places")
    of_england = "" if england is None else f" of England's {england:,} places"
    ours = view.years["places"].get(year)
    if pd.isna(ours):
        return f"{top} has the most places: {most:,}{of_england}"
    return f"{view.footprint_name} has {int(ours):,}{of_england}, {top} {most:,}"


def map_subtitle(view: HomesView, measure: Measure, year: int) -> str:
    """Say what is measured, where and when, and whether the list of the year was made whole."""
    measured = {
        Measure.PLACES: "Places in children's homes of any sector, by authority",
        Measure.PER_100: (
            "Places in children's homes per 100 children whom the borough looks after, in homes "
            "or elsewhere; published here of London alone"
        ),
        Measure.NET_GAIN: (
            "Children of other councils in children's homes there, less own children in children's "
            "homes elsewhere: below zero, more are sent than received"
        ),
    }[measure]
    said = f"{measured}, 31 March {year}."
    is_of_homes = measure is not Measure.NET_GAIN
    return f"{said} {RECONSTRUCTED}" if is_of_homes and view.is_reconstructed(year) else said


def map_in_words(view: HomesView, measure: Measure, year: int) -> str:
    """Say all that the maps draw, for whoever does not see them."""
    return f"{map_title(view, measure, year)}. {ends(view, measure, year)}".rstrip()


def ends(view: HomesView, measure: Measure, year: int) -> str:
    """Name the areas with the highest figures, of net gain the lowest too, and the footprint's."""
    rows = view.of_year(year)
    figures = view.figures(measure, year).dropna()
    if figures.empty:
        return ""
    is_net_gain = measure is Measure.NET_GAIN
    counted = rows.loc[figures.index].drop_duplicates("net_gain_of") if is_net_gain else rows
    names = counted["net_gain_of" if is_net_gain else "name"]
    ranked = figures[names.index.intersection(figures.index)].sort_values(
        ascending=False, kind="stable"
    )

    def told(code: str) -> str:
        number = int(figures[code])
        return f"{names[code]} ({signed(number) if is_net_gain else f'{number:,}'})"

    ours = [code for code in ranked.index if code in view.footprint_codes]
    said = [f"Most: {listed(_first(ranked, told))}."]
    if is_net_gain:
        said.append(f"Least: {listed(_first(ranked[::-1], told))}.")
    if ours:
        said.append(f"In {view.footprint_name}: {listed([told(code) for code in ours])}.")
    return " ".join(said)


def _first(ranked: pd.Series, told: Callable[[str], str]) -> list[str]:
    return [told(str(code)) for code in ranked.index[:_MOST_NAMED]]


def not_on_the_map(view: HomesView, measure: Measure, year: int) -> str:
    """Name what has no area or no figure on the map, and why; nothing where all have."""
    rows = view.of_year(year)
    has_figure = view.figures(measure, year).notna()
    old = sorted(rows.loc[has_figure & ~rows["is_drawn"], "name"])
    said = []
    if old:
        have = "has" if len(old) == 1 else "have"
        said.append(
            f"{listed(old)} {have} no area on the map: their authorities were replaced, and "
            "today's have other borders. The table holds them."
        )
    if measure is Measure.NET_GAIN:
        hidden = sorted(rows.loc[rows["net_gain_is_hidden"], "name"])
        if hidden:
            said.append(
                f"Of {listed(hidden)} the net gain is hidden: without a home there it would be a "
                "number of children from 1 to 5."
            )
        none = sorted(
            rows.loc[rows["is_drawn"] & ~has_figure & ~rows["net_gain_is_hidden"], "name"]
        )
        if none:
            said.append(f"Of {listed(none)} no net gain is published.")
    if measure is Measure.PER_100:
        withheld = sorted(rows.loc[rows.index.str.startswith(_BOROUGHS) & ~has_figure, "name"])
        if withheld:
            looks = "looks" if len(withheld) == 1 else "look"
            said.append(f"How many children {listed(withheld)} {looks} after is withheld.")
    return " ".join(said)


def england_is_not_even(view: HomesView, year: int) -> str:
    """Say why England's net gain is not zero; nothing where it is, or is not here."""
    net_gain = _of_england(view, year, "net_gain")
    if net_gain is None or net_gain >= 0:
        return ""
    return (
        f"England's {signed(net_gain)} is the sum of its authorities: they send so many more "
        "children than they receive. A child in a home in Scotland or Wales, for one, is sent and "
        "received by none of them; how many such children there are, the source does not say."
    )


def use_of_the_places(view: BoroughsView, footprint: Footprint) -> str:
    """
    Say how many of the places hold children of the footprint, as far as the returns may tell.

    Whether others are in the rest, or nobody, no return says; a hidden number stays hidden.
    """
    name = view.overview.footprint_name
    places, here = (view.need.count(TOTAL, key) for key in ("places", "living_here"))
    when = day(view.overview.as_of)
    if not places:
        return (
            f"How many places of {name} its own children use cannot be said: no list of homes is "
            "loaded with the returns."
        )
    if not view.overview.boroughs.table["is_loaded"].all():
        return (
            f"How many places of {name} its own children use cannot be said: not every borough's "
            "return is loaded."
        )
    if here is None:
        return (
            f"How many of the {places:,} places of {name} its own children use is hidden: so few "
            "children that a figure could point to one of them."
        )
    invented = ", invented" if view.overview.is_invented else ""
    said = (
        f"By the returns loaded here ({when}{invented}), {here:,} of these boroughs' "
        f"{children_counted(footprint)} live in {name}; {places:,} places are listed there with "
        "the returns"
    )
    if here <= places:
        said += f", so they fill {whole_percent(here, places)}% at most"
    return (
        f"{said}. Whether children of other councils live in the others, or nobody, the returns "
        "do not tell."
    )


def _of_england(view: HomesView, year: int, column: str) -> int | None:
    rows = view.regions
    found = rows.loc[rows["code"].eq(ENGLAND) & rows["year"].eq(year), column].dropna()
    return int(found.iloc[0]) if len(found) else None
