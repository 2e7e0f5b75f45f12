"""The tables of briefings: how long, how large, and what LibreOffice made of them."""

import statistics
from typing import Final

from tests.benchmarks.briefings.office import Opened, version
from tests.benchmarks.briefings.pdf import Facts
from tests.benchmarks.briefings.printed import Printed
from tests.benchmarks.briefings.run import PACK_ROUNDS, ROUNDS, Result
from tests.benchmarks.timing import Row, columns

_NOTES: Final = f"""\
Medians of {ROUNDS}, of the eight boroughs {PACK_ROUNDS}, in turn with Chromium; from nothing: once.
Kept for ours: the answers, the files of the land, the typeface and the widths of words, since a
process reads them once. Not kept: the map, which is another borough's each time, and the land, cut
anew to its frame; "in a frame that was cut before" is the next page of the same shape, as in a
pack. Chromium prints what it has painted; to open is a new tab, until its map is drawn and the page
is still. Its server has answered each page before. It prints the whole page of the app, tables and
all, on more sheets than ours, and paints the map as an image.
"""

_OFFICE_NOTES: Final = """\
Texts of the file are looked for in the PDF that LibreOffice makes of it: "found" by their first 60
letters, those of a slide on its own page; "whole" from the first letter to the last; "begin" are
the slides or sheets whose first text is there. LibreOffice ends with 0 and tells of nothing even
where it could read but half of a slide, so that its own word is not enough. PowerPoint and Excel
were not asked.
"""


def rows(result: Result) -> list[Row]:
    """Give ours beside Chromium's, for the table of all benchmarks."""
    one_page, boroughs = statistics.median(result.one_page), statistics.median(result.boroughs)
    found = [
        Row(
            what="a page for Cabinet as PDF, warm",
            seconds=one_page,
            peer="Chromium prints the open Overview",
            peer_seconds=_median(result.printed),
            memory_mb=result.one_page_mb,
            target="1.5 s",
        ),
        Row(
            what="a page for Cabinet as PDF, warm",
            seconds=one_page,
            peer="Chromium opens and prints it",
            peer_seconds=_median(result.opened),
        ),
        Row(
            what="the same in a frame that was cut before",
            seconds=statistics.median(result.same_frame),
            peer="Chromium prints the open Overview",
            peer_seconds=_median(result.printed),
        ),
        Row(
            what="a page for Cabinet as PDF, from nothing, by the command line",
            seconds=result.from_nothing,
            peer="server, Chromium, first print",
            peer_seconds=result.printed_from_nothing,
        ),
        Row(
            what="the eight boroughs as PDF, warm",
            seconds=boroughs,
            peer="Chromium opens and prints eight pages",
            peer_seconds=_median(result.printed_boroughs),
            memory_mb=result.boroughs_mb,
            target="10 s",
        ),
        Row(
            what="the eight boroughs as PDF, warm",
            seconds=boroughs,
            peer="of it, printing alone",
            peer_seconds=statistics.median(one.printing for one in result.printed_boroughs),
        ),
    ]
    for of, seconds in result.formats.items():
        files = result.files[of]
        many = f" in {len(files)} files" if len(files) > 1 else ""
        size = sum(map(len, files))
        found.append(
            Row(
                what=f"a page for Cabinet as {of.upper()}{many}, {size:,} bytes",
                seconds=statistics.median(seconds),
            )
        )
    return found


def tables(result: Result) -> str:
    """Lay out what is in the PDFs, and what LibreOffice opened."""
    heading = ("", "bytes", "pages", "tagged", "largest image", "most steps of paths on a page")
    office = (
        "", "bytes", "slides or sheets", "opened", "pages", "texts", "found", "whole", "begin",
        "seconds",
    )  # fmt: skip
    return "\n".join(
        [
            "Briefings: the PDFs\n",
            columns([heading, *(_pdf(name, one) for name, one in result.pdfs.items())]),
            f"\n{_NOTES}",
            f"Briefings, shared view: what {version()} opened\n",
            columns([office, *map(_office, result.office)]),
            f"\n{_OFFICE_NOTES}",
        ]
    )


def _median(printed: list[Printed]) -> float:
    return statistics.median(one.seconds for one in printed)


def _pdf(name: str, one: Facts) -> tuple[str, ...]:
    image = "none" if one.image is None else f"{one.image[0]:,} x {one.image[1]:,} pixels"
    tagged = "yes" if one.is_tagged else "no"
    return (name, f"{one.size:,}", f"{one.pages}", tagged, image, f"{one.steps:,}")


def _office(one: Opened) -> tuple[str, ...]:
    found = ("",) * 5
    if one.found:
        read = one.found
        numbers = (read.pages, read.texts, read.there, read.whole, read.titles)
        found = tuple(f"{number:,}" for number in numbers)
    seconds = "" if one.seconds is None else f"{one.seconds:.1f}"
    return (one.what, f"{one.size:,}", f"{one.parts}", one.verdict, *found, seconds)
