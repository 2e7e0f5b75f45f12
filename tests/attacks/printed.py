"""Tables and sentences as somebody takes them down from a page who has only the page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SPACED = frozenset({"th", "td", "span", "p", "div", "b", "button", "caption", "h1", "h2", "li"})


@dataclass(kw_only=True)
class Table:
    """``rows`` hold the texts of their cells; a row of one cell names the section below it."""

    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)

    @property
    def headings(self) -> list[str]:
        """Texts of the first row."""
        return self.rows[0]

    @property
    def body(self) -> list[list[str]]:
        """The rows below the headings."""
        return self.rows[1:]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self.said: list[str] = []
        self._inside: list[str] = []
        self._taken: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's)
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        if tag in ("th", "td", "caption"):
            self._taken = []
        if tag in _SPACED:
            self._take(" ")
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
        text = " ".join("".join(self._taken).split())
        if tag in ("th", "td"):
            self.tables[-1].rows[-1].append(text)
        elif tag == "caption":
            self.tables[-1].caption = text
        if tag in _SPACED:
            self._take(" ")

    def handle_data(self, data: str) -> None:
        self._take(data)

    def _take(self, text: str) -> None:
        self._taken.append(text)
        if "table" not in self._inside:
            self.said.append(text)


def tables_of(html: str) -> list[Table]:
    """Take down every table of a page."""
    return _read(html).tables


def sentences_of(html: str) -> str:
    """Take down what a page says beside its tables."""
    return " ".join("".join(_read(html).said).split())


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader
