"""Whether the returns agree with what is published of the same day. Officers alone."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL
from lib.answer.boroughs.looked_after import CHILDREN
from lib.answer.context.differences import Found, Kind, Measure, explain
from lib.answer.loaded import Loaded
from lib.answer.quality import quality
from lib.answer.released_together import looked_after_to_officers
from lib.answer.wording import children, day, listed, lower_first, whole_percent
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.codes import CHILDRENS_HOME, SHORT_BREAKS
from lib.ingest.coverage import is_open
from lib.ingest.placements import looked_after_children
from lib.sources.published import STATUSES, published
from lib.spatial.measures import measure

_PUBLISHED: Final[Mapping[Measure, str]] = {
    Measure.LOOKED_AFTER: "looked_after_n",
    Measure.INSIDE: "inside_la_n",
    Measure.OVER_20: "over20_n",
    Measure.OVER_20_OUTSIDE: "over20_outside_la_pct",
    Measure.DISTANCE_UNKNOWN: "distance_unknown_n",
    Measure.IN_HOMES: "pl_secure_and_childrens_home_n",
    Measure.UNACCOMPANIED: "uasc_n",
}
"""As ``children_looked_after`` of ``geodata/published`` names them."""

_SECURE_HOME: Final = "K1"
_YEAR_END: Final = (3, 31)
_MADE_TO_AGREE: Final = date(2018, 3, 31)
"""The day to which the invented returns are made (`lib.synthetic.targets`)."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Compared:
    """
    One figure of the returns beside the published one.

    ``ours`` and ``published`` are children, or whole per cent of all looked-after children;
    missing where no return is loaded, and where no figure is published. ``why_not`` then says
    why, in words. ``said`` explains a difference, or says that nothing here does.
    """

    ours: int | None
    published: int | None
    why_not: str
    kind: Kind
    said: str


@dataclass(frozen=True, kw_only=True, repr=False)
class AgreementView:
    """
    The returns beside the published figures of the same 31 March.

    ``why_not``
        Why nothing is compared; all else is then empty.
    ``measures``
        Those of which anything is published for the day.
    ``rows``
        By GSS code, in the order of the footprint, and `TOTAL`; then by measure. A total is
        there where each authority's figure is, and is explained by theirs.
    ``names``
        By GSS code and `TOTAL`.
    """

    why_not: str
    title: str = ""
    measured: str = ""
    measures: tuple[Measure, ...] = ()
    rows: Mapping[str, Mapping[Measure, Compared]]
    names: Mapping[str, str]
    notes: tuple[str, ...] = ()


def agreement(loaded: Loaded, audience: Audience) -> AgreementView:
    """
    Compare the loaded returns with the published figures, authority by authority.

    Raises
    ------
    SourceError
        If the published table is missing or not what it says.
    """
    as_of = loaded.returns.as_of
    rows = published("children_looked_after")
    rows = rows[rows["area_code"].isin(loaded.footprint.codes)]
    why_not = _why_not(as_of, audience, rows["year"])
    if why_not:
        return AgreementView(why_not=why_not, rows={}, names={})
    of_year = rows[rows["year"].eq(as_of.year)].set_index(["area_code", "measure"])
    measures = tuple(
        one for one, name in _PUBLISHED.items() if name in of_year.index.get_level_values("measure")
    )
    tables = (_counted(loaded), looked_after_to_officers(loaded))
    names = {**loaded.footprint.names, TOTAL: loaded.footprint.name}
    every = {
        code: _of_authority(code, tables, of_year, measures, loaded)
        for code in loaded.footprint.codes
    }
    return AgreementView(
        why_not="",
        title=_title([one for row in every.values() for one in row.values()], loaded),
        measured=(
            f"Children looked after on {day(as_of)}, by authority: the returns beside the figures "
            "that the Department for Education publishes"
        ),
        measures=measures,
        rows={**every, TOTAL: {one: _total(every, one) for one in measures}},
        names=names,
        notes=_notes(loaded, every, measures, tables[0]),
    )


def _why_not(as_of: date, audience: Audience, years: pd.Series) -> str:
    """Say why nothing is compared; empty if nothing stands in the way."""
    if audience is not Audience.OFFICERS:
        return (
            "Whether the returns agree with the published figures is shown to officers alone: a "
            "difference can be of 1 to 5 children."
        )
    if (as_of.month, as_of.day) != _YEAR_END:
        return (
            f"The returns are shown as at {day(as_of)}. Figures are published for each 31 March "
            "alone: choose one to compare."
        )
    if as_of.year not in set(years):
        return (
            f"For {day(as_of)} no published figures are held here: they are for 31 March "
            f"{years.min()} to {years.max()}. Choose one of these days to compare."
        )
    return ""


def _counted(loaded: Loaded) -> Released:
    """Release to officers what is counted of each authority, and what may explain a difference."""
    return release(
        [Unreleased(name="agreement", table=_counts(loaded), for_officers_alone=True)],
        protection=Protection(),
        footprint=loaded.footprint,
        audience=Audience.OFFICERS,
        is_invented=loaded.is_invented,
    )["agreement"]


def _counts(loaded: Loaded) -> pd.DataFrame:
    """Count by GSS code of each loaded authority, in columns named as in `Found` and below."""
    returns = loaded.returns
    every = measure(
        looked_after_children(returns), footprint=loaded.footprint, neighbours=loaded.neighbours
    )
    is_alone = every["child_key"].isin(returns.unaccompanied)
    is_unknown = every["is_near"].isna()
    is_far = ~every["is_near"].fillna(value=True).astype(bool)
    is_inside = every["is_in_borough"]
    is_secure = every["placement_type"].eq(_SECURE_HOME)
    flags = pd.DataFrame(
        {
            "inside": is_inside.fillna(value=False).astype(bool),
            "over_20": is_far,
            "over_20_outside": is_far & ~is_inside.fillna(value=True).astype(bool),
            "distance_unknown": is_unknown,
            "in_homes": is_secure | every["placement_type"].eq(CHILDRENS_HOME),
            "unaccompanied": is_alone,
            "unaccompanied_with_distance": is_alone & ~is_unknown,
            "distance_unknown_others": is_unknown & ~is_alone,
            "placement_unknown": is_inside.isna(),
            "in_secure_homes": is_secure,
        }
    )
    codes = list(returns.authorities_loaded)
    counts = flags.groupby(every["authority_code"]).sum().reindex(codes, fill_value=0)
    asked = quality(returns, footprint=loaded.footprint, postcodes=loaded.postcodes).table
    counts["either_side"] = asked["either_side"]
    counts["in_short_breaks"] = _in_short_breaks(loaded, every["child_key"])
    return counts.fillna(0).astype("int64")


def _in_short_breaks(loaded: Loaded, looked_after_keys: pd.Series) -> pd.Series:
    """Count children in a series of short breaks on the day who are not counted as looked after."""
    episodes = loaded.returns.episodes
    is_short = is_open(episodes, loaded.returns.as_of) & episodes["legal_status"].isin(
        [*SHORT_BREAKS]
    )
    others = episodes[is_short & ~episodes["child_key"].isin(looked_after_keys)]
    return others.drop_duplicates("child_key")["authority_code"].value_counts()


def _of_authority(
    code: str,
    tables: tuple[Released, Released],
    of_year: pd.DataFrame,
    measures: tuple[Measure, ...],
    loaded: Loaded,
) -> dict[Measure, Compared]:
    """Compare every measure of one authority."""
    is_loaded = code in loaded.returns.authorities_loaded
    ours = {one: _ours(one, code, tables) if is_loaded else None for one in measures}
    theirs = {one: _published(of_year, code, one) for one in measures}
    differences = {one: _less(ours[one], theirs[one][0]) for one in measures}
    found = _found(code, tables, loaded) if is_loaded else None
    kinds = {
        one: explain(one, differences, found) if found else (Kind.NOT_COMPARED, "")
        for one in measures
    }
    return {
        one: Compared(
            ours=ours[one],
            published=theirs[one][0],
            why_not=theirs[one][1],
            kind=kinds[one][0],
            said=kinds[one][1],
        )
        for one in measures
    }


def _ours(measure: Measure, code: str, tables: tuple[Released, Released]) -> int | None:
    """Give the returns' own figure of a measure, as it was released."""
    counted, everyone = tables
    all_children = everyone.count(code, CHILDREN)
    if measure is Measure.LOOKED_AFTER:
        return all_children
    count = counted.count(code, measure.name.lower())
    if measure is not Measure.OVER_20_OUTSIDE:
        return count
    return None if count is None or all_children is None else whole_percent(count, all_children)


def _published(of_year: pd.DataFrame, code: str, measure: Measure) -> tuple[int | None, str]:
    """Give the published figure, or why there is none."""
    key = (code, _PUBLISHED[measure])
    if key not in of_year.index:
        return None, "not published"
    row = of_year.loc[[key]].iloc[0]
    if pd.isna(row["value"]):
        return None, STATUSES[row["status"]]
    return int(row["value"]), ""


def _less(ours: int | None, theirs: int | None) -> int | None:
    return None if ours is None or theirs is None else ours - theirs


def _found(code: str, tables: tuple[Released, Released], loaded: Loaded) -> Found:
    counted, everyone = tables
    counts = {
        one.name: counted.count(code, one.name) or 0
        for one in fields(Found)
        if one.name in counted.table
    }
    return Found(
        covers_the_day=code not in loaded.returns.authorities_not_covering,
        looked_after=everyone.count(code, CHILDREN) or 0,
        **counts,
    )


def _total(every: Mapping[str, Mapping[Measure, Compared]], measure: Measure) -> Compared:
    """Sum what is there of every authority; of percentages there is no sum."""
    parts = [row[measure] for row in every.values()]
    ours = _sum([one.ours for one in parts], measure)
    theirs = _sum([one.published for one in parts], measure)
    kind = Kind.NOT_COMPARED
    if ours is not None and theirs is not None:
        kind = Kind.AGREES if ours == theirs else Kind.UNEXPLAINED
    return Compared(
        ours=ours,
        published=theirs,
        why_not="" if theirs is not None else "no sum",
        kind=kind,
        said="",
    )


def _sum(parts: list[int | None], measure: Measure) -> int | None:
    known = [one for one in parts if one is not None]
    is_whole = len(known) == len(parts) and measure is not Measure.OVER_20_OUTSIDE
    return sum(known) if is_whole else None


def _title(every: list[Compared], loaded: Loaded) -> str:
    """Say how many figures differ, and of how many of them the reason is not found."""
    returns = "the invented returns" if loaded.is_invented else "the returns"
    compared = [one for one in every if one.kind is not Kind.NOT_COMPARED]
    differ = [one for one in compared if one.kind is not Kind.AGREES]
    if not compared:
        return f"No figure of {returns} can be compared with a published one"
    if not differ:
        is_made_to = loaded.is_invented and loaded.returns.as_of == _MADE_TO_AGREE
        return (
            f"T{returns[1:]} agree with all {len(compared)} published figures that can be compared"
            f"{', because they were made to' if is_made_to else ''}"
        )
    unexplained = sum(one.kind is Kind.UNEXPLAINED for one in differ)
    verb = "differs" if len(differ) == 1 else "differ"
    found = (
        f"of {unexplained} no reason is found here"
        if unexplained
        else "of each a reason is found here"
    )
    return f"{len(differ)} of {len(compared)} published figures {verb} from {returns}; {found}"


def _notes(
    loaded: Loaded,
    every: Mapping[str, Mapping[Measure, Compared]],
    measures: tuple[Measure, ...],
    counted: Released,
) -> tuple[str, ...]:
    """Say what bounds the comparison."""
    returns, names = loaded.returns, loaded.footprint.names
    said = []
    absent = [lower_first(one) for one in _not_published(measures)]
    if absent:
        said.append(f"Not published by authority for this day: {'; '.join(absent)}.")
    gaps = [
        names[code]
        for code, row in every.items()
        if any(one.published is None for one in row.values())
    ]
    if gaps:
        said.append(
            "A published sum is shown only where there is a published figure of every authority: "
            f"{listed(gaps)} {'lacks' if len(gaps) == 1 else 'lack'} some, withheld or not "
            "available, and no figure is worked out from others."
        )
    if Measure.OVER_20_OUTSIDE in measures:
        said.append(
            "Until 2017 what is published of distance is the whole percentage who live more than "
            "20 miles away and outside the authority; from 2018 on, children more than 20 miles "
            "away, outside or not."
        )
    in_secure = int(counted.table["in_secure_homes"].sum())
    if Measure.IN_HOMES in measures and in_secure:
        said.append(
            f"Here K1 and K2 are counted, as published: {children(in_secure)} in secure homes "
            "(K1) are not among the children in children's homes (K2) of the other pages."
        )
    if any(later > returns.as_of for later in returns.available_dates):
        said.append(
            f"The returns go on to {day(max(returns.available_dates))}: what was entered or "
            "corrected later is in them, and may not be in the published figures."
        )
    said.append(
        "As published: unaccompanied children are counted, series of short breaks (V3, V4) are "
        "not. Figures of authorities are not rounded, percentages are whole ones."
    )
    if loaded.is_invented:
        said.append(
            "These returns are invented. They were made to agree with what is published of "
            f"{day(_MADE_TO_AGREE)}; on other days they need not."
        )
    return tuple(said)


def _not_published(measures: tuple[Measure, ...]) -> list[Measure]:
    """Name what is compared in other years; one of the two about distance is enough."""
    has_distance = bool({Measure.OVER_20, Measure.OVER_20_OUTSIDE}.intersection(measures))
    about_distance = (Measure.OVER_20, Measure.OVER_20_OUTSIDE)
    return [
        one
        for one in Measure
        if one not in measures and not (has_distance and one in about_distance)
    ]
