"""Every table that is seen side by side, released as one set."""

import numpy as np
import numpy.typing as npt

from lib.answer import tables
from lib.answer.areas import TOTAL, areas
from lib.answer.boroughs.looked_after import looked_after
from lib.answer.boroughs.tables import bands, groups, need, retention
from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.answer.read import what_was_read
from lib.answer.shared.presets import preset_that_chooses_alike
from lib.answer.shared.sets import whole_set
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.scenario.run import ContractResult


def released_together(
    loaded: Loaded,
    result: ContractResult,
    contract: Contract,
    audience: Audience,
) -> dict[str, Released]:
    """
    Release the tables of the Overview and, for others than officers, of the Boroughs page.

    Whoever may see only part of the counts sees both pages: what one hides, the other must
    not give back. Of a contract that is shown for all areas together alone, there is no
    Boroughs page.

    Returns
    -------
    dict[str, Released]
        By name: ``areas, flows, proof, homes``; for officers ``points, lines, files,
        findings, quality``, for others ``groups, bands, retention, need`` with the own contract.
    """
    if audience is Audience.OFFICERS:
        return _to_officers(loaded, *_every(loaded, result, Placed.all_of(loaded, result)))
    return dict(whole_set(loaded)[preset_that_chooses_alike(contract, loaded)])


def released_to_officers(
    loaded: Loaded, result: ContractResult, chosen: npt.NDArray[np.bool_] | None
) -> dict[str, Released]:
    """
    Release to officers the tables of both pages, of some of the children.

    Parameters
    ----------
    chosen
        One flag a child, in the order of ``loaded.measured``; None for all of them. The proof,
        the need and what was read are of all.

    Returns
    -------
    dict[str, Released]
        By name, all that `released_together` names, but for ``groups``.
    """
    everyone = Placed.all_of(loaded, result)
    some = everyone if chosen is None else everyone.only(chosen)
    audience = Audience.OFFICERS
    homes = tables.homes(loaded, result, audience)
    return _to_officers(
        loaded,
        *_every(loaded, result, some),
        bands(loaded, some, audience),
        retention(loaded, some, audience),
        need(loaded, everyone, homes, audience),
    )


def groups_to_officers(
    loaded: Loaded, result: ContractResult, *, area_code: str, name: str
) -> Released:
    """Release to officers the groups of an area's children, or of all, under its name."""
    placed = Placed.all_of(loaded, result)
    if area_code != TOTAL:
        placed = placed.only(placed.today["authority_code"].eq(area_code).to_numpy())
    return _to_officers(loaded, groups(placed, Audience.OFFICERS, name=name))["groups"]


def looked_after_to_officers(loaded: Loaded) -> Released:
    """Release to officers all looked-after children by area and group."""
    return _to_officers(loaded, looked_after(loaded, Audience.OFFICERS))["looked_after"]


def _every(loaded: Loaded, result: ContractResult, placed: Placed) -> list[Unreleased]:
    audience = Audience.OFFICERS
    return [
        areas(loaded, placed, audience),
        tables.flows(loaded, placed, audience),
        tables.proof(loaded, result),
        tables.homes(loaded, result, audience),
        tables.points(loaded, result),
        tables.lines(placed),
        *what_was_read(loaded.returns, footprint=loaded.footprint, postcodes=loaded.postcodes),
    ]


def _to_officers(loaded: Loaded, *every: Unreleased) -> dict[str, Released]:
    return release(
        every,
        protection=Protection(),
        footprint=loaded.footprint,
        audience=Audience.OFFICERS,
        is_invented=loaded.is_invented,
    )
