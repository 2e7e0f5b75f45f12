import pytest

from lib.ui.loopback import is_forwarded, is_loopback


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.4.2", "::1", "localhost", " LOCALHOST "])
def test_this_machine_alone(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "localhost.example.org", "unix:///tmp/s"],  # noqa: S104 (refused)
)
def test_other_machines_too(address: str | None) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize(
    "name",
    ["Forwarded", "Via", "X-Forwarded-For", "x-forwarded-proto", "X-Forwarded", "X-Original-Host",
     "x-original-forwarded-for", "CF-Connecting-IP", "cf-ray", "X-Real-IP", "True-Client-IP",
     "X-Client-IP", "VIA"],
)  # fmt: skip
def test_a_proxy_before_the_server_is_noticed(name: str) -> None:
    assert is_forwarded(["Host", name])


def test_a_browser_of_this_machine_is_no_proxy() -> None:
    assert not is_forwarded([])
    assert not is_forwarded(
        ["Host", "User-Agent", "Origin", "Cookie", "Upgrade", "Sec-WebSocket-Key", "X-Requested-By"]
    )
