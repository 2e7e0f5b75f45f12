"""The questions that pages and the command line ask."""

from collections.abc import Iterable, Mapping

import pandas as pd

from lib.answer import sentences
from lib.answer.areas import PARTITIONS, TOTAL, WHENS
from lib.answer.definitions import DEFINITIONS, notes
from lib.answer.loaded import Loaded
from lib.answer.released_together import released_together
from lib.answer.shared.presets import require_on_offer
from lib.answer.view import OverviewView
from lib.disclosure.release import rearranged
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.sources.published import published
from lib.sources.registry import attributions


def overview(loaded: Loaded, *, audience: Audience, contract: Contract) -> OverviewView:
    """
    Answer: how many inside, how far the others, how many more with the contract.

    Raises
    ------
    ConfigurationError
        If a home of the contract cannot stand where the contract puts it.
    MatchingError
        If the beds cannot be given out exactly.
    DisclosureError
        If the contract chooses children as none on offer does, and others than officers ask.
    """
    require_on_offer(contract, loaded, audience)
    result = loaded.carry_out(contract)
    released = released_together(loaded, result, contract, audience)
    return overview_of(released, loaded, contract)


def overview_of(
    released: Mapping[str, Released], loaded: Loaded, contract: Contract, *, whom: str = ""
) -> OverviewView:
    """
    Lay out and say what has been released.

    Parameters
    ----------
    released
        As `lib.answer.released_together.released_together` gives it.
    whom
        Which of the children ``areas`` is of, if not of all: *who are aged 14 and 15*.
    """
    footprint, returns = loaded.footprint, loaded.returns
    by_area = released["areas"]
    not_loaded = _names(returns.authorities_not_loaded, footprint)
    has_ages = bool(loaded.measured["age_years"].notna().any()) or loaded.measured.empty
    return OverviewView(
        audience=by_area.audience,
        is_invented=loaded.is_invented,
        as_of=returns.as_of,
        available_dates=returns.available_dates,
        footprint_name=footprint.name,
        data_hash=returns.content_hash,
        whom=whom,
        title=sentences.title(by_area, footprint, whom=whom),
        subtitle=sentences.as_at(footprint, returns.as_of, whom=whom),
        headline=sentences.headline(
            by_area,
            footprint=footprint,
            contract=contract,
            not_loaded=not_loaded,
            has_ages=has_ages,
            whom=whom,
        ),
        proof_sentence=sentences.proof(released["proof"], contract, has_ages=has_ages),
        trend_sentence=sentences.trend(
            published("children_looked_after"), footprint, returns.as_of.year
        ),
        measures=_measures(by_area),
        boroughs=by_area,
        flows=released["flows"],
        homes=released["homes"],
        proof=released["proof"],
        points=released.get("points"),
        lines=released.get("lines"),
        files=released.get("files"),
        findings=released.get("findings"),
        quality=released.get("quality"),
        unknowns=(
            *sentences.coverage(
                returns.as_of,
                holding_back=_names(returns.authorities_holding_back, footprint),
                not_covering=_names(returns.authorities_not_covering, footprint),
            ),
            *sentences.unknowns(
                by_area,
                released["proof"],
                footprint=footprint,
                not_loaded=not_loaded,
                whom=whom,
            ),
        ),
        rules_off=sentences.rules_off(
            without_ages=_names_without(_with_ages(returns.episodes), loaded),
            without_needs=_names_without(returns.authorities_with_needs, loaded),
            without_costs=_names_without(returns.authorities_with_costs, loaded),
            has_homes=returns.has_homes,
        ),
        notes=notes(footprint, contract),
        assumptions=tuple(contract.assumptions.values()),
        sources=attributions(),
        not_loaded=not_loaded,
        has_ages=has_ages,
    )


def _names(codes: Iterable[str], footprint: Footprint) -> tuple[str, ...]:
    return tuple(footprint.names[code] for code in codes)


def _names_without(codes: Iterable[str], loaded: Loaded) -> tuple[str, ...]:
    """Name the loaded authorities that are not among those given."""
    given = set(codes)
    missing = (code for code in loaded.returns.authorities_loaded if code not in given)
    return _names(missing, loaded.footprint)


def _with_ages(episodes: pd.DataFrame) -> Iterable[str]:
    """Give the authorities of which any age is known."""
    return map(str, episodes.loc[episodes["age_years"].notna(), "authority_code"].unique())


def _measures(by_area: Released) -> Released:
    """The total row, laid out a measure a row."""
    return rearranged(
        by_area,
        "measures",
        cells={
            measure: {
                "children": (TOTAL, "today_children"),
                **{when: (TOTAL, f"{when}_{measure}") for when in WHENS},
                **{
                    f"{when}_{name}": (TOTAL, f"{when}_{measure}_{name}")
                    for when in WHENS
                    for name in ("share", "lowest", "highest")
                },
                **{
                    f"{when}_unknown": (
                        TOTAL,
                        f"{when}_{PARTITIONS[measure][1]}",
                    )
                    for when in WHENS
                },
            }
            for measure in DEFINITIONS
        },
        texts=pd.DataFrame.from_dict(
            {
                measure: {"label": one.label, "definition": one.meaning}
                for measure, one in DEFINITIONS.items()
            },
            orient="index",
        ),
    )
