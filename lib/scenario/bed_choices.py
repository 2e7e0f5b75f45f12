"""Which child could have which bed, and what that would gain against today."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.scenario.bed_plan import home_suits
from lib.spatial.distance import distance_miles
from lib.units import MILES_DECIMALS

Whole: TypeAlias = npt.NDArray[np.int64]
TrueOrFalse: TypeAlias = npt.NDArray[np.bool_]

TENTHS_PER_MILE = 10**MILES_DECIMALS


@dataclass(frozen=True, kw_only=True, eq=False)
class BedChoices:
    """
    Pairs of a child and a home, in order of home and then child.

    Parameters
    ----------
    children
        How many there are; they are numbered from 0.
    beds
        For each home, numbered from 0, how many.
    child, home
        One pair each.
    brings_inside
        1 where the child lives outside today and would live inside; else 0.
    tenths_saved
        Tenths of a mile by which the child would live nearer to the own address;
        below zero where farther.
    avoided_pence
        What the child's placement of today costs a week; 0 where not known.
    """

    children: int
    beds: Whole
    child: Whole
    home: Whole
    brings_inside: Whole
    tenths_saved: Whole
    avoided_pence: Whole


def bed_choices(candidates: pd.DataFrame, homes: pd.DataFrame) -> BedChoices:
    """
    List the beds that would do something for each child, in homes that suit the child.

    A pair is listed if it brings the child inside, or if the child is inside today
    and it saves miles. A child of whom it is not known whether they live inside has
    none: the child may be inside already, and to count the bed would be a guess.

    Parameters
    ----------
    candidates
        As in ``lib.schemas.placements.MEASURED``; a child's number is the position.
    homes
        As `lib.scenario.homes.locate_homes` gives them, which sees that they are inside.

    Returns
    -------
    BedChoices
        No miles are saved where today's distance or the child's origin is not known.
    """
    is_inside = candidates["is_in_footprint"]
    is_inside_today = is_inside.fillna(value=False).to_numpy(dtype=np.bool_)
    is_outside_today = ~is_inside.fillna(value=True).to_numpy(dtype=np.bool_)
    origin_easting = candidates["origin_easting"].to_numpy(dtype=np.float64)
    origin_northing = candidates["origin_northing"].to_numpy(dtype=np.float64)
    tenths_today = _tenths(candidates["distance_miles"].to_numpy(dtype=np.float64))
    costs_pence = candidates["weekly_cost_pence"].fillna(0).to_numpy(dtype=np.int64)
    suits = home_suits(candidates, homes)
    pairs = []
    for number, (taken, easting, northing) in enumerate(
        zip(suits.T, homes["easting"], homes["northing"], strict=True)
    ):
        tenths_there = _tenths(distance_miles(origin_easting, origin_northing, easting, northing))
        saved = np.nan_to_num(tenths_today - tenths_there)
        does_something = is_outside_today | (is_inside_today & (saved > 0))
        child = np.flatnonzero(taken & does_something)
        pairs.append(
            (
                child,
                np.full_like(child, number),
                is_outside_today[child],
                saved[child],
                costs_pence[child],
            )
        )
    child, home, inside, saved, cost = (np.concatenate(part) for part in zip(*pairs, strict=True))
    return BedChoices(
        children=len(candidates),
        beds=homes["beds"].to_numpy(dtype=np.int64),
        child=child.astype(np.int64),
        home=home.astype(np.int64),
        brings_inside=inside.astype(np.int64),
        tenths_saved=saved.astype(np.int64),
        avoided_pence=cost,
    )


def restricted(choices: BedChoices, keep: TrueOrFalse) -> BedChoices:
    """
    Leave only some of the children a choice, for example those of some authorities.

    Parameters
    ----------
    keep
        For each child, whether it stays in.

    Returns
    -------
    BedChoices
        Of as many children with the same numbers; those left out can have no bed.
    """
    stays = keep[choices.child]
    return replace(
        choices,
        child=choices.child[stays],
        home=choices.home[stays],
        brings_inside=choices.brings_inside[stays],
        tenths_saved=choices.tenths_saved[stays],
        avoided_pence=choices.avoided_pence[stays],
    )


def _tenths(miles: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Whole tenths of a mile, from miles already rounded to them; NaN stays."""
    return np.rint(miles * TENTHS_PER_MILE)
