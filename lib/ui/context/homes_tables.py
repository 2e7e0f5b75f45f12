"""Homes and need as tables: each fact of its maps and charts, and sector and grade."""

from typing import Final

import pandas as pd

from lib.answer.context.homes import GRADES, SECTORS, HomesView, Measure
from lib.answer.context.homes_sentences import RECONSTRUCTED, england_is_not_even, signed
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
    ours = rows.loc[[code for code in view.footprint_codes if code in rows.index]]
    wide = [pd.Series(regions.loc[code]) for code in (LONDON, ENGLAND) if code in regions.index]
    together = pd.Series(view.years.loc[year])
    net_gains = [*_net_gains(ours), _net_gain(together), *map(_net_gain, wide)]
    shown = [pd.Series(row) for _, row in ours.iterrows()]
    names = [*ours["name"], view.footprint_name, *(row["name"] for row in wide)]
    lines = [
        [
            text(name),
            *([_number(row[key]) for key in ("homes", "places", "per_100")] if has_homes else []),
            *([net_gain] if has_net_gain else []),
        ]
        for name, row, net_gain in zip(names, [*shown, together, *wide], net_gains, strict=True)
    ]
    heads = ["Authority"]
    if has_homes:
        heads += ["Children&#39;s homes", "Places", "Places per 100 children looked after"]
    if has_net_gain:
        heads.append(_NET_GAIN)
    said = [f"Published figures, 31 March {year}. London and England are rounded to 10 children."]
    if has_homes:
        said.append(_withheld(shown, view))
    if has_homes and view.is_reconstructed(year):
        said.append(RECONSTRUCTED)
    if not has_homes:
        said.append(f"Homes by authority are here from {min(view.years_of(Measure.PLACES))} on.")
    if has_net_gain:
        said.append(england_is_not_even(view, year))
    else:
        last = max(view.years_of(Measure.NET_GAIN))
        said.append(f"Children received and sent are published up to {last}: choose that year.")
    caption = " ".join(filter(None, said))
    return table(lines, heads=heads, caption=caption, kinds={len(ours): "is-sum"})


def _withheld(ours: list[pd.Series], view: HomesView) -> str:
    """Say of whom the children looked after are not there, so that no share of theirs is."""
    names = [str(row["name"]) for row in ours if whole(row["looked_after"]) is None]
    if not names:
        return ""
    return (
        f"How many children {listed(names)} {'looks' if len(names) == 1 else 'look'} after is "
        f"withheld or not here, so places per 100 of {view.footprint_name} are not known."
    )


def _number(cell: object) -> str:
    number = whole(cell)
    return _NOT_KNOWN if number is None else f"{number:,}"


def _net_gains(rows: pd.DataFrame) -> list[str]:
    """Write the net gain of each row; of areas that have one together once, at the last of them."""
    whose = rows["net_gain_of"]
    is_shared = whose.notna() & whose.duplicated(keep=False)
    is_last = ~whose.duplicated(keep="last")
    cells = []
    for (code, row), shares, closes in zip(rows.iterrows(), is_shared, is_last, strict=True):
        if not shares:
            cells.append(_net_gain(row))
            continue
        others = rows.loc[whose.eq(row["net_gain_of"]), "name"].drop(code)
        beside = element("span", text(f"with {listed(list(others))}"), of="cth-share")
        cells.append(f"{_net_gain(row)} {beside}" if closes else beside)
    return cells


def _net_gain(row: pd.Series) -> str:
    if row.get("net_gain_is_hidden", default=False):
        return element("span", HIDDEN, of="cth-hidden")
    number = whole(row["net_gain"])
    return _NOT_PUBLISHED if number is None else signed(number)


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
        of="is-stacked",
    )


def _authorities(view: HomesView, measure: Measure, year: int) -> str:
    """Write every authority, those with the highest figure of the map first."""
    rows = view.of_year(year)
    figures = view.figures(measure, year)
    ranked = rows.assign(figure=figures).sort_values(
        ["figure", "name"], ascending=[False, True], na_position="last"
    )
    has_homes, has_net_gain = (not rows[column].isna().all() for column in ("homes", "net_gain"))
    heads = ["Authority"]
    if has_homes:
        heads += ["Children&#39;s homes", "Places", *GRADES.values()]
    if has_net_gain:
        heads.append(_NET_GAIN)
    shown = [
        *(["Homes", "places", "grades"] if has_homes else []),
        *(["net gain"] if has_net_gain else []),
    ]
    lines = []
    for (code, row), net_gain in zip(ranked.iterrows(), _net_gains(ranked), strict=True):
        name = text(row["name"]) + ("" if row["is_drawn"] else " (not on the map)")
        cells = [_number(row[key]) for key in ("homes", "places", *GRADES)] if has_homes else []
        lines.append([name, *cells, *([net_gain] if has_net_gain else [])])
        if code in view.footprint_codes:
            lines[-1][0] = element("b", name)
    return table(
        lines,
        heads=heads,
        caption=f"{listed(shown)} of every authority, 31 March {year}; "
        f"{view.footprint_name} in bold.",
        of="is-stacked",
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
        of="is-stacked",
    )
