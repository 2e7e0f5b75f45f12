"""
Files as councils and hostile people might send them, each with what it must get.

Everything here is invented. A case is a folder of returns in which one thing is odd; beside it
lies a sound return, so that what the odd one does to the others is seen too.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import openpyxl

from tests.fixtures.returns_on_disk import (
    COSTS,
    EPISODES,
    HACKNEY,
    HAVERING,
    HEADER,
    HOMES,
    NEEDS,
    child,
    csv_text,
    episode,
    home,
)
from tests.fixtures.xml_return import xml_return

# fmt: off
# A table: one case a line.

Files = Mapping[str, bytes]

CHILD: Final = "ZQ-4711-XK"
"""The identifier that stands in the odd rows: it may be in no message."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """
    What lies in the folder, made when asked for, and what it must get.

    ``codes``: the codes of all findings, each once. ``episodes``: how many episodes load; None
    where nothing of the folder can be used. ``refused``: how many rows are refused.
    """

    files: Callable[[], Files]
    codes: frozenset[str]
    episodes: int | None
    refused: int = 0


CASES: Final[dict[str, dict[str, Case]]] = {}
"""By category, then by name."""


def _add(
    category: str,
    name: str,
    files: Callable[[], Mapping[str, str | bytes]],
    *codes: str,
    episodes: int | None = 1,
    refused: int = 0,
) -> None:
    def as_bytes() -> Files:
        return {
            path: text.encode() if isinstance(text, str) else text for path, text in files().items()
        }

    of_category = CASES.setdefault(category, {})
    assert name not in of_category
    of_category[name] = Case(
        files=as_bytes, codes=frozenset(codes), episodes=episodes, refused=refused
    )


EPISODES_CSV, HEADER_CSV = f"{HACKNEY}/episodes.csv", f"{HACKNEY}/header.csv"
ROW = episode(CHILD=CHILD)
BORN = csv_text(HEADER, [child(CHILD=CHILD), child(CHILD="kid-2")])
GOOD = csv_text(EPISODES, [ROW])


def _return(text: str | bytes, *, header: str | bytes = BORN) -> dict[str, str | bytes]:
    return {EPISODES_CSV: text, HEADER_CSV: header}


def _rows(*rows: dict[str, str]) -> dict[str, str | bytes]:
    return _return(csv_text(EPISODES, rows))


def _beside(name: str, text: str | bytes) -> dict[str, str | bytes]:
    return {**_return(GOOD), f"{HACKNEY}/{name}": text}


# --- encodings -----------------------------------------------------------------------------

for _name, _made, _codes, _loaded, _refused in (
    ("UTF-8 with a byte order mark", lambda: GOOD.encode("utf-8-sig"), (), 1, 0),
    ("two byte order marks", lambda: b"\xef\xbb\xbf" + GOOD.encode("utf-8-sig"), (), 1, 0),
    ("Windows-1252", lambda: GOOD.encode() + "Zoë,01/06/2017,S,C2,N1,K2,PR4,,,,E8 1EA,RM1 3BD,SC1234\n".encode("cp1252"), ("file_encoding", "header_row_missing"), 2, 0),
    ("UTF-16, little end first", lambda: GOOD.encode("utf-16"), ("file_encoding",), 1, 0),
    ("UTF-16, big end first", lambda: b"\xfe\xff" + GOOD.encode("utf-16-be"), ("file_encoding",), 1, 0),
    ("UTF-16 without a mark", lambda: GOOD.encode("utf-16-le"), ("file_encoding",), 1, 0),
    ("UTF-16 cut in a letter", lambda: GOOD.encode("utf-16")[:-1], ("file_encoding", "authority_not_loaded"), None, 0),
    ("UTF-32", lambda: GOOD.encode("utf-32"), ("file_not_text", "authority_not_loaded"), None, 0),
    ("a byte of no encoding", lambda: GOOD.encode() + b"x\x81,,\n", ("file_encoding", "authority_not_loaded"), None, 0),
    ("NUL in a cell", lambda: GOOD.replace("S,C2", "S\0,C2"), ("file_not_text", "authority_not_loaded"), None, 0),
    ("NULs at the end", lambda: GOOD + "\0" * 500, ("file_not_text", "authority_not_loaded"), None, 0),
    ("the mark of an old file's end", lambda: GOOD + "\x1a", ("row_cut_off",), 1, 1),
    ("EBCDIC", lambda: GOOD.encode("cp500"), ("file_encoding", "file_not_recognised", "authority_not_loaded"), None, 0),
    ("nothing", lambda: b"", ("file_empty", "authority_not_loaded"), None, 0),
    ("a mark and nothing", lambda: b"\xef\xbb\xbf", ("file_empty", "authority_not_loaded"), None, 0),
    ("lines that end as on old computers", lambda: GOOD.replace("\n", "\r"), (), 1, 0),
    ("lines that end in three ways", lambda: GOOD.replace("\n", "\r\n", 1) + csv_text(EPISODES, [episode(CHILD="kid-2")]).splitlines()[1] + "\r", (), 2, 0),
):
    _add("encodings", _name, lambda made=_made: _return(made()), *_codes, episodes=_loaded, refused=_refused)

# --- headings ------------------------------------------------------------------------------

_HEADS, _BODY = GOOD.split("\n", 1)
_WITHOUT_DEC = csv_text([c for c in EPISODES if c != "DEC"], [ROW])
_WITHOUT_URN = csv_text([c for c in EPISODES if c != "URN"], [ROW])
for _name, _text, _codes, _loaded, _refused in (
    ("title rows", "Return of an authority\nInvented\n\n" + GOOD, (), 1, 0),
    ("forty title rows", "A title\n" * 40 + GOOD, ("file_not_recognised", "authority_not_loaded"), None, 41),
    ("semicolons", GOOD.replace(",", ";"), ("file_separator",), 1, 0),
    ("tabs", GOOD.replace(",", "\t"), ("file_separator",), 1, 0),
    ("bars", GOOD.replace(",", "|"), ("file_separator",), 1, 0),
    ("colons", GOOD.replace(",", ":"), ("file_not_recognised", "authority_not_loaded"), None, 1),
    ("CHILD twice", GOOD.replace("LS,CIN", "CHILD,CIN"), ("heading_twice", "column_missing", "authority_not_loaded"), None, 1),
    ("a heading twice that no figure needs", GOOD.replace("REC,REASON", "CIN,REASON"), ("heading_twice", "column_missing"), 1, 0),
    ("no DEC", _WITHOUT_DEC, ("column_missing", "authority_not_loaded"), None, 1),
    ("no URN", _WITHOUT_URN, ("column_missing",), 1, 0),
    ("small letters and spaces", _HEADS.lower().replace("_", " ") + "\n" + _BODY, (), 1, 0),
    ("each in quote marks", ",".join(f'"{one}"' for one in _HEADS.split(",")) + "\n" + _BODY, (), 1, 0),
    ("commas after the last", _HEADS + ",,,\n" + _BODY.rstrip("\n") + ",,,\n", (), 1, 0),
    ("a column before CHILD", "note," + _HEADS + "\n," + _BODY, (), 1, 0),
    ("the headings again in the middle", GOOD + _HEADS + "\n", ("code_unknown", "date_impossible"), 1, 1),
    ("headings alone", _HEADS + "\n", ("authority_not_loaded",), None, 0),
    ("no headings", _BODY, ("file_not_recognised", "authority_not_loaded"), None, 0),
    ("headings of another return", "Forename,Surname,Colour\na,b,c\n", ("file_not_recognised", "authority_not_loaded"), None, 1),
    ("the XML name of PLACE", GOOD.replace("PLACE,PLACE_PROVIDER", "PL,PLACE_PROVIDER"), (), 1, 0),
):
    _add("headings", _name, lambda text=_text: _return(text), *_codes, episodes=_loaded, refused=_refused)
_add("headings", "five thousand blank rows", lambda: _return(GOOD + ("," * 12 + "\n") * 5_000))
_add("headings", "a row too long", lambda: _return(GOOD + _BODY.rstrip("\n") + ",x,y\n"), "row_malformed", refused=1)
_add("headings", "a row cut off", lambda: _return(GOOD + f"{CHILD},01/09/2017\n"), "row_cut_off", refused=1)
_add("headings", "a quote mark left open", lambda: _return(GOOD + f'"{CHILD},01/09/2017\n' + _BODY.replace("05/06", "06/06")), "row_malformed", "episodes_overlap", episodes=2, refused=1)

# --- dates ---------------------------------------------------------------------------------

for _name, _cells, _codes, _loaded, _refused in (
    ("a day that February lacks", {"DECOM": "31/02/2018"}, ("date_impossible",), 1, 1),
    ("the month first", {"DECOM": "06/31/2017"}, ("date_impossible",), 1, 1),
    ("the year first", {"DECOM": "2017-06-30"}, ("date_form",), 2, 0),
    ("the year first, and a time", {"DECOM": "2017-06-30T00:00:00"}, ("date_form",), 2, 0),
    ("a time of day", {"DECOM": "30/06/2017 09:30"}, ("date_form",), 2, 0),
    ("a spreadsheet's number", {"DECOM": "42916"}, ("date_form",), 2, 0),
    ("a spreadsheet's number with a time", {"DECOM": "42916.25"}, ("date_form",), 2, 0),
    ("a spreadsheet's number of another century", {"DECOM": "12345"}, ("date_impossible",), 1, 1),
    ("a negative number", {"DECOM": "-42916"}, ("date_impossible",), 1, 1),
    ("two figures for the year", {"DECOM": "30/06/17"}, ("date_impossible",), 1, 1),
    ("the month in letters", {"DECOM": "30 Jun 2017"}, ("date_impossible",), 1, 1),
    ("hyphens", {"DECOM": "30-06-2017"}, (), 2, 0),
    ("full stops", {"DECOM": "30.06.2017"}, (), 2, 0),
    ("no day at all", {"DECOM": ""}, ("value_missing",), 1, 1),
    ("tomorrow's century", {"DECOM": "30/06/2117"}, ("date_impossible",), 1, 1),
    ("1900", {"DECOM": "01/01/1900"}, ("date_impossible",), 1, 1),
    ("zeros", {"DECOM": "00/00/0000"}, ("date_impossible",), 1, 1),
    ("figures of another script", {"DECOM": "٣٠/٠٦/٢٠١٧"}, ("date_impossible",), 1, 1),
    ("an end before the start", {"DECOM": "30/06/2017", "DEC": "29/06/2017"}, ("ends_before_start",), 1, 1),
    ("an end that cannot be", {"DECOM": "30/06/2017", "DEC": "31/06/2018"}, ("date_impossible",), 1, 1),
    ("a word", {"DECOM": "unknown"}, ("date_impossible",), 1, 1),
):
    _add("dates", _name, lambda cells=_cells: _rows(episode(CHILD="kid-2"), {**episode(CHILD=CHILD), **({"REC": "E8"} if cells.get("DEC") else {}), **cells}), *_codes, episodes=_loaded, refused=_refused)

# --- postcodes -----------------------------------------------------------------------------

for _name, _cells, _codes in (
    ("no origin", {"HOME_POST": ""}, ("postcode_missing", "unaccompanied_missing")),
    ("no placement", {"PL_POST": ""}, ("postcode_missing",)),
    ("one that no directory holds", {"PL_POST": "QX1 1QX"}, ("postcode_not_locatable",)),
    ("small letters", {"PL_POST": "rm1 3bd"}, ()),
    ("no space", {"PL_POST": "RM13BD"}, ()),
    ("spaces everywhere", {"PL_POST": "  R M 1   3 B D "}, ()),
    ("the sector alone", {"PL_POST": "RM1 3"}, ()),
    ("the district alone", {"PL_POST": "RM1"}, ()),
    ("a unit that is not there", {"PL_POST": "RM1 3ZZ"}, ()),
    ("Northern Ireland", {"PL_POST": "BT1 1AA", "URN": "XXXXXXX"}, ()),
    ("Scotland", {"PL_POST": "EH1 1YZ", "URN": ""}, ()),
    ("Wales", {"PL_POST": "CF10 1EP", "URN": ""}, ()),
    ("no fixed abode", {"HOME_POST": "NFA"}, ("postcode_not_locatable",)),
    ("an address", {"PL_POST": "1 Invented Road, RM1 3BD"}, ("postcode_not_locatable",)),
    ("a full stop", {"PL_POST": "."}, ("postcode_not_locatable",)),
    ("ten thousand letters", {"PL_POST": "R" * 10_000}, ("postcode_not_locatable",)),
):
    _add("postcodes", _name, lambda cells=_cells: _rows({**ROW, **cells}), *_codes)

# --- identities and episodes ---------------------------------------------------------------

_ENDED = {**ROW, "DECOM": "05/06/2016", "DEC": "05/06/2017", "REC": "X1"}
for _name, _all, _codes, _loaded, _refused in (
    ("no identifier", [ROW, {**ROW, "CHILD": ""}], ("child_missing",), 1, 1),
    ("an episode twice", [ROW, ROW], ("episode_repeated",), 1, 0),
    ("two that begin on one day", [ROW, {**ROW, "PLACE": "U4", "URN": ""}], ("episode_repeated",), 1, 0),
    ("two that are open", [ROW, {**ROW, "DECOM": "05/09/2017", "RNE": "P"}], ("episodes_overlap",), 2, 0),
    ("one that begins before the other ends", [{**_ENDED, "DEC": "06/06/2017"}, {**ROW, "RNE": "P"}], ("episodes_overlap", "continuation_missing"), 2, 0),
    ("one after the other", [_ENDED, {**ROW, "RNE": "P"}], (), 2, 0),
    ("a gap", [{**_ENDED, "DEC": "04/05/2017"}, {**ROW, "RNE": "P"}], ("continuation_missing",), 2, 0),
    ("a gap before a change of legal status", [{**_ENDED, "DEC": "04/05/2017", "REC": "E8"}, {**ROW, "RNE": "L"}], ("episode_before_missing",), 2, 0),
    ("an end without a reason", [{**_ENDED, "REC": ""}], ("end_without_reason",), 1, 0),
    ("a reason without an end", [{**ROW, "REC": "E8"}], ("end_without_reason",), 1, 0),
    ("a type of placement that never was", [ROW, {**ROW, "DECOM": "06/06/2018", "PLACE": "K9"}], ("code_unknown",), 1, 1),
    ("no type of placement", [ROW, {**ROW, "DECOM": "06/06/2018", "PLACE": ""}], ("value_missing",), 1, 1),
    ("codes in small letters", [{**ROW, "PLACE": "k2", "LS": "c2", "RNE": "s"}], (), 1, 0),
    ("a shifted row", [ROW, dict(zip(EPISODES, ["x", *ROW.values()], strict=False))], ("code_unknown", "date_impossible"), 1, 1),
    ("an identifier with spaces around it", [{**ROW, "CHILD": f"  {CHILD} "}], (), 1, 0),
    ("no provider", [{**ROW, "PLACE_PROVIDER": ""}], ("provider_missing",), 1, 0),
    ("a home without its number", [{**ROW, "URN": ""}], ("urn_missing",), 1, 0),
    ("a code of a later year", [{**ROW, "PLACE": "K3", "URN": ""}], ("code_of_another_year",), 1, 0),
):
    _add("identities and episodes", _name, lambda rows=_all: _rows(*rows), *_codes, episodes=_loaded, refused=_refused)

for _name, _children, _codes, _refused in (
    ("no Header row", [child(CHILD="kid-2")], ("header_row_missing",), 0),
    ("two Header rows", [child(CHILD=CHILD)] * 2, ("child_repeated",), 0),
    ("two dates of birth", [child(CHILD=CHILD), child(CHILD=CHILD, DOB="01/01/2004")], ("births_differ", "child_repeated"), 0),
    ("no date of birth", [child(CHILD=CHILD, DOB="")], ("birth_missing",), 0),
    ("a birth after the placement", [child(CHILD=CHILD, DOB="01/01/2018")], ("birth_impossible",), 0),
    ("a birth that cannot be", [child(CHILD=CHILD, DOB="30/02/2004")], ("date_impossible",), 0),
    ("a child of forty", [child(CHILD=CHILD, DOB="01/01/1975")], ("birth_too_early",), 0),
    ("a sex that is no code", [child(CHILD=CHILD, SEX="X")], ("code_unknown",), 0),
    ("a Header row of nobody", [child(CHILD=CHILD), child(CHILD="")], ("child_missing",), 1),
):
    _add("identities and episodes", _name, lambda children=_children: _return(GOOD, header=csv_text(HEADER, children)), *_codes, refused=_refused)
_add("identities and episodes", "no Header", lambda: {EPISODES_CSV: GOOD}, "header_missing")
_add("identities and episodes", "a child in two authorities", lambda: {**_return(GOOD, header=csv_text(HEADER, [child(CHILD=CHILD, UPN="H801200001001")])), f"{HAVERING}/episodes.csv": csv_text(EPISODES, [episode(CHILD="other", HOME_POST="RM1 3BD")]), f"{HAVERING}/header.csv": csv_text(HEADER, [child(CHILD="other", UPN="H801200001001")])}, "child_in_two_authorities", episodes=2)
_add("identities and episodes", "a return in the wrong folder", lambda: _rows({**ROW, "HOME_POST": "RM1 3BD"}), "origins_elsewhere")
_add("identities and episodes", "a return of another year than its name says", lambda: {f"{HACKNEY}/episodes 2023-24.csv": GOOD, HEADER_CSV: BORN}, "year_not_as_named")
_add("identities and episodes", "an unaccompanied child without an origin", lambda: {**_rows({**ROW, "HOME_POST": ""}), f"{HACKNEY}/uasc.csv": f"CHILD,SEX,DOB,DUC\n{CHILD},1,,\n"})

# --- hostile text --------------------------------------------------------------------------

for _name, _text in (
    ("a formula", '=HYPERLINK("//evil")'),
    ("a command", "=cmd|' /C calc'!A0"),
    ("a plus", "+1+1"),
    ("an at", "@SUM(1)"),
    ("a script", "<script>alert(1)</script>"),
    ("a picture that fails", "<img src=x onerror=alert(1)>"),
    ("a template", "${7*7}{{7*7}}"),
    ("a backtick", "`${alert(1)}`"),
    ("letters turned round", "\u202egnp.exe"),
    ("letters without width", "\u200b\u200d\ufeff"),
    ("a path", "../../etc/passwd"),
    ("SQL", "'; DROP TABLE children; --"),
):
    _add("hostile text", f"{_name} for a code", lambda text=_text: _rows(ROW, {**ROW, "DECOM": "06/06/2018", "PLACE": text}), "code_unknown", refused=1)
_add("hostile text", "a cell of forty thousand letters", lambda: _rows({**ROW, "REC": "x" * 40_000}), "code_unknown", "end_without_reason")
_add("hostile text", "a line break in a cell", lambda: _rows({**ROW, "URN": "SC12\n3456"}), "urn_unknown")
_add("hostile text", "a formula for an identifier", lambda: _return(csv_text(EPISODES, [{**ROW, "CHILD": "=1+1"}]), header=csv_text(HEADER, [child(CHILD="=1+1")])))
_add("hostile text", "a script for a file's name", lambda: {**_return(GOOD), f"{HACKNEY}/<img src=x onerror=alert(1)>.csv": "a,b\n1,2\n"}, "file_not_recognised", refused=1)
_add("hostile text", "a script for a heading", lambda: _return(GOOD.replace("URN", "<script>")), "column_missing")

# --- XML -----------------------------------------------------------------------------------

_XML = f"{HACKNEY}/return.xml"
_SOUND = xml_return([child(CHILD=CHILD)], [ROW]).decode()
_LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"
_REFUSED = ("authority_not_loaded",)
for _name, _text, _codes, _loaded, _refused in (
    ("a sound return", _SOUND, (), 1, 0),
    ("a declared document type", _SOUND.replace("<EXP", "<!DOCTYPE x><EXP", 1), ("xml_declarations", *_REFUSED), None, 0),
    ("a bomb of entities", _SOUND.replace("<EXP", _LAUGHS + "<EXP", 1), ("xml_declarations", *_REFUSED), None, 0),
    ("a file from elsewhere", _SOUND.replace("<EXP", '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><EXP', 1), ("xml_declarations", *_REFUSED), None, 0),
    ("sixty-five deep", "<a>" * 65 + "</a>" * 65, ("xml_too_deep", *_REFUSED), None, 0),
    ("a hundred thousand deep", "<a>" * 100_000, ("xml_too_deep", *_REFUSED), None, 0),
    ("cut off", _SOUND[:-40], ("xml_malformed", *_REFUSED), None, 0),
    ("a tag left open", _SOUND.replace("</CHILD>", "", 1), ("xml_malformed", *_REFUSED), None, 0),
    ("another encoding than it says", _SOUND.replace("K2", "é").encode("cp1252"), ("file_encoding", *_REFUSED), None, 0),
    ("an encoding that nobody knows", _SOUND.replace("UTF-8", "x-mine"), ("file_encoding", *_REFUSED), None, 0),
    ("UTF-16", _SOUND.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"), (), 1, 0),
    ("a namespace", _SOUND.replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:x">'), (), 1, 0),
    ("two HEADERs of one child", _SOUND.replace("<HEADER>", f"<HEADER><CHILDID>{CHILD}</CHILDID></HEADER><HEADER>", 1), ("row_malformed", *_REFUSED), None, 3),
    ("two identifiers of one child", _SOUND.replace("<HEADER>", "<HEADER><CHILDID>x</CHILDID>", 1), ("row_malformed", *_REFUSED), None, 2),
    ("an element twice", _SOUND.replace("<DECOM>", "<DECOM>01/01/2017</DECOM><DECOM>", 1), ("row_malformed", *_REFUSED), None, 1),
    ("letters that are quoted", _SOUND.replace(">K2<", "><![CDATA[K2]]><"), (), 1, 0),
    ("a comment without end", _SOUND.replace("<HEADER>", "<!-- <HEADER>", 1), ("xml_malformed", *_REFUSED), None, 0),
    ("no return", "<html><body>CHILD</body></html>", ("file_not_recognised", *_REFUSED), None, 0),
    ("nothing", "", ("file_empty", *_REFUSED), None, 0),
    ("CSV that is named XML", GOOD, ("xml_malformed", *_REFUSED), None, 0),
):
    _add("XML", _name, lambda text=_text: {_XML: text}, *_codes, episodes=_loaded, refused=_refused)
_add("XML", "a million empty elements", lambda: {_XML: "<a>" + "<b/>" * 1_000_000 + "</a>"}, "xml_too_many", *_REFUSED, episodes=None)

# --- archives and workbooks ----------------------------------------------------------------


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Pack files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook(*rows: list[Any]) -> bytes:
    """Write rows into a sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


_PACKED = {"episodes.csv": GOOD, "header.csv": BORN}
_ZIP = "Hackney.zip"
for _name, _files, _codes, _loaded in (
    ("a sound one", lambda: {_ZIP: zipped(_PACKED)}, (), 1),
    ("folders in it", lambda: {_ZIP: zipped({f"a/b/{n}": t for n, t in _PACKED.items()})}, (), 1),
    ("cut off", lambda: {_ZIP: zipped(_PACKED)[:-30]}, ("archive_damaged",), None),
    ("random bytes", lambda: {_ZIP: bytes(range(256)) * 40}, ("archive_damaged",), None),
    ("a bomb", lambda: {_ZIP: zipped({"episodes.csv": b"," * 30_000_000})}, ("archive_ratio",), None),
    ("a name that leads out", lambda: {_ZIP: zipped({**_PACKED, "../../out.csv": "x"})}, ("archive_member",), 1),
    ("an archive in it", lambda: {_ZIP: zipped({**_PACKED, "more.zip": zipped(_PACKED)})}, ("archive_member",), 1),
    ("three thousand files", lambda: {_ZIP: zipped({f"{n}.csv": "" for n in range(3_000)})}, ("archive_too_large",), None),
    ("files of the system", lambda: {_ZIP: zipped({**_PACKED, "__MACOSX/._episodes.csv": "x", ".DS_Store": "x"})}, (), 1),
    ("an archive named as a table", lambda: _beside("costs.csv", zipped(_PACKED)), ("file_not_text",), 1),
    ("a file of another kind of archive", lambda: _beside("more.7z", b"7z\xbc\xaf'\x1c"), ("file_kind_not_read",), 1),
    ("a workbook", lambda: {f"{HACKNEY}/episodes.xlsx": workbook([*EPISODES], [ROW.get(c, "") for c in EPISODES]), HEADER_CSV: BORN}, (), 1),
    ("a workbook cut off", lambda: _beside("costs.xlsx", workbook(["a"])[:-30]), ("file_not_text",), 1),
    ("a workbook of before 2007", lambda: _beside("costs.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600), ("file_kind_not_read",), 1),
    ("a workbook that is empty", lambda: _beside("costs.xlsx", workbook()), ("file_empty",), 1),
    ("a workbook of pictures alone", lambda: _beside("x.xlsx", zipped({"xl/workbook.xml": "<a/>"})), ("file_not_text",), 1),
):
    _add("archives", _name, _files, *_codes, episodes=_loaded)

# --- Ofsted's lists ------------------------------------------------------------------------

_YEARLY = {
    "2018": {"Provision type": "Provision type", "Places": "Places"},
    "2020": {"Provision type": "Provider type", "Places": "Maximum number of places"},
    "2022": {"Places": "Number of places", "Sector": "Provider sector"},
    "2024": {"Postcode": "Setting Postcode", "Registration status": "Setting Registration Status"},
    "2025": {"Postcode": "Setting Address Postcode", "Local authority": "Local authority name"},
}
_LIST = csv_text(HOMES, [home()])
for _year, _renamed in _YEARLY.items():
    _text = _LIST
    for _old, _new in _renamed.items():
        _text = _text.replace(_old, _new, 1)
    _add("Ofsted", f"the headings of {_year}, below a title", lambda text=_text, year=_year: {**_return(GOOD), "homes.csv": f"Providers as at 31 March {year}\n\n{text}"})
for _name, _cells, _codes, _refused in (
    ("places in words", {"Places": "four"}, ("places_impossible",), 0),
    ("a thousand places", {"Places": "1000"}, ("places_impossible",), 0),
    ("an authority that nobody knows", {"Local_authority": "Atlantis"}, ("authority_unknown",), 1),
    ("a postcode that no directory holds", {"Postcode": "QX1 1QX"}, ("postcode_not_locatable",), 0),
    ("a postcode of another authority", {"Postcode": "E8 1EA"}, ("authority_differs",), 0),
    ("no number", {"URN": ""}, ("urn_unknown",), 1),
    ("a closed home", {"Registration_status": "Resigned"}, (), 0),
    ("a fostering agency", {"Provision_type": "Independent fostering agency"}, (), 0),
    ("an address", {"Name": "An invented address, 1 Invented Road"}, (), 0),
):
    _add("Ofsted", _name, lambda cells=_cells: {**_return(GOOD), "homes.csv": csv_text(HOMES, [home(**cells)])}, *_codes, refused=_refused)
_add("Ofsted", "a home twice", lambda: {**_return(GOOD), "homes.csv": csv_text(HOMES, [home(), home()])}, "home_repeated")

# --- costs and needs -----------------------------------------------------------------------

_COST = {"CHILD": CHILD, "start": "05/06/2017", "end": "", "weekly_cost_pounds": "3571.25"}
for _name, _cells, _codes, _refused in (
    ("a pound sign and a comma", {"weekly_cost_pounds": "£3,571.25"}, (), 0),
    ("a negative sum", {"weekly_cost_pounds": "-3571"}, ("cost_impossible",), 1),
    ("a sum in words", {"weekly_cost_pounds": "a lot"}, ("cost_impossible",), 1),
    ("a million a week", {"weekly_cost_pounds": "1000000"}, ("cost_impossible",), 1),
    ("infinity", {"weekly_cost_pounds": "1e999"}, ("cost_impossible",), 1),
    ("not a number", {"weekly_cost_pounds": "NaN"}, ("cost_impossible",), 1),
    ("no sum", {"weekly_cost_pounds": ""}, ("cost_impossible",), 1),
    ("no start", {"start": ""}, ("value_missing",), 1),
    ("an end before the start", {"end": "04/06/2017"}, ("ends_before_start",), 1),
    ("a child whom nobody knows", {"CHILD": "stranger"}, ("child_unknown",), 0),
    ("no child", {"CHILD": ""}, ("child_missing",), 1),
    ("a spreadsheet's number for a day", {"start": "42891"}, ("date_form",), 0),
):
    _add("costs and needs", _name, lambda cells=_cells: _beside("costs.csv", csv_text(COSTS, [{**_COST, **cells}])), *_codes, refused=_refused)
_add("costs and needs", "two costs at once", lambda: _beside("costs.csv", csv_text(COSTS, [_COST, {**_COST, "start": "05/07/2017"}])), "costs_overlap")
_add("costs and needs", "as the placements data standard names them", lambda: _beside("costs.csv", f"childId,placementDate,totalWeeklyCost,placementOfficerName\n{CHILD},05/06/2017,3571,An invented name\n"), "column_missing")
_add("costs and needs", "a workbook", lambda: _beside("costs.xlsx", workbook([*COSTS], [*_COST.values()])))
for _name, _cells, _codes in (
    ("neither yes nor no", {"keep_placement": "perhaps"}, ("neither_yes_nor_no",)),
    ("apart from a stranger", {"not_with": "stranger"}, ("not_with_unknown",)),
    ("apart from herself", {"not_with": CHILD}, ("not_with_unknown",)),
    ("needs of a stranger", {"CHILD": "stranger"}, ("child_unknown",)),
):
    _add("costs and needs", _name, lambda cells=_cells: _beside("needs.csv", csv_text(NEEDS, [{"CHILD": CHILD, **cells}])), *_codes)
