"""Files that an officer drops: read in memory, for this visit alone, used when asked."""

import gc
import io
import weakref
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from lib.answer.loaded import DEMO_RETURNS, Loaded
from lib.ui import looking, sent
from tests.fixtures.page import words
from tests.fixtures.returns_on_disk import EPISODES, HEADER, child, csv_text, episode, put

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

NAMED = "ZQ-4711-XK"
RETURN = {
    "episodes.csv": csv_text(
        EPISODES,
        [episode(CHILD=NAMED), episode(CHILD="kid-2"), episode(CHILD=NAMED, DECOM="31/02/2018")],
    ),
    "header.csv": csv_text(HEADER, [child(CHILD=NAMED), child(CHILD="kid-2")]),
}


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def drop(app: AppTest, files: Mapping[str, str | bytes]) -> AppTest:
    given = [
        (name, content.encode() if isinstance(content, str) else content, "text/csv")
        for name, content in files.items()
    ]
    app.file_uploader[0].set_value(given)
    return app.run()


def dropped(opened: Open, files: Mapping[str, str | bytes]) -> AppTest:
    return drop(opened("returns"), files)


def button(app: AppTest, label: str) -> Element:
    (found,) = [one for one in app.button if one.label == label]
    return found


def named_hackney(app: AppTest) -> AppTest:
    for box in [one for one in app.selectbox if one.label.startswith("Whose is")]:
        box.set_value("Hackney")
    return app.run()


def headline(app: AppTest) -> str:
    return words(app).split("</h1>", maxsplit=1)[0]


def test_a_file_without_a_folder_is_asked_for_its_authority_and_not_read_before(
    opened: Open,
) -> None:
    app = dropped(opened, RETURN)
    assert not app.exception
    asked = [one.label for one in app.selectbox if one.label.startswith("Whose is")]
    assert asked == ["Whose is episodes.csv?", "Whose is header.csv?"]
    assert "Checked, not in use yet" not in words(app)
    app = named_hackney(app)
    assert "Checked, not in use yet: 4 of 5 rows loaded, one thing to mend" in words(app)


@pytest.mark.parametrize(
    "files",
    [
        {"Hackney.zip": zipped(RETURN)},
        {"E09000012 2018.zip": zipped(RETURN)},
        {"all.zip": zipped({f"returns/Hackney/{name}": text for name, text in RETURN.items()})},
        {"E09000012_episodes.csv": RETURN["episodes.csv"], "Hackney.csv": RETURN["header.csv"]},
    ],
)
def test_nobody_is_asked_where_a_name_tells(opened: Open, files: Mapping[str, str | bytes]) -> None:
    app = dropped(opened, files)
    assert not [one for one in app.selectbox if one.label.startswith("Whose is")]
    assert "Checked, not in use yet: 4 of 5 rows loaded" in words(app)


def test_nothing_changes_before_the_data_are_put_to_use(opened: Open) -> None:
    before = headline(opened())
    app = dropped(opened, {"Hackney.zip": zipped(RETURN)})
    assert "27,109 of 27,114" in headline(app)
    assert headline(app.switch_page("pages/overview.py").run()) == before


def test_what_would_change_is_said_before_it_does(opened: Open) -> None:
    said = words(dropped(opened, {"Hackney.zip": zipped(RETURN)}))
    assert "What would change" in said
    assert "382 → 2" in said
    assert "Not loaded any more would be Barking and Dagenham, City of London, Havering" in said


def test_data_that_are_used_are_on_every_page_until_they_are_forgotten(opened: Open) -> None:
    app = dropped(opened, {"Hackney.zip": zipped(RETURN)})
    app = button(app, "Use these data").click().run()
    assert "4 of 5 rows loaded" in headline(app)
    assert "Every page shows the one file that you sent" in words(app)
    assert "What has changed since the last load" in words(app)
    assert "382 → 2" in words(app)
    app.switch_page("pages/overview.py").run()
    assert not app.exception
    assert "Files that you sent" in words(app)
    assert "of 2 children in children" in headline(app)
    assert "Official - sensitive" in words(app)
    app.switch_page("pages/returns.py").run()
    app = button(app, "Forget the files in use").click().run()
    assert "27,109 of 27,114" in headline(app)
    assert "Files that you sent" not in words(app)


def test_what_has_changed_in_the_folder_is_said(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in RETURN.items():
        put(tmp_path, f"Hackney/{name}", text)
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(tmp_path))
    app = opened("returns")
    assert "What has changed" not in words(app)
    put(
        tmp_path, "Hackney/episodes.csv", RETURN["episodes.csv"].replace("31/02/2018", "28/02/2018")
    )
    said = words(app.run())
    assert "What has changed since the last load" in said
    assert "1 → 0" in said


def test_a_file_that_is_mended_and_dropped_again_is_read_again(opened: Open) -> None:
    app = dropped(opened, {"Hackney.zip": zipped(RETURN)})
    assert "4 of 5 rows loaded" in words(app)
    mended = {**RETURN, "episodes.csv": RETURN["episodes.csv"].replace("31/02/2018", "28/02/2018")}
    app = drop(app, {"Hackney.zip": zipped(mended)})
    assert "5 of 5 rows loaded" in words(app)


def test_a_file_that_waits_for_its_authority_lets_nothing_be_used(opened: Open) -> None:
    app = dropped(opened, {"Hackney.zip": zipped(RETURN)})
    assert [one for one in app.button if one.label == "Use these data"]
    app = drop(app, {"Hackney.zip": zipped(RETURN), "episodes.csv": RETURN["episodes.csv"]})
    assert "Nothing is read before you have named the authority" in words(app)
    assert not [one for one in app.button if one.label == "Use these data"]
    assert "Checked, not in use yet" not in words(app)


def test_files_of_one_authority_are_named_at_once(opened: Open) -> None:
    app = dropped(opened, RETURN)
    (box,) = [one for one in app.selectbox if one.label == "Whose are all 2 of them?"]
    app = box.set_value("Hackney").run()
    assert "Checked, not in use yet: 4 of 5 rows loaded" in words(app)
    assert "Nothing is read before" not in words(app)


def test_what_was_checked_bears_its_own_mark_before_it_is_in_use(opened: Open) -> None:
    said = words(dropped(opened, {"Hackney.zip": zipped(RETURN)}))
    assert "Invented data" in said.split("</h1>", maxsplit=1)[0]
    marked = said.split("Checked, not in use yet", maxsplit=1)[0]
    assert "Official - sensitive: not for publication" in marked


def test_what_is_forgotten_leaves_no_figure_on_the_page(opened: Open) -> None:
    app = button(dropped(opened, {"Hackney.zip": zipped(RETURN)}), "Use these data").click().run()
    assert "382 → 2" in words(app)
    app = button(app, "Forget the files in use").click().run()
    assert "What has changed" not in words(app)


def test_a_name_of_a_file_is_text_in_the_question(opened: Open) -> None:
    app = dropped(opened, {"ep_[x](http:evil) *a* $q$ :red[hi].csv": RETURN["episodes.csv"]})
    (label,) = [one.label for one in app.selectbox if one.label.startswith("Whose")]
    assert r"\[x\]\(http\:evil\) \*a\* \$q\$ \:red\[hi\]" in label


def test_another_visit_sees_the_folder(opened: Open) -> None:
    app = button(dropped(opened, {"Hackney.zip": zipped(RETURN)}), "Use these data").click().run()
    assert "4 of 5 rows loaded" in headline(app)
    assert "27,109 of 27,114" in headline(opened("returns"))


def loads_of(content: str) -> list[Loaded]:
    """Find what is loaded of some files, wherever it is held."""
    gc.unfreeze()
    gc.collect()
    every = [one for one in gc.get_objects() if isinstance(one, Loaded)]
    return [one for one in every if one.returns.content_hash == content]


def test_what_is_forgotten_is_in_no_memory(opened: Open) -> None:
    app = button(dropped(opened, {"Hackney.zip": zipped(RETURN)}), "Use these data").click().run()
    used = weakref.ref(app.session_state[sent._IN_USE])
    token = used().token  # type: ignore[union-attr]
    assert sent.of(token) is used()
    content = used().returns.content_hash  # type: ignore[union-attr]
    assert loads_of(content)
    app = button(app, "Forget the files in use").click().run()
    assert loads_of(content) == []
    assert used() is None
    with pytest.raises(KeyError):
        sent.of(token)


def test_the_invented_returns_are_known_again_however_they_are_sent(opened: Open) -> None:
    files = {
        path.relative_to(DEMO_RETURNS).as_posix(): path.read_bytes()
        for path in DEMO_RETURNS.rglob("*.csv")
    }
    app = dropped(opened, {"demo.zip": zipped(files)})
    assert "382, the same" in words(app)
    app = button(app, "Use these data").click().run()
    assert "Invented data" in words(app)
    assert "27,109 of 27,114" in headline(app)


def test_files_that_cannot_be_used_are_told_and_change_nothing(opened: Open) -> None:
    app = dropped(
        opened, {"Hackney.zip": zipped({"episodes.csv": "CHILD,DECOM,RNE,LS\n1,2,3,4\n"})}
    )
    said = words(app)
    assert "Nothing of these files can be used" in said
    assert "no column DEC" in said
    assert "27,109 of 27,114" in headline(app)
    assert [one.label for one in app.button if one.label == "Use these data"] == []


def test_no_child_stands_on_the_page_and_refused_rows_come_back_as_a_file_alone(
    opened: Open,
) -> None:
    app = dropped(opened, {"Hackney.zip": zipped(RETURN)})
    assert NAMED not in words(app)
    labels = [one.proto.label for one in app.get("download_button")]
    assert "Refused rows, with reasons (1)" in labels


def test_forgetting_takes_the_files_out_of_the_page(opened: Open) -> None:
    app = dropped(opened, {"Hackney.zip": zipped(RETURN)})
    app = button(app, "Forget these files").click().run()
    assert "Checked, not in use yet" not in words(app)


def test_findings_are_chosen_by_authority_and_by_what_they_are_about(opened: Open) -> None:
    app = opened("returns")
    app.selectbox(key="authority-in-use").set_value("Redbridge").run()
    app.selectbox(key="kind-in-use").set_value("Dates").run()
    said = words(app)
    assert "1 of 130 findings." in said
    assert "DfE rule 141: Date episode began is not a valid date." in said


def test_others_than_officers_cannot_send_files(
    opened: Open, server_address: Callable[[str | None], None]
) -> None:
    assert not opened("returns", audience="Shared view").file_uploader
    server_address("0.0.0.0")  # noqa: S104 (the test is about it)
    assert not opened("returns").file_uploader


def test_files_can_be_sent_where_the_folder_is_empty(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(tmp_path))
    app = dropped(opened, {"Hackney.zip": zipped(RETURN)})
    assert "No return could be used" in words(app)
    app = button(app, "Use these data").click().run()
    assert "4 of 5 rows loaded" in headline(app)
