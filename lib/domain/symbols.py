"""What stands in an exported file where there is no figure."""

from enum import StrEnum


class Symbol(StrEnum):
    """
    The codes of the Department's published tables, as far as a figure of ours can need them.

    ``u`` (low reliability) is none of them: no figure is called unreliable here, it is given
    with its lowest and highest.
    """

    HIDDEN = "c"
    """Withheld, so that nobody is told of a few children."""

    ROUNDS_TO_ZERO = "k"
    """A percentage that is more than zero."""

    NOT_AVAILABLE = "x"
    """Not known."""

    NOT_APPLICABLE = "z"
    """A percentage or a median of nobody."""
