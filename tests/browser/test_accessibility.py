"""axe finds nothing serious or critical on any page, the frame of the map included."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.fixtures.drawn_map import DrawnMap
from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

WITH_A_MAP = ("/", "/?audience=Shared+view", "/boroughs", "/block_contract")
GRAVE = {"serious", "critical"}


@pytest.mark.parametrize(
    "path",
    [*WITH_A_MAP, "/briefing", "/returns", "/methods", "/tour", "/?step=6", "/boroughs?step=2"],
)
def test_each_page_opens_asks_nobody_else_and_axe_finds_nothing_serious(
    visit: Open, path: str
) -> None:
    seen = visit(path)
    seen.page.locator("h1").first.wait_for(timeout=WAIT_MS)
    assert seen.errors == []
    assert seen.hosts() == {"127.0.0.1"}
    has_map = path.partition("?")[0] in WITH_A_MAP
    if has_map:
        DrawnMap(seen)
    for theme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=theme)
        seen.page.wait_for_timeout(300)
        seen.settle()
        found = _axe(seen)
        assert _told(found["violations"]) == [], theme
        frames = {tuple(node["target"][:-1]) for one in found["passes"] for node in one["nodes"]}
        assert any(map(len, frames)) is has_map, "the frame is looked into"


def _axe(seen: Visit) -> dict[str, Any]:
    for frame in seen.page.frames:
        frame.evaluate(AXE_SCRIPT)
    return seen.page.evaluate("() => axe.run({resultTypes: ['violations']})")


def _told(violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:150]}"
        for one in violations
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]
