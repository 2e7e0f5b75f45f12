"""What the Block contract page and ``python -m lib contract`` show: released figures alone."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.answer.view import OverviewView
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract

SHARES_GAMES: Final = {
    "children_inside": "Children brought inside",
    "miles": "Miles nearer to their own address",
    "saving_pence": "Saving in a full year, in pounds",
}
SHARES_MONEY: Final = {
    "cost_avoided_pence": "Cost avoided",
    "fee_pence": "Part of the fee",
    "saving_pence": "Saving",
}
"""The saving taken apart: the first less the second."""
SHARES_RULES: Final = {
    "shapley": "What each adds",
    "equal": "Equal parts",
    "by_children": "By number of children",
    "by_use": "By beds used",
}
SHARES_RULES_FOR: Final = {
    Audience.OFFICERS: tuple(SHARES_RULES),
    Audience.SHARED: ("equal", "by_children"),
}
"""By the others a share tells how many beds few children use: officers alone see them."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Runs:
    """
    The full year and the term of every run, kept for comparing run by run. Never shown.

    float64 by run: share of the beds that is filled, pounds of the full year and of the
    whole term, children.
    """

    occupancy: npt.NDArray[np.float64]
    saving_pounds: npt.NDArray[np.float64]
    term_saving_pounds: npt.NDArray[np.float64]
    children_inside: npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ContractView:
    """
    One contract's answer for one audience.

    ``overview``
        Children inside today and with the contract, by area; its proof.
    ``figures``
        Index ``occupancy`` (share), ``saving_pounds``, ``empty_pounds``,
        ``term_saving_pounds``, ``luck_saving_pounds`` (with every figure at its mean),
        ``break_even_occupancy`` and ``occupancy_needed`` for the target (shares; missing where
        not even every bed would do), ``full_beds_saving_pounds``, ``children_inside``,
        ``children_gained``; columns ``p10, p50, p90``.
    ``single``
        Index ``full_occupancy_saving_pounds`` and ``break_even_occupancy`` (the contract's own
        arithmetic: most likely price and costs, before they change), ``chance_of_loss``,
        ``chance_of_target``, ``chance_of_target_with_all_filled``, ``chance_of_term_loss``,
        ``mean_saving_pounds`` of the full year,
        ``mean_weekly_cost_pounds``, ``price_pounds``, ``pays_from_month``,
        ``paid_back_month``, ``local_anyway_share``, ``starts_a_year``, ``stay_weeks``,
        ``snapshot_saving_pounds``; column ``value``, missing where there is none.
    ``months``
        Index month from 1; ``<figure>_p10, _p50, _p90`` of ``saving_pounds``,
        ``empty_pounds``, ``total_pounds``, ``occupancy``, ``open_beds``, ``inside_share``.
    ``years``
        Index year of the contract from 1; the same of ``saving_pounds``,
        ``empty_pounds``, ``occupancy``, ``inside_share``.
    ``swings``
        Index setting; ``label``, ``low``, ``high`` (the setting's values), ``low_pounds``,
        ``high_pounds``, the widest first.
    ``claim``
        Index key; ``needs``, ``found``, ``support``, ``claimed``, ``said``.
    ``order``
        Index `FillsFirst`; ``occupancy``, ``saving_pounds``, ``miles``: means, as of
        `lib.scenario.forecast.order_of_filling`. None where it changes nothing.
    """

    overview: OverviewView
    contract: Contract
    preset_name: str | None
    seed: int
    runs_made: int
    model: str
    headline: str
    reasons: tuple[str, ...]
    luck_sentence: str
    inside_sentence: str
    order_sentence: str
    bottleneck_sentence: str
    rules_sentence: str
    figures: Released
    single: Released
    months: Released
    years: Released
    swings: Released
    claim: Released
    order: Released | None
    notes: tuple[str, ...]
    runs: Runs


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SharesView:
    """
    What each area brings to the contract.

    ``shares``
        Index area and ``total``; ``name``, ``children``, for officers ``candidates`` and
        ``beds_used``, and
        ``<game>_<rule>`` for `SHARES_GAMES`, `SHARES_MONEY` (in pounds) and the rules that
        `SHARES_RULES_FOR` has for the audience. None
        where they are not shown to the audience; the sentence then says why.
    ``title``
        The finding.
    ``fee_sentence``, ``hidden_sentence``
        On whom the fee is laid, and why; why figures are hidden, and what to do about it.
        Empty where there is nothing to say.
    """

    shares: Released | None
    title: str
    sentence: str
    fee_sentence: str
    hidden_sentence: str
    notes: tuple[str, ...]
