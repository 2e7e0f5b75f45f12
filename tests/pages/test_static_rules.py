"""Rules that a reviewer would otherwise have to keep in mind."""

import ast
import re
from pathlib import Path

import pytest

import lib.ui
from lib.ui.kept import _TTL

SOURCES = sorted(Path(lib.ui.__file__).parent.rglob("*.py"))
PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*.py"))


def _cached(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(
            "st.cache" in ast.unparse(decorator) or ast.unparse(decorator).startswith("kept(")
            for decorator in node.decorator_list
        )
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_cached_function_is_limited_and_takes_all_that_decides_its_answer(source: Path) -> None:
    for function in _cached(ast.parse(source.read_text("utf-8"))):
        decorators = " ".join(ast.unparse(decorator) for decorator in function.decorator_list)
        assert "max_entries=" in decorators
        assert "ttl=" in decorators or decorators.startswith("kept(")
        names = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
        assert not [name for name in names if name.startswith("_")]
        body = "\n".join(ast.unparse(statement) for statement in function.body)
        assert not re.search(r"\bst\.", body)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_what_is_kept_is_kept_for_one_scope(source: Path) -> None:
    """Contents and audience come first, in one value, so that no answer is given to another."""
    for function in _cached(ast.parse(source.read_text("utf-8"))):
        names = [argument.arg for argument in function.args.args]
        assert names in ([], ["scope"])
        kinds = [ast.unparse(one.annotation) for one in function.args.args if one.annotation]
        assert kinds in ([], ["Scope"])


def test_what_is_kept_is_kept_no_longer_than_half_a_day() -> None:
    calls = [
        node
        for node in ast.walk(ast.parse((SOURCES[0].parent / "kept.py").read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.cache_resource"
    ]
    assert len(calls) == 2
    for call in calls:
        given = {word.arg: ast.unparse(word.value) for word in call.keywords}
        assert given["ttl"] == "_TTL"
        assert given["max_entries"] == "max_entries"
    assert _TTL == "12h"


def test_some_function_is_cached() -> None:
    assert sum(len(_cached(ast.parse(source.read_text("utf-8")))) for source in SOURCES) >= 3


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_is_a_table_of_contents(page: Path) -> None:
    source = page.read_text("utf-8")
    assert len(source.splitlines()) < 60
    assert "session_state" not in source
    assert "import streamlit" not in source


def test_no_page_says_a_word_that_we_do_not_use_about_children() -> None:
    forbidden = (" LAC ", "footfall", " capture", "only children", "just children")
    for source in (*SOURCES, *PAGES):
        text = source.read_text("utf-8")
        assert [word for word in forbidden if word in text] == []
