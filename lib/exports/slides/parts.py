"""What stands on a slide and where, in inches, before PowerPoint is asked for anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lib.exports.briefing import Chart
from lib.exports.slides.lettering import lines, pitch_inches, plain
from lib.maps.palette import LIGHT
from lib.maps.still.still_map import StillMap

WIDTH: Final = 12_192_000 / 914_400
HEIGHT: Final = 7.5
MARGIN: Final = 0.5
TOP: Final = 0.4
GAP: Final = 0.18
"""Between what belongs to different things."""

SMALL_GAP: Final = 0.06
"""Between a thing and its title or its note."""

NOTE_POINTS: Final = 10.0
NAME_POINTS: Final = 12.0
"""Of titles of tables, of charts and of measures."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle on the slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.height

    def below(self, top: float) -> "Box":
        """Give what is left of it below a height."""
        return Box(left=self.left, top=top, width=self.width, height=max(self.bottom - top, 0))

    def above(self, bottom: float) -> "Box":
        """Give what is left of it above a height."""
        height = max(bottom - self.top, 0)
        return Box(left=self.left, top=self.top, width=self.width, height=height)


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One text of one size."""

    text: str
    points: float
    is_bold: bool = False
    colour: str = LIGHT.text
    gap: float = 0.0
    """Inches beneath it."""

    def height(self, width: float) -> float:
        """Measure what it takes at most in lines of a width, with the gap beneath."""
        count = len(lines(self.text, width, self.points, is_bold=self.is_bold))
        return count * pitch_inches(self.points) + self.gap


@dataclass(frozen=True, kw_only=True)
class Words:
    """A box of text. The number of the slide is counted by PowerPoint."""

    name: str
    box: Box
    paragraphs: tuple[Paragraph, ...]
    kind: Literal["title", "text", "number"] = "text"
    is_at_bottom: bool = False
    is_right: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A part of a table, with its headings: inches of columns and rows, the headings first."""

    alt: str
    box: Box
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    points: float
    texts: int
    last_is_total: bool


@dataclass(frozen=True, kw_only=True)
class Plot:
    """A chart that can be edited."""

    box: Box
    chart: Chart


@dataclass(frozen=True, kw_only=True)
class Still:
    """The map."""

    box: Box
    map: StillMap


Part = Words | Grid | Plot | Still


@dataclass(frozen=True, kw_only=True)
class Slide:
    """Parts in the order in which they are read, the title first; and the speaker's notes."""

    parts: tuple[Part, ...]
    notes: str


def paragraphs(
    texts: Sequence[str],
    points: float,
    *,
    is_bold: bool = False,
    colour: str = LIGHT.text,
    gap: float = 0.0,
) -> list[Paragraph]:
    """Set texts that are not empty, cleared of what no file can hold."""
    return [
        Paragraph(text=text, points=points, is_bold=is_bold, colour=colour, gap=gap)
        for text in map(plain, texts)
        if text
    ]


def words(name: str, said: Sequence[Paragraph], *, left: float, top: float, width: float) -> Words:
    """Put paragraphs into a box that is as high as they are."""
    height = sum(paragraph.height(width) for paragraph in said)
    height -= said[-1].gap if said else 0
    box = Box(left=left, top=top, width=width, height=height)
    return Words(name=name, box=box, paragraphs=(*said,))


def bottom_of(parts: Sequence[Part], top: float) -> float:
    """Give where the lowest part ends; where there is none, the top."""
    return max((part.box.bottom for part in parts), default=top)
