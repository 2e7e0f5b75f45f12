"""What every slide has: the title, the subtitle and the footer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lib.answer.wording import day
from lib.exports.briefing import WHOSE, Briefing
from lib.exports.slides.lettering import cut, lines, pitch_inches, plain, width_inches
from lib.exports.slides.parts import (
    GAP,
    HEIGHT,
    MARGIN,
    SMALL_GAP,
    TOP,
    WIDTH,
    Box,
    Words,
    bottom_of,
    paragraphs,
    words,
)
from lib.maps.palette import LIGHT

_TITLE_POINTS: Final = (26.0, 24.0, 22.0, 20.0)
_TITLE_LINES: Final = 2
_MOST_TITLE_LINES: Final = 4
_SUBTITLE_POINTS: Final = 14.0
_SUBTITLE_LINES: Final = 3
_FOOTER_POINTS: Final = 10.0
_FOOTER_BOTTOM: Final = HEIGHT - 0.25
_NUMBER_WIDTH: Final = 0.5
_CONTINUED: Final = " (continued)"

_INNER: Final = WIDTH - 2 * MARGIN


def heading(title: str, subtitle: str, *, is_continued: bool = False) -> list[Words]:
    """
    Set the title, in two lines where any size allows it, and the subtitle beneath.

    What is longer than a slide can bear ends in an ellipsis: the notes have it whole.
    """
    said = plain(title) or "Untitled"
    ending = _CONTINUED if is_continued else ""
    for points in _TITLE_POINTS:
        if len(lines(said + ending, _INNER, points, is_bold=True)) <= _TITLE_LINES:
            break
    else:
        # cut without what is added, in a line that is shorter by as much
        spare = width_inches(ending, points, is_bold=True)
        said = cut(said, _INNER - spare, points, most=_MOST_TITLE_LINES, is_bold=True)
    set_title = paragraphs([said + ending], points, is_bold=True)
    top = words("Title", set_title, left=MARGIN, top=TOP, width=_INNER)
    parts = [replace(top, kind="title")]
    if beneath := plain(subtitle):
        beneath = cut(beneath, _INNER, _SUBTITLE_POINTS, most=_SUBTITLE_LINES)
        set_subtitle = paragraphs([beneath], _SUBTITLE_POINTS, colour=LIGHT.quiet_text)
        at = top.box.bottom + SMALL_GAP
        parts.append(words("Subtitle", set_subtitle, left=MARGIN, top=at, width=_INNER))
    return parts


def is_whole(title: str, subtitle: str) -> bool:
    """Say whether title and subtitle stand on the slide without an ellipsis of ours."""
    shown = {part.paragraphs[0].text for part in heading(title, subtitle)}
    return {plain(title), plain(subtitle)} - {""} <= shown


def footer(briefing: Briefing) -> list[Words]:
    """Say at the foot of a slide what the figures are, and how to find them again."""
    width = _INNER - _NUMBER_WIDTH - GAP
    marking = cut(plain(briefing.marking), width / 2, _FOOTER_POINTS, most=1, is_bold=True)
    marked = width_inches(marking, _FOOTER_POINTS, is_bold=True) + GAP if marking else 0
    facts = " · ".join(
        (
            f"As at {day(briefing.as_of)}",
            WHOSE[briefing.audience],
            f"Scenario {plain(briefing.trace.id)}",
        )
    )
    link = plain(briefing.link)
    rows = [f"{facts} · {link}" if link else facts]
    if width_inches(rows[0], _FOOTER_POINTS) > width - marked:
        # the address has no blanks to break at, so it has a line of its own
        rows = [facts, cut(link, width, _FOOTER_POINTS, most=1)]
    pitch = pitch_inches(_FOOTER_POINTS)
    top = _FOOTER_BOTTOM - len(rows) * pitch
    parts = []
    if marking:
        said = paragraphs([marking], _FOOTER_POINTS, is_bold=True)
        parts.append(words("Marking", said, left=MARGIN, top=top, width=marked - GAP / 2))
    for number, text in enumerate(rows):
        indent = 0 if number else marked
        said = paragraphs([text], _FOOTER_POINTS, colour=LIGHT.quiet_text)
        at = words(
            "Link" if number else "As at", said,
            left=MARGIN + indent, top=top + number * pitch, width=width - indent,
        )  # fmt: skip
        parts.append(at)
    said = paragraphs(["1"], _FOOTER_POINTS, colour=LIGHT.quiet_text)
    left = WIDTH - MARGIN - _NUMBER_WIDTH
    counted = words(
        "Slide number", said, left=left, top=_FOOTER_BOTTOM - pitch, width=_NUMBER_WIDTH
    )
    return [*parts, replace(counted, kind="number", is_right=True)]


def room_between(head: Sequence[Words], foot: float) -> Box:
    """Give what is free between the headings and the footer."""
    whole = Box(left=MARGIN, top=TOP, width=_INNER, height=foot - GAP - TOP)
    return whole.below(bottom_of(head, TOP) + GAP)
