"""Whether single records may be shown: on this machine alone."""

import ipaddress
from collections.abc import Iterable
from typing import Final

import streamlit as st

FORWARDED: Final = frozenset({"forwarded", "via", "x-real-ip", "true-client-ip", "x-client-ip"})
"""Headers that a proxy adds: then the reader may sit anywhere."""

FORWARDED_PREFIXES: Final = ("x-forwarded", "x-original-", "cf-")
"""Beginnings of others that proxies add, each under names of its own."""

REFUSAL: Final = (
    "The officers' view is closed, because this server can be reached from other machines. "
    "Start it with --server.address 127.0.0.1, without a proxy before it, to open the view."
)


def is_loopback(address: str | None) -> bool:
    """
    Say whether a server bound to this address can be reached from this machine alone.

    Without an address Streamlit listens to every network.
    """
    if address is None:
        return False
    if address.strip().lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip()).is_loopback
    except ValueError:
        return False


def is_forwarded(header_names: Iterable[str]) -> bool:
    """Say whether a request came through a proxy."""
    names = [name.strip().lower() for name in header_names]
    return any(name in FORWARDED or name.startswith(FORWARDED_PREFIXES) for name in names)


def officers_are_allowed() -> bool:
    """Say whether single records may be shown: this machine alone can reach the server."""
    address = st.get_option("server.address")
    return is_loopback(address) and not is_forwarded(st.context.headers.keys())
