"""Homes and need as tables: each fact of its maps and charts, and sector and grade."""

from typing import Final

import pandas as pd

from lib.answer.context.homes import GRADES, SECTORS, HomesView, Measure
from lib.answer.context.homes_sentences import RECONSTRUCTED, signed
from lib.answer.wording import listed
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.maps.figures import HIDDEN, whole
from lib.ui.markup import details, element, table, text

_NOT_KNOWN: Final = element("span", "not known", of="cth-hidden")
_NOT_PUBLISHED: Final = element("span", "not published here", of="cth-hidden")
_NET_GAIN: Final = "Children received, less those sent"


def tables(view: HomesView, measure: Measure, year: int) -> list[str]:
    """Write the tables of a year: the footprint, its sectors and grades, every authority."""
    found = [_footprint(view, year)]
    if year in set(view.sectors["year"]):
        found.append(_sectors(view, year))
    name = f"Every authority of England on 31 March {year}, as a table"
    found.append(details(name, _authorities(view, measure, year)))
    found.append(details("The footprint year by year, as a table", _by_year(view)))
    return found


def _footprint(view: HomesView, year: int) -> str:
    rows = view.of_year(year)
    regions = view.regions[view.regions["year"].eq(year)].set_index("code")
    has_homes, has_net_gain = (not rows[column].isna().all() for column in ("homes", "net_gain"))
    ours = [pd.Series(rows.loc[code]) for code in view.footprint_codes if code in rows.index]
    wide = [pd.Series(regions.loc[code]) for code in (LONDON, ENGLAND) if code in regions.index]
    lines = [
        [text(row["name"]), *_cells(row, has_homes=has_homes, has_net_gain=has_net_gain)]
        for row in ours
    ]
    together = pd.Series(view.years.loc[year])
    lines.append(
        [
            text(view.footprint_name),
            *_cells(together, has_homes=has_homes, has_net_gain=has_net_gain),
        ]
    )
    lines += [
        [text(row["name"]), *_cells(row, has_homes=has_homes, has_net_gain=has_net_gain)]
        for row in wide
    ]
    heads = ["Authority"]
    if has_homes:
        heads += ["Children&#39;s homes", "Places", "Places per 100 children looked after"]
    if has_net_gain:
        heads.append(_NET_GAIN)
    said = f"Published figures, 31 March {year}. London and England are rounded to 10 children."
    if has_homes:
        said += _withheld(ours, view)
    if has_homes and view.is_reconstructed(year):
        said += f" {RECONSTRUCTED}"
    if not has_homes:
        said += f" Homes by authority are here from {min(view.years_of(Measure.PLACES))} on."
    if not has_net_gain:
        last = max(view.years_of(Measure.NET_GAIN))
        said += f" Children received and sent are published up to {last}."
    return table(lines, heads=heads, caption=said, kinds={len(ours): "is-sum"})


def _withheld(ours: list[pd.Series], view: HomesView) -> str:
    """Say of whom the children looked after are not there, so that no share of theirs is."""
    names = [str(row["name"]) for row in ours if whole(row["looked_after"]) is None]
    if not names:
        return ""
    return (
        f" How many children {listed(names)} {'looks' if len(names) == 1 else 'look'} after is "
        f"withheld or not here, so places per 100 of {view.footprint_name} are not known."
    )


def _cells(row: pd.Series, *, has_homes: bool, has_net_gain: bool) -> list[str]:
    cells = []
    if has_homes:
        cells += [_number(row[key]) for key in ("homes", "places", "per_100")]
    if has_net_gain:
        cells.append(_net_gain(row))
    return cells


def _number(cell: object) -> str:
    number = whole(cell)
    return _NOT_KNOWN if number is None else f"{number:,}"


def _net_gain(row: pd.Series) -> str:
    """Write a net gain; of areas that have one together, with the name of both."""
    if row.get("net_gain_is_hidden", default=False):
        return element("span", HIDDEN, of="cth-hidden")
    number = whole(row["net_gain"])
    if number is None:
        return _NOT_PUBLISHED
    of = row.get("net_gain_of", row.get("name"))
    if of == row.get("name"):
        return signed(number)
    return f"{signed(number)} {element('span', text(of), of='cth-share')}"


def _sectors(view: HomesView, year: int) -> str:
    """Write sector and grade of the footprint's homes, England's beneath."""
    rows = view.sectors[view.sectors["year"].eq(year)]
    columns = ["homes", "places", *GRADES]
    lines: list[list[str]] = []
    sums = {}
    for area, name in (("footprint", view.footprint_name), (ENGLAND, "England")):
        parts = rows[rows["area"].eq(area)].set_index("sector")
        sums[len(lines)] = name
        shown = [key for key in SECTORS if key in parts.index]
        lines += [
            [text(SECTORS[key]), *(_number(parts.at[key, column]) for column in columns)]
            for key in shown
        ]
        lines.append(["All", *(f"{int(parts[column].sum()):,}" for column in columns)])
    return table(
        lines,
        heads=("Sector", "Children&#39;s homes", "Places", *GRADES.values()),
        caption=f"Homes by sector and by Ofsted's grade of overall experiences, 31 March {year}."
        + (f" {RECONSTRUCTED}" if view.is_reconstructed(year) else ""),
        sections=sums,
        kinds={at: "is-sum" for at, line in enumerate(lines) if line[0] == "All"},
    )


def _authorities(view: HomesView, measure: Measure, year: int) -> str:
    """Write every authority, those with the highest figure of the map first."""
    rows = view.of_year(year)
    figures = view.figures(measure, year)
    ranked = rows.assign(figure=figures).sort_values(
        ["figure", "name"], ascending=[False, True], na_position="last"
    )
    has_homes = not rows["homes"].isna().all()
    heads = ["Authority"]
    if has_homes:
        heads += ["Children&#39;s homes", "Places", *GRADES.values()]
    heads.append(_NET_GAIN)
    lines = []
    for code, row in ranked.iterrows():
        name = text(row["name"]) + ("" if row["is_drawn"] else " (not on the map)")
        cells = [_number(row[key]) for key in ("homes", "places", *GRADES)] if has_homes else []
        lines.append([name, *cells, _net_gain(row)])
        if code in view.footprint_codes:
            lines[-1][0] = element("b", name)
    return table(
        lines,
        heads=heads,
        caption=f"Homes, places, grades and net gain of every authority, 31 March {year}; "
        f"{view.footprint_name} in bold.",
    )


def _by_year(view: HomesView) -> str:
    lines = []
    for year, row in view.years.iterrows():
        made = " (reconstructed)" if row["is_reconstructed"] else ""
        shares = [
            _NOT_PUBLISHED if whole(row[key]) is None else f"{whole(row[key])}%"
            for key in ("london_outside_pct", "england_outside_pct")
        ]
        counts = [
            _NOT_PUBLISHED if whole(row[key]) is None else f"{whole(row[key]):,}"
            for key in ("homes", "places")
        ]
        lines.append([f"{year}{made}", *counts, _net_gain(row), *shares])
    return table(
        lines,
        heads=(
            "31 March",
            "Children&#39;s homes",
            "Places",
            _NET_GAIN,
            "London: placed outside their borough",
            "England: placed outside their authority",
        ),
        caption=f"{view.footprint_name}; shares are of children in children's homes.",
    )
