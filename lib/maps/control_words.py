"""Every word of the map that does not come with its figures: controls, patterns of sentences."""

from typing import Any, Final

from lib.domain.footprint import Footprint
from lib.maps.figures import HIDDEN
from lib.maps.state import Layer, Mode

MODE_NAMES: Final = {
    Mode.TODAY: "Today",
    Mode.WITH_CONTRACT: "With the contract",
    Mode.CHANGES: "What changes",
    Mode.SWIPE: "Side by side",
}
"""As on the buttons, and in the address of the page."""

LAYER_NAMES: Final = {
    Layer.SHARES: "Boroughs shaded",
    Layer.FLOWS: "Lines to where children live",
    Layer.CHILDREN: "Circles where children live",
    Layer.HOMES: "Children's homes",
    Layer.TRANSPORT: "Roads and railways",
    Layer.NAMES: "Names",
}


def control_words(footprint: Footprint) -> dict[str, Any]:
    """
    Give the words by their names in ``lib/maps/assets``.

    Words in capitals stand for figures of the state.
    """
    return {
        "toolbar": "Map",
        "shows": "The map shows",
        "modes": MODE_NAMES,
        "layers": "Layers",
        "layerNames": LAYER_NAMES,
        "copy": "Copy",
        "copyLink": "Copy link",
        "copyPlace": "Copy link with this place and zoom",
        "copyPicture": "Copy picture",
        "savePicture": "Save picture",
        "linkCopied": "Link copied",
        "linkIs": "The link could not be copied. It is:",
        "pictureCopied": "Picture copied",
        "pictureSaved": "Picture saved",
        "pictureName": "closer-to-home-map.png",
        "zoomIn": "Zoom in",
        "zoomOut": "Zoom out",
        "reset": f"Back to {footprint.name}",
        "back": f"Back to {footprint.name}",
        "showAll": "Show all",
        "beyond": "NUMBER of these children live beyond this view: show all",
        "beyondLeast": "At least NUMBER of these children live beyond this view: show all",
        "handle": "Part of the map that shows today",
        "handleAt": "SHARE% today",
        "twoFingers": "Use two fingers to move the map",
        "holdControl": "Hold Ctrl and scroll to zoom the map",
        "allAreas": "All boroughs",
        "withContract": "with the contract",
        "oneChild": "1 child",
        "children": "COUNT children",
        "hiddenChildren": f"a {HIDDEN} number of children",
        "hiddenNumber": f"a {HIDDEN} number",
        "flow": "FROM to TO: TODAY.",
        "flowChanged": "FROM to TO: TODAY; with the contract AFTER.",
        "place": "NAME: COUNT here.",
        "placeLeast": "NAME: at least COUNT here.",
        "placeNone": "NAME: no child shown lives here.",
        "placeBrought": "COUNT of them by the contract.",
        "placeMore": "NAME: COUNT more could live here.",
        "placeFewer": "NAME: COUNT fewer would live here.",
        "home": "1 children's home with ROOM places.",
        "homes": "COUNT children's homes with ROOM places.",
        "block": "COUNT block beds.",
        "homePoint": "Children's home. Places: ROOM.",
        "blockPoint": "Block home, assumed to stand here. Beds: ROOM.",
        "notKnown": "not known",
    }
