"""Returns, boundaries and postcodes brought together once, ready for questions."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Final

import pandas as pd

from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.domain.scenario import scenario_from_toml
from lib.errors import ConfigurationError
from lib.ingest.load import Returns, load_returns
from lib.ingest.placements import looked_after_by_authority, residential_placements
from lib.ingest.tree import Folder
from lib.scenario.demand import Demand, demand
from lib.scenario.run import ContractResult, run
from lib.sources.boundaries import authority_names, neighbours
from lib.sources.paths import GEODATA
from lib.sources.postcodes import PostcodeIndex
from lib.spatial.measures import measure

DEMO_RETURNS = GEODATA / "synthetic" / "returns"
CONTRACTS = GEODATA / "contracts"

_MOST_CARRIED_OUT: Final = 16
"""Ways of choosing children of which the outcome is kept; the one asked for longest ago goes."""

_MOST_AGES: Final = 8
"""The same of ages for which it is kept who would come."""


@dataclass(frozen=True)
class _Choosing:
    """A contract, and all of it that decides which children can have a bed: money does not."""

    chooses: tuple[object, ...]
    contract: Contract = field(compare=False)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Loaded:
    """
    Everything that the questions need, for one folder of returns on one date.

    ``measured`` is a frame as in ``lib.schemas.placements.MEASURED``: one row a
    child in a residential placement on ``returns.as_of``. ``is_invented`` is
    true for the committed demo set alone, recognised by its content. ``presets`` are the
    contracts of ``geodata/footprint.toml``: which children a contract chooses in the shared
    view is one of theirs.
    """

    footprint: Footprint
    returns: Returns
    measured: pd.DataFrame
    looked_after: pd.Series
    authority_names: dict[str, str]
    neighbours: frozenset[frozenset[str]]
    postcodes: PostcodeIndex
    is_invented: bool
    presets: Mapping[str, Contract]

    @property
    def own_contract(self) -> Contract:
        """The partnership's own among the contracts on offer."""
        return self.presets[Path(self.footprint.contract_file).stem]

    @cached_property
    def offered(self) -> Mapping[str, ContractResult]:
        """
        Carry out one preset for each way of choosing children, once; the own one first.

        By its name in ``presets``. What these tell together is asked with every shared answer.
        """
        found = {Path(self.footprint.contract_file).stem: self.own_contract}
        for name, preset in self.presets.items():
            if all(preset.chooses != one.chooses for one in found.values()):
                found[name] = preset
        return {name: self.carry_out(preset) for name, preset in found.items()}

    def carry_out(self, contract: Contract) -> ContractResult:
        """
        Give out a contract's beds on these returns: once, for all who ask and whatever it costs.

        Raises
        ------
        ConfigurationError
            If a home of the contract cannot stand where the contract puts it.
        MatchingError
            If the beds cannot be given out exactly.
        """
        return self._carried_out(_Choosing(contract.chooses, contract))

    @cached_property
    def _carried_out(self) -> Callable[[_Choosing], ContractResult]:
        give_out = partial(  # of the parts: what is kept must not keep this load alive
            run,
            self.measured,
            footprint=self.footprint,
            neighbours=self.neighbours,
            postcodes=self.postcodes,
            as_of=self.returns.as_of,
        )
        return lru_cache(_MOST_CARRIED_OUT)(lambda chosen: give_out(contract=chosen.contract))

    def demand(self, contract: Contract) -> Demand:
        """Find who would come to a contract's beds: once for each span of ages."""
        return self._demand((contract.age_min_years, contract.age_max_years))

    @cached_property
    def _demand(self) -> Callable[[tuple[int, int]], Demand]:
        returns = self.returns
        find = partial(
            demand,
            returns.episodes,
            returns.children,
            returns.costs,
            self.measured,
            placement_types=self.footprint.placement_types,
            # the first day on which every return tells of all children
            covered_from=min(*returns.available_dates, returns.as_of),
            as_of=returns.as_of,
        )
        return lru_cache(_MOST_AGES)(lambda ages: find(ages=ages))


def load(
    folder: Path | Folder,
    *,
    today: date,
    as_of: date | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Loaded:
    """
    Read a folder of returns, place every child, and measure.

    Parameters
    ----------
    folder
        A folder for each authority, or one authority's own; by its path, or looked into.
    today
        No return covers a date later than this.
    as_of
        The last 31 March that every return covers, if not given.
    progress
        Told a share from 0 to 1 and what is being done.

    Raises
    ------
    ReturnsError
        If nothing in the folder can be used.
    """
    tell = progress or (lambda _share, _what: None)
    footprint = read_footprint()
    postcodes = PostcodeIndex.open(progress=lambda share, what: tell(0.7 * share, what))
    tell(0.7, "Reading the returns")
    returns = load_returns(
        folder, footprint=footprint, postcodes=postcodes, today=today, as_of=as_of
    )
    tell(0.9, "Measuring distances")
    loaded = made_from(returns, footprint=footprint, postcodes=postcodes)
    tell(1.0, "Ready")
    return loaded


def made_from(returns: Returns, *, footprint: Footprint, postcodes: PostcodeIndex) -> Loaded:
    """Place and measure the children of returns that have been read."""
    adjoining = neighbours()
    placements = residential_placements(returns, placement_types=footprint.placement_types)
    measured = measure(placements, footprint=footprint, neighbours=adjoining)
    return Loaded(
        footprint=footprint,
        returns=returns,
        measured=measured,
        looked_after=looked_after_by_authority(returns),
        authority_names=authority_names(),
        neighbours=adjoining,
        postcodes=postcodes,
        is_invented=returns.content_hash == demo_content_hash(),
        presets=read_presets(footprint),
    )


def read_footprint() -> Footprint:
    """Read the partnership of ``geodata/footprint.toml``."""
    return Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))


def read_contract(path: Path | None = None) -> Contract:
    """
    Read a contract; without a path, the one that ``geodata/footprint.toml`` names.

    Raises
    ------
    ConfigurationError
        If the file cannot be read, or the contract cannot be carried out.
    """
    footprint = read_footprint()
    path = path or CONTRACTS / footprint.contract_file
    return contract_from_text(_text(path), footprint)


def contract_from_text(text: str, footprint: Footprint) -> Contract:
    """Read a contract that may be based on one of the presets."""
    contract, _ = scenario_from_toml(
        text,
        ages=(footprint.age_min_years, footprint.age_max_years),
        bases={name: _text(CONTRACTS / name) for name in footprint.preset_files},
    )
    return contract


def read_presets(footprint: Footprint) -> dict[str, Contract]:
    """
    Read the contracts on offer, by file name without its ending, in the order of the footprint.

    Raises
    ------
    ConfigurationError
        If one cannot be read or carried out.
    """
    return {
        Path(name).stem: contract_from_text(_text(CONTRACTS / name), footprint)
        for name in footprint.preset_files
    }


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"The contract {path.name} cannot be read: give the path of a TOML file."
        raise ConfigurationError(message) from error


def demo_content_hash() -> str:
    """SHA-256 by which the committed invented returns are recognised."""
    demo = tomllib.loads((GEODATA / "synthetic" / "demo.toml").read_text("utf-8"))
    return str(demo["content_sha256"])
