"""The register knows every file of geodata, and notices any change."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import SourceError
from lib.sources import registry
from lib.sources.paths import GEODATA
from lib.sources.published import published
from lib.sources.registry_text import as_readme, as_toml

ENTRY = {
    "title": "A table",
    "owner": "Somebody",
    "publisher": "Somebody",
    "licence": "OGL",
    "attribution": "Thanks to somebody.",
    "edition": "2026",
    "retrieved": "2026-11-23",
    "crs": "none",
    "status": "official",
    "how": "Typed in.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "geodata"
    (folder / "tables").mkdir(parents=True)
    (folder / "whole" / "deep").mkdir(parents=True)
    (folder / "tables" / "a.csv").write_text("code\nE1\n")
    (folder / "whole" / "b.csv").write_text("b\n")
    (folder / "whole" / "deep" / "c.csv").write_text("c\n")
    (folder / "sources.toml").write_text('[publications.guide]\ntitle = "A guide"\n')
    return folder


@pytest.fixture
def recorded(root: Path) -> Path:
    guide = '[publications.guide]\ntitle = "A guide"\npublisher = "DfE"\nlicence = "OGL"\n'
    (root / "sources.toml").write_text(guide)
    registry.record("tables/a.csv", root, **ENTRY, made_from=["guide"])
    registry.record("whole/", root, **ENTRY | {"attribution": ""})
    return root


def test_geodata_of_the_project_is_as_recorded() -> None:
    assert registry.verify() == []


def test_what_has_just_been_recorded_verifies(recorded: Path) -> None:
    assert registry.verify(recorded) == []


def test_hash_is_the_one_that_sha256sum_gives(recorded: Path) -> None:
    """`printf 'code\\nE1\\n' | sha256sum`, so that nobody needs our program to check a file."""
    expected = "4f3df923b28695ac92cf0f9dcab6ee85631ff91ec80000da45b0ff31e593c02d"
    assert registry.files(recorded)["tables/a.csv"]["sha256"] == expected


@pytest.mark.parametrize("file", ["tables/a.csv", "whole/b.csv", "whole/deep/c.csv"])
def test_one_changed_byte_is_noticed(recorded: Path, file: str) -> None:
    content = bytearray((recorded / file).read_bytes())
    content[0] ^= 1
    (recorded / file).write_bytes(content)
    (problem,) = registry.verify(recorded)
    assert "is not what was recorded" in problem


def test_renamed_file_in_a_recorded_folder_is_noticed(recorded: Path) -> None:
    (recorded / "whole" / "b.csv").rename(recorded / "whole" / "d.csv")
    (problem,) = registry.verify(recorded)
    assert problem.startswith("whole/ is not what was recorded")


def test_file_that_nobody_recorded_is_noticed(recorded: Path) -> None:
    (recorded / "tables" / "new.csv").write_text("x\n")
    (problem,) = registry.verify(recorded)
    assert problem.startswith("tables/new.csv has no entry")


def test_settings_may_be_edited_without_being_recorded(recorded: Path) -> None:
    (recorded / "contracts").mkdir()
    (recorded / "contracts" / "own.toml").write_text('name = "Ours"\n')
    (recorded / "footprint.toml").write_text('name = "Ours"\n')
    assert registry.verify(recorded) == []


def test_missing_file_is_noticed(recorded: Path) -> None:
    (recorded / "tables" / "a.csv").unlink()
    (problem,) = registry.verify(recorded)
    assert problem.startswith("tables/a.csv is missing")


def test_readme_that_is_older_than_the_register_is_noticed(recorded: Path) -> None:
    (recorded / "README.md").write_text("old")
    (problem,) = registry.verify(recorded)
    assert "README.md is older" in problem
    registry.record(root=recorded)
    assert registry.verify(recorded) == []


def test_entry_by_hand_with_a_misspelt_key_is_noticed(recorded: Path) -> None:
    path = recorded / "sources.toml"
    path.write_text(path.read_text().replace("licence = ", "license = ", 1))
    problems = registry.verify(recorded)
    assert any("lacks licence" in problem for problem in problems)
    assert any("unknown key license" in problem for problem in problems)


def test_file_cannot_be_made_from_what_the_register_does_not_hold(recorded: Path) -> None:
    with pytest.raises(SourceError, match="made from nowhere"):
        registry.record("tables/a.csv", recorded, made_from=["nowhere"])
    assert registry.verify(recorded) == []


def test_new_entry_must_be_whole(root: Path) -> None:
    before = (root / "sources.toml").read_text()
    with pytest.raises(SourceError, match="lacks owner"):
        registry.record("tables/a.csv", root, title="A table")
    assert (root / "sources.toml").read_text() == before


@pytest.mark.parametrize("path", ["../outside.csv", "tables", "tables/none.csv", "whole/b.csv/"])
def test_only_files_inside_geodata_can_be_recorded(recorded: Path, path: str) -> None:
    (recorded.parent / "outside.csv").write_text("x")
    with pytest.raises(SourceError):
        registry.record(path, recorded, **ENTRY)


def test_new_edition_changes_its_entry_and_keeps_the_rest(recorded: Path) -> None:
    (recorded / "tables" / "a.csv").write_text("code\nE2\n")
    before = registry.files(recorded)["tables/a.csv"]
    registry.record("tables/a.csv", recorded, edition="2027")
    after = registry.files(recorded)["tables/a.csv"]
    assert registry.verify(recorded) == []
    assert after["edition"] == "2027"
    assert after["sha256"] != before["sha256"]
    assert {k: v for k, v in after.items() if k not in {"edition", "sha256"}} == {
        k: v for k, v in before.items() if k not in {"edition", "sha256"}
    }


def test_damaged_register_says_what_to_do(root: Path) -> None:
    (root / "sources.toml").write_text("[files")
    with pytest.raises(SourceError, match="Restore it"):
        registry.verify(root)


words = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=20)
entries = st.dictionaries(
    st.sampled_from(["title", "owner", "how", "other"]), words | st.lists(words, max_size=3)
)


@settings(deadline=None)
@given(st.dictionaries(words, entries, max_size=3))
def test_register_survives_being_written_and_read(table: dict[str, dict[str, str]]) -> None:
    register = {"files": table, "packages": {}, "publications": {}}
    assert tomllib.loads(as_toml(register)).get("files", {}) == table


def test_attributions_name_what_each_licence_asks_for() -> None:
    lines = "\n".join(registry.attributions())
    assert "© OpenStreetMap contributors" in lines
    assert "Office for National Statistics licensed under the Open Government Licence v3.0" in lines
    assert "Contains OS data © Crown copyright and database right 2025" in lines
    assert "GeoNames" in lines
    assert "GSHHG" in lines
    assert len(registry.attributions()) == len(set(registry.attributions()))


def test_each_publication_is_named_with_its_year() -> None:
    for entry in registry.publications().values():
        begun, _, after = entry["title"].partition(" 20")
        named = [
            line
            for line in registry.attributions()
            if line.startswith(f"{entry['publisher']}: {begun}")
            and line.endswith(f"{after[2:]} ({entry['licence']}).")
        ]
        years = re.findall(r"\b20\d\d\b", entry["title"])
        assert [line for line in named if set(years) <= _years_in(line)]


def _years_in(line: str) -> set[str]:
    """Read years, those between the ends of a run as well."""
    runs = [range(int(a), int(b)) for a, b in re.findall(r"(20\d\d) to (20\d\d)", line)]
    return {*re.findall(r"20\d\d", line), *(str(year) for run in runs for year in run)}


def test_years_of_one_title_are_named_together() -> None:
    of_ofsted = [line for line in registry.attributions() if line.startswith("Ofsted: ")]
    (line,) = of_ofsted
    held = {date[:4] for date in published("childrens_homes")["date"].astype(str)}
    assert f"{min(held)} to {max(held)}" in line


def test_packages_are_pinned_by_the_hashes_that_pip_checks() -> None:
    requirements = (GEODATA.parent / "requirements-dev.txt").read_text("utf-8").lower()
    for name, entry in registry.packages().items():
        if entry["registry"] == "PyPI":
            pinned = f"{name.replace('_', '-')}=={entry['version']} \\"
            assert pinned in requirements
            assert entry["sha256"] in requirements


def test_layers_under_share_alike_are_files_of_their_own() -> None:
    for path, entry in registry.files().items():
        if "OpenStreetMap" in entry["owner"]:
            assert entry["licence"] == "Open Database Licence v1.0"
            assert path.endswith(".geojson")


def test_readme_is_written_from_the_register() -> None:
    register = tomllib.loads((GEODATA / "sources.toml").read_text("utf-8"))
    assert (GEODATA / "README.md").read_text("utf-8") == as_readme(register)


def test_register_tells_no_path_of_a_machine_and_no_host_of_a_registry() -> None:
    text = (GEODATA / "sources.toml").read_text("utf-8")
    assert not re.search(r"(?<![\w.])/(home|work|tmp|root|usr|opt|Users)/", text)
    addresses = re.findall(r"https?://([^/\"\s]+)", text)
    assert addresses
    assert all(host.endswith((".uk", ".gov")) for host in addresses), set(addresses)


def test_every_file_of_the_project_is_registered_after_a_copy(tmp_path: Path) -> None:
    """Nothing in the check depends on where the project lies."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(GEODATA, copy)
    assert registry.verify(copy) == registry.verify()
