"""Files that never change, answered from memory and compressed once; the page names them early.

Most of a first visit is Streamlit's own hundred scripts. It reads each from the disk for every
visitor, sends three megabytes uncompressed, and the browser learns only from the first of them
which others the page needs.
"""

import gzip
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ELEMENTS: Final = (
    "Html", "BidiComponent", "ButtonGroup", "Selectbox", "Checkbox", "ComponentInstance",
    "PageLink",
)  # fmt: skip
"""Streamlit's parts that a page with a map has; each is a script of its own."""

_WHERE: Final = (
    '<script>window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href }</script>'
)
"""Where the server is, as the page's own links to scripts have it: else Streamlit first asks below
the page's name, and waits before it asks elsewhere."""

_PAGE: Final = Path(streamlit.__file__).parent / "static" / "index.html"
_SCRIPTS: Final = _PAGE.parent / "static" / "js"
_IMPORTED: Final = re.compile(r"""(?:from|import)["']\./([^"']+\.js)["']""")

_IMMUTABLE: Final = "public, immutable, max-age=31536000"
_FILE: Final = re.compile(
    r"(/[\w-]+)*/(static/\w+|component/\w+(\.\w+)*(/\w+)*)/[\w-]+(\.[\w-]+)+", re.ASCII
)
"""Whole addresses; another way to write one, as with ``/./``, would be kept again."""

_NOT_PAGES: Final = ("/_stcore/", "/media/", "/static/", "/component/")
_NAMED_BY_CONTENT: Final = re.compile(r"/component/.*([.-][0-9a-f]{8,}\.\w+|\?v=[0-9a-f]{8})$")
_TEXT: Final = re.compile(r"text/|application/(javascript|json)")


class _File(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    body: bytes
    compressed: bytes


class FilesAtHand:
    """
    ASGI middleware in front of Streamlit.

    Kept is only what Streamlit has and calls immutable, or what is named by its content, so the
    memory is bound by the files that there are. Whatever else is asked for passes through; a
    page on its way to the browser is told of the scripts that it will need.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files: dict[str, _File] = {}
        self._head = (_WHERE + "".join(map(_link, sorted(scripts_of_elements())))).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let Streamlit answer."""
        if not _is_plain_question(scope):
            await self._app(scope, receive, send)
        elif file := self._files.get(scope["path"]):
            await _send_file(file, scope, send)
        elif _FILE.fullmatch(scope["path"]):
            await self._keep(scope, receive, send)
        elif any(one in scope["path"] for one in _NOT_PAGES):
            await self._app(scope, receive, send)
        else:
            await self._name_scripts(scope, receive, send)

    async def _keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await self._answer(scope, receive)
        headers = MutableHeaders(raw=start["headers"])
        address = f"{scope['path']}?{scope['query_string'].decode('latin-1')}".removesuffix("?")
        if _NAMED_BY_CONTENT.search(address):
            headers["cache-control"] = _IMMUTABLE
        is_immutable = "immutable" in headers.get("cache-control", "")
        if start["status"] != HTTPStatus.OK or not is_immutable or "set-cookie" in headers:
            await _send(start["status"], headers, body, send)
            return
        compressed = b""
        if _TEXT.match(headers.get("content-type", "")):
            compressed = await to_thread.run_sync(gzip.compress, body)
        file = _File(headers.raw, body, compressed)
        self._files[scope["path"]] = file
        await _send_file(file, scope, send)

    async def _name_scripts(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await self._answer(scope, receive)
        headers = MutableHeaders(raw=start["headers"])
        if headers.get("content-type", "").startswith("text/html"):
            body = body.replace(b"</head>", self._head + b"</head>", 1)
            for of_the_file in ("etag", "last-modified"):
                del headers[of_the_file]
        await _send(start["status"], headers, body, send)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """Let Streamlit answer, uncompressed, and hold its whole answer."""
        said: list[Message] = []

        async def hold(message: Message) -> None:
            said.append(message)

        asked = [one for one in scope["headers"] if one[0] != b"accept-encoding"]
        await self._app({**scope, "headers": asked}, receive, hold)
        start, *bodies = said
        return start, b"".join(one.get("body", b"") for one in bodies)


def scripts_of_elements() -> set[str]:
    """Give the scripts of `ELEMENTS`, and what they import, that the page does not name itself."""
    page = _PAGE.read_text("utf-8")
    return {name for name in _imported(*map(_script_of, ELEMENTS)) if name not in page}


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


async def _send_file(file: _File, scope: Scope, send: Send) -> None:
    headers = MutableHeaders(raw=[*file.headers])
    if not file.compressed:
        await _send(HTTPStatus.OK, headers, file.body, send)
        return
    headers.add_vary_header("Accept-Encoding")
    if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        await _send(HTTPStatus.OK, headers, file.body, send)
        return
    headers["content-encoding"] = "gzip"
    await _send(HTTPStatus.OK, headers, file.compressed, send)


async def _send(status: int, headers: MutableHeaders, body: bytes, send: Send) -> None:
    headers["content-length"] = str(len(body))
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
