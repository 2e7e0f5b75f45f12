"""Children who can only have beds together, as one: then few rules are left to write down."""

from dataclasses import dataclass

import numpy as np

from lib.scenario.bed_choices import BedChoices, TrueOrFalse, Whole
from lib.scenario.side_rules import NO_FAMILY, SideRules


@dataclass(frozen=True, kw_only=True, eq=False)
class PartyChoices:
    """
    Pairs of a party and a home. A party is a child alone, or siblings.

    Siblings have a choice of the homes where each of them has one.

    Parameters
    ----------
    parties
        How many; numbered from 0.
    party_of_child
        For each child.
    party, home
        One pair each.
    beds_taken
        By the party in that home: its children, or all beds for a child who fills it.
    youngest, oldest
        For each party, in years.
    pair_of_choice
        For each pair of a child and a home, the pair of party and home; -1 for none.
    """

    parties: int
    party_of_child: Whole
    party: Whole
    home: Whole
    beds_taken: Whole
    youngest: Whole
    oldest: Whole
    pair_of_choice: Whole

    def summed(self, of_choice: Whole) -> Whole:
        """Add up, for each pair of party and home, a number of each child's choice."""
        counts = np.zeros(len(self.party), dtype=np.int64)
        is_in = self.pair_of_choice >= 0
        np.add.at(counts, self.pair_of_choice[is_in], of_choice[is_in])
        return counts

    def choices_given(self, pairs_given: TrueOrFalse) -> Whole:
        """Give the positions of the children's choices, from the parties' pairs given."""
        is_in = self.pair_of_choice >= 0
        is_given = np.zeros(len(self.pair_of_choice), dtype=np.bool_)
        is_given[is_in] = pairs_given[self.pair_of_choice[is_in]]
        return np.flatnonzero(is_given)


def party_choices(choices: BedChoices, rules: SideRules) -> PartyChoices:
    """
    Put siblings together.

    A party has no choice of a home with too few beds, or whose ages lie closer together
    than its own. It has none at all if a rule forbids its children to live together.
    """
    children = np.arange(choices.children)
    # a child alone has a group of its own, with a number below those of siblings
    group = np.where(rules.family == NO_FAMILY, -1 - children, rules.family)
    _, party_of_child, size = np.unique(group, return_inverse=True, return_counts=True)
    parties = len(size)
    youngest = np.full(parties, np.iinfo(np.int64).max)
    oldest = np.full(parties, np.iinfo(np.int64).min)
    np.minimum.at(youngest, party_of_child, rules.age_years)
    np.maximum.at(oldest, party_of_child, rules.age_years)
    fills_home = np.zeros(parties, dtype=np.bool_)
    fills_home[party_of_child[rules.is_solo]] = True
    can_be = ~(fills_home & (size > 1))
    one, other = party_of_child[rules.never_together].T
    can_be[one[one == other]] = False

    pairs, pair_of_choice, members = np.unique(
        choices.home * parties + party_of_child[choices.child],
        return_inverse=True,
        return_counts=True,
    )
    home, party = np.divmod(pairs, max(parties, 1))
    can_have = (
        can_be[party]
        & (members == size[party])
        & (size[party] <= choices.beds[home])
        & (oldest[party] - youngest[party] <= rules.most_years_apart[home])
    )
    number = np.where(can_have, np.cumsum(can_have) - 1, -1)
    party, home = party[can_have], home[can_have]
    fillable = np.minimum(choices.beds, choices.children)
    return PartyChoices(
        parties=parties,
        party_of_child=party_of_child,
        party=party,
        home=home,
        beds_taken=np.where(fills_home[party], fillable[home], size[party]),
        youngest=youngest,
        oldest=oldest,
        pair_of_choice=number[pair_of_choice],
    )
