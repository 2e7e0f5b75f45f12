"""What a view hands over to the Briefing page: everything that its address says of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from lib.exports.packs.views import PACK_NAMES, Pack
from lib.links.address import written
from lib.links.asked import Asked, Key, Page

_PACKS: Final[Mapping[Page, Pack]] = {Page.BLOCK_CONTRACT: Pack.CONTRACT}
_KEPT: Final = (
    Key.AS_AT, Key.AREA, Key.GROUP, Key.MODE, Key.LAYERS, Key.CENTRE, Key.ZOOM, Key.CONTRACT,
    Key.CHANGES,
)  # fmt: skip


def carried(page: Page, query: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """
    Write the address of the Briefing page for a view.

    Whose view it is stays behind: a file is for the shared view until somebody says otherwise.
    What cannot be used is told by the page itself, which reads its address as any other.
    """
    pack = PACK_NAMES[_PACKS.get(page, Pack.CABINET)]
    is_first = pack == next(iter(PACK_NAMES.values()))
    opened = written(Page.BRIEFING, Asked(pack=None if is_first else pack))
    return opened | {str(key): [*query[key]] for key in _KEPT if query.get(key)}
