"""The published measures of looked-after children, 2015 on: how each is found, and its words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EVERYBODY: Final = "looked_after_n"


class Unit(StrEnum):
    """What a figure is, so how it is written."""

    PERCENT = "%"
    PER_10_000 = "per 10,000"
    CHILDREN = "children"
    POUNDS = "£"


@dataclass(frozen=True, kw_only=True)
class Break:
    """Where a series begins anew: not comparable with the years before, or not there before."""

    year: int
    mark: str
    """A few words on the chart."""
    why: str
    is_new_definition: bool = False
    """Then no line runs over it."""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The published percentage of another definition, up to its last year."""

    until: int
    figure: str


@dataclass(frozen=True, kw_only=True)
class TrendMeasure:
    """
    One measure.

    ``figure`` is published as such; where it is not, it is ``part`` of all looked-after children.
    ``part`` alone can be summed over authorities. ``unknown`` counts those among all of whom nobody
    knows whether they are of ``part``: boroughs are ranked by the share of the others. ``says``
    follows the name of an area and a
    colon and holds ``{figure}`` and, for a share, its count as ``{of}``; ``together`` is the same
    of several authorities. ``why_no_sum`` is said where authorities cannot be put together.
    """

    name: str
    unit: Unit
    figure: str
    says: str
    together: str
    definition: str
    part: str = ""
    unknown: str = ""
    earlier: Earlier | None = None
    breaks: tuple[Break, ...] = ()
    why_no_sum: str = ""

    @property
    def has_common_scale(self) -> bool:
        """Whether a borough and England can stand on one axis."""
        return self.unit is not Unit.CHILDREN


_OF_ALL: Final = (
    "A share of all looked-after children on 31 March; children whose distance is not known are "
    "among them."
)
_UNKNOWN_BEFORE_2020: Final = Break(
    year=2020,
    mark="boroughs from 2020",
    why="By authority the number is published from 2020 on, for England from 2018 on.",
)

TREND_MEASURES: Final[tuple[TrendMeasure, ...]] = (
    TrendMeasure(
        name="Inside the authority",
        unit=Unit.PERCENT,
        figure="inside_la_pct",
        part="inside_la_n",
        says="{figure} of its children{of} live inside the borough",
        together="{figure} of their children{of} live inside their own borough",
        definition=(
            "Looked-after children placed inside the boundary of the authority that looks after "
            "them, as a share of all looked-after children on 31 March. Before 2020 the share is "
            "worked out from the two published numbers."
        ),
    ),
    TrendMeasure(
        name="More than 20 miles from home",
        unit=Unit.PERCENT,
        figure="over20_pct",
        part="over20_n",
        unknown="distance_unknown_n",
        says="{figure} of its children{of} are known to live more than 20 miles from home",
        together="{figure} of their children{of} are known to live more than 20 miles from home",
        earlier=Earlier(until=2017, figure="over20_outside_la_pct"),
        breaks=(
            Break(
                year=2018,
                mark="new definition",
                is_new_definition=True,
                why=(
                    "Up to 2017: more than 20 miles from home and outside the authority. From "
                    "2018 on: more than 20 miles from home, wherever. The two are never joined."
                ),
            ),
        ),
        definition=(
            "Straight line from the child's own address to the placement, over 20 miles. "
            f"{_OF_ALL} In 2018 and 2019 an authority's share is worked out from the two "
            "published numbers."
        ),
    ),
    TrendMeasure(
        name="Distance not known",
        unit=Unit.PERCENT,
        figure="distance_unknown_pct",
        part="distance_unknown_n",
        says="for {figure} of its children{of} the distance from home is not known",
        together="for {figure} of their children{of} the distance from home is not known",
        breaks=(_UNKNOWN_BEFORE_2020,),
        definition=(
            "Looked-after children whose distance from home was not known or not recorded: mostly "
            "unaccompanied children, who have no address here, and some placed for adoption."
        ),
    ),
    TrendMeasure(
        name="Children looked after, per 10,000",
        unit=Unit.PER_10_000,
        figure="looked_after_rate_per_10000",
        says="{figure} of every 10,000 children are looked after",
        together="{figure} of every 10,000 children are looked after",
        breaks=(
            Break(
                year=2018,
                mark="rates from 2018",
                why="Rates before 2018 are not among the figures held here.",
            ),
        ),
        why_no_sum=(
            "no rate is published for the authorities together, and none is worked out: the "
            "number of children who live there is not among these figures"
        ),
        definition=(
            "Children looked after on 31 March for every 10,000 children aged under 18 who live "
            "in the area."
        ),
    ),
    TrendMeasure(
        name="Children looked after, number",
        unit=Unit.CHILDREN,
        figure=EVERYBODY,
        part=EVERYBODY,
        says="{figure} children are looked after",
        together="{figure} children are looked after",
        definition=(
            "Children looked after on 31 March, short breaks left out, unaccompanied children "
            "included."
        ),
    ),
    TrendMeasure(
        name="In secure and children's homes",
        unit=Unit.PERCENT,
        figure="pl_secure_and_childrens_home_pct",
        part="pl_secure_and_childrens_home_n",
        says="{figure} of its children{of} live in secure and children's homes",
        together="{figure} of their children{of} live in secure and children's homes",
        breaks=(
            Break(
                year=2020,
                mark="starts in 2020",
                why=(
                    "The series starts in 2020: until 2019 the published group also held hostels "
                    "and other semi-independent placements, so the two cannot be joined."
                ),
            ),
        ),
        definition=(
            "Children placed in secure homes and children's homes (codes K1 and K2), as a share "
            "of all looked-after children on 31 March."
        ),
    ),
    TrendMeasure(
        name="Unaccompanied children",
        unit=Unit.PERCENT,
        figure="uasc_pct",
        part="uasc_n",
        says="{figure} of its children{of} are unaccompanied asylum-seeking children",
        together="{figure} of their children{of} are unaccompanied asylum-seeking children",
        definition=(
            "Unaccompanied asylum-seeking children (UASC) as a share of all looked-after children "
            "on 31 March. Before 2020 the share is worked out from the two published numbers."
        ),
    ),
    TrendMeasure(
        name="Weekly cost of residential care",
        unit=Unit.POUNDS,
        figure="residential_care",
        says="a week of residential care costs {figure}",
        together="a week of residential care costs {figure}",
        why_no_sum=(
            "no cost is published for the authorities together, and none is worked out: the weeks "
            "that each cost was divided by are not among these figures"
        ),
        definition=(
            "Outturn for one child and week in the prices of each year (not adjusted for "
            "inflation), rounded to £5: secure homes, children's homes, residential care homes "
            "and residential schools together. A year is a financial year: 2024-25 stands at 2025."
        ),
    ),
)
"""In the order of the control; the first is shown unasked."""

TREND_NAMES: Final = tuple(measure.name for measure in TREND_MEASURES)


def trend_measure(name: str) -> TrendMeasure:
    """Give the measure of a name in the control; the first for any other."""
    return next((one for one in TREND_MEASURES if one.name == name), TREND_MEASURES[0])
