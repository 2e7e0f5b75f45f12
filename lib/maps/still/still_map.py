"""What a map of one answer shows on paper, before it is drawn."""

from dataclasses import dataclass

from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.maps.drawn import Drawn, drawn
from lib.maps.picture import mark, returns_in_words
from lib.maps.places import Places
from lib.maps.state import Mode, Opening, Shown
from lib.maps.words import ATTRIBUTION


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StillMap:
    """
    What a still map shows. Single placements and homes are on none: a file is copied.

    Parameters
    ----------
    mode
        Which picture; `Mode.SWIPE` is today and with the contract, side by side.
    opening
        Where it stands and which layers it has.
    """

    drawn: Drawn
    places: Places
    mode: Mode
    opening: Opening
    marking: str
    source: str
    title: str
    sentence: str
    alt: str

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The pictures that stand side by side."""
        return (Mode.TODAY, Mode.WITH_CONTRACT) if self.mode is Mode.SWIPE else (self.mode,)


def still_map(view: OverviewView, *, places: Places, opening: Opening, shown: Shown) -> StillMap:
    """
    Take from an answer what a map on paper shows.

    Raises
    ------
    DisclosureError
        If a table was not released, or not for this audience.
    """
    read = drawn(view, places=places, shown=shown, is_single=False)
    of = Mode.WITH_CONTRACT if opening.mode is Mode.SWIPE else opening.mode
    picture = read.pictures[of]
    return StillMap(
        drawn=read,
        places=places,
        mode=opening.mode,
        opening=opening,
        marking=mark(view),
        source=f"{returns_in_words(view)}, {day(view.as_of)}. {ATTRIBUTION}",
        title=picture.title,
        sentence=picture.sentence,
        alt=picture.alt,
    )
