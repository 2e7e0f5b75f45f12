"""Rules between children that no network of children and homes can hold."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.domain.nomination import Nomination, Rule
from lib.scenario.bed_choices import BedChoices, TrueOrFalse, Whole
from lib.scenario.way import NO_HOME, Way

NO_FAMILY: Final = -1
ANY_YEARS_APART: Final = 1_000


@dataclass(frozen=True, kw_only=True, eq=False)
class SideRules:
    """
    What a way of giving out the beds must keep, beside beds and choices.

    Children and homes have the numbers of `BedChoices`; authorities are numbered from 0.

    Parameters
    ----------
    family
        For each child the number of its siblings' group; -1 for none. All children of a
        group have a bed in one home, or none of them has a bed.
    is_solo
        For each child, whether it fills its home: no other child has a bed there.
    never_together
        Two columns: children who never have beds in one home.
    age_years
        For each child.
    most_years_apart
        For each home, between its youngest and oldest child; `ANY_YEARS_APART` for any.
    authority
        For each child the number of the responsible authority.
    authority_beds
        For each authority the most children who may have a bed.
    is_fair
        Whether each authority should come as near as can be to its fair number: all beds
        times its share of the children. An aim, not a rule that can be broken.
    """

    family: Whole
    is_solo: TrueOrFalse
    never_together: Whole
    age_years: Whole
    most_years_apart: Whole
    authority: Whole
    authority_beds: Whole
    is_fair: bool

    def broken_by(self, way: Way) -> tuple[str, ...]:
        """Name the rules that a way does not keep, looking at each child and home."""
        home = way.home_of_child
        has_bed = home != NO_HOME
        said = []
        if any(
            len(np.unique(home[self.family == family])) > 1
            for family in np.unique(self.family[self.family != NO_FAMILY])
        ):
            said.append("siblings together")
        filled = np.bincount(home[has_bed], minlength=len(self.most_years_apart))
        if (filled[home[has_bed & self.is_solo]] > 1).any():
            said.append("solo placements")
        one, other = self.never_together.T
        if ((home[one] == home[other]) & has_bed[one]).any():
            said.append("children who are never placed together")
        if any(
            np.ptp(self.age_years[home == number]) > most
            for number, most in enumerate(self.most_years_apart)
            if filled[number]
        ):
            said.append("ages in one home")
        of_authority = np.bincount(self.authority[has_bed], minlength=len(self.authority_beds))
        if (of_authority > self.authority_beds).any():
            said.append("the authorities' shares")
        return tuple(said)


def side_rules(candidates: pd.DataFrame, homes: pd.DataFrame, nomination: Nomination) -> SideRules:
    """
    Read the rules from the children's needs, the homes and the contract.

    Parameters
    ----------
    candidates
        As in ``lib.schemas.placements.MEASURED``; a child's number is the position. Rules
        bind candidates alone: a sibling who stays where they are binds nobody.
    homes
        As `lib.scenario.homes.locate_homes` gives them.
    """
    codes, authority = np.unique(
        candidates["authority_code"].to_numpy(dtype=object), return_inverse=True
    )
    most = np.full(len(codes), len(candidates), dtype=np.int64)
    if nomination.rule is Rule.SHARES:
        shares = nomination.beds(int(homes["beds"].sum()))
        most = np.array([shares.get(code, 0) for code in codes], dtype=np.int64)
    return SideRules(
        family=candidates["sibling_group"].fillna(NO_FAMILY).to_numpy(dtype=np.int64),
        is_solo=candidates["is_solo"].to_numpy(dtype=np.bool_),
        never_together=never_together(candidates),
        age_years=candidates["age_years"].fillna(0).to_numpy(dtype=np.int64),
        most_years_apart=homes["most_years_apart"].fillna(ANY_YEARS_APART).to_numpy(dtype=np.int64),
        authority=authority.astype(np.int64),
        authority_beds=most,
        is_fair=nomination.rule is Rule.FAIR,
    )


def never_together(candidates: pd.DataFrame) -> Whole:
    """Pair the candidates of whom either is not to live with the other; two columns."""
    position = {key: number for number, key in enumerate(candidates["child_key"].tolist())}
    pairs = {
        (min(number, position[key]), max(number, position[key]))
        for number, keys in enumerate(candidates["not_with"])
        for key in keys
        if key in position
    }
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def fair_shortfall(rules: SideRules, choices: BedChoices, home_of_child: Whole) -> int:
    """
    Add up by how many beds authorities fall short of their fair numbers.

    Returns
    -------
    int
        In beds times children, so that it is whole: an authority with a third of the
        children has a third of the beds as its fair number.
    """
    beds = sum(choices.beds.tolist())
    authorities = len(rules.authority_beds)
    children = np.bincount(rules.authority, minlength=authorities).tolist()
    filled = np.bincount(rules.authority[home_of_child != NO_HOME], minlength=authorities).tolist()
    return sum(
        max(0, beds * all_of_it - choices.children * with_bed)
        for all_of_it, with_bed in zip(children, filled, strict=True)
    )
