"""A briefing: what is put before others, said once and drawn by every format alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError
from lib.exports.trace import Trace
from lib.links.asked import AUDIENCES
from lib.maps.still.still_map import StillMap

WHOSE: Final[Mapping[Audience, str]] = {
    Audience.OFFICERS: f"{AUDIENCES[Audience.OFFICERS]}, not for publication",
    Audience.SHARED: AUDIENCES[Audience.SHARED],
}
"""At the foot of every page: whose figures they are."""

LONGEST_TITLE: Final = 120
"""Characters of a title that somebody writes over ours: two lines on every page."""

LONGEST_NOTE: Final = 400
"""Characters of a note that somebody adds: four lines on a slide."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """
    One measure in words: ``35%``, and with the contract ``52%``.

    ``after`` is empty where there is none. ``said`` are the lines beneath, the count first.
    """

    label: str
    now: str
    after: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """
    Cells as they are read: numbers written out, hidden and not known in words.

    The first ``texts`` columns are texts, the others numbers. ``note`` explains the words that
    stand in place of numbers; it is empty where there are none.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    last_is_total: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """
    A chart of the screen, and its figures for a chart that can be edited.

    Parameters
    ----------
    subtitle
        What the drawn chart shows, and how it is read.
    editable_subtitle
        The same of the chart that can be edited, which has other bars and lines.
    drawn
        As a page shows it, in the light theme: a chart of Altair.
    alt
        What it says, in a sentence for those who do not see it.
    kind
        Of the chart that can be edited: ``bars`` lie, ``lines`` run over the categories.
    series
        By name; None where a figure is hidden or not known.
    number_format
        Of a spreadsheet, such as ``0%``.
    """

    title: str
    subtitle: str
    editable_subtitle: str
    alt: str
    drawn: Any
    kind: Literal["bars", "lines"]
    categories: tuple[str, ...]
    series: Mapping[str, tuple[float | None, ...]]
    number_format: str = "#,##0"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """
    What stands on one page, one slide, one picture.

    ``subtitle`` says what is measured, where and when. ``sentences`` give the answer, the
    most important first; ``notes`` are what a reader must know beside the figures. A sheet has
    a map or a chart, or neither.
    """

    title: str
    subtitle: str
    sentences: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    map: StillMap | None = None
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """
    Sheets, and what is true of all of them.

    Parameters
    ----------
    released
        Every table that anything in it is taken from, by the name of its file.
    marking
        What it has to say to whoever finds it; empty where it may be shared.
    definitions
        What the figures mean, one sentence each.
    trace
        What it was made from: enough to make it again.
    link
        A path and a query that open the same view in the app.

    Raises
    ------
    DisclosureError
        If a table has not been released, or for another audience.
    """

    title: str
    audience: Audience
    as_of: date
    marking: str
    sheets: tuple[Sheet, ...]
    definitions: tuple[str, ...]
    sources: tuple[str, ...]
    trace: Trace
    link: str
    released: Mapping[str, Released] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, table in self.released.items():
            if not isinstance(table, Released) or table.audience is not self.audience:
                message = (
                    f"A briefing for the audience {self.audience.value!r} was handed {name!r}, "
                    "which has not been released for it. Call lib.disclosure.release() first."
                )
                raise DisclosureError(message)

    @property
    def texts(self) -> Sequence[str]:
        """Give what closes every briefing: what the figures mean, and where they come from."""
        return (*self.definitions, *self.sources)
