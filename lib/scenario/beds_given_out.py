"""The beds given out among some children, by the rules, and how that is proved."""

from dataclasses import dataclass

import pandas as pd

from lib.domain.nomination import Nomination
from lib.errors import MatchingError
from lib.scenario.bed_choices import BedChoices, bed_choices
from lib.scenario.matching import Matching, give_out_beds
from lib.scenario.order import in_order
from lib.scenario.proof import Proof, prove_most_inside
from lib.scenario.ruled_matching import Reached, RuledMatching, give_out_beds_by_rules
from lib.scenario.side_rules import SideRules, side_rules


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BedsGivenOut:
    """
    The beds given out among some children.

    Parameters
    ----------
    candidates
        How many children could have had a bed.
    children_inside
        All children inside: those who are today, and those brought inside.
    matching
        Who has which bed: with the prices that prove it the best way, or, where rules
        between children stand against that way, with the solver's bounds. A child's
        number is the position in ``rows``.
    rows
        The candidates' positions in the measured placements.
    proof
        Why no more can be brought inside, with or without rules.
    """

    candidates: int
    children_inside: int
    matching: Matching | RuledMatching
    rows: pd.Index
    proof: Proof

    @property
    def beds_filled(self) -> int:
        """Children who have a bed."""
        return self.matching.beds_filled

    @property
    def brought_inside(self) -> int:
        """Children who live outside today and have a bed."""
        return self.matching.brought_inside

    @property
    def reached(self) -> tuple[Reached, ...]:
        """How far the solver reached each aim; empty where no rule stood in the way."""
        return self.matching.reached if isinstance(self.matching, RuledMatching) else ()

    @property
    def rules_cost(self) -> int:
        """
        Children whom the rules keep outside: the most without rules, less those brought inside.

        At most so many, where the solver left a gap in the first of ``reached``.
        """
        return self.proof.brought_inside - self.brought_inside

    @property
    def is_proved(self) -> bool:
        """
        Whether no other way that keeps the rules is better by any aim, in their order.

        By prices, in whole numbers, where no rule stood in the way; else by the solver's
        bounds, which are true only while it left no gap.
        """
        return self.matching.is_proved and (bool(self.reached) or self.rules_cost == 0)


def give_out_among(
    today: pd.DataFrame,
    chosen: pd.Series,
    *,
    homes: pd.DataFrame,
    nomination: Nomination | None = None,
) -> BedsGivenOut:
    """
    Give out the beds among some of the children, with proof.

    Parameters
    ----------
    today
        As in ``lib.schemas.placements.MEASURED``, indexed from 0. The order of its rows
        changes no count of the result.
    chosen
        bool, indexed as ``today``: who could have a bed.
    homes
        As `lib.scenario.homes.locate_homes` gives them.
    nomination
        How the beds are shared between the authorities; without one they are in one pool,
        and no rules between children hold.

    Raises
    ------
    MatchingError
        If the beds cannot be given out exactly, with proof; or, where rules between
        children stand in the way, in whole numbers that keep them.
    """
    candidates = in_order(today[chosen])
    choices = bed_choices(candidates, homes)
    rules = side_rules(candidates, homes, nomination) if nomination else None
    matching = _best_way(choices, rules)
    given_out = BedsGivenOut(
        candidates=len(candidates),
        children_inside=int(today["is_in_footprint"].sum()) + matching.brought_inside,
        matching=matching,
        rows=candidates.index,
        proof=prove_most_inside(choices),
    )
    if given_out.rules_cost < 0 or not (given_out.reached or given_out.is_proved):
        message = (
            "The most children that could be brought inside is not the number that the beds "
            "were given out for. No figure is given. Please report this, with the version and "
            "the contract."
        )
        raise MatchingError(message)
    return given_out


def _best_way(choices: BedChoices, rules: SideRules | None) -> Matching | RuledMatching:
    """Take the best way there is, if it keeps the rules: then it is the best of those that do."""
    without_rules = give_out_beds(choices)
    if rules is None or not (rules.is_fair or rules.broken_by(without_rules)):
        return without_rules
    return give_out_beds_by_rules(choices, rules)
