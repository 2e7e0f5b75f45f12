"""Beds given out, against spopt, integer programmes and greedy rules."""

import statistics
import time
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
import numpy.typing as npt
import pulp
from scipy.spatial import cKDTree
from spopt.locate import PMedian

from lib.answer.loaded import DEMO_RETURNS, load
from lib.domain.contract_toml import contract_from_toml
from lib.domain.nomination import Nomination, Rule
from lib.scenario.aims import AIMS, Aim
from lib.scenario.bed_choices import BedChoices, bed_choices
from lib.scenario.beds_given_out import give_out_among
from lib.scenario.eligibility import could_have_been_placed
from lib.scenario.homes import locate_homes
from lib.scenario.matching import Matching, give_out_beds
from lib.scenario.proof import prove_most_inside
from lib.scenario.ruled_matching import give_out_beds_by_rules
from lib.scenario.side_rules import SideRules, side_rules
from lib.sources.paths import GEODATA
from lib.units import METRES_PER_MILE_SSDA903
from tests.benchmarks.timing import Row, median_seconds, once
from tests.fixtures.bed_problems import best_by_integer_programmes

WITHIN_MILES = 20
NOT_POSSIBLE = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Country:
    """Invented towns, in which children come from some and homes stand in others."""

    children: int
    homes: int
    places: int
    towns: int
    side_metres: float
    town_metres: float
    share_taken: float

    def choices(self, seed: int) -> BedChoices:
        """Homes within 20 miles of the child's own address that take the child."""
        rng = np.random.Generator(np.random.PCG64(seed))
        middles = rng.random((self.towns, 2)) * self.side_metres
        children, homes = (
            middles[rng.choice(self.towns, many, p=rng.dirichlet(np.full(self.towns, 0.7)))]
            + rng.normal(0, self.town_metres, (many, 2))
            for many in (self.children, self.homes)
        )
        near = cKDTree(children).query_ball_point(homes, WITHIN_MILES * METRES_PER_MILE_SSDA903)
        home = np.repeat(np.arange(self.homes), [len(some) for some in near])
        child = np.concatenate([np.sort(np.array(some, dtype=np.int64)) for some in near])
        # a home takes some kinds of children of twelve, as by age and by girls or boys
        takes = rng.random((self.homes, 12)) < self.share_taken
        is_taken = takes[home, rng.integers(0, 12, self.children)[child]]
        home, child = home[is_taken], child[is_taken]
        metres = np.hypot(*(children[child] - homes[home]).T)
        tenths_today = np.rint(rng.gamma(2, 250, self.children)).astype(np.int64)
        pence = rng.integers(4_000, 20_000, self.children) * 50
        beds = 1 + rng.multinomial(self.places - self.homes, np.full(self.homes, 1 / self.homes))
        tenths_there = np.rint(metres / METRES_PER_MILE_SSDA903 * 10).astype(np.int64)
        return BedChoices(
            children=self.children,
            beds=beds.astype(np.int64),
            child=child,
            home=home,
            brings_inside=np.ones(len(child), dtype=np.int64),
            tenths_saved=tenths_today[child] - tenths_there,
            avoided_pence=pence[child],
        )


REGION = Country(
    children=2_500, homes=400, places=1_273, towns=30, side_metres=30_000, town_metres=5_000,
    share_taken=0.5,
)  # fmt: skip
ENGLAND = Country(
    children=10_000, homes=4_000, places=12_733, towns=60, side_metres=285_000,
    town_metres=10_000, share_taken=0.5,
)  # fmt: skip


def rows(today: date) -> list[Row]:
    """The contract on the demonstration; a region against spopt; England; what greedy loses."""
    return [*_demo(today), _region(), _england(), _greedy_on_small_cases()]


def _demo(today: date) -> list[Row]:
    demo = load(DEMO_RETURNS, today=today)
    text = (GEODATA / "contracts" / "nelcp.toml").read_text("utf-8")
    ages = (demo.footprint.age_min_years, demo.footprint.age_max_years)
    contract = contract_from_toml(text, ages=ages)
    homes = locate_homes(contract, postcodes=demo.postcodes, footprint=demo.footprint)
    measured = demo.measured.reset_index(drop=True)
    chosen = could_have_been_placed(measured, contract=contract, as_of=demo.returns.as_of)
    candidates = measured[chosen]
    choices = bed_choices(candidates, homes)
    action = partial(give_out_among, measured, chosen, homes=homes, nomination=contract.nomination)
    plan = action()
    found = [
        Row(
            what=f"{len(candidates)} children, {contract.beds} beds: match, cut and proof (demo)",
            seconds=median_seconds(action, repeats=9),
            peer="scipy milp, aim by aim, without proof",
            peer_seconds=median_seconds(lambda: best_by_integer_programmes(choices), repeats=3),
            target="50 ms",
            notes=_greedy_note("Demo", choices, plan.brought_inside, plan.matching.miles_saved),
        )
    ]
    for what, terms, nomination in (
        ("fair shares", {}, Nomination(rule=Rule.FAIR)),
        ("ages at most 2 years apart", {"most_years_apart": 2}, contract.nomination),
    ):
        altered = homes.assign(**terms)
        rules = side_rules(candidates, altered, nomination)
        found.append(_by_rules(f"the same with siblings and {what}", choices, rules))
    return found


def _by_rules(what: str, choices: BedChoices, rules: SideRules) -> Row:
    matching, seconds, memory_mb = once(lambda: give_out_beds_by_rules(choices, rules))
    gaps = ", ".join(f"{one.aim} {one.gap}" for one in matching.reached)
    return Row(
        what=f"{what} (milp)",
        seconds=seconds,
        peer="the same without rules, with proof",
        peer_seconds=median_seconds(lambda: give_out_beds(choices), repeats=5),
        memory_mb=memory_mb,
        notes=f"{what}: {matching.brought_inside} brought inside; gaps: {gaps}.",
    )


def _region() -> Row:
    choices = REGION.choices(seed=1)
    matching, seconds, memory_mb = once(lambda: _proved(choices))
    theirs, their_seconds, their_mb = once(lambda: _with_spopt(choices, matching))
    if theirs != round(matching.miles_saved * 10):
        message = f"spopt saves {theirs} tenths of a mile, and we {matching.miles_saved} miles."
        raise AssertionError(message)
    return Row(
        what=f"2,500 children, 400 homes, {len(choices.child):,} pairs: match, cut and proof",
        seconds=seconds,
        peer=f"spopt PMedian, CBC, handed the {matching.beds_filled:,} who get a bed",
        peer_seconds=their_seconds,
        memory_mb=memory_mb,
        target="2 s, 25 times faster",
        notes=(
            f"Region: {their_seconds / seconds:,.0f} times faster than spopt, which saves as many "
            f"miles and held {their_mb:,.0f} MB. It knows no child without a bed: it was handed "
            f"those who get one. "
            + _greedy_note("Region", choices, matching.brought_inside, matching.miles_saved)
        ),
    )


def _with_spopt(choices: BedChoices, matching: Matching) -> int:
    """Tenths of a mile saved by the children who have a bed, each home at most full."""
    served = np.flatnonzero(matching.home_of_child >= 0)
    number = np.full(choices.children, -1)
    number[served] = np.arange(len(served))
    is_served = number[choices.child] >= 0
    most = int(choices.tenths_saved.max())
    costs = np.full((len(served), len(choices.beds)), NOT_POSSIBLE)
    costs[number[choices.child[is_served]], choices.home[is_served]] = (
        most - choices.tenths_saved[is_served]
    )
    model = PMedian.from_cost_matrix(
        costs,
        np.ones(len(served), dtype=np.int64),
        len(choices.beds),
        predefined_facilities_arr=np.arange(len(choices.beds)),
        facility_capacities=choices.beds,
    )
    model.solve(pulp.PULP_CBC_CMD(msg=False), results=False)
    return most * len(served) - round(model.problem.objective.value())


def _england() -> Row:
    choices = ENGLAND.choices(seed=1)
    matching, seconds, memory_mb = once(lambda: _proved(choices, aims=AIMS[:2]))
    _, with_cost_seconds, _ = once(lambda: _proved(choices))
    (inside, _), greedy_seconds, _ = once(lambda: _best_pair_first(choices))
    return Row(
        what=f"10,000 children, 4,000 homes, {len(choices.child):,} pairs: match, cut and proof",
        seconds=seconds,
        peer="best pair first, in plain Python",
        peer_seconds=greedy_seconds,
        memory_mb=memory_mb,
        target="10 s, 500 MB",
        notes=(
            f"England: {matching.brought_inside:,} brought inside, by two aims; with the avoided "
            f"cost, in steps of 50p, {with_cost_seconds:.1f} s. Best pair first brings "
            f"{matching.brought_inside - inside:,} fewer inside."
        ),
    )


def _proved(choices: BedChoices, *, aims: tuple[Aim, ...] = AIMS) -> Matching:
    """Give out the beds, which checks the prices, and hold the cut against them."""
    matching = give_out_beds(choices, aims=aims)
    if prove_most_inside(choices).brought_inside != matching.brought_inside:
        message = "The cut and the matching disagree."
        raise AssertionError(message)
    return matching


def _greedy_on_small_cases() -> Row:
    """45 children for 35 beds, two hundred times."""
    small = replace(
        REGION, children=45, homes=10, places=35, towns=8, side_metres=15_000, share_taken=0.35
    )
    cases = [small.choices(seed) for seed in range(200)]
    started = time.perf_counter()
    best = [give_out_beds(choices).brought_inside for choices in cases]
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    nearest = [_first_come_nearest(choices, seed)[0] for seed, choices in enumerate(cases)]
    nearest_seconds = time.perf_counter() - started
    pair = [_best_pair_first(choices)[0] for choices in cases]
    return Row(
        what="200 small cases, 45 children for 35 beds",
        seconds=seconds,
        peer="first come, nearest bed",
        peer_seconds=nearest_seconds,
        notes=(
            f"What greedy loses, 200 cases: {statistics.mean(best):.1f} brought inside at best, "
            f"{statistics.mean(nearest):.1f} by first come, nearest bed (of 20 cases the worst "
            f"loses {_worst_of_twenty(best, nearest):.0%}), {statistics.mean(pair):.1f} by best "
            f"pair first ({_worst_of_twenty(best, pair):.0%})."
        ),
    )


def _worst_of_twenty(best: list[int], found: list[int]) -> float:
    """Share lost that one case in twenty passes."""
    lost = [1 - one / most for one, most in zip(found, best, strict=True) if most]
    return float(np.quantile(lost, 0.95))


def _greedy_note(what: str, choices: BedChoices, inside: int, miles: float) -> str:
    """Tell what greedy loses in one case."""
    came = [_first_come_nearest(choices, seed) for seed in range(50)]
    first_inside, first_tenths = (statistics.median(one[n] for one in came) for n in (0, 1))
    pair_inside, pair_tenths = _best_pair_first(choices)
    return (
        f"{what}, greedy: {inside:,} inside and {miles:,.0f} miles saved at best; first come, "
        f"nearest bed {first_inside:,.0f} and {first_tenths / 10:,.0f} (median of 50 orders); best "
        f"pair first {pair_inside:,} and {pair_tenths / 10:,.0f}."
    )


def _first_come_nearest(choices: BedChoices, seed: int) -> tuple[int, int]:
    """Children come in any order, and each takes the nearest bed that is free."""
    order = np.random.Generator(np.random.PCG64(seed)).permutation(choices.children)
    turn = np.empty(choices.children, dtype=np.int64)
    turn[order] = np.arange(choices.children)
    return _given_in_turn(choices, np.lexsort((-choices.tenths_saved, turn[choices.child])))


def _best_pair_first(choices: BedChoices) -> tuple[int, int]:
    """The pair that gains most is given first."""
    return _given_in_turn(choices, np.lexsort((-choices.tenths_saved, -choices.brings_inside)))


def _given_in_turn(choices: BedChoices, turn: npt.NDArray[np.intp]) -> tuple[int, int]:
    """Children brought inside and tenths of a mile saved, pairs given while beds are free."""
    free, has_none = choices.beds.tolist(), [True] * choices.children
    inside = tenths = 0
    for child, home, brings_inside, saved in zip(
        choices.child[turn].tolist(),
        choices.home[turn].tolist(),
        choices.brings_inside[turn].tolist(),
        choices.tenths_saved[turn].tolist(),
        strict=True,
    ):
        if has_none[child] and free[home]:
            has_none[child] = False
            free[home] -= 1
            inside += brings_inside
            tenths += saved
    return inside, tenths
