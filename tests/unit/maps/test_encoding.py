import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.maps.encoding import as_script, enc

PAYLOADS = (
    '<img src=x onerror="alert(1)">',
    "`+alert(1)+`",
    "${alert(1)}",
    "</script><script>alert(1)</script>",
    r"\x3cimg src=x onerror=alert(1)\x3e",
    "{{7*7}}{% raw %}{#",
    "\u2028alert(1)\u2029",
)

texts = st.text() | st.sampled_from(PAYLOADS)
values = st.recursive(
    texts
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_opens_or_closes_anything_is_left(payload: str) -> None:
    assert not set("<>\"'`${\\") & set(enc(payload))


@given(texts)
@settings(deadline=None)
def test_a_reader_sees_the_text_that_was_meant(text: str) -> None:
    assert html.unescape(enc(text)) == html.unescape(html.escape(text))


@given(values)
@settings(deadline=None)
def test_a_script_gets_the_same_value_with_its_texts_encoded(value: object) -> None:
    def encoded(one: object) -> object:
        if isinstance(one, str):
            return enc(one)
        if isinstance(one, dict):
            return {enc(key): encoded(held) for key, held in one.items()}
        return [encoded(held) for held in one] if isinstance(one, list) else one

    assert json.loads(as_script(value)) == encoded(value)


@given(values)
@settings(deadline=None)
def test_a_script_never_closes_its_element_nor_opens_a_template(value: object) -> None:
    written = as_script(value)
    assert written.isascii()
    assert not any(opening in written for opening in ("<", ">", "{{", "{%", "{#", "`", "${"))


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        as_script({"width": float("nan")})


def test_what_is_not_plain_is_refused() -> None:
    with pytest.raises(TypeError):
        as_script({"code": object()})
