"""Streamlit's scripts come from memory; what else Streamlit answers, goes by as it is."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.ui.files_at_hand import ELEMENTS, FilesAtHand, scripts_of

STATIC = Path(streamlit.__file__).parent / "static"
SCRIPTS = STATIC / "static" / "js"
NAMES = sorted(path.name for path in SCRIPTS.glob("*.js"))
SCRIPT = f"/static/js/{next(one for one in NAMES if one.startswith('react-dom.'))}"
PAGE = b"<html><head><title>t</title></head><body></body></html>"
AS_A_BROWSER = {"accept": "text/html,application/xhtml+xml"}


class Behind:
    """What Streamlit would answer; it remembers what it was asked, and by whom."""

    def __init__(self, answer: ASGIApp) -> None:
        self.answer = answer
        self.asked: list[Scope] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        await self.answer(scope, receive, send)


def page() -> Behind:
    return Behind(Response(PAGE, media_type="text/html", headers={"etag": "1"}))


def asked(
    app: ASGIApp, path: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask as one who goes at once: a server tells so, and answers of files break off for it."""
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)
        await asyncio.sleep(0)

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "extensions": {"http.response.pathsend": {}},
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    with ThreadPoolExecutor(1) as elsewhere:  # a browser of other tests may have a loop here
        elsewhere.submit(asyncio.run, app(scope, gone, send)).result()
    start, *bodies = said
    named = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], named, b"".join(one.get("body", b"") for one in bodies)


def test_a_script_says_the_same_compressed_or_not_and_streamlit_is_not_asked() -> None:
    behind = page()
    app = FilesAtHand(behind)
    plain = (STATIC / SCRIPT.lstrip("/")).read_bytes()
    for takes in ("gzip, br", "identity", "", "gzip"):
        status, headers, body = asked(app, SCRIPT, accept_encoding=takes)
        assert status == 200
        assert headers["content-length"] == str(len(body))
        assert headers["vary"] == "Accept-Encoding"
        assert "immutable" in headers["cache-control"]
        is_compressed = "gzip" in takes
        assert (headers.get("content-encoding") == "gzip") is is_compressed
        assert (gzip.decompress(body) if is_compressed else body) == plain
        assert (len(body) < len(plain) / 2) is is_compressed
    assert behind.asked == []


def test_a_typeface_is_compressed_already() -> None:
    name = next(STATIC.rglob("SourceSansVF-Upright*.woff2")).relative_to(STATIC).as_posix()
    _, headers, body = asked(FilesAtHand(page()), f"/{name}", accept_encoding="gzip")
    assert "content-encoding" not in headers
    assert headers["content-type"] == "font/woff2"
    assert body == (STATIC / name).read_bytes()


@pytest.mark.parametrize(
    ("path", "how"),
    [
        (SCRIPT, {"method": "HEAD"}),
        (SCRIPT, {"range": "bytes=0-1"}),
        (SCRIPT, {"origin": "http://a.example"}),
        (f"/x{SCRIPT}", AS_A_BROWSER),
        (SCRIPT.replace("/js/", "/js/./"), AS_A_BROWSER),
        ("/component/x/main.521860b0.js", AS_A_BROWSER),
        ("/media/a.html", AS_A_BROWSER),
        ("/_stcore/health", AS_A_BROWSER),
        ("/boroughs", {"accept": "*/*"}),
        ("/boroughs", {**AS_A_BROWSER, "if_none_match": "1"}),
    ],
)
def test_whatever_else_is_asked_for_is_answered_by_streamlit_alone(
    path: str, how: dict[str, str]
) -> None:
    behind = page()
    app = FilesAtHand(behind)
    answers = [asked(app, path, **how) for _ in range(2)]
    assert [one["path"] for one in behind.asked] == [path] * 2
    assert {body for *_, body in answers} <= {PAGE, b""}
    assert app._files == {}


@given(path=st.text(alphabet="/.staicjx-_%\\ ", max_size=40))
def test_no_address_fills_the_memory(path: str) -> None:
    for address in (f"/{path}", f"/static/js/{path}"):
        asked(_ASKED_OFTEN, address)
    assert set(_ASKED_OFTEN._files) <= {f"/static/js/{name}" for name in NAMES}


_ASKED_OFTEN = FilesAtHand(page())


def test_a_page_names_the_scripts_of_its_elements_before_it_needs_them() -> None:
    _, headers, body = asked(FilesAtHand(page()), "/boroughs", **AS_A_BROWSER)
    named = scripts_of(*ELEMENTS)
    assert all(any(name.startswith(f"{one}.") for name in named) for one in ELEMENTS)
    assert set(named) <= set(NAMES)
    assert body.count(b"modulepreload") == len(named)
    assert all(f'href="./static/js/{name}"'.encode() in body for name in named)
    start, end = PAGE.split(b"</head>")
    assert body.startswith(start)
    assert body.endswith(b"</head>" + end)
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers, "an older page would name other scripts"


def test_a_page_is_whole_for_whoever_has_gone_meanwhile() -> None:
    """Of a file Starlette sends no more once the reader is gone: here it is somebody else's too."""
    behind = Behind(FileResponse(STATIC / "index.html", media_type="text/html"))
    status, headers, body = asked(FilesAtHand(behind), "/", **AS_A_BROWSER)
    assert status == 200
    assert body.rstrip().endswith(b"</html>")
    assert headers["content-length"] == str(len(body))


@pytest.mark.parametrize("status", [301, 304, 404, 500])
def test_an_answer_that_is_no_page_keeps_its_headers(status: int) -> None:
    said: dict[str, Any] = {"status_code": status, "headers": {"location": "/boroughs"}}
    behind = Behind(Response(b"", media_type="text/html", **said))
    found, headers, body = asked(FilesAtHand(behind), "/boroughs/", **AS_A_BROWSER)
    _, bare, _ = asked(Response(b"", media_type="text/html", **said), "/boroughs/")
    assert (found, headers, body) == (status, bare, b"")
