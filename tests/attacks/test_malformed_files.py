"""However a file is spoilt, what it says of a child stands in no output, no log and no page."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib.ui import looking, queries
from tests.attacks.served import ROOT, asked, opened
from tests.fixtures.page import words
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HEADER,
    child,
    csv_text,
    episode,
    put,
)

pytestmark = pytest.mark.xdist_group("malformed files")

CHILD, BIRTH, HOME, PLACEMENT = "ZQ-4711-XK", "23/09/2003", "E8 1GQ", "RM1 3BD"
NAME, UPN, HOSTILE = "Ada Lovelace", "H801200001001", "=HYPERLINK(1)<img src=x>"
SECRETS = (CHILD, BIRTH, "2003-09-23", HOME, "E81GQ", PLACEMENT, "RM13BD", NAME, "Lovelace", UPN)
ROW = episode(CHILD=CHILD, HOME_POST=HOME, PL_POST=PLACEMENT)
BORN = child(CHILD=CHILD, DOB=BIRTH, UPN=UPN)
GOOD = csv_text(EPISODES, [ROW])
HEADS = csv_text(HEADER, [BORN])
CELLS = [CHILD, NAME, BIRTH, HOME, PLACEMENT, UPN]


def _with(**cells: str) -> str:
    return csv_text(EPISODES, [ROW, {**ROW, **cells}])


def _shifted() -> str:
    turns = [CELLS[turn:] + CELLS[:turn] for turn in range(len(CELLS))]
    rows = [[*one, *[""] * (len(EPISODES) - len(one))] for one in turns]
    return "".join(",".join(row) + "\n" for row in [[*EPISODES], *rows])


def _xml(doctype: str = "") -> str:
    cells = f"<CHILDID>{CHILD}</CHILDID><DOB>{BIRTH}</DOB><HOME_POST>{HOME}</HOME_POST>"
    return f'<?xml version="1.0"?>{doctype}<Message><CHILD>{cells}<n>{NAME}</n></CHILD></Message>'


MALFORMED: Mapping[str, str | bytes] = {
    "UTF-16": GOOD.encode("utf-16"),
    "Windows-1252": _with(REC=f"{NAME} Zoë").encode("cp1252"),
    "a byte order mark": GOOD.encode("utf-8-sig"),
    "bytes of no encoding": GOOD.encode() + f"{CHILD},\x81\x8d".encode("latin-1"),
    "half of UTF-16": GOOD.encode("utf-16")[:-1],
    "NUL": GOOD.replace("S,C2", "S\0,C2"),
    "NUL at the end": GOOD + "\0" * 50,
    "a workbook": b"PK\x03\x04" + GOOD.encode(),
    "an old workbook": b"\xd0\xcf\x11\xe0" + GOOD.encode(),
    "title rows": f"Return of {NAME}\n{CHILD} {BIRTH}\n{GOOD}",
    "many title rows": f"{CHILD},{BIRTH},{HOME}\n" * 60 + GOOD,
    "no headings": "\n".join(GOOD.splitlines()[1:]),
    "headings of a child": ",".join(CELLS) + "\n" + ",".join(CELLS),
    "a heading twice": GOOD.replace("LS,CIN", "CHILD,CIN"),
    "a heading with a name": GOOD.replace("URN", NAME),
    "a heading too few": GOOD.replace(",URN", ""),
    "semicolons": GOOD.replace(",", ";"),
    "tabs": GOOD.replace(",", "\t"),
    "a date that cannot be": _with(DECOM="31/02/2018"),
    "a birth for a date": _with(DECOM=BIRTH, DEC=f"{BIRTH} "),
    "an ISO date and time": _with(DECOM="2018-02-31T00:00", DEC="2003-09-23Z"),
    "a name for a date": _with(DECOM=NAME, DEC=CHILD),
    "a serial number for a date": _with(DECOM="37887"),
    "it ends before it starts": _with(DEC=BIRTH),
    "an episode twice": _with(),
    "a postcode for a code": _with(PLACE=HOME, LS=PLACEMENT, RNE="RM13BD"),
    "a postcode written otherwise": _with(HOME_POST=" e8  1gq", PL_POST="RM1-3BD"),
    "no postcode": _with(PL_POST=f"{PLACEMENT} {NAME}", HOME_POST=NAME),
    "a formula": _with(PLACE=HOSTILE, URN=f"={CHILD}"),
    "a quote mark left open": GOOD + f'"{CHILD},{BIRTH},{HOME}\n{CHILD},{NAME}',
    "too many cells": GOOD + ",".join(CELLS * 5),
    "a cell without end": _with(REC=f"{NAME} " * 6_000),
    "truncated in a cell": GOOD[:-12],
    "truncated in the headings": GOOD[:30],
    "shifted columns": _shifted(),
    "blank rows": GOOD + ",,,\n" * 400 + f"{CHILD}\n",
    "lines of an old computer": GOOD.replace("\n", "\r"),
    "XML": _xml(),
    "XML with a DTD": _xml(f'<!DOCTYPE a [<!ENTITY b "{CHILD}"><!ENTITY c SYSTEM "file:///etc">]>'),
    "XML nested deeply": "<a>" * 5_000 + CHILD + "</a>" * 5_000,
    "JSON": f'{{"CHILD": "{CHILD}", "DOB": "{BIRTH}"}}',
    "nothing but a secret": CHILD,
    "oversized": GOOD + GOOD.splitlines(keepends=True)[1] * 4_000,
}  # fmt: skip

AS = {
    ("episodes.csv",): {"header.csv": HEADS},
    ("header.csv", "costs.csv", "needs.csv"): {"episodes.csv": GOOD},
}
"""As which files of a return each stands there, and which others stand beside them."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a command or page wrote, to whichever stream, and what was logged meanwhile."""

    out: str
    err: str
    logged: str

    @property
    def every(self) -> str:
        """All of it."""
        return f"{self.out}\n{self.err}\n{self.logged}"


def held(text: str) -> list[str]:
    """Find secrets, however large their letters are and however many spaces stand in them."""
    plain = re.sub(r"\s+", " ", text).casefold()
    return [one for one in SECRETS if one.casefold() in plain]


@pytest.fixture(scope="module", autouse=True)
def _here() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        yield


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Callable[..., Heard]:
    """Run a command, and keep every record that is logged, at every level."""
    caplog.set_level(logging.DEBUG)

    def heard(*arguments: str) -> Heard:
        caplog.clear()
        said = asked(*arguments)
        assert "Traceback" not in said.err
        return Heard(out=said.out, err=said.err, logged=logged(caplog))

    return heard


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Write every record with all that it holds, and not its message alone."""
    return "\n".join(f"{one.getMessage()} {one.__dict__!r}" for one in caplog.records)


def spoilt(folder: Path, what: str, names: tuple[str, ...] = ("episodes.csv",)) -> Path:
    for beside, content in AS[names].items():
        put(folder, f"{HACKNEY}/{beside}", content)
    for name in names:
        put(folder, f"{HACKNEY}/{name}", MALFORMED[what])
    return folder


@pytest.mark.parametrize("what", MALFORMED)
@pytest.mark.parametrize("names", AS, ids=lambda names: names[0])
def test_no_check_says_what_stands_in_a_spoilt_file(
    tmp_path: Path, heard: Callable[..., Heard], names: tuple[str, ...], what: str
) -> None:
    found = heard("check", str(spoilt(tmp_path, what, names)))
    assert held(found.every) == []
    assert HOSTILE not in found.every
    for name in names:
        assert f"{HACKNEY}/{name}" in found.out


FURTHER = (
    "bytes of no encoding", "headings of a child", "shifted columns", "a heading with a name",
    "XML with a DTD", "a name for a date", "no postcode", "a formula",
)  # fmt: skip
"""Those that get furthest, or are refused by other code than the rest."""


@pytest.mark.parametrize("what", FURTHER)
def test_no_answer_says_what_stands_in_a_spoilt_file(
    tmp_path: Path, heard: Callable[..., Heard], what: str
) -> None:
    folder = spoilt(tmp_path, what)
    found = heard("answer", str(folder), "--json")
    assert held(found.every) == []
    assert found.out or found.err


@pytest.mark.parametrize("what", FURTHER)
def test_no_page_shows_what_stands_in_a_spoilt_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(spoilt(tmp_path, what)))
    app = opened("returns")
    assert not app.exception
    assert "episodes.csv" in words(app)
    assert held(repr([one.proto for one in app.main]) + words(app)) == []
    assert held(logged(caplog)) == []


def test_a_fault_of_ours_is_logged_and_shown_without_the_row_that_it_fell_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    folder = spoilt(tmp_path, "an episode twice")
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(folder))

    def falls_over(*_: object, **__: object) -> None:
        row = {"CHILD": CHILD, "DOB": BIRTH, "HOME_POST": HOME, "name": NAME}
        message = f"could not convert {row}"
        raise ValueError(message) from KeyError(CHILD)

    monkeypatch.setattr(queries, "load", falls_over)
    app = opened("overview")
    assert not app.exception
    assert "Something went wrong" in words(app)
    assert "ValueError at" in caplog.text
    assert "falls_over" in caplog.text
    assert held(repr([one.proto for one in app.main]) + words(app)) == []
    assert held(logged(caplog)) == []


def test_the_search_finds_each_secret_wherever_it_stands(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for secret in SECRETS:
        assert secret in held(f"Row 3: “{secret.lower()}”.")
        caplog.clear()
        logging.getLogger("closer_to_home").debug("row %s", {"cell": secret})
        assert secret in held(logged(caplog))
    assert held("Row 3, column F (PLACE): a text of 2 characters") == []


def test_no_secret_could_stand_in_a_random_identifier() -> None:
    """Streamlit names each file for download at random, in hexadecimal digits."""
    for secret in SECRETS:
        assert set(re.sub(r"\s", "", secret).casefold()) - set("0123456789abcdef")


def test_every_secret_stands_in_some_spoilt_file() -> None:
    texts = [one if isinstance(one, str) else one.decode("latin-1") for one in MALFORMED.values()]
    every = "".join([*texts, HEADS])
    for secret in (CHILD, BIRTH, HOME, PLACEMENT, NAME, UPN, "RM13BD", "2003-09-23"):
        assert every.count(secret) > 0
