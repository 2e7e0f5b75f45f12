import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.boroughs.question import looked_after_by_group
from lib.answer.boroughs.view import LookedAfterView
from lib.answer.loaded import DEMO_RETURNS
from lib.errors import DisclosureError
from lib.ui import looking, queries, tables
from tests.fixtures.page import message, press, row_headings, settled, words

ROOT = Path(__file__).parents[2]

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

SECTIONS = (
    "Where the children of each borough live",
    "How far away they live",
    "Inside and near are not the same",
    "Homes and places against need",
    "By group",
    "All looked-after children",
)


@pytest.fixture
def page(opened: Open) -> Open:
    """Open the Boroughs page."""
    return lambda **address: opened("boroughs", **address)


def test_every_view_has_its_title_its_sentence_and_its_table(page: Open) -> None:
    app = page()
    assert not app.exception
    for title in SECTIONS:
        section = _section(app, title)
        assert section.count("<table") >= 1, title
    for title in SECTIONS:
        sentence = re.search(r'<p class="cth-quiet">[^<]*</p><p>([^<]*)</p>', _section(app, title))
        assert sentence, title
        assert sentence[1].endswith(".")


def test_each_table_names_what_it_counts_and_can_be_reached_by_keyboard(page: Open) -> None:
    for table in re.findall(r"<div class=\"cth-scroll\".*?</table>", words(page()), re.DOTALL):
        assert 'tabindex="0"' in table
        assert re.search(r"<caption>[^<]+</caption>", table)
        assert '<th scope="col"' in table
        assert '<th scope="row">' in table


def test_for_officers_the_matrix_sums_to_the_children_of_each_borough(page: Open) -> None:
    rows = _matrix(page())
    of_borough = dict(zip(rows["Live in"], rows["All"], strict=True))
    sums = ("North East London together", "Live in", "All", "In North East London", "Elsewhere")
    parts = [cells for name, cells in rows.items() if name not in sums]
    for at, borough in enumerate(rows["Live in"]):
        assert sum(int(cells[at]) for cells in parts) == int(of_borough[borough]), borough
    inside = [rows[name] for name in rows if name in rows["Live in"]]
    for at, number in enumerate(rows["North East London together"]):
        assert sum(int(cells[at]) for cells in inside) == int(number)


def test_the_bands_and_what_is_not_known_are_all_the_children(page: Open) -> None:
    table = _section(page(), "How far away they live").split("</table>")[0]
    rows = _rows(table)
    near = int(rows["10 miles or less"][0].split()[0]) + int(rows["11 to 20 miles"][0].split()[0])
    assert near == int(rows["20 miles or less together"][0].split()[0])
    children = _rows(_table(page(), "Children by the borough"))["All boroughs"][0]
    bands = [name for name in rows if name[:1].isdigit() and "together" not in name]
    bands += ["Over 100 miles", "Not known"]
    assert len(bands) == 7
    assert sum(int(rows[name][0].split()[0]) for name in bands) == int(children)


def test_near_and_inside_are_counted_apart(page: Open) -> None:
    squares = _section(page(), "Inside and near are not the same").split("</table>")[0]
    assert "20 miles or less" in squares
    assert "counts as outside, yet near" in squares
    assert "counts as inside, yet far" in squares
    assert "distance or authority not known" in squares


def test_a_larger_square_is_a_larger_number(page: Open) -> None:
    squares = _section(page(), "Inside and near are not the same").split("</table>")[0]
    drawn = re.findall(
        r'class="is-(?:now|out)" style="--cth-side:([\d.]+)".*?<b>([\d,]+)</b>', squares
    )
    assert len(drawn) >= 3
    areas = sorted((int(number), float(side) ** 2) for side, number in drawn)
    for (fewer, smaller), (more, larger) in pairwise(areas):
        assert smaller / larger == pytest.approx(fewer / more, abs=0.02)


def test_a_borough_that_is_chosen_is_chosen_in_every_view(page: Open) -> None:
    app = page(borough="Havering")
    assert _marked(_table(app, "Children by the borough")) == ["Havering"]
    assert '"chosen":["E09000016"]' in message(app)["feature_group"]
    matrix = _section(app, SECTIONS[0]).split("</table>", maxsplit=1)[0]
    rows = [
        re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", row)
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", matrix)
    ]
    marked = {at for row in rows for at, cell in enumerate(row) if "is-chosen" in cell}
    assert [rows[0][at] for at in marked] == ['<span class="is-chosen">Havering</span>']
    assert all("is-chosen" in row[at] for row in rows for at in marked if len(row) > 1)
    for title in (*SECTIONS[1:3], SECTIONS[4]):
        assert ", Havering, " in _section(app, title)
    need = _section(app, SECTIONS[3])
    assert _marked(need) == ["Havering"]
    assert "Havering" in _headline(app)


def test_a_group_that_is_chosen_filters_the_officers_views_but_not_the_homes(page: Open) -> None:
    app, every = page(only="Aged 16 and 17"), page()
    children = _rows(_table(app, "Children by the borough"))["All boroughs"][0]
    assert int(children) < int(_rows(_table(every, "Children by the borough"))["All boroughs"][0])
    assert _rows(_section(app, SECTIONS[0]))["All"][-2] == children
    assert _marked(_section(app, SECTIONS[4])) == ["Aged 16 and 17"]
    assert _rows(_section(app, SECTIONS[4]))["Aged 16 and 17"][0] == children
    assert _section(app, SECTIONS[3]) == _section(every, SECTIONS[3])
    for title in SECTIONS[:3]:
        assert "16 and 17" in _section(app, title)
    assert message(app)["feature_group"] != message(every)["feature_group"]


def test_the_shared_view_offers_no_group_by_borough(page: Open) -> None:
    alone = page(audience="Shared view", borough="Havering")
    both = page(audience="Shared view", borough="Havering", only="Aged 16 and 17")
    assert not both.exception
    for title in SECTIONS[:4]:
        assert _section(both, title) == _section(alone, title)
    assert message(both)["feature_group"] == message(alone)["feature_group"]
    assert ", North East London, " in _section(both, SECTIONS[4])
    assert _marked(_section(both, SECTIONS[4])) == ["Aged 16 and 17"]
    assert 'class="cth-note"' in words(both)


def test_the_shared_view_shows_no_number_from_one_to_five(page: Open) -> None:
    app = page(audience="Shared view")
    shown = [cell for title in SECTIONS[:3] for row in _rows(_section(app, title)).values()
             for cell in row]  # fmt: skip
    shown += [cell for row in _rows(_section(app, SECTIONS[4])).values() for cell in row[:4]]
    counts = [int(cell.split()[0].replace(",", "")) for cell in shown if cell[:1].isdigit()
              and "." not in cell]  # fmt: skip
    assert counts
    assert not [number for number in counts if 1 <= number <= 5]


def test_a_borough_without_children_says_so_instead_of_drawing_nothing(page: Open) -> None:
    app = page(borough="City of London")
    assert not app.exception
    for title in (*SECTIONS[1:3], SECTIONS[4]):
        assert "<table" not in _section(app, title).split("Where the children")[0]
        assert 'class="cth-note"' in _section(app, title)
    assert "<table" in _section(app, SECTIONS[0])
    assert "<table" in _section(app, SECTIONS[3])


def test_without_returns_or_homes_the_page_says_which_file_makes_them_appear(
    page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("E09000012", "E09000025"):
        shutil.copytree(DEMO_RETURNS / code, tmp_path / code)
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(tmp_path))
    app = page(borough="Havering")
    assert not app.exception
    for title in SECTIONS[1:3]:
        assert "<table" not in _section(app, title)
        assert "a folder named Havering or E09000016" in _section(app, title)
    matrix = _rows(_section(app, SECTIONS[0]))
    at = matrix["Live in"].index("Havering")
    assert {cells[at] for cells in matrix.values() if cells} <= {"", "Havering", "not loaded"}
    assert "provider-level list" in _section(app, SECTIONS[3])
    assert "not loaded" in _section(app, SECTIONS[3])


def test_a_group_that_means_nothing_gives_all_children(page: Open) -> None:
    app = page(only="<img src=x onerror=alert(1)>")
    assert not app.exception
    assert "<img" not in words(app)
    assert app.selectbox(key="only").value == "All children"
    assert _section(app, SECTIONS[4]) == _section(page(), SECTIONS[4])


def test_each_row_of_the_borough_table_is_a_button_that_says_whether_it_is_pressed(
    opened: Open, page: Open
) -> None:
    for app in (opened(borough="Newham"), page(borough="Newham")):
        buttons = re.findall(
            r'<button type="button" class="cth-row" value="([^"]*)"( aria-pressed="[a-z]*")?>'
            r"([^<]*)</button>",
            _table(app, "Children by the borough"),
        )
        assert [name for *_, name in buttons][-1] == "All boroughs"
        pressed = [name for _, state, name in buttons if state == ' aria-pressed="true"']
        assert pressed == ["Newham"]
        assert len(buttons) == 9
        assert len({value for value, *_ in buttons}) == 9


@pytest.mark.parametrize("name", ["overview", "boroughs"])
def test_to_press_a_row_chooses_its_borough_and_to_press_it_again_chooses_all(
    opened: Open, name: str
) -> None:
    app = opened(name)
    press(app, "boroughs", "E09000016")
    assert app.selectbox(key="borough").value == "Havering"
    assert _marked(_table(app, "Children by the borough")) == ["Havering"]
    press(app, "boroughs", "E09000016")
    assert app.selectbox(key="borough").value == tables.ALL_BOROUGHS
    press(app, "boroughs", "E09000025")
    press(app, "boroughs", "total")
    assert app.selectbox(key="borough").value == tables.ALL_BOROUGHS


def test_a_row_of_the_block_contracts_table_can_be_pressed_too(opened: Open) -> None:
    app = opened("block_contract")
    press(app, "boroughs", "E09000016")
    assert app.selectbox(key="borough").value == "Havering"
    assert _marked(_table(app, "Children by the borough")) == ["Havering"]


def test_to_press_a_group_chooses_it_and_to_press_all_children_undoes_it(page: Open) -> None:
    app = page()
    press(app, "sections", "age:16-17")
    assert app.selectbox(key="only").value == "Aged 16 and 17"
    assert _marked(_section(app, SECTIONS[4])) == ["Aged 16 and 17"]
    press(app, "sections", "total")
    assert app.selectbox(key="only").value == "All children"


@pytest.mark.parametrize(
    "value", ["E99999999", "<script>alert(1)</script>", 7, None, ["total"], {}]
)
def test_whatever_else_a_browser_sends_chooses_nothing(page: Open, value: object) -> None:
    app = page(borough="Havering")
    press(app, "boroughs", value)
    assert not app.exception
    assert app.selectbox(key="borough").value == "Havering"


@pytest.mark.parametrize("audience", ["Officers", "Shared view"])
def test_all_looked_after_children_are_counted_by_borough_whatever_group_is_chosen(
    page: Open, audience: str
) -> None:
    every = page(audience=audience)
    of_group = page(audience=audience, borough="Havering", only="Aged 16 and 17")
    section = _section(of_group, SECTIONS[5])
    assert [_marked(part) for part in section.split("<table")[1:]] == [["Havering"]] * 3
    assert "Wherever they are placed, Havering, 31 March 2018" in section
    assert "Of 251 children, the largest groups: " in section
    assert _rows(section) == _rows(_section(every, SECTIONS[5]))


def _opened_as_others_do() -> AppTest:
    """Open the page, and wait for nothing that follows."""
    queries._looked_after.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["audience"] = "Shared view"
    return app.switch_page("pages/boroughs.py").run()


def test_all_looked_after_children_follow_and_the_page_waits_for_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_go_on = Event()

    def slowly(*asked: Any) -> LookedAfterView:
        assert may_go_on.wait(timeout=120)
        return looked_after_by_group(*asked)

    monkeypatch.setattr(queries, "looked_after_by_group", slowly)
    app = _opened_as_others_do()
    assert "They appear here by themselves" in words(app)
    assert all(title in words(app) for title in SECTIONS[:-1])
    assert f'<h2 class="cth-chart-title">{SECTIONS[-1]}' not in words(app)
    may_go_on.set()
    settled(app)
    assert "They appear here by themselves" not in words(app)
    assert _section(app, SECTIONS[-1]).count("<table") == 3


def test_what_cannot_follow_is_said_and_the_rest_of_the_page_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def at_fault(*_: Any) -> LookedAfterView:
        message = "What may be shown together could not be worked out."
        raise DisclosureError(message)

    monkeypatch.setattr(queries, "looked_after_by_group", at_fault)
    app = settled(_opened_as_others_do())
    assert "could not be worked out" in words(app)
    assert "They appear here by themselves" not in words(app)
    assert all(title in words(app) for title in SECTIONS[:-1])


def test_two_boroughs_shown_as_one_are_said_to_be_so_where_each_would_be_counted_apart(
    page: Open,
) -> None:
    told = "Hackney and City of London are shown as one"
    assert told in _table(page(audience="Shared view"), "Each column holds")
    assert told not in words(page())


def test_those_hidden_are_told_together_as_the_total_less_what_is_shown(page: Open) -> None:
    app = page(audience="Shared view")
    boroughs = _rows(_table(app, "Children by the borough"))
    bands = _rows(_section(app, SECTIONS[1]))
    by_group = _section(app, SECTIONS[4])
    of_all = boroughs["All boroughs"]
    _check_hidden_together(boroughs, of_all)
    distances = {name: cells for name, cells in bands.items() if not re.match("20|Middle", name)}
    _check_hidden_together(distances, [of_all[0], of_all[0]])
    statuses = re.split(r"<span>Legal status</span>", by_group)[1]
    _check_hidden_together(_rows(statuses), _rows(by_group)["All children"])


def _check_hidden_together(rows: dict[str, list[str]], of_all: list[str]) -> None:
    told = rows.pop(tables.HIDDEN_TOGETHER)
    parts = [cells for name, cells in rows.items() if cells and not name.startswith("All ")]
    numbers = {at: int(number) for at, number in enumerate(told) if number.isdigit()}
    assert numbers
    for at, number in numbers.items():
        shown = [row[at].split()[0] for row in parts if row[at][:1].isdigit()]
        assert number == int(of_all[at].split()[0]) - sum(map(int, shown))
        assert number == 0 or number >= 6
        assert sum(row[at].startswith("hidden") for row in parts) > 1


def test_to_officers_nothing_is_hidden_and_nothing_told_together(page: Open) -> None:
    assert tables.HIDDEN_TOGETHER not in words(page())


def _section(app: AppTest, title: str) -> str:
    """What stands between a title and the next."""
    rest = re.split(rf'<h2 class="cth-chart-title[^"]*">{re.escape(title)}</h2>', words(app))
    assert len(rest) == 2, title
    return re.split(r'<h2 class="cth-chart-title[^"]*">|<h2>', rest[1])[0]


def _table(app: AppTest, caption: str) -> str:
    found = re.search(rf"<table[^>]*><caption>{caption}.*?</table>", words(app), re.DOTALL)
    assert found, caption
    return found[0]


def _rows(html: str) -> dict[str, list[str]]:
    """Cells of a section's first table by the headings of its rows, as they are read."""
    first = html.split("</table>", maxsplit=1)[0]
    rows = {}
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", first, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        name, *others = [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]
        rows[name] = others
    return rows


def _matrix(app: AppTest) -> dict[str, list[str]]:
    """The matrix without the sums over boroughs."""
    return {name: cells[:-2] for name, cells in _rows(_section(app, SECTIONS[0])).items() if cells}


def _marked(html: str) -> list[str]:
    return row_headings(html.split("</table>", maxsplit=1)[0], are_chosen=True)


def _headline(app: AppTest) -> str:
    return next(line for line in words(app).splitlines() if "cth-headline" in line)
