"""All that is measured of briefings, in rounds: each makes ours and has Chromium print."""

from dataclasses import dataclass, field
from datetime import date

from lib.disclosure.released import Audience
from lib.exports.formats import Format
from lib.exports.packs.views import Pack
from tests.benchmarks.briefings.office import Opened, every_pack
from tests.benchmarks.briefings.ours import Maker, forget_maps, from_the_command_line
from tests.benchmarks.briefings.pdf import Facts, facts
from tests.benchmarks.briefings.printed import Printed, Printer, printer
from tests.benchmarks.timing import once

ROUNDS = 5
PACK_ROUNDS = 3


@dataclass(kw_only=True)
class Result:
    """
    Seconds of each round, and the files.

    ``one_page`` was made with the land cut anew, ``same_frame`` with the land as it was cut.
    """

    from_nothing: float = 0
    printed_from_nothing: float = 0
    one_page: list[float] = field(default_factory=list)
    one_page_mb: float = 0
    same_frame: list[float] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    opened: list[Printed] = field(default_factory=list)
    boroughs: list[float] = field(default_factory=list)
    boroughs_mb: float = 0
    printed_boroughs: list[Printed] = field(default_factory=list)
    formats: dict[Format, list[float]] = field(default_factory=dict)
    files: dict[Format, list[bytes]] = field(default_factory=dict)
    pdfs: dict[str, Facts] = field(default_factory=dict)
    office: list[Opened] = field(default_factory=list)


def measure(today: date) -> Result:
    """Measure on the invented returns; about six minutes on two cores."""
    result = Result()
    _, result.from_nothing, _ = once(from_the_command_line)
    maker = Maker(today, Audience.OFFICERS)
    ours = maker.files(Pack.CABINET, Format.PDF)
    pack = maker.files(Pack.BOROUGHS, Format.PDF)
    result.pdfs["ours, one page"] = facts(tuple(ours))
    result.pdfs["ours, the boroughs"] = facts(tuple(pack))
    with printer() as peer:
        result.printed_from_nothing = peer.seconds_from_nothing
        _in_rounds(result, maker, peer)
        result.pdfs["Chromium, Overview"] = facts(result.printed[-1].pdfs)
        result.pdfs["Chromium, Overview, tags asked for"] = facts(peer.again(tagged=True).pdfs)
        result.pdfs["Chromium, the boroughs' pages"] = facts(result.printed_boroughs[-1].pdfs)
    _formats(result, maker)
    result.office = every_pack(Maker(today, Audience.SHARED))
    return result


def _in_rounds(result: Result, maker: Maker, peer: Printer) -> None:
    """Take turns, so that whatever else the machine does hits both alike."""
    names = list(maker.boroughs.values())
    peer.opened()
    peer.boroughs(names)  # the server keeps its answers, as ours are kept
    for number in range(ROUNDS):
        seconds, memory_mb = _anew(maker, Pack.CABINET, Format.PDF, number)
        result.one_page.append(seconds)
        result.one_page_mb = max(result.one_page_mb, memory_mb)
        result.printed.append(peer.again())
        result.opened.append(peer.opened())
        seconds, _ = _anew(maker, Pack.CABINET, Format.PDF, number + ROUNDS, land=False)
        result.same_frame.append(seconds)
    for number in range(PACK_ROUNDS):
        seconds, memory_mb = _anew(maker, Pack.BOROUGHS, Format.PDF, number)
        result.boroughs.append(seconds)
        result.boroughs_mb = max(result.boroughs_mb, memory_mb)
        result.printed_boroughs.append(peer.boroughs(names))


def _formats(result: Result, maker: Maker) -> None:
    """Write the one page in every other format; each map anew."""
    for of in Format:
        if of is not Format.PDF:
            result.files[of] = maker.files(Pack.CABINET, of)
            found = [_anew(maker, Pack.CABINET, of, number) for number in range(ROUNDS)]
            result.formats[of] = [seconds for seconds, _ in found]


def _anew(
    maker: Maker, pack: Pack, of: Format, number: int, *, land: bool = True
) -> tuple[float, float]:
    """Seconds and memory (MB) of a file that nobody asked for before, its maps drawn anew."""
    forget_maps(land=land)
    _, seconds, memory_mb = once(lambda: maker.files(pack, of, number=number))
    return seconds, memory_mb
