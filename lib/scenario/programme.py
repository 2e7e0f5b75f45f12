"""The rules as an integer programme: a variable for each pair, an inequality for each limit."""

from dataclasses import dataclass
from typing import NamedTuple, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array, vstack

from lib.scenario.bed_choices import BedChoices, Whole
from lib.scenario.parties import PartyChoices
from lib.scenario.side_rules import ANY_YEARS_APART, SideRules

Floats: TypeAlias = npt.NDArray[np.float64]
Positions: TypeAlias = npt.NDArray[np.intp]


class _Limits(NamedTuple):
    """Sums of coefficients times variables, a row each, and the most that each may be."""

    rows: coo_array
    most: Whole


@dataclass(frozen=True, kw_only=True, eq=False)
class Variables:
    """
    What the programme decides, in this order.

    Parameters
    ----------
    pairs
        How many pairs of party and home there are: whether each is given.
    ages_home, ages_youngest
        For homes that limit how many years apart their children are: whether an age is
        that of the youngest. One home and age each.
    shortfalls
        Of how many authorities: by how much each falls short of its fair number.
    """

    pairs: int
    ages_home: Whole
    ages_youngest: Whole
    shortfalls: int

    @classmethod
    def of(cls, parties: PartyChoices, rules: SideRules) -> Self:
        """Count what has to be decided."""
        limits_ages = rules.most_years_apart[parties.home] < ANY_YEARS_APART
        could_be_youngest = np.unique(
            np.column_stack([parties.home, parties.youngest[parties.party]])[limits_ages], axis=0
        )
        return cls(
            pairs=len(parties.party),
            ages_home=could_be_youngest[:, 0],
            ages_youngest=could_be_youngest[:, 1],
            shortfalls=len(rules.authority_beds) if rules.is_fair else 0,
        )

    @property
    def yes_or_no(self) -> int:
        """How many are 0 or 1: all but the shortfalls."""
        return self.pairs + len(self.ages_home)

    @property
    def all(self) -> int:
        """How many there are."""
        return self.yes_or_no + self.shortfalls

    def sums(
        self,
        rows: int,
        *coefficients: tuple[Positions | Whole, Positions | Whole, Whole | int],
    ) -> coo_array:
        """Lay out coefficients: to which sum, of which variable, how much."""
        row, column, value = (
            np.concatenate(part)
            for part in zip(*(np.broadcast_arrays(*one) for one in coefficients), strict=True)
        )
        return coo_array((value.astype(np.float64), (row, column)), shape=(rows, self.all))


def limits(
    choices: BedChoices, parties: PartyChoices, rules: SideRules, variables: Variables
) -> LinearConstraint:
    """Write down all that a way of giving out the beds must keep."""
    of_authority = [
        parties.summed((rules.authority[choices.child] == authority).astype(np.int64))
        for authority in range(len(rules.authority_beds))
    ]
    every = [
        _one_home_a_party(parties, variables),
        _beds_of_homes(choices, parties, variables),
        _never_together(parties, rules, variables),
        _one_youngest_age(choices, variables),
        _years_apart(parties, rules, variables),
        _shares(of_authority, rules, variables),
    ]
    if variables.shortfalls:
        every.append(_fall_short(choices, of_authority, rules, variables))
    return LinearConstraint(
        vstack([one.rows for one in every], format="csc"),
        ub=np.concatenate([one.most for one in every]).astype(np.float64),
    )


def _one_home_a_party(parties: PartyChoices, variables: Variables) -> _Limits:
    every = np.arange(variables.pairs)
    rows = variables.sums(parties.parties, (parties.party, every, 1))
    return _Limits(rows, np.ones(parties.parties, dtype=np.int64))


def _beds_of_homes(choices: BedChoices, parties: PartyChoices, variables: Variables) -> _Limits:
    """A child who fills the home takes all of its beds."""
    every = np.arange(variables.pairs)
    rows = variables.sums(len(choices.beds), (parties.home, every, parties.beds_taken))
    return _Limits(rows, np.minimum(choices.beds, choices.children))


def _never_together(parties: PartyChoices, rules: SideRules, variables: Variables) -> _Limits:
    one_of: list[Positions] = []
    other_of: list[Positions] = []
    for one, other in np.unique(parties.party_of_child[rules.never_together], axis=0):
        ones = np.flatnonzero(parties.party == one)
        others = np.flatnonzero(parties.party == other)
        _, at_one, at_other = np.intersect1d(
            parties.home[ones], parties.home[others], assume_unique=True, return_indices=True
        )
        one_of.append(ones[at_one])
        other_of.append(others[at_other])
    both = [np.concatenate([np.empty(0, dtype=np.intp), *part]) for part in (one_of, other_of)]
    row = np.arange(len(both[0]))
    rows = variables.sums(len(row), (row, both[0], 1), (row, both[1], 1))
    return _Limits(rows, np.ones(len(row), dtype=np.int64))


def _one_youngest_age(choices: BedChoices, variables: Variables) -> _Limits:
    homes = len(choices.beds)
    column = variables.pairs + np.arange(len(variables.ages_home))
    rows = variables.sums(homes, (variables.ages_home, column, 1))
    return _Limits(rows, np.ones(homes, dtype=np.int64))


def _years_apart(parties: PartyChoices, rules: SideRules, variables: Variables) -> _Limits:
    """
    Give a pair only under a youngest age from which it lies few enough years apart.

    So many inequalities as pairs: comparing each two children of a home would take many
    more, and bound the solver less.
    """
    most = rules.most_years_apart[parties.home]
    pair = np.flatnonzero(most < ANY_YEARS_APART)
    youngest = parties.youngest[parties.party[pair]]
    earliest = parties.oldest[parties.party[pair]] - most[pair]
    allows = (
        (parties.home[pair][:, None] == variables.ages_home)
        & (earliest[:, None] <= variables.ages_youngest)
        & (variables.ages_youngest <= youngest[:, None])
    )
    row, age = np.nonzero(allows)
    rows = variables.sums(
        len(pair), (np.arange(len(pair)), pair, 1), (row, variables.pairs + age, -1)
    )
    return _Limits(rows, np.zeros(len(pair), dtype=np.int64))


def _shares(of_authority: list[Whole], rules: SideRules, variables: Variables) -> _Limits:
    every = np.arange(variables.pairs)
    rows = variables.sums(
        len(of_authority),
        (every[:0], every[:0], 1),
        *(
            (np.full_like(every, authority), every, children)
            for authority, children in enumerate(of_authority)
        ),
    )
    return _Limits(rows, rules.authority_beds)


def _fall_short(
    choices: BedChoices, of_authority: list[Whole], rules: SideRules, variables: Variables
) -> _Limits:
    """
    Hold each shortfall at no less than the fair number less the beds filled.

    In beds times children, as `fair_shortfall` has it.
    """
    authorities = np.arange(len(of_authority))
    every = np.arange(variables.pairs)
    children = np.bincount(rules.authority, minlength=len(authorities))
    rows = variables.sums(
        len(authorities),
        (authorities, variables.yes_or_no + authorities, -1),
        *(
            (np.full_like(every, authority), every, -choices.children * filled)
            for authority, filled in enumerate(of_authority)
        ),
    )
    return _Limits(rows, -sum(choices.beds.tolist()) * children)
