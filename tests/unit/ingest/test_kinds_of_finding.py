"""Whatever may be found can be chosen by what it is about."""

import re
from pathlib import Path

import lib.ingest
from lib.ingest.kinds_of_finding import KIND_OF, KINDS
from lib.ingest.rules import _BROKEN

_SOURCES = [
    path.read_text("utf-8")
    for path in Path(lib.ingest.__file__).parent.glob("*.py")
    if path.name not in {"kinds_of_finding.py", "rules.py"}
]
_AS_A_CODE = re.compile(
    r'code=(?:"|\s*\n\s*")([a-z_0-9]+)"|(?:whole|of_whole)\(\s*(?:[^"()]+,\s*)?"([a-z_0-9]+)"'
)


def test_every_code_is_of_one_kind_and_every_kind_has_some() -> None:
    written = {
        code
        for source in _SOURCES
        for match in _AS_A_CODE.findall(source)
        for code in match
        if code
    }
    assert len(written) > 40
    assert written <= {*KIND_OF}
    assert {*KIND_OF.values()} == {*KINDS}


def test_no_code_is_of_a_kind_but_found_nowhere() -> None:
    every = "\n".join(_SOURCES)
    assert [code for code in KIND_OF if f'"{code}"' not in every] == []
    assert {code for code, _ in _BROKEN} <= {*KIND_OF}
