"""Files dropped in a real browser: checked, used, given back, forgotten, and seen by no other."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lib.answer.loaded import DEMO_RETURNS
from tests.browser.test_accessibility import _axe, _told
from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

DROPZONE = "[data-testid=stFileUploaderDropzoneInput]"
SPOILT = "31/02/2017"


@pytest.fixture(scope="module")
def hackney(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hackney's invented return with one date spoilt, as an archive that names it."""
    folder = DEMO_RETURNS / "E09000012"
    path = tmp_path_factory.mktemp("dropped") / "Hackney.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.glob("*.csv")):
            text = file.read_text("utf-8")
            if file.name == "episodes.csv":
                head, first, *rest = text.splitlines(keepends=True)
                cells = first.split(",")
                cells[1] = SPOILT
                text = "".join([head, ",".join(cells), *rest])
            archive.writestr(file.name, text)
    return path


def dropped(visit: Open, path: Path, **look: object) -> Visit:
    seen = visit("/returns", **look)
    seen.page.locator("h1.cth-headline").wait_for(timeout=WAIT_MS)
    seen.settle()
    seen.page.set_input_files(DROPZONE, path)
    seen.page.get_by_text("Checked, not in use yet").wait_for(timeout=WAIT_MS)
    seen.settle()
    return seen


def test_a_return_is_dropped_used_by_this_visit_alone_and_forgotten(
    visit: Open, hackney: Path, tmp_path: Path
) -> None:
    seen = dropped(visit, hackney)
    assert seen.page.locator("h1.cth-headline").inner_text().startswith("27,109 of 27,114")
    with seen.page.expect_download(timeout=WAIT_MS) as asked:
        seen.page.get_by_role("button", name="Refused rows, with reasons").click()
    asked.value.save_as(tmp_path / "refused.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "refused.csv").read_text("utf-8-sig")))
    assert row["DECOM"] == SPOILT
    assert "a date that does not exist" in row["Why it was refused"]
    assert row["CHILD"].startswith("INV")
    seen.page.get_by_role("button", name="Use these data").click()
    seen.page.get_by_text("Files that you sent").wait_for(timeout=WAIT_MS)
    seen.page.get_by_role("link", name="Overview").first.click()
    expect(seen.page.locator("h1.cth-headline")).to_contain_text("not loaded", timeout=WAIT_MS)
    other = visit("/returns")
    expect(other.page.locator("h1.cth-headline")).to_contain_text("27,109 of", timeout=WAIT_MS)
    seen.page.get_by_role("link", name="Returns").first.click()
    seen.page.get_by_role("button", name="Forget the files in use").click()
    expect(seen.page.locator("h1.cth-headline")).to_contain_text("27,109 of", timeout=WAIT_MS)
    expect(seen.page.get_by_text("Files that you sent")).to_have_count(0, timeout=WAIT_MS)
    assert seen.errors == []
    assert seen.hosts() == {"127.0.0.1"}


@pytest.mark.parametrize("width", [1440, 390])
def test_what_was_dropped_can_be_read_by_everybody_and_at_every_width(
    visit: Open, hackney: Path, width: int
) -> None:
    seen = dropped(visit, hackney, width=width)
    assert _told(_axe(seen)["violations"]) == []
    main = "document.querySelector('[data-testid=stMain]')"
    assert seen.page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
