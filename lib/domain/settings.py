"""
The settings of a contract: one declaration each, for files, addresses, commands and pages.

Nothing about the contract that is not public is a constant. Each default here is an
assumption, and says why; a file, an option or a control sets another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from lib.domain import setting_values as values
from lib.domain.setting_values import NOT_SET, Toml
from lib.domain.terms import EmptyBeds, FillsFirst

Part: TypeAlias = Literal["money", "use"]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """
    One setting.

    Parameters
    ----------
    key
        In files, in addresses and on the command line.
    part, attribute
        Where `lib.domain.contract.Contract` holds the value.
    label
        What a person reads; the unit is in it.
    read
        Takes what a file or a text holds, raises ValueError with what is wanted.
    write
        The reverse of ``read``.
    default
        As a file would hold it.
    why
        Why the default was taken, or where it is published.
    is_public
        Whether ``why`` is a source.
    is_share
        Whether a person reads it in per cent.
    """

    key: str
    part: Part
    attribute: str
    label: str
    read: Callable[[object], Any]
    write: Callable[[Any], Toml]
    default: Toml
    why: str
    is_public: bool = False
    is_share: bool = False


_MINUTE: Final = "Barking and Dagenham Cabinet, minute of 13 November 2018"

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2050, 12, 31)
"""Between which a contract may begin."""

_EVERY: Final = (
    Setting(
        key="weeks",
        part="money",
        attribute="weeks",
        label="Weeks paid in a year",
        read=values.weeks,
        write=values.write_weeks,
        default=52,
        why="Assumption: 52 weeks, with which £1.3 million fits 35 beds; a year of 365.25 days "
        "has 52.18. The minute does not say which.",
    ),
    Setting(
        key="discount",
        part="money",
        attribute="discount",
        label="Discount on the average weekly cost",
        is_share=True,
        read=values.or_not_set(values.range_within(0, 0.9)),
        write=values.write_or_not_set(values.write_range),
        default=[0.05, 0.2, 0.25],
        why="Assumption: most likely the 20% that the minute expects; between 5% and 25%, "
        "because no agreed price is public.",
    ),
    Setting(
        key="price",
        part="money",
        attribute="price_pence_per_bed_week",
        label="Price in pounds of a bed a week",
        read=values.or_not_set(values.range_of_pounds),
        write=values.write_or_not_set(values.write_pounds),
        default=NOT_SET,
        why="Assumption: the price follows from the discount. No price is public.",
    ),
    Setting(
        key="weekly_cost",
        part="money",
        attribute="weekly_cost_pence",
        label="Weekly cost in pounds of a child's other placement",
        read=values.or_not_set(values.range_of_pounds),
        write=values.write_or_not_set(values.write_pounds),
        default=NOT_SET,
        why="Assumption: each child would otherwise cost what the returns hold for the child. "
        "The minute does not say which average it took.",
    ),
    Setting(
        key="spot_change",
        part="money",
        attribute="spot_change",
        label="Change of weekly costs against the returns",
        is_share=True,
        read=values.range_within(-0.5, 1),
        write=values.write_range,
        default=[-0.05, 0, 0.1],
        why="Assumption: costs may be 5% lower or 10% higher once the contract runs.",
    ),
    Setting(
        key="empty_beds",
        part="money",
        attribute="empty_beds",
        label="Empty beds",
        read=values.OneOf(EmptyBeds),
        write=values.as_it_is,
        default=EmptyBeds.ALL_PAID.value,
        why="Assumption: all beds are paid for, filled or not, as in a block contract. No public "
        "document says who pays for an empty bed.",
    ),
    Setting(
        key="guaranteed_share",
        part="money",
        attribute="guaranteed_share",
        label="Share of the beds that is guaranteed",
        is_share=True,
        read=values.share,
        write=values.as_it_is,
        default=0.5,
        why="Assumption: half, where a part is guaranteed. No public document says how much.",
    ),
    Setting(
        key="management",
        part="money",
        attribute="management_pence_per_year",
        label="Management in pounds a year",
        read=values.pence(20_000_000),
        write=values.write_pence,
        default=0,
        why="Assumption: nothing, because no figure is public. Whatever it costs comes off the "
        "saving: enter it.",
    ),
    Setting(
        key="transition",
        part="money",
        attribute="transition_pence",
        label="Setting up, in pounds, once",
        read=values.pence(20_000_000),
        write=values.write_pence,
        default=0,
        why="Assumption: nothing, because the Department's grant of £782,750 was for setting up. "
        "What it does not cover comes off the saving of the first month: enter it.",
    ),
    Setting(
        key="term_years",
        part="money",
        attribute="term_years",
        label="Term in years",
        read=values.whole(1, 15),
        write=values.as_it_is,
        default=7,
        why="Assumption: seven years, for each of which Havering's Cabinet item has funding "
        "decided. The term itself is not public.",
    ),
    Setting(
        key="spot_inflation",
        part="money",
        attribute="spot_inflation",
        label="Yearly rise of other placements' costs",
        is_share=True,
        read=values.within(-0.1, 0.2),
        write=values.as_it_is,
        default=0.0,
        why="Assumption: none, so that every year reads in the prices of the first.",
    ),
    Setting(
        key="block_inflation",
        part="money",
        attribute="block_inflation",
        label="Yearly rise of the block price",
        is_share=True,
        read=values.within(-0.1, 0.2),
        write=values.as_it_is,
        default=0.0,
        why="Assumption: none, so that every year reads in the prices of the first.",
    ),
    Setting(
        key="target",
        part="money",
        attribute="target_pence_per_year",
        label="Saving promised for a full year, in pounds",
        read=values.pence(100_000_000),
        write=values.write_pence,
        default=1_300_000,
        why=f"Over £1.3 million in a full year: {_MINUTE}",
        is_public=True,
    ),
    Setting(
        key="begins",
        part="use",
        attribute="begins",
        label="Begins on",
        read=values.day_within(FIRST_DAY, LAST_DAY),
        write=values.as_it_is,
        default="2019-04-01",
        why="Assumption: the first financial year after the Cabinets agreed. No date is public.",
    ),
    Setting(
        key="months_between_openings",
        part="use",
        attribute="months_between_openings",
        label="Months between the opening of one home and the next",
        read=values.whole(0, 24),
        write=values.as_it_is,
        default=1,
        why="Assumption: a home a month. No public document says when homes open.",
    ),
    Setting(
        key="opening_delay_months",
        part="use",
        attribute="opening_delay_months",
        label="Delay of every opening, in months",
        read=values.range_within(0, 60),
        write=values.write_range,
        default=[0, 3, 12],
        why="Assumption: three months late, up to twelve. An earlier scheme of five North London "
        "boroughs had no unit open when it was evaluated in June 2016.",
    ),
    Setting(
        key="starts_a_year",
        part="use",
        attribute="starts_a_year",
        label="Placements of the contract's ages that begin in a year",
        read=values.or_not_set(values.range_within(0.1, 1_000)),
        write=values.write_or_not_set(values.write_range),
        default=NOT_SET,
        why="Assumption: as many as in the years that the returns cover.",
    ),
    Setting(
        key="stay_weeks",
        part="use",
        attribute="stay_weeks",
        label="How long a placement lasts, in weeks",
        read=values.or_not_set(values.range_within(0.5, 900)),
        write=values.write_or_not_set(values.write_range),
        default=NOT_SET,
        why="Assumption: as long as placements in the returns, those not yet ended allowed for.",
    ),
    Setting(
        key="offered_share",
        part="use",
        attribute="offered_share",
        label="Share of those placements offered a block bed",
        is_share=True,
        read=values.range_within(0.01, 1),
        write=values.write_range,
        default=[0.15, 0.25, 0.4],
        why="Assumption: one in four, between one in seven and two in five. No public document "
        "says how many children block homes accept; it decides most, so enter your own.",
    ),
    Setting(
        key="refill_gap_weeks",
        part="use",
        attribute="refill_gap_weeks",
        label="Weeks until a bed is filled again",
        read=values.range_within(0, 52),
        write=values.write_range,
        default=[1, 2, 5],
        why="Assumption: two weeks to match and prepare, between one and five.",
    ),
    Setting(
        key="local_anyway_share",
        part="use",
        attribute="local_anyway_share",
        label="Share who would have lived inside the footprint anyway",
        is_share=True,
        read=values.or_not_set(values.range_within(0, 1)),
        write=values.write_or_not_set(values.write_range),
        default=NOT_SET,
        why="Assumption: as large as the share of today's children who live inside.",
    ),
    Setting(
        key="occupancy",
        part="use",
        attribute="occupancy",
        label="Share of the beds that is filled",
        is_share=True,
        read=values.or_not_set(values.share),
        write=values.write_or_not_set(values.as_it_is),
        default=NOT_SET,
        why="Assumption: worked out from placements that begin and how long they last.",
    ),
    Setting(
        key="fills_first",
        part="use",
        attribute="fills_first",
        label="Of the beds that suit a child, first the",
        read=values.OneOf(FillsFirst),
        write=values.as_it_is,
        default=FillsFirst.NEAREST.value,
        why="Assumption: the nearest to the child's own address.",
    ),
)

SETTINGS: Final[dict[str, Setting]] = {setting.key: setting for setting in _EVERY}
"""Money and time, by key: what may be changed in every view."""

OTHER_PRICE: Final = {"discount": "price", "price": "discount"}
"""Each of the two says what a bed costs: to set one unsets the other."""
