"""
Gives out the beds where rules between children hold, and says how near to the best it is.

The aims are sought one after the other: most children inside; held there, the next aim;
and so on. Each is an integer programme in small whole numbers. The solver, HiGHS, gives
with each what no way can pass. Its bound is made in floating point, by a search that time
may cut short: where it lies above what was found, that gap is reported. What was found is
checked in whole numbers against every rule, child by child.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from lib.errors import MatchingError
from lib.scenario.aims import AIMS, FAIR_AIMS, Aim
from lib.scenario.bed_choices import BedChoices, Whole
from lib.scenario.parties import PartyChoices, party_choices
from lib.scenario.programme import Floats, Variables, limits
from lib.scenario.side_rules import SideRules, fair_shortfall
from lib.scenario.way import Way
from lib.scenario.worth import gain

MOST_CHILDREN_FOR_FAIR_SHARES: Final = 500

SECONDS_FOR_AN_AIM: Final = 10.0

_SOLVED: Final = 0
_OUT_OF_TIME: Final = 1
_OUT_BY: Final = 1e-6
_OUT_BY_SHARE: Final = 1e-9
"""By how much the solver may miss a whole number; a share of large ones."""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """
    How far one aim was reached.

    Parameters
    ----------
    value
        In the aim's whole units: children, tenths of a mile, pence a week. Of
        `Aim.SHARES` the shortfall, below zero, as `fair_shortfall` has it.
    bound
        What no way can pass that is as good by the aims before, as the solver has it.
    relative_gap
        The gap as the solver states it, as a share of the value; infinite where it found
        nothing in time.
    """

    aim: Aim
    value: int
    bound: int
    relative_gap: float

    @property
    def gap(self) -> int:
        """By how much a better way could be better; below zero the solver contradicts itself."""
        return self.bound - self.value


@dataclass(frozen=True, kw_only=True, eq=False)
class RuledMatching(Way):
    """One way of giving out the beds that keeps the rules, and how near it is to the best."""

    rules: SideRules
    reached: tuple[Reached, ...]

    @property
    def is_proved(self) -> bool:
        """Whether no rule is broken, and the solver's bounds leave no room for a better way."""
        return (
            self.is_possible
            and not self.rules.broken_by(self)
            and all(one.gap == 0 and one.value == self.value(one.aim) for one in self.reached)
        )

    def value(self, aim: Aim) -> int:
        """Add up what the way does for an aim, in whole numbers."""
        if aim is Aim.SHARES:
            return -fair_shortfall(self.rules, self.choices, self.home_of_child)
        return int(gain(self.choices, aim)[self.given].sum())


def give_out_beds_by_rules(
    choices: BedChoices, rules: SideRules, *, seconds_for_an_aim: float = SECONDS_FOR_AN_AIM
) -> RuledMatching:
    """
    Give out the beds by the aims, keeping the rules.

    Parameters
    ----------
    seconds_for_an_aim
        After so long the best way found is taken, with its gap.

    Raises
    ------
    MatchingError
        If fair shares are wanted for too many children, or if what the solver gives
        breaks a rule, or undoes an aim that was reached before.
    """
    if rules.is_fair and choices.children > MOST_CHILDREN_FOR_FAIR_SHARES:
        message = (
            "Fair shares between authorities are worked out for up to "
            f"{MOST_CHILDREN_FOR_FAIR_SHARES} children, and {choices.children} could have a bed. "
            "Choose one pool or fixed shares, or count placements of fewer months."
        )
        raise MatchingError(message)
    parties = party_choices(choices, rules)
    variables = Variables.of(parties, rules)
    kept = [limits(choices, parties, rules, variables)]
    nothing = np.empty(0, dtype=np.int64)
    way = RuledMatching(choices=choices, given=nothing, rules=rules, reached=())
    for aim in FAIR_AIMS if rules.is_fair else AIMS:
        coefficients, step = _sum_for(aim, choices, parties, variables)
        found = _most(coefficients, variables, kept, seconds=seconds_for_an_aim)
        if found.x is not None:
            is_given = found.x[: variables.pairs] > 1 / 2
            way = replace(way, given=parties.choices_given(is_given))
        value = way.value(aim)
        reached = Reached(
            aim=aim,
            value=value,
            bound=step * _bound(found, coefficients),
            relative_gap=math.inf if found.get("mip_gap") is None else float(found.mip_gap),
        )
        way = replace(way, reached=(*way.reached, reached))
        _check(way)
        # half a step less: the solver misses whole numbers by a little
        kept.append(LinearConstraint(coefficients, lb=value / step - 1 / 2))
    return way


def _sum_for(
    aim: Aim, choices: BedChoices, parties: PartyChoices, variables: Variables
) -> tuple[Floats, int]:
    """Write an aim as a sum over the variables, in the largest step that keeps it whole."""
    coefficients = np.zeros(variables.all)
    if aim is Aim.SHARES:
        coefficients[variables.yes_or_no :] = -1
        return coefficients, 1
    gains: Whole = gain(choices, aim)
    step = max(int(np.gcd.reduce(gains)), 1)
    coefficients[: variables.pairs] = parties.summed(gains // step)
    return coefficients, step


def _most(
    coefficients: Floats, variables: Variables, kept: list[LinearConstraint], *, seconds: float
) -> OptimizeResult:
    """Find the greatest sum that keeps the limits."""
    if not variables.all:  # nobody has a choice, and the solver wants one
        return OptimizeResult(x=np.empty(0), mip_dual_bound=0.0, mip_gap=0.0)
    is_yes_or_no = np.arange(variables.all) < variables.yes_or_no
    found = milp(
        -coefficients,
        integrality=np.ones(variables.all),
        bounds=Bounds(0, np.where(is_yes_or_no, 1, np.inf)),
        constraints=kept,
        options={"mip_rel_gap": 0.0, "time_limit": seconds},
    )
    if found.status not in (_SOLVED, _OUT_OF_TIME):
        message = (
            f"The beds cannot be given out by the rules: the solver says {found.message!r}. "
            "No figure is given. Please report this, with the version and the contract."
        )
        raise MatchingError(message)
    return found


def _bound(found: OptimizeResult, coefficients: Floats) -> int:
    """Round the solver's bound down to what can be reached; without one, every gain counts."""
    most = float(np.maximum(coefficients, 0).sum())
    bound = most if found.get("mip_dual_bound") is None else -float(found.mip_dual_bound)
    return math.floor(min(bound, most) + _OUT_BY + _OUT_BY_SHARE * abs(bound))


def _check(way: RuledMatching) -> None:
    """See that the way keeps every rule, and every aim where it was reached."""
    faults = [f"the rule on {rule} is broken" for rule in way.rules.broken_by(way)]
    if not way.is_possible:
        faults.append("a home gives more beds than it has, or a child has two")
    faults += [
        f"{one.aim} is worse than was found before"
        for one in way.reached
        if way.value(one.aim) < one.value
    ]
    if faults:
        message = (
            f"The beds were given out, but in whole numbers {' and '.join(faults)}. No figure is "
            "given. Please report this, with the version and the contract."
        )
        raise MatchingError(message)
