"""Briefings of the invented returns, their answers given before anything is timed."""

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from lib.answer.areas import TOTAL
from lib.answer.loaded import DEMO_RETURNS, load
from lib.disclosure.released import Audience
from lib.exports.formats import Format, files
from lib.exports.packs.answered import views_of
from lib.exports.packs.pack import briefing
from lib.exports.packs.views import Chosen, Pack
from lib.exports.typeset import source
from lib.maps.state import released
from lib.maps.still import ground
from tests.benchmarks.maps.server import ROOT


class Maker:
    """Makes packs for an audience; ``boroughs`` are the names of its areas by their codes."""

    def __init__(self, today: date, audience: Audience) -> None:
        self._loaded = load(DEMO_RETURNS, today=today)
        contract = self._loaded.own_contract
        self._views = views_of(self._loaded, contract=contract, audience=audience)
        areas = self._views.overview.boroughs
        codes = [str(code) for code in released(areas).index if code != TOTAL]
        self.boroughs = {code: areas.text(code, "name") for code in codes}
        for pack in Pack:  # what takes long is answered when a pack first asks for it
            briefing(self._views, Chosen(pack=pack))

    def files(self, pack: Pack, of: Format, *, number: int | None = None) -> list[bytes]:
        """
        Write a pack; with a number one that was not made before.

        Its title is another then, and the page for Cabinet is another borough's, with another map.
        """
        if number is None:
            chosen = Chosen(pack=pack)
        else:
            code = list(self.boroughs)[number % len(self.boroughs)]
            areas = (code,) if pack is Pack.CABINET else ()
            chosen = Chosen(pack=pack, areas=areas, title=f"Children's homes, file {number}")
        return files(briefing(self._views, chosen), of, self._loaded.footprint)


def forget_maps(*, land: bool) -> None:
    """
    Forget every map that was drawn; and, if asked, the land as it was cut for their frames.

    What each process reads but once stays: the files of the land, the typeface, widths of words.
    """
    source._map.cache_clear()
    if land:
        ground.ground.cache_clear()


def from_the_command_line() -> None:
    """Write the one page in a process of its own: read the returns, answer, draw."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "lib", "brief", "--audience", "officers",
             "--out", str(Path(folder, "page.pdf"))],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
