"""HTML of the pages. Every text from a file, a table or an address is escaped here."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lib.maps.figures import HIDDEN, whole

_NOTHING: Final[Mapping[int, str]] = MappingProxyType({})
_JOINED: Final = "\u2060"
"""Word joiner: no line breaks at it."""


def text(value: object) -> str:
    """Escape a text for HTML; a loss's minus stays with its sum at the end of a line."""
    return html.escape(str(value), quote=True).replace("−£", f"−{_JOINED}£")


def escaped(value: str) -> str:
    """Escape a text for a label of Streamlit's, which is Markdown: nothing in it is a sign."""
    return re.sub(r"([\\`*_{}\[\]()<>|~$:])", r"\\\1", value)


def element(tag: str, content: str, *, of: str = "") -> str:
    """Wrap HTML that is already safe; ``of`` is its class."""
    return f'<{tag} class="{of}">{content}</{tag}>' if of else f"<{tag}>{content}</{tag}>"


def paragraphs(sentences: Iterable[str], *, of: str = "") -> str:
    """Write each sentence as a paragraph."""
    return "".join(element("p", text(sentence), of=of) for sentence in sentences)


def bullets(sentences: Iterable[str]) -> str:
    """Write sentences as a list."""
    return element("ul", "".join(element("li", text(sentence)) for sentence in sentences))


def details(summary: str, content: str) -> str:
    """
    Keep HTML that is already safe one click away.

    The browser opens it by itself, also for a search in the page; and it costs a page less than
    Streamlit's expander, which writes its label as Markdown.
    """
    return (
        f'<details class="cth-details"><summary>{text(summary)}</summary>'
        f"{element('div', content)}</details>"
    )


def table(
    rows: Iterable[Sequence[str]],
    *,
    heads: Sequence[str],
    caption: str,
    numbers_from: int = 1,
    last_is_total: bool = False,
    kinds: Mapping[int, str] = _NOTHING,
    sections: Mapping[int, str] = _NOTHING,
    of: str = "",
) -> str:
    """
    Write a real table: it can be read aloud, copied and enlarged.

    Parameters
    ----------
    rows
        Cells as HTML that is already safe. The first is the row's heading.
    numbers_from
        The first column whose cells stand to the right; after the last column, the
        last holds sentences.
    last_is_total
        Whether the last row sums the others.
    kinds
        Classes of rows, by position: ``is-chosen`` of one that the reader chose.
    sections
        Headings over the row at a position and those that follow.
    of
        Class of the table. On a narrow screen one that *is-stacked* has the cells of a row beneath
        each other, each with its head, which is text alone.
    """
    rows = list(rows)
    starts = [f'<td data-head="{cell}">' if of == "is-stacked" else "<td>" for cell in heads]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    body = []
    for at, row in enumerate(rows):
        if at in sections:
            body.append(
                f'</tbody><tbody><tr class="is-section">'
                f'<th scope="rowgroup" colspan="{len(heads)}">'
                f"{element('span', text(sections[at]))}</th></tr>"
            )
        cells = "".join(
            f'<th scope="row">{cell}</th>' if column == 0 else f"{starts[column]}{cell}</td>"
            for column, cell in enumerate(row)
        )
        kind = "is-total" if last_is_total and at == len(rows) - 1 else kinds.get(at)
        body.append(f'<tr class="{kind}">{cells}</tr>' if kind else f"<tr>{cells}</tr>")
    side = f"is-numbers-{numbers_from}" if numbers_from < len(heads) else "has-sentence"
    return (
        f'<div class="cth-scroll" tabindex="0" role="region" aria-label="{text(caption)}">'
        f'<table class="{f"cth-table {side} {of}".rstrip()}"><caption>{text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    ).replace("<tbody></tbody>", "")


def count(cell: object, *, is_hidden: bool = False) -> str:
    """Write 1,204, or in words that a number is hidden or was never loaded."""
    number = whole(cell)
    if number is not None and not is_hidden:
        return f"{number:,}"
    return element("span", HIDDEN if is_hidden else "not loaded", of="cth-hidden")
