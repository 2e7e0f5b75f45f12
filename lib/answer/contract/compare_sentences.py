"""What a comparison of contracts says, from released figures alone."""

from collections.abc import Callable, Sequence

from lib.answer.contract.sentences import in_a_hundred, pounds
from lib.answer.contract.tables import QUANTILES
from lib.answer.contract.terms import full_year, taken_otherwise
from lib.answer.wording import listed
from lib.disclosure.released import Released
from lib.domain.contract import Contract

_MOST_RUNS = 0.5


def title(table: Released) -> str:
    """Say which contract saves most, if one does in more than half of the runs."""
    rows = list(table.table.index)
    if len(rows) == 1:
        return "Nothing is set beside it"
    if table.is_hidden(0, "chance_of_most"):
        return "Which contract saves most is hidden"
    chances = {row: table.number(row, "chance_of_most") or 0.0 for row in rows}
    best = max(rows, key=lambda row: chances[row])
    if all(_more(table, row, "saving_pounds") == (0, 0, 0) for row in rows[1:]):
        return "They save about as much in at least 8 of 10 runs"
    if chances[best] <= _MOST_RUNS:
        none = "No contract saves most in more than half of the runs"
        often = f"{_name(table, best)} does most often, in {in_a_hundred(chances[best])}"
        return f"{none}; {often}" if chances[best] else none
    middle = table.number(best, "saving_pounds_p50") or 0.0
    verb, most, more = ("loses", "least", "less") if middle < 0 else ("saves", "most", "more")
    in_runs = "every run" if chances[best] == 1 else f"{in_a_hundred(chances[best])} runs"
    if len(rows) == 2:  # noqa: PLR2004 (one against the other)
        (other,) = (row for row in rows if row != best)
        most = f"{more} than {_name(table, other)}"
    return f"{_name(table, best)} {verb} {most} in {in_runs}"


def differences(table: Released, contracts: Sequence[Contract]) -> tuple[str, ...]:
    """Set each contract against the first: in the full year, and over the term."""
    return tuple(_against_the_first(table, row, contracts) for row in range(1, len(contracts)))


def notes(names: Sequence[str], contracts: Sequence[Contract]) -> tuple[str, ...]:
    """Say what is not alike, so that a difference is not only what is paid for."""
    years = {name: full_year(one) for name, one in zip(names, contracts, strict=True)}
    said = []
    if len(set(years.values())) > 1:
        each = listed([f"{months} of “{name}”" for name, months in years.items()])
        said.append(f"Their full years are not the same months of the contract: {each}.")
    if len({one.money.term_years for one in contracts}) > 1:
        said.append(
            "Their terms are not equally long. What is saved over terms of different lengths is "
            "not like for like, so a year of each term, on average, is compared instead."
        )
    otherwise = taken_otherwise(contracts)
    if otherwise:
        said.append(
            f"They also take other values for: {'; '.join(otherwise)}. A part of the difference "
            "comes from that."
        )
    return tuple(said)


def more_or_less(
    found: tuple[float, float, float],
    *,
    write: Callable[[float], str] = pounds,
    less: str = "less",
) -> tuple[str, str]:
    """
    Write a difference, and its range, in the direction of the middle run.

    Parameters
    ----------
    write
        Takes an amount of zero or more.
    less
        Less money, fewer children.

    Returns
    -------
    tuple[str, str]
        "£40,000 more" and "£20,000 to £60,000 more", or "between £10,000 less and £90,000
        more"; the second is empty where there is no range, the first "the same" where the
        middle run has no difference.
    """
    low, middle, high = found
    said = f"{write(abs(middle))} {'more' if middle > 0 else less}" if middle else "the same"
    if low == high:
        return said, ""
    if low < 0 < high:
        return said, f"between {write(-low)} {less} and {write(high)} more"
    least, most = sorted((abs(low), abs(high)))
    return said, f"{write(least)} to {write(most)} {'more' if high > 0 else less}"


def _against_the_first(table: Released, row: int, contracts: Sequence[Contract]) -> str:
    name, first = _name(table, row), _name(table, 0)
    found = _more(table, row, "saving_pounds")
    if found is None:
        return f"{table.text(row, 'name')}: hidden, because few children stand behind it."
    if found == (0, 0, 0):
        said = f"{name} saves about as much as {first} in a full year, in at least 8 of 10 runs."
    else:
        said = f"{name} {_differs(table, row, 'saving_pounds', first)}."
        said += _in_nearly_every_run(table, row)
    return f"{said}{_over_the_term(table, row, contracts)}"


def _over_the_term(table: Released, row: int, contracts: Sequence[Contract]) -> str:
    is_alike = contracts[row].money.term_years == contracts[0].money.term_years
    figure = "term_saving_pounds" if is_alike else "term_year_pounds"
    found = _more(table, row, figure)
    if found is None or found == (0, 0, 0):
        return ""
    when = (
        f"Over the term of {contracts[row].money.term_years} years it"
        if is_alike
        else "In a year of its term, on average, it"
    )
    return f" {when} {_differs(table, row, figure)}."


def _differs(table: Released, row: int, figure: str, first: str = "") -> str:
    """Saves more or less where it saves, costs less or more where it loses."""
    found = _more(table, row, figure) or (0.0, 0.0, 0.0)
    verb = "saves"
    if _is_loss(table, row, figure):
        verb, found = "costs", (-found[2], -found[1], -found[0])
    amount, between = more_or_less(found)
    in_runs = f" ({between} in 8 of 10 runs)" if between else ", in at least 8 of 10 runs"
    than = f" {'than' if found[1] else 'as'} {first} in a full year" if first else ""
    return f"typically {verb} {amount}{than}{in_runs}"


def _in_nearly_every_run(table: Released, row: int) -> str:
    low, _, high = _more(table, row, "saving_pounds") or (0.0, 0.0, 0.0)
    if low <= 0 <= high:
        return ""
    if _is_loss(table, row, "saving_pounds"):
        return f" In at least 9 of 10 runs it costs {'less' if low > 0 else 'more'}."
    return f" In at least 9 of 10 runs it saves {'more' if low > 0 else 'less'}."


def _is_loss(table: Released, row: int, figure: str) -> bool:
    return (table.number(row, f"{figure}_p50") or 0.0) < 0


def _name(table: Released, row: int) -> str:
    """Part a name from the sentence around it: it may have commas of its own."""
    return f"“{table.text(row, 'name')}”"


def _more(table: Released, row: int, figure: str) -> tuple[float, float, float] | None:
    low, middle, high = (table.number(row, f"{figure}_more_{key}") for key in QUANTILES)
    return None if low is None or middle is None or high is None else (low, middle, high)
