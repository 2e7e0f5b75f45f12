"""Files that never change are asked for once, and nothing else is kept."""

import asyncio
import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from lib.ui.files_at_hand import ELEMENTS, FilesAtHand, scripts_of_elements

SCRIPT = "/static/js/a.Bc1.js"
IMMUTABLE = "public, immutable, max-age=31536000"
PAGE = b"<html><head><title>t</title></head><body></body></html>"


class Behind:
    """What Streamlit would answer, by path; it counts how often it was asked."""

    def __init__(self, **but: Any) -> None:
        self.asked: list[str] = []
        self.answer = {"status": 200, "type": "text/javascript", "cache": IMMUTABLE} | but
        self.body = but.get("body", b"let answer = 42;" * 100)

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        headers = {
            "content-type": self.answer["type"],
            "cache-control": self.answer["cache"],
            "content-length": str(len(self.body)),
            "etag": "1",
        } | self.answer.get("headers", {})
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        status = self.answer["status"]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        half = len(self.body) // 2
        first, rest = self.body[:half], self.body[half:]
        await send({"type": "http.response.body", "body": first, "more_body": True})
        await send({"type": "http.response.body", "body": rest})


def asked(
    app: FilesAtHand, path: str, *, method: str = "GET", query: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    asyncio.run(app(scope, receive, send))
    start, *bodies = said
    named = {name.decode(): value.decode() for name, value in start["headers"]}
    body = b"".join(one.get("body", b"") for one in bodies)
    assert named["content-length"] == str(len(body))
    return start["status"], named, body


def test_a_file_is_asked_for_once_and_says_the_same_compressed_or_not() -> None:
    behind = Behind()
    app = FilesAtHand(behind)
    answers = [
        asked(app, SCRIPT, accept_encoding=one) for one in ("gzip, br", "identity", "", "gzip")
    ]
    assert behind.asked == [SCRIPT]
    bodies = [
        gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        for _, headers, body in answers
    ]
    assert bodies == [behind.body] * 4
    assert ["content-encoding" in headers for _, headers, _ in answers] == [
        True,
        False,
        False,
        True,
    ]
    assert {headers["vary"] for _, headers, _ in answers} == {"Accept-Encoding"}
    assert len(answers[0][2]) < len(behind.body) / 5


def test_what_is_compressed_already_stays_as_it_is() -> None:
    app = FilesAtHand(Behind(type="font/woff2"))
    _, headers, body = asked(app, "/static/media/a.woff2", accept_encoding="gzip")
    assert "content-encoding" not in headers
    assert body == Behind().body


@pytest.mark.parametrize(
    ("path", "query", "cache"),
    [
        ("/component/lib.ui.assets.map/closer-3861a0d3fef9e6f8.js", "", IMMUTABLE),
        ("/component/streamlit_folium.st_folium/static/js/main.521860b0.js", "", IMMUTABLE),
        ("/component/lib.ui.assets.closer/closer.css", "v=8dfe685e", IMMUTABLE),
        ("/component/lib.ui.assets.closer/closer.css", "", "public"),
        ("/component/streamlit_folium.st_folium/index.html", "streamlitUrl=x", "public"),
    ],
)
def test_a_file_of_the_map_is_kept_where_its_address_tells_its_content(
    path: str, query: str, cache: str
) -> None:
    behind = Behind(cache="public")
    app = FilesAtHand(behind)
    answers = [asked(app, path, query=query) for _ in range(2)]
    assert len(behind.asked) == (1 if cache == IMMUTABLE else 2)
    assert [headers["cache-control"] for _, headers, _ in answers] == [cache] * 2


@pytest.mark.parametrize(
    "but",
    [
        {"status": 404},
        {"status": 304},
        {"cache": "no-cache"},
        {"type": "text/html", "cache": ""},
        {"headers": {"set-cookie": "who=reader"}},
    ],
)
def test_what_is_missing_or_may_change_is_asked_for_each_time(but: dict[str, Any]) -> None:
    behind = Behind(**but)
    app = FilesAtHand(behind)
    statuses = [asked(app, SCRIPT)[0] for _ in range(3)]
    assert len(behind.asked) == 3
    assert statuses == [behind.answer["status"]] * 3


@pytest.mark.parametrize(
    "how", [{"method": "HEAD"}, {"range": "bytes=0-1"}, {"origin": "http://a"}]
)
def test_who_asks_for_a_part_or_from_elsewhere_is_answered_by_streamlit(
    how: dict[str, str],
) -> None:
    behind = Behind()
    app = FilesAtHand(behind)
    asked(app, SCRIPT)
    asked(app, SCRIPT, **how)
    assert len(behind.asked) == 2


def _ways_round(path: str) -> Iterator[str]:
    *before, name = path.split("/")[1:]
    for at in range(len(before) + 1):
        for step in ("", ".", "..", "x/..", "%2e", " "):
            yield "/" + "/".join([*before[:at], step, *before[at:], name])


@pytest.mark.parametrize("path", [*_ways_round(SCRIPT)])
def test_another_way_to_write_an_address_fills_no_memory(path: str) -> None:
    app = FilesAtHand(Behind())
    asked(app, path)
    assert not app._files


@given(path=st.text(alphabet="/.abstaicomponent-_%\\ ", max_size=40))
def test_no_address_is_kept_twice(path: str) -> None:
    app = FilesAtHand(Behind())
    asked(app, f"/{path}")
    assert all("//" not in one and "/." not in one for one in app._files)


def test_a_page_names_the_scripts_of_its_elements_before_it_needs_them() -> None:
    behind = Behind(type="text/html; charset=utf-8", cache="no-cache", body=PAGE)
    app = FilesAtHand(behind)
    _, headers, body = asked(app, "/boroughs", accept="text/html")
    named = scripts_of_elements()
    assert all(any(name.startswith(f"{one}.") for name in named) for one in ELEMENTS)
    assert body.count(b"modulepreload") == len(named)
    assert all(f'href="./static/js/{name}"'.encode() in body for name in named)
    start, end = PAGE.split(b"</head>")
    assert body.startswith(start)
    assert body.endswith(b"</head>" + end)
    assert "etag" not in headers, "an older page would name other scripts"


def test_a_download_goes_by_untouched() -> None:
    behind = Behind(type="text/html", cache="no-cache", body=PAGE)
    _, headers, body = asked(FilesAtHand(behind), "/media/a.html")
    assert body == PAGE
    assert headers["etag"] == "1"
