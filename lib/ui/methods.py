"""Where the figures come from, how they are made, and what they cannot say."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from lib.answer.definitions import notes
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.ui.markup import bullets, element, paragraphs, table, text

_LIMITS: Final = (
    (
        "A return shows one day. It says where children live, not why, nor whether a place "
        "there was free."
    ),
    "Distance is a straight line, as the return itself measures it; a journey is longer.",
    (
        "A bed inside the footprint is not yet a bed for a child of the footprint: other "
        "authorities may fill it."
    ),
    (
        "A postcode that is not in the directory is placed at its sector or district. Its "
        "authority is known only where all postcodes there lie in one authority."
    ),
    (
        "Outlines outside London are approximate: they are drawn from postcodes. No figure "
        "depends on them, because a placement's authority comes from its postcode."
    ),
    "A child who is rightly far away, for safety or stability, is never matched to a bed.",
)

_PROTECTION: Final = (
    (
        "A count of 1 to 5 children is hidden from all but officers. The smallest count shown is "
        "{smallest}, as in the Department for Education's own tables."
    ),
    (
        "A figure that would give a hidden one back is hidden with it: by adding and subtracting, "
        "from another table or page, or from the difference between today and a contract. So "
        "“hidden” does not always mean few children."
    ),
    (
        "The figures of children in homes are decided together before any is shown; those of all "
        "looked-after children follow, beside them. Of every hidden count of 1 to 5, the least and "
        "the most that it could be, given all counts shown on the Overview and the Boroughs page, "
        "lie at least five children apart, or as far as the headline and the number of beds leave."
    ),
    (
        "Where several figures of a table are hidden and their total is not, the table says how "
        "many children they are together, as anybody could take it from the total."
    ),
    (
        "What matters most is decided first: the partnership's share, then each borough's, then "
        "distances, then everything else. So the headline stays, and the fewest boroughs lose a "
        "figure."
    ),
    "Of fewer than {group} children it is not told that none, or all, of them live inside.",
    (
        "By borough, children of whom something is not known are never shown apart; all boroughs "
        "together are. {merged}"
    ),
    (
        "There are no free filters: no ranges of ages, no drawing on the map, no dates but 31 "
        "Marches, no contracts that choose children but those on offer. Two views that differ by "
        "one child would tell where that child lives."
    ),
    (
        "A 31 March is shared once, and so is a quarter of what homes report. When returns or "
        "contracts change afterwards, the server refuses other figures of the same time, because "
        "the difference of the two could be one child; an officer may let them in."
    ),
    "Places are authorities. No point, name or address, of a child or of a home, is ever shared.",
    (
        "The tests attack the shared view: every pair and triple of figures, the bounds that all "
        "figures together leave, a known child, a visit before and one after a correction. None "
        "may do noticeably better than a guess."
    ),
)

_GOVERNANCE: Final = Path(__file__).parents[2] / "INFORMATION_GOVERNANCE.md"

_ACCESSIBILITY: Final = (
    (
        "The aim is level AA of the Web Content Accessibility Guidelines 2.2. It has not been "
        "audited yet."
    ),
    "Every figure of the map stands in a table before it, and in a sentence above it.",
    "No meaning rests on colour alone: circles, rings, crosses, diamonds and dashes carry it too.",
    "The map takes three stops of the Tab key; Escape leaves it, + and - enlarge it.",
    (
        "Not yet done: a test with screen readers, and an audit of the choices above the answer, "
        "which are Streamlit's own."
    ),
)


def heading() -> None:
    """Say what the page is for."""
    st.html(
        element("h1", "How the figures are made, and what they cannot say", of="cth-headline")
        + paragraphs(
            (
                (
                    "Every figure is counted from the returns on this machine. No request "
                    "leaves it: the map, the typeface, boundaries and postcodes are all served "
                    "from here."
                ),
            ),
            of="cth-support",
        )
    )


def definitions(footprint: Footprint, block: Contract) -> None:
    """Define what is counted."""
    st.html(element("h2", "Definitions") + bullets(notes(footprint, block)))


def contract(block: Contract, names: Mapping[str, str]) -> None:
    """Show the contract, and for each value that is not public the reason why it was taken."""
    st.html(
        element("h2", "The contract")
        + element(
            "div",
            table(
                [
                    [text(home.name), text(names.get(home.authority_code, "")), str(home.beds)]
                    for home in block.homes
                ],
                heads=("Home", "Authority", "Beds"),
                caption=f"{block.name}: {block.beds} beds for ages {block.age_min_years} to "
                f"{block.age_max_years}; placements of the last "
                f"{block.placed_within_months} months",
                numbers_from=2,
            ),
            of="cth-narrow",
        )
        + bullets(block.assumptions.values())
    )


def limits() -> None:
    """Say what the figures cannot say."""
    st.html(element("h2", "Limits") + bullets(_LIMITS))


def protection(footprint: Footprint) -> None:
    """Say how the shared view keeps few children from being found, and offer the whole pack."""
    together = ", ".join(merge.name for merge in footprint.merges)
    words = {
        "smallest": footprint.smallest_shown_count,
        "group": footprint.smallest_told_group,
        "merged": f"{together} is one row." if together else "",
    }
    st.html(
        element("h2", "How we protect children")
        + bullets([said.format(**words).strip() for said in _PROTECTION])
    )
    title, _, pack = _GOVERNANCE.read_text("utf-8").partition("\n")
    with (
        st.container(key="governance"),
        st.expander(f"{title.removeprefix('# ')}: data flow, threats, retention, DPIA"),
    ):
        st.markdown(pack.replace("\n## ", "\n### "))  # under the heading that stands above


def sources(attributions: Sequence[str]) -> None:
    """Give each owner the words that the licence asks for."""
    st.html(element("h2", "Sources and licences") + bullets(attributions))


def accessibility() -> None:
    """Begin the accessibility statement."""
    st.html(element("h2", "Accessibility") + bullets(_ACCESSIBILITY))
