"""Which folders are whose."""

from pathlib import Path

from lib.domain.footprint import Footprint
from lib.ingest.authorities import AuthorityNames
from lib.ingest.folders import look_into
from lib.ingest.on_disk import folder_on_disk
from lib.sources.boundaries import authority_names
from lib.sources.paths import GEODATA

FOOTPRINT = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
NAMES = AuthorityNames(
    {code: name for code, name in authority_names().items() if code.startswith("E")}
)


def test_a_folder_of_returns_may_lie_in_one_other_as_an_unpacked_archive_does(
    tmp_path: Path,
) -> None:
    own = tmp_path / "archive" / "returns-2018" / "Havering"
    own.mkdir(parents=True)
    (own / "episodes.csv").write_text("CHILD,DECOM\n", "utf-8")
    (tmp_path / "archive" / "read me.txt").write_text("From the archive\n", "utf-8")
    contents = look_into(folder_on_disk(tmp_path / "archive"), footprint=FOOTPRINT, names=NAMES)
    assert contents.folders == {"E09000016": "returns-2018/Havering"}
    tables = [file.name for file in contents.files if file.authority_code]
    assert tables == ["returns-2018/Havering/episodes.csv"]
    assert contents.findings == ()


def test_where_two_folders_could_be_meant_neither_is_guessed(tmp_path: Path) -> None:
    for year in ("2017", "2018"):
        (tmp_path / "archive" / year / "Havering").mkdir(parents=True)
    contents = look_into(folder_on_disk(tmp_path / "archive"), footprint=FOOTPRINT, names=NAMES)
    assert contents.folders == {}
    assert {finding.code for finding in contents.findings} == {"folder_not_recognised"}
