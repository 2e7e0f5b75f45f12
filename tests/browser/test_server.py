"""The server as it is started: who may speak to it, and what it never says."""

import gzip
import http.client
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit

from lib.ui.files_at_hand import ELEMENTS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SETTINGS = tomllib.loads(
    (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
)
FOREIGN = "attacker.example"
SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


def asked(
    address: str, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    """Ask the server, with any header: names are written with _ in place of -."""
    link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        link.request(method, path, body=body, headers=named)
        answer = link.getresponse()
        is_open = answer.status == http.HTTPStatus.SWITCHING_PROTOCOLS
        return answer.status, b"" if is_open else answer.read()
    finally:
        link.close()


def socket_opened(address: str, *, host: str | None = None, origin: str | None = None) -> int:
    here = urlsplit(address).netloc
    status, _ = asked(
        address,
        "/_stcore/stream",
        Host=host or here,
        Origin=origin or f"http://{here}",
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
    )
    return status


def test_a_browser_of_this_machine_is_let_in(address: str) -> None:
    assert socket_opened(address) == http.HTTPStatus.SWITCHING_PROTOCOLS


@pytest.mark.parametrize(
    ("host", "origin"),
    [(None, f"http://{FOREIGN}"), (FOREIGN, f"http://{FOREIGN}"), (f"{FOREIGN}:80", None)],
)
def test_a_page_of_another_host_is_not(address: str, host: str | None, origin: str | None) -> None:
    assert socket_opened(address, host=host, origin=origin) == http.HTTPStatus.FORBIDDEN


def test_the_server_listens_to_this_machine_alone(address: str) -> None:
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert urlsplit(address).hostname == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/app/static/app.py", "/app/static/../geodata/footprint.toml",
        "/component/../../.streamlit/config.toml", "/media/../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/component/streamlit_folium.st_folium/..%2f..%2f__init__.py",
    ],
)  # fmt: skip
def test_no_file_of_the_machine_is_served(address: str, path: str) -> None:
    _, body = asked(address, path)
    for said in (
        b"set_page_config",
        b"root:",
        b"[authorities]",
        b"maxUploadSize",
        b"def st_folium",
    ):
        assert said not in body


def test_scripts_come_compressed_and_are_those_on_the_disk(address: str) -> None:
    _, page = asked(address, "/")
    names = re.findall(rb'href="\./static/js/([^"]+)"', page)
    assert len(names) > len(ELEMENTS)
    sent = read = 0
    for name in map(bytes.decode, names):
        for _ in range(2):  # asked for, then from memory
            status, body = asked(address, f"/static/js/{name}", Accept_Encoding="gzip")
            plain = (SCRIPTS / name).read_bytes()
            assert status == http.HTTPStatus.OK
            assert gzip.decompress(body) == plain
        sent, read = sent + len(body), read + len(plain)
    assert sent < read / 3


def test_nothing_is_uploaded_without_the_token_of_a_session(address: str) -> None:
    status, _ = asked(
        address,
        "/_stcore/upload_file/a-session/a-file",
        method="PUT",
        body=b"--x\r\n\r\n--x--",
        Content_Type="multipart/form-data; boundary=x",
    )
    assert status in (http.HTTPStatus.BAD_REQUEST, http.HTTPStatus.FORBIDDEN)


def test_an_upload_is_no_larger_than_twenty_megabytes() -> None:
    assert SETTINGS["server"]["maxUploadSize"] == 20


def test_the_page_tells_no_other_host_that_it_is_used(address: str) -> None:
    _, body = asked(address, "/_stcore/host-config")
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert not re.search(rb'"enforceDownloadInNewTab":\s*true', body)
    _, page = asked(address, "/")
    assert not re.findall(rb'(?:src|href)="(https?:)?//', page)


def test_no_error_shows_what_it_is_about() -> None:
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["server"]["enableXsrfProtection"] is True
    assert SETTINGS["server"]["enableCORS"] is True
    assert SETTINGS["server"]["enableStaticServing"] is False
    assert SETTINGS["server"]["enableAgentApi"] is False
    assert SETTINGS["client"]["disableDataExport"] is True


@pytest.mark.parametrize(
    "path", ["/_stcore/agent", "/_stcore/agent/run", "/_stcore/script-health-check"]
)
def test_no_way_in_beside_the_page_is_open(address: str, path: str) -> None:
    status, body = asked(address, path, method="POST", body=b"{}")
    assert status >= http.HTTPStatus.BAD_REQUEST or b"<!doctype html>" in body.lower()
