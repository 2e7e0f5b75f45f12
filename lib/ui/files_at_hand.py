"""Streamlit's scripts, answered from memory and compressed once; a page names those it will need.

Most of a first visit is Streamlit's own hundred scripts. It reads each from the disk for every
visitor, sends three megabytes uncompressed, and the browser learns only from the first of them
which others the page needs.
"""

import asyncio
import gzip
import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ELEMENTS: Final = ("Html", "BidiComponent", "ComponentInstance", "PageLink")
"""Streamlit's parts in the first picture of a page with a map; each is a script of its own."""

_STATIC: Final = Path(streamlit.__file__).parent / "static"
_SCRIPTS: Final = _STATIC / "static" / "js"
_IMPORTED: Final = re.compile(r"""(?:from|import)["']\./([^"']+\.js)["']""")

_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
_TYPEFACE: Final = ".woff2"  # compressed already
_NOT_PAGES: Final = ("/_stcore/", "/media/", "/static/", "/component/")

_WHERE: Final = (
    '<script>window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href }</script>'
)
"""Where the server is, as the page's own links to scripts have it: else Streamlit first asks below
the page's name, and waits before it asks elsewhere."""


class _File(NamedTuple):
    kind: str
    body: bytes
    compressed: bytes


class FilesAtHand:
    """
    ASGI middleware in front of Streamlit.

    Kept are the files of Streamlit's folder alone, whose names change with their content. Whatever
    else is asked for is Streamlit's to answer; to a page is added what `ELEMENTS` need.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        below = f"/{streamlit.get_option('server.baseUrlPath').strip('/')}".rstrip("/")
        self._paths = {
            f"{below}/{path.relative_to(_STATIC).as_posix()}": path
            for path in (_STATIC / "static").rglob("*")
            if path.suffix in _TYPES
        }
        self._files: dict[str, _File] = {}
        self._head = (_WHERE + "".join(map(_link, scripts_of(*ELEMENTS)))).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let Streamlit answer."""
        if not _is_plain_question(scope):
            await self._app(scope, receive, send)
        elif path := self._paths.get(scope["path"]):
            if scope["path"] not in self._files:
                self._files[scope["path"]] = await to_thread.run_sync(_read, path)
            await _send_file(self._files[scope["path"]], scope, send)
        elif _may_be_a_page(scope):
            await self._name_scripts(scope, send)
        else:
            await self._app(scope, receive, send)

    async def _name_scripts(self, scope: Scope, send: Send) -> None:
        """Let Streamlit answer, hold the whole of it, and name the scripts if it is a page."""
        said: list[Message] = []

        async def hold(message: Message) -> None:
            said.append(message)

        plain = [one for one in scope["headers"] if one[0] != b"accept-encoding"]
        await self._app({**scope, "headers": plain, "extensions": {}}, _never_gone(), hold)
        start, *bodies = said
        headers = MutableHeaders(raw=[*start["headers"]])
        body = b"".join(one.get("body", b"") for one in bodies)
        is_page = headers.get("content-type", "").startswith("text/html")
        if start["status"] == HTTPStatus.OK and is_page:
            body = body.replace(b"</head>", self._head + b"</head>", 1)
            headers["content-length"] = str(len(body))
            for of_the_file in ("etag", "last-modified", "accept-ranges"):
                del headers[of_the_file]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


@cache
def scripts_of(*elements: str) -> tuple[str, ...]:
    """Give the scripts of parts of Streamlit, and what they import, but what each page names."""
    page = (_STATIC / "index.html").read_text("utf-8")
    found = set(_imported(*map(_script_of, elements)))
    return tuple(sorted(name for name in found if name not in page))


def _script_of(element: str) -> str:
    (script,) = _SCRIPTS.glob(f"{element}.*.js")
    return script.name


def _imported(*names: str) -> Iterator[str]:
    found, ahead = set(), [*names]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(_IMPORTED.findall((_SCRIPTS / name).read_text("utf-8")))
            yield name


def _link(script: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="./static/js/{script}">'


def _is_plain_question(scope: Scope) -> bool:
    """Tell whether the answer is the same whoever asks: not for a part, nor for another origin."""
    is_get = scope["type"] == "http" and scope["method"] == "GET"
    return is_get and not {"range", "origin"} & set(Headers(scope=scope))


def _may_be_a_page(scope: Scope) -> bool:
    """Tell whether a browser goes there; a page that it holds from before names other scripts."""
    headers = Headers(scope=scope)
    is_new = not {"if-none-match", "if-modified-since"} & set(headers)
    is_elsewhere = any(one in scope["path"] for one in _NOT_PAGES)
    return is_new and not is_elsewhere and "text/html" in headers.get("accept", "")


def _never_gone() -> Receive:
    """Give what a reader sends who stays: Streamlit breaks off for one who has gone."""
    said = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for message in said:
            return message
        return await asyncio.Future()  # until what waits for it is told to stop

    return receive


def _read(path: Path) -> _File:
    body = path.read_bytes()
    compressed = b"" if path.suffix == _TYPEFACE else gzip.compress(body)
    return _File(_TYPES[path.suffix], body, compressed)


async def _send_file(file: _File, scope: Scope, send: Send) -> None:
    headers = MutableHeaders({"content-type": file.kind})
    headers["cache-control"] = "public, immutable, max-age=31536000"
    body = file.body
    if file.compressed:
        headers["vary"] = "Accept-Encoding"
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = file.compressed
    headers["content-length"] = str(len(body))
    status = HTTPStatus.OK
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
