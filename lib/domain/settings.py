"""
The settings of a contract: one declaration each, for files, addresses, commands and pages.

Nothing about the contract that is not public is a constant. Each default here is an
assumption, and says why; a file, an option or a control sets another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias, TypeVar

from lib.domain.ranges import Range
from lib.domain.terms import EmptyBeds, FillsFirst

PENCE: Final = 100
NOT_SET: Final = "from returns"
"""What stands in a file or an address for a value that the returns decide."""

Toml: TypeAlias = str | int | float | date | list[float]
Part: TypeAlias = Literal["money", "use"]
Choice = TypeVar("Choice", bound=StrEnum)


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


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(found: object) -> int:
        number = _decimal(found)
        if number != int(number) or not least <= number <= most:
            message = f"{found!r}: a whole number from {least:,} to {most:,} is wanted"
            raise ValueError(message)
        return int(number)

    return read


def _share(found: object) -> float:
    return _within(0, 1)(found)


def _within(least: float, most: float) -> Callable[[object], float]:
    def read(found: object) -> float:
        number = float(_decimal(found))
        if not least <= number <= most:
            message = f"{found!r}: a number from {least:g} to {most:g} is wanted"
            raise ValueError(message)
        return number

    return read


def _range(least: float, most: float) -> Callable[[object], Range]:
    def read(found: object) -> Range:
        wanted = Range.read(found)
        if not least <= wanted.low <= wanted.high <= most:
            message = f"{wanted.as_text()}: numbers from {least:g} to {most:g} are wanted"
            raise ValueError(message)
        return wanted

    return read


def _range_of_pounds(found: object) -> Range:
    pounds = _range(0.01, 100_000)(found)
    return pounds.scaled(lambda value: float(Decimal(str(value)) * PENCE))


def _weeks(found: object) -> Decimal:
    weeks = _decimal(found)
    if weeks not in (Decimal(52), Decimal("52.18")):
        message = f"{found!r}: 52 or 52.18 is wanted, the weeks that are paid in a year"
        raise ValueError(message)
    return weeks


def _pence(found: object) -> int:
    pounds = _decimal(found)
    if not 0 <= pounds <= 1_000_000_000:  # noqa: PLR2004 (beyond every contract)
        message = f"{found!r}: pounds from 0 to 1,000,000,000 are wanted"
        raise ValueError(message)
    return int(pounds * PENCE)


def _date(found: object) -> date:
    if isinstance(found, date):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError as error:
        message = f"{found!r}: a date such as 2019-04-01 is wanted"
        raise ValueError(message) from error


def _one_of(kind: type[Choice]) -> Callable[[object], Choice]:
    def read(found: object) -> Choice:
        try:
            return kind(str(found))
        except ValueError as error:
            message = f"{found!r}: one of {', '.join(kind)} is wanted"
            raise ValueError(message) from error

    return read


def _or_not_set(read: Callable[[object], Any]) -> Callable[[object], Any]:
    return lambda found: None if found == NOT_SET else read(found)


def _write_or_not_set(write: Callable[[Any], Toml]) -> Callable[[Any], Toml]:
    return lambda value: NOT_SET if value is None else write(value)


def _decimal(found: object) -> Decimal:
    if isinstance(found, bool) or not isinstance(found, int | float | str | Decimal):
        message = f"{found!r}: a number is wanted"
        raise ValueError(message)  # noqa: TRY004 (the reader of the file gets one kind of error)
    try:
        number = Decimal(str(found).strip())
    except InvalidOperation as error:
        message = f"{found!r}: a number is wanted"
        raise ValueError(message) from error
    if not number.is_finite():
        message = f"{found!r}: a number is wanted"
        raise ValueError(message)
    return number


def _write_range(value: Range) -> Toml:
    return value.as_toml()


def _write_pounds(value: Range) -> Toml:
    return value.scaled(lambda pence: pence / PENCE).as_toml()


def _write_pence(value: int) -> Toml:
    return value // PENCE if value % PENCE == 0 else value / PENCE


def _write_weeks(value: Decimal) -> Toml:
    return int(value) if value == int(value) else float(value)


def _as_it_is(value: Any) -> Toml:  # noqa: ANN401 (numbers, dates, enums that are texts)
    return str(value) if isinstance(value, StrEnum) else value


_MINUTE: Final = "Barking and Dagenham Cabinet, minute of 13 November 2018"

_EVERY: Final = (
    Setting(
        key="weeks",
        part="money",
        attribute="weeks",
        label="Weeks paid in a year",
        read=_weeks,
        write=_write_weeks,
        default=52,
        why="Assumption: 52 weeks, with which £1.3 million fits 35 beds; a year of 365.25 days "
        "has 52.18. The minute does not say which.",
    ),
    Setting(
        key="discount",
        part="money",
        attribute="discount",
        label="Discount on the average weekly cost",
        read=_or_not_set(_range(0, 0.9)),
        write=_write_or_not_set(_write_range),
        default=[0.05, 0.2, 0.25],
        why="Assumption: most likely the 20% that the minute expects; between 5% and 25%, "
        "because no agreed price is public.",
    ),
    Setting(
        key="price",
        part="money",
        attribute="price_pence_per_bed_week",
        label="Price in pounds of a bed a week",
        read=_or_not_set(_range_of_pounds),
        write=_write_or_not_set(_write_pounds),
        default=NOT_SET,
        why="Assumption: the price follows from the discount. No price is public.",
    ),
    Setting(
        key="weekly_cost",
        part="money",
        attribute="weekly_cost_pence",
        label="Weekly cost in pounds of a child's other placement",
        read=_or_not_set(_range_of_pounds),
        write=_write_or_not_set(_write_pounds),
        default=NOT_SET,
        why="Assumption: each child would otherwise cost what the returns hold for the child. "
        "The minute does not say which average it took.",
    ),
    Setting(
        key="spot_change",
        part="money",
        attribute="spot_change",
        label="Change of weekly costs against the returns",
        read=_range(-0.5, 1),
        write=_write_range,
        default=[-0.05, 0, 0.1],
        why="Assumption: costs may be 5% lower or 10% higher once the contract runs.",
    ),
    Setting(
        key="empty_beds",
        part="money",
        attribute="empty_beds",
        label="Empty beds",
        read=_one_of(EmptyBeds),
        write=_as_it_is,
        default=EmptyBeds.ALL_PAID.value,
        why="Assumption: all beds are paid for, filled or not, as in a block contract. No public "
        "document says who pays for an empty bed.",
    ),
    Setting(
        key="guaranteed_share",
        part="money",
        attribute="guaranteed_share",
        label="Share of the beds that is guaranteed",
        read=_share,
        write=_as_it_is,
        default=0.5,
        why="Assumption: half, where a part is guaranteed. No public document says how much.",
    ),
    Setting(
        key="management",
        part="money",
        attribute="management_pence_per_year",
        label="Management in pounds a year",
        read=_pence,
        write=_write_pence,
        default=0,
        why="Assumption: nothing, because no figure is public. Whatever it costs comes off the "
        "saving: enter it.",
    ),
    Setting(
        key="transition",
        part="money",
        attribute="transition_pence",
        label="Setting up, in pounds, once",
        read=_pence,
        write=_write_pence,
        default=0,
        why="Assumption: nothing, because the Department's grant of £782,750 was for setting up. "
        "What it does not cover comes off the saving of the first month: enter it.",
    ),
    Setting(
        key="term_years",
        part="money",
        attribute="term_years",
        label="Term in years",
        read=_whole(1, 15),
        write=_as_it_is,
        default=7,
        why="Assumption: seven years, for each of which Havering's Cabinet item has funding "
        "decided. The term itself is not public.",
    ),
    Setting(
        key="spot_inflation",
        part="money",
        attribute="spot_inflation",
        label="Yearly rise of other placements' costs",
        read=_within(-0.1, 0.3),
        write=_as_it_is,
        default=0.0,
        why="Assumption: none, so that every year reads in the prices of the first.",
    ),
    Setting(
        key="block_inflation",
        part="money",
        attribute="block_inflation",
        label="Yearly rise of the block price",
        read=_within(-0.1, 0.3),
        write=_as_it_is,
        default=0.0,
        why="Assumption: none, so that every year reads in the prices of the first.",
    ),
    Setting(
        key="target",
        part="money",
        attribute="target_pence_per_year",
        label="Saving promised for a full year, in pounds",
        read=_pence,
        write=_write_pence,
        default=1_300_000,
        why=f"Over £1.3 million in a full year: {_MINUTE}",
        is_public=True,
    ),
    Setting(
        key="begins",
        part="use",
        attribute="begins",
        label="Begins on",
        read=_date,
        write=_as_it_is,
        default="2019-04-01",
        why="Assumption: the first financial year after the Cabinets agreed. No date is public.",
    ),
    Setting(
        key="months_between_openings",
        part="use",
        attribute="months_between_openings",
        label="Months between the opening of one home and the next",
        read=_whole(0, 24),
        write=_as_it_is,
        default=1,
        why="Assumption: a home a month. No public document says when homes open.",
    ),
    Setting(
        key="opening_delay_months",
        part="use",
        attribute="opening_delay_months",
        label="Delay of every opening, in months",
        read=_range(0, 60),
        write=_write_range,
        default=[0, 3, 12],
        why="Assumption: three months late, up to twelve. An earlier scheme of five North London "
        "boroughs had no unit open when it was evaluated in June 2016.",
    ),
    Setting(
        key="starts_a_year",
        part="use",
        attribute="starts_a_year",
        label="Placements of the contract's ages that begin in a year",
        read=_or_not_set(_range(0.1, 20_000)),
        write=_write_or_not_set(_write_range),
        default=NOT_SET,
        why="Assumption: as many as in the years that the returns cover.",
    ),
    Setting(
        key="stay_weeks",
        part="use",
        attribute="stay_weeks",
        label="How long a placement lasts, in weeks",
        read=_or_not_set(_range(0.5, 900)),
        write=_write_or_not_set(_write_range),
        default=NOT_SET,
        why="Assumption: as long as placements in the returns, those not yet ended allowed for.",
    ),
    Setting(
        key="offered_share",
        part="use",
        attribute="offered_share",
        label="Share of those placements offered a block bed",
        read=_range(0.01, 1),
        write=_write_range,
        default=[0.15, 0.25, 0.4],
        why="Assumption: one in four, between one in seven and two in five. No public document "
        "says how many children block homes accept; it decides most, so enter your own.",
    ),
    Setting(
        key="refill_gap_weeks",
        part="use",
        attribute="refill_gap_weeks",
        label="Weeks until a bed is filled again",
        read=_range(0, 52),
        write=_write_range,
        default=[1, 2, 5],
        why="Assumption: two weeks to match and prepare, between one and five.",
    ),
    Setting(
        key="local_anyway_share",
        part="use",
        attribute="local_anyway_share",
        label="Share who would have lived inside the footprint anyway",
        read=_or_not_set(_range(0, 1)),
        write=_write_or_not_set(_write_range),
        default=NOT_SET,
        why="Assumption: as large as the share of today's children who live inside.",
    ),
    Setting(
        key="occupancy",
        part="use",
        attribute="occupancy",
        label="Share of the beds that is filled",
        read=_or_not_set(_share),
        write=_write_or_not_set(_as_it_is),
        default=NOT_SET,
        why="Assumption: worked out from placements that begin and how long they last.",
    ),
    Setting(
        key="fills_first",
        part="use",
        attribute="fills_first",
        label="Of the beds that suit a child, first the",
        read=_one_of(FillsFirst),
        write=_as_it_is,
        default=FillsFirst.NEAREST.value,
        why="Assumption: the nearest to the child's own address.",
    ),
)

SETTINGS: Final[dict[str, Setting]] = {setting.key: setting for setting in _EVERY}
"""Money and time, by key: what may be changed in every view."""
