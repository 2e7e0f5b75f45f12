"""What a PDF is made of: its size, whether it is tagged, and whether its map is an image."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

_STEP = re.compile(rb"\s[mlcvy]\s")
"""Operators that begin a path or go on with it (ISO 32000, 8.5.2)."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """
    What was found in one file, or in several that go together.

    ``image`` is the width and height in pixels of the largest, None where there is none;
    ``steps`` are those of all paths on the page that has most of them.
    """

    size: int
    pages: int
    is_tagged: bool
    image: tuple[int, int] | None
    steps: int


def facts(pdfs: tuple[bytes, ...]) -> Facts:
    """Look into every page, and into all that is drawn on it by name."""
    readers = [PdfReader(BytesIO(pdf)) for pdf in pdfs]
    drawn = [list(_streams(page)) for reader in readers for page in reader.pages]
    images = [
        (int(one["/Width"]), int(one["/Height"]))
        for page in drawn
        for one in page
        if one.get("/Subtype") == "/Image"
    ]
    return Facts(
        size=sum(map(len, pdfs)),
        pages=len(drawn),
        is_tagged=all(_is_tagged(reader) for reader in readers),
        image=max(images, key=lambda sides: sides[0] * sides[1], default=None),
        steps=max(
            sum(
                len(_STEP.findall(one.get_data()))
                for one in page
                if one.get("/Subtype") != "/Image"
            )
            for page in drawn
        ),
    )


def _is_tagged(reader: PdfReader) -> bool:
    marks = reader.root_object.get("/MarkInfo")
    return marks is not None and bool(marks.get_object()["/Marked"])


def _streams(page: Any) -> Iterator[Any]:
    """Give the content of a page, and each form, image and pattern that it may draw, once."""
    seen: set[int] = set()
    found = page.get_contents()
    if found is not None:
        yield found
    waiting = [page["/Resources"]]
    while waiting:
        resources = waiting.pop()
        for one in _named(resources):
            if id(one) in seen:
                continue
            seen.add(id(one))
            if hasattr(one, "get_data"):
                yield one
            if "/Resources" in one:
                waiting.append(one["/Resources"])


def _named(resources: Any) -> Iterator[Any]:
    for kind in ("/XObject", "/Pattern"):
        yield from _values(resources, kind)
    for state in _values(resources, "/ExtGState"):
        # a name, and no dictionary, where there is none
        if "/SMask" in state and isinstance(state["/SMask"], dict):
            yield state["/SMask"]["/G"]


def _values(resources: Any, kind: str) -> Iterator[Any]:
    """Give what stands in a dictionary of a dictionary; pypdf follows references by brackets."""
    if kind in resources:
        found = resources[kind]
        yield from (found[name] for name in found)
