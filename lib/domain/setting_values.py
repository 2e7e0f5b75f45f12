"""How the values of a contract's settings are read from a file or a text, and written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, Generic, TypeAlias, TypeVar

from lib.domain.ranges import Range
from lib.units import PENCE_PER_POUND

NOT_SET: Final = "from returns"
"""What stands in a file or an address for a value that the returns decide."""

Toml: TypeAlias = str | int | float | date | list[float]
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class Between:
    """Reads numbers between two ends, and says which: a page shows them beside its field."""

    least: float
    most: float
    read: Callable[[object], Any]

    def __call__(self, found: object) -> Any:  # noqa: ANN401 (a number or a range of them)
        """Read what a file or a text holds."""
        return self.read(found)


def whole(least: int, most: int) -> Between:
    """Read a whole number between two others."""

    def read(found: object) -> int:
        number = _decimal(found)
        # the ends first: to write 1e99999999 out as a whole number would take for ever
        if not least <= number <= most or number != int(number):
            message = f"{found!r}: a whole number from {least:,} to {most:,} is wanted"
            raise ValueError(message)
        return int(number)

    return Between(least=least, most=most, read=read)


def within(least: float, most: float) -> Between:
    """Read a number between two others."""

    def read(found: object) -> float:
        number = float(_decimal(found))
        if not least <= number <= most:
            message = f"{found!r}: a number from {least:g} to {most:g} is wanted"
            raise ValueError(message)
        return number

    return Between(least=least, most=most, read=read)


share: Final = within(0, 1)
"""Reads a share."""


def range_within(least: float, most: float) -> Between:
    """Read a range that lies between two numbers."""

    def read(found: object) -> Range:
        wanted = Range.read(found)
        if not least <= wanted.low <= wanted.high <= most:
            message = f"{wanted.as_text()}: numbers from {least:g} to {most:g} are wanted"
            raise ValueError(message)
        return wanted

    return Between(least=least, most=most, read=read)


def _range_of_pounds(least: float, most: float) -> Between:
    pounds = range_within(least, most)

    def read(found: object) -> Range:
        in_pounds: Range = pounds(found)
        return in_pounds.scaled(lambda value: float(Decimal(str(value)) * PENCE_PER_POUND))

    return replace(pounds, read=read)


range_of_pounds: Final = _range_of_pounds(100, 50_000)
"""Reads a range of pounds a week as one of pence: what a placement of one child may cost."""


def weeks(found: object) -> Decimal:
    """Read 52 or 52.18."""
    weeks = _decimal(found)
    if weeks not in (Decimal(52), Decimal("52.18")):
        message = f"{found!r}: 52 or 52.18 is wanted, the weeks that are paid in a year"
        raise ValueError(message)
    return weeks


def pence(most: int) -> Between:
    """Read pounds, from none to so many, as whole pence."""

    def read(found: object) -> int:
        pounds = _decimal(found)
        if not 0 <= pounds <= most:
            message = f"{found!r}: pounds from 0 to {most:,} are wanted"
            raise ValueError(message)
        return int(pounds * PENCE_PER_POUND)

    return Between(least=0, most=most, read=read)


def day_within(first: date, last: date) -> Callable[[object], date]:
    """Read a date, such as 2019-04-01, between two others."""

    def read(found: object) -> date:
        wanted = _day(found)
        if not first <= wanted <= last:
            message = f"{wanted}: a date from {first} to {last} is wanted"
            raise ValueError(message)
        return wanted

    return read


def _day(found: object) -> date:
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError as error:
        message = f"{found!r}: a date such as 2019-04-01 is wanted"
        raise ValueError(message) from error


@dataclass(frozen=True)
class OneOf(Generic[Choice]):
    """Reads one of a few words, and says which: the command line lists them."""

    kind: type[Choice]

    @property
    def words(self) -> tuple[str, ...]:
        """Give them in the order in which they are told."""
        return tuple(map(str, self.kind))

    def __call__(self, found: object) -> Choice:
        """Read what a file or a text holds."""
        try:
            return self.kind(str(found))
        except ValueError as error:
            message = f"{found!r}: one of {', '.join(self.words)} is wanted"
            raise ValueError(message) from error


def or_not_set(read: Callable[[object], Any]) -> Callable[[object], Any]:
    """Read a value, or None where the returns decide."""

    def read_or_not(found: object) -> Any:  # noqa: ANN401 (whatever is read otherwise)
        return None if found == NOT_SET else read(found)

    return replace(read, read=read_or_not) if isinstance(read, Between) else read_or_not


def write_or_not_set(write: Callable[[Any], Toml]) -> Callable[[Any], Toml]:
    """Write a value, or that the returns decide."""
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


def write_range(value: Range) -> Toml:
    """Write a range."""
    return value.as_toml()


def write_pounds(value: Range) -> Toml:
    """Write a range of pence as one of pounds."""
    return value.scaled(lambda pence: pence / PENCE_PER_POUND).as_toml()


def write_pence(value: int) -> Toml:
    """Write pence as pounds."""
    return value // PENCE_PER_POUND if value % PENCE_PER_POUND == 0 else value / PENCE_PER_POUND


def write_weeks(value: Decimal) -> Toml:
    """Write 52 without a decimal point."""
    return int(value) if value == int(value) else float(value)


def as_it_is(value: Any) -> Toml:  # noqa: ANN401 (numbers, dates, enums that are texts)
    """Write what a file holds as it is."""
    return str(value) if isinstance(value, StrEnum) else value
