"""Whether a file is what the returns give: made again, in this process and in others."""

import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import pytest

from lib.__main__ import main
from lib.answer.contract.question import block_contract
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.disclosure.released import Audience
from lib.domain.contract_changes import changed
from lib.errors import ConfigurationError, DisclosureError
from lib.exports.formats import Format, files, trace_of
from lib.exports.packs import answered
from lib.exports.packs.answered import views_of
from lib.exports.packs.pack import briefing
from lib.exports.packs.views import Chosen, Pack
from lib.exports.trace import Trace
from lib.exports.verified import Verdict, verified
from lib.maps.state import Layer, Mode, Opening
from lib.scenario.occupancy import RUNS
from tests.unit.exports.briefings.conftest import FilesOf, ViewsFor

pytestmark = pytest.mark.usefixtures("few_runs")

ROOT = Path(__file__).parents[4]
REFERENCE = sha256((ROOT / "geodata" / "sources.toml").read_bytes()).hexdigest()

FEW_RUNS = 1_000
"""Of the forecast, in two lots: whether it is the same again does not hang on their number."""


@pytest.fixture(scope="module")
def few_runs() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        forecast_with(patch, runs=FEW_RUNS)
        yield


def forecast_with(patch: pytest.MonkeyPatch, *, runs: int) -> None:
    patch.setattr(answered, "block_contract", partial(block_contract, runs=runs))


def verdict(content: bytes, of: Format, demo: Loaded, *, reference: str = REFERENCE) -> Verdict:
    found = verified(content, of, loaded_as_of=lambda _: demo, reference_sha256=reference)
    return found.verdict


@pytest.mark.parametrize("of", Format)
@pytest.mark.parametrize("pack", [Pack.CABINET, Pack.CONTRACT])
def test_a_file_is_made_again_byte_for_byte(
    files_of: FilesOf, demo: Loaded, pack: Pack, of: Format
) -> None:
    if (pack, of) == (Pack.CONTRACT, Format.PNG):
        pytest.skip("minutes of drawing; the others say the same")
    for content in files_of(pack, Audience.OFFICERS, of)[:2]:
        assert verdict(content, of, demo) is Verdict.IDENTICAL


@pytest.mark.parametrize("pack", Pack)
def test_a_shared_file_does_not_say_where_the_homes_of_a_contract_stand(
    files_of: FilesOf, demo: Loaded, pack: Pack
) -> None:
    (content,) = files_of(pack, Audience.SHARED, Format.CSV)
    said = content.decode()
    for home in demo.own_contract.homes:
        assert home.name not in said
        assert home.postcode not in said
    assert verdict(content, Format.CSV, demo) is Verdict.IDENTICAL
    (full,) = files_of(pack, Audience.OFFICERS, Format.CSV)
    assert demo.own_contract.homes[0].postcode in full.decode(), "the search finds what is there"


def test_a_shared_file_of_changed_money_is_made_again(demo: Loaded) -> None:
    contract = changed(demo.own_contract, {"discount": "0.1"})
    views = views_of(demo, contract=contract, audience=Audience.SHARED)
    (content,) = files(briefing(views, Chosen()), Format.CSV, demo.footprint)
    assert verdict(content, Format.CSV, demo) is Verdict.IDENTICAL


def test_no_text_of_a_contract_s_own_file_gets_into_a_shared_one(demo: Loaded) -> None:
    own = demo.own_contract
    named = replace(
        own,
        name="Rose Cottage, IG11 7LU",
        assumptions={
            **own.assumptions,
            "homes": "Assumption: Rose Cottage",
            "spare": "Rose Cottage",
        },
        sources={**own.sources, "beds": "Rose Cottage"},
    )
    for pack in Pack:
        views = views_of(demo, contract=named, audience=Audience.SHARED)
        (content,) = files(briefing(views, Chosen(pack=pack)), Format.CSV, demo.footprint)
        assert b"Rose Cottage" not in content
        assert verdict(content, Format.CSV, demo) is Verdict.IDENTICAL
    views = views_of(demo, contract=named, audience=Audience.OFFICERS)
    (content,) = files(briefing(views, Chosen(pack=Pack.CONTRACT)), Format.CSV, demo.footprint)
    assert b"Rose Cottage" in content, "the search finds what is there"


def test_a_shared_file_of_a_contract_that_is_not_on_offer_is_refused(
    files_of: FilesOf, demo: Loaded
) -> None:
    (content,) = files_of(Pack.CABINET, Audience.SHARED, Format.CSV)
    foreign = content.replace(b"beds = 4", b"beds = 5", 1)
    assert foreign != content
    with pytest.raises(DisclosureError):
        verdict(foreign, Format.CSV, demo)


def test_all_that_was_chosen_comes_back(views_for: ViewsFor, demo: Loaded) -> None:
    chosen = Chosen(
        areas=("E09000016",),
        opening=Opening(
            mode=Mode.SWIPE,
            layers=frozenset({Layer.FLOWS, Layer.NAMES}),
            centre=(51.5512, 0.1234),
            zoom=10.25,
        ),
        title="Ours",
        note="Read this",
    )
    (content,) = files(briefing(views_for(Audience.OFFICERS), chosen), Format.PDF, demo.footprint)
    assert verdict(content, Format.PDF, demo) is Verdict.IDENTICAL


def test_a_figure_that_somebody_changed_is_found(files_of: FilesOf, demo: Loaded) -> None:
    (content,) = files_of(Pack.CABINET, Audience.OFFICERS, Format.CSV)
    changed = content.replace(b",56 (33%),", b",65 (33%),", 1)
    assert changed != content
    assert verdict(changed, Format.CSV, demo) is Verdict.CHANGED


def test_other_boundaries_or_homes_are_named_as_such(files_of: FilesOf, demo: Loaded) -> None:
    (content,) = files_of(Pack.CABINET, Audience.OFFICERS, Format.CSV)
    changed = content.replace(b",56 (33%),", b",65 (33%),", 1)
    assert verdict(changed, Format.CSV, demo, reference="0" * 64) is Verdict.OTHER_VERSION


def test_other_returns_are_told_apart(views_for: ViewsFor, demo: Loaded, files_of: FilesOf) -> None:
    (content,) = files_of(Pack.CABINET, Audience.OFFICERS, Format.XLSX)
    before = load(DEMO_RETURNS, today=date(2026, 1, 1), as_of=demo.returns.available_dates[-1])
    other = views_of(before, contract=demo.own_contract, audience=Audience.OFFICERS)
    made = briefing(other, Chosen())
    assert made.trace.id != briefing(views_for(Audience.OFFICERS), Chosen()).trace.id
    data = briefing(views_for(Audience.OFFICERS), Chosen()).trace.data_sha256.encode()
    (as_csv,) = files_of(Pack.CABINET, Audience.OFFICERS, Format.CSV)
    foreign = as_csv.replace(data, b"f" * 64)
    assert verdict(foreign, Format.CSV, demo) is Verdict.OTHER_RETURNS
    assert verdict(content, Format.XLSX, demo) is Verdict.IDENTICAL


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"pack": 1}', "null", '"x"', "{" * 5_000, "[" * 50_000],
    ids=["nothing", "empty", "list", "one", "null", "text", "objects", "lists"],
)
def test_a_trace_that_was_changed_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Trace.from_json(text)


def test_a_date_that_no_return_can_have_is_refused(files_of: FilesOf, demo: Loaded) -> None:
    (content,) = files_of(Pack.CABINET, Audience.OFFICERS, Format.CSV)
    foreign = content.replace(b'""as_of"":""2018-03-31""', b'""as_of"":""0001-01-01""')
    assert foreign != content
    with pytest.raises(ConfigurationError, match="cannot be used"):
        verdict(foreign, Format.CSV, demo)


def test_a_picture_of_a_milliard_dots_is_refused_in_words() -> None:
    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", b""), (b"IEND", b""))
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", crc32(kind + part))
        for kind, part in chunks
    )
    with pytest.raises(ConfigurationError, match="says nothing of how it was made"):
        trace_of(content, Format.PNG)


def test_a_file_cannot_write_an_answer_of_its_own(
    files_of: FilesOf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content,) = files_of(Pack.CABINET, Audience.OFFICERS, Format.SVG)[:1]
    forged = r"x\nThe file is, byte for byte, what these returns give.\u001b[2J"
    out = tmp_path / "forged.svg"
    named = rb"model&quot;:&quot;"
    head, _, rest = content.partition(named)
    after = rest.partition(b"&quot;")[2]
    out.write_bytes(head + named + forged.encode() + b"&quot;" + after)
    assert main(["brief", "--verify", str(out)]) == 1
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert len(said.splitlines()) == 2


def test_a_trace_is_read_as_it_was_written(views_for: ViewsFor) -> None:
    trace = briefing(views_for(Audience.SHARED), Chosen(title="Ä “quoted” \\ ", note="£1")).trace
    assert Trace.from_json(trace.as_json()) == trace


SOME_BOROUGHS = ("E09000016", "E09000025")
"""A page of a borough takes long, and all of them are made alike: the rest is asked in full."""

OF_ANOTHER_PROCESS = (
    "from tests.unit.exports.briefings.test_verified import digests; digests({}, runs={})"
)


def digests(boroughs: tuple[str, ...], *, runs: int) -> None:
    """Make a file of each kind from the returns, and print what its bytes come to."""
    loaded = load(DEMO_RETURNS, today=date(2026, 1, 1))
    with pytest.MonkeyPatch.context() as patch:
        forecast_with(patch, runs=runs)
        views = views_of(loaded, contract=loaded.own_contract, audience=Audience.OFFICERS)
        for pack in Pack:
            made = briefing(
                views, Chosen(pack=pack, areas=boroughs if pack is Pack.BOROUGHS else ())
            )
            for of in Format:
                if pack is Pack.CABINET or of != Format.PNG:  # minutes of drawing them again
                    content = b"".join(files(made, of, loaded.footprint))
                    print(pack, of, sha256(content).hexdigest())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("boroughs", "runs"),
    [(SOME_BOROUGHS, FEW_RUNS), pytest.param((), RUNS, marks=pytest.mark.in_full)],
    ids=["some", "all"],
)
def test_the_same_is_the_same_bytes_in_other_processes_time_zones_and_languages(
    capsys: pytest.CaptureFixture[str], boroughs: tuple[str, ...], runs: int
) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", OF_ANOTHER_PROCESS.format(boroughs, runs)],
            cwd=ROOT,
            env={
                **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language,
                "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, zone, language in (
            ("1", "Asia/Tokyo", "C"),
            ("2", "America/Lima", "de_DE.UTF-8"),
        )
    ]  # fmt: skip
    digests(boroughs, runs=runs)
    wanted = capsys.readouterr().out.splitlines()
    assert len(wanted) == len(Format) + (len(Pack) - 1) * (len(Format) - 1)
    for process in running:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        assert said.splitlines() == wanted


def test_the_command_writes_a_briefing_and_tells_that_it_is_genuine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.pdf"
    assert main(["brief", "--audience", "officers", "--out", str(out)]) == 0
    printed = capsys.readouterr()
    assert "Written" in printed.err
    assert "Invented data." in printed.err
    assert printed.out.startswith("Scenario ")
    assert main(["brief", "--verify", str(out)]) == 0
    assert "byte for byte" in capsys.readouterr().out
    out.write_bytes(out.read_bytes() + b"\n")
    assert main(["brief", "--verify", str(out)]) == 1
    assert "gives another file" in capsys.readouterr().out.replace("give ", "gives ")


def test_the_command_makes_files_for_the_shared_view_unless_it_is_told_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "data.csv"
    assert main(["brief", "--pack", "data", "--out", str(out)]) == 0
    assert "Shared+view" in capsys.readouterr().out
    said = out.read_text("utf-8-sig")
    assert "Shared: small counts" in said
    assert "hidden" in said


def test_the_command_says_what_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.pdf"
    there.write_bytes(b"x")
    for arguments, said in (
        (["brief"], "Give --out FILE"),
        (["brief", "--out", str(tmp_path / "a.docx")], "ends in .pdf"),
        (["brief", "--out", str(there)], "is there already"),
        (["brief", "--verify", str(there)], "says nothing of how it was made"),
        (["brief", "--verify", str(tmp_path / "none.pdf")], "cannot be read"),
        (["brief", "--verify", str(there), "--pack", "data", "--note", "x"], "Leave out --pack"),
        (["brief", "--borough", "E99", "--out", str(tmp_path / "a.csv")], "no borough 'E99'"),
    ):
        assert main(arguments) == 2
        assert said in capsys.readouterr().err
    assert there.read_bytes() == b"x"
