"""What the browser was sent: no child, no home and no place that others may not see."""

import csv
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Response

from lib.answer.loaded import CONTRACTS, DEMO_RETURNS
from lib.disclosure.released import Audience
from lib.links.asked import AUDIENCES
from tests.fixtures.visit import WAIT_MS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = ("", "boroughs", "block_contract", "returns", "methods")
OF_SINGLE_PLACES = re.compile(r'moved_ends\\*"')
"""A field of the map's message that holds single placements: in quotes, as no script has it."""

FORMS = {
    "children": r"INV\d{7}",
    "births": r"\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d",
    "homes": r"Invented Home \d{4}",
    "postcodes": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
}
"""As which each secret is written: whatever is written so is found, wherever it begins."""


_NEWS = frozenset({"2000-01-01"})
"""Days on which some child was born, and which a page has of its own: a contract's earliest."""


class Secrets(NamedTuple):
    """What stands in the invented returns and may stand in no frame, by what it is."""

    children: frozenset[str]
    births: frozenset[str]
    homes: frozenset[str]
    postcodes: frozenset[str]


@pytest.fixture(scope="module")
def secrets() -> Secrets:
    episodes, headers = ([*_rows(f"*/{name}.csv")] for name in ("episodes", "header"))
    uasc = [*_rows("*/uasc.csv")]
    homes = [*_homes()]
    births = {row["DOB"] for row in (*headers, *uasc) if row["DOB"]}
    block = "".join(path.read_text("utf-8") for path in CONTRACTS.glob("*.toml"))
    postcodes = {
        written
        for row in episodes
        for column in ("HOME_POST", "PL_POST")
        if re.fullmatch(FORMS["postcodes"], written := row[column].strip().upper())
        and written not in block
    }
    return Secrets(
        children=frozenset(row["CHILD"] for row in (*episodes, *headers)),
        births=frozenset({*births, *(iso for one in births if (iso := _iso(one)) not in _NEWS)}),
        homes=frozenset(row["Name"] for row in homes),
        postcodes=frozenset({*postcodes, *(one.replace(" ", "") for one in postcodes)}),
    )


def _iso(day: str) -> str:
    return "-".join(reversed(day.split("/")))


def _rows(pattern: str) -> Iterator[dict[str, str]]:
    for path in sorted(DEMO_RETURNS.glob(pattern)):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def _homes() -> Iterator[dict[str, str]]:
    with (DEMO_RETURNS / "homes.csv").open(encoding="utf-8-sig", newline="") as file:
        next(file)
        yield from csv.DictReader(file)


class Heard:
    """Everything that one browser was sent: frames of the web socket, and bodies of answers."""

    def __init__(self, page: Page) -> None:
        self._texts: list[str] = []
        self.frames = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._hear))
        page.on("response", self._keep)

    def _hear(self, message: str | bytes) -> None:
        self.frames += 1
        self._add(message)

    def _keep(self, response: Response) -> None:
        if "/static/" not in response.url and response.ok:
            self._add(response.url)
            if not response.url.endswith((".js", ".css", ".woff2")):
                self._add(response.body())

    def _add(self, message: str | bytes) -> None:
        is_text = isinstance(message, str)
        self._texts.append(message if is_text else message.decode("utf-8", errors="replace"))

    def held(self, secrets: Secrets, what: str) -> list[str]:
        every = "\n".join(self._texts)
        form = f"(?=({FORMS[what]}))"
        if what == "postcodes":  # small letters too, but not five of the letters of a hash
            every, form = every.upper(), f"(?<![A-Z0-9]){form}(?!{FORMS[what]}[A-Z0-9])"
        return sorted(getattr(secrets, what).intersection(re.findall(form, every)))

    def has(self, text: str) -> bool:
        return any(text in one for one in self._texts)

    @property
    def has_single_places(self) -> bool:
        return any(OF_SINGLE_PLACES.search(one) for one in self._texts)


@pytest.fixture(scope="module")
def heard(browser: Browser, address: str) -> Callable[[Audience], Heard]:
    made: dict[Audience, Heard] = {}

    def heard(audience: Audience) -> Heard:
        if audience not in made:
            made[audience] = _look_around(browser, address, audience)
        return made[audience]

    return heard


def _look_around(browser: Browser, address: str, audience: Audience) -> Heard:
    """Open every page, and choose a borough, a group and another date."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        found = Heard(page)
        for name in PAGES:
            page.goto(f"{address}/{name}?audience={AUDIENCES[audience].replace(' ', '+')}")
            _settle(page)
            if name in ("", "boroughs"):
                page.locator("button.cth-row").first.click()
                _settle(page)
        page.goto(
            f"{address}/boroughs?audience={AUDIENCES[audience].replace(' ', '+')}"
            "&as-at=2017-03-31&only=age%3A14-15&borough=E09000025"
        )
        _settle(page)
        page.goto(f"{address}/?audience={AUDIENCES[audience].replace(' ', '+')}&single=true")
        _settle(page)
        assert found.frames > 20
        return found


def _settle(page: Page) -> None:
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT_MS
    )
    page.wait_for_timeout(400)
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT_MS
    )
    page.wait_for_selector(".cth-sheet[aria-busy]", state="detached", timeout=WAIT_MS)


@pytest.mark.parametrize("what", Secrets._fields)
def test_others_are_sent_no_child_no_home_and_no_place(
    heard: Callable[[Audience], Heard], secrets: Secrets, what: str
) -> None:
    assert len(getattr(secrets, what)) > 100
    assert all(re.fullmatch(FORMS[what], one) for one in getattr(secrets, what))
    assert heard(Audience.SHARED).held(secrets, what) == []


def test_others_are_sent_no_single_placement(heard: Callable[[Audience], Heard]) -> None:
    assert heard(Audience.SHARED).has("pictures")
    assert not heard(Audience.SHARED).has_single_places


@pytest.mark.parametrize("what", ["children", "births", "postcodes"])
def test_officers_are_sent_no_child_and_no_full_postcode(
    heard: Callable[[Audience], Heard], secrets: Secrets, what: str
) -> None:
    assert heard(Audience.OFFICERS).held(secrets, what) == []


def test_what_is_sent_is_found_by_the_search(heard: Callable[[Audience], Heard]) -> None:
    assert heard(Audience.SHARED).has("Hackney and City of London")
    assert heard(Audience.OFFICERS).has("City of London")
    assert heard(Audience.OFFICERS).has_single_places
