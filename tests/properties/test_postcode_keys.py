import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.sources.postcode_keys import (
    SECTORS,
    UNITS,
    Form,
    Keys,
    keys_of,
    postcodes_of,
    texts_of,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIGURES = "0123456789"
SPACES = ["", " ", "  ", "\t", "\u00a0", "\u2009", " \n"]

districts = st.one_of(
    st.from_regex(r"[A-Z]{1,2}[0-9][0-9A-Z]?", fullmatch=True),
    st.sampled_from(["GIR", "NPT"]),
)
postcodes = st.tuples(districts, st.from_regex(r"[0-9][A-Z]{2}", fullmatch=True)).map(tuple)


def keys(*texts: str | None) -> Keys:
    return keys_of(texts_of(pd.Series(texts, dtype="str")).combine_chunks())


def ons_seven_characters(postcode: tuple[str, str]) -> str:
    outward, inward = postcode
    return outward.ljust(4) + inward


def form_by_hand(text: str) -> Form:
    squeezed = re.sub(r"\s", "", text).upper()
    district = r"(?:[A-Z]{1,2}[0-9][0-9A-Z]?|[A-Z]{2}[RT])"
    words = re.split(r"\s+", text.strip())
    if not squeezed:
        return Form.MISSING
    if re.fullmatch(district + r"[0-9][A-Z]{2}", squeezed, re.ASCII):
        return Form.POSTCODE
    if re.fullmatch(district + r"[0-9]", squeezed, re.ASCII) and len(words[-1]) == 1:
        return Form.SECTOR
    if re.fullmatch(district, squeezed, re.ASCII):
        return Form.DISTRICT
    if re.fullmatch(district + r"[0-9]", squeezed, re.ASCII):
        return Form.SECTOR
    return Form.UNREADABLE


@settings(deadline=None)
@given(st.lists(postcodes, min_size=2, max_size=50, unique=True))
def test_keys_stand_in_the_order_of_the_ons_seven_characters_and_none_is_shared(
    several: list[tuple[str, str]],
) -> None:
    several = sorted(several, key=ons_seven_characters)
    found = keys(*map(ons_seven_characters, several))
    assert (found.form == Form.POSTCODE).all()
    assert (np.diff(found.key) > 0).all()


@settings(deadline=None)
@given(st.lists(postcodes, min_size=1, max_size=20))
def test_a_key_gives_its_postcode_back(several: list[tuple[str, str]]) -> None:
    written = [" ".join(postcode) for postcode in several]
    assert postcodes_of(keys(*written).key).tolist() == written


@settings(deadline=None)
@given(postcodes, st.data())
def test_spacing_and_case_make_no_difference(
    postcode: tuple[str, str], data: st.DataObject
) -> None:
    plain = "".join(postcode)
    spaces = data.draw(st.lists(st.sampled_from(SPACES), min_size=9, max_size=9))
    lower = data.draw(st.lists(st.booleans(), min_size=9, max_size=9))
    varied = spaces[-1] + "".join(
        (character.lower() if small else character) + space
        for character, space, small in zip(plain, spaces, lower, strict=False)
    )
    found = keys(plain, varied)
    assert found.form.tolist() == [Form.POSTCODE] * 2
    assert found.key[0] == found.key[1]


@settings(deadline=None)
@given(postcodes)
def test_sector_and_district_are_the_beginning_of_the_key(postcode: tuple[str, str]) -> None:
    district, inward = postcode
    found = keys("".join(postcode), f"{district} {inward[0]}", district)
    assert found.form.tolist() == [Form.POSTCODE, Form.SECTOR, Form.DISTRICT]
    assert found.key[1] == found.key[0] // UNITS
    assert found.key[2] == found.key[1] // SECTORS


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(alphabet=LETTERS[:6] + "RT019e \t\u00a0\u00c9", max_size=9), max_size=20))
def test_shapes_are_told_apart_as_a_regular_expression_tells_them(texts: list[str]) -> None:
    assert keys(*texts).form.tolist() == [form_by_hand(text) for text in texts]


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=40)), max_size=20))
def test_hostile_text_is_read_without_error(texts: list[str | None]) -> None:
    found = keys(*texts)
    assert len(found.form) == len(found.key) == len(texts)
    assert all(
        form == Form.MISSING for form, text in zip(found.form, texts, strict=True) if text is None
    )


@pytest.mark.parametrize(
    ("text", "form", "same_as"),
    [
        ("E1 5", Form.SECTOR, "E1  5"),
        ("E15", Form.DISTRICT, "e15"),
        ("E154", Form.SECTOR, "E15 4"),
        ("E1W", Form.DISTRICT, "e1w "),
        ("EC1A1", Form.SECTOR, "EC1A 1"),
    ],
)
def test_a_space_decides_between_sector_and_district(text: str, form: Form, same_as: str) -> None:
    found = keys(text, same_as)
    assert found.form.tolist() == [form, form]
    assert found.key[0] == found.key[1]


def test_the_letter_o_is_not_taken_for_the_figure_nought() -> None:
    assert keys("E1O 0AA", "E1 OAA", "O1 0AA").form.tolist() == [
        Form.POSTCODE,  # district E1O has the shape of E1W
        Form.UNREADABLE,
        Form.POSTCODE,
    ]
    assert keys("E1O 0AA").key != keys("E10 0AA").key


@pytest.mark.parametrize(
    "raw",
    [
        pd.Series(["RM1 3BD", None], dtype="object"),
        pd.Series(["RM1 3BD", None], dtype="string"),
        pd.Series(["RM1 3BD", None], dtype=pd.StringDtype("python", na_value=np.nan)),
        pd.Series(["RM1 3BD", None], dtype="category"),
    ],
    ids=["object", "string", "python str", "category"],
)
def test_a_column_of_any_kind_is_read(raw: pd.Series) -> None:
    found = keys_of(texts_of(raw).combine_chunks())
    assert found.form.tolist() == [Form.POSTCODE, Form.MISSING]


def test_numbers_are_no_postcodes_and_a_missing_number_is_missing() -> None:
    found = keys_of(texts_of(pd.Series([np.nan, 3.0, 15.0])).combine_chunks())
    assert found.form.tolist() == [Form.MISSING, Form.UNREADABLE, Form.UNREADABLE]


def test_a_slice_of_a_longer_column_is_read_at_its_own_place() -> None:
    texts = texts_of(pd.Series(["E1 1AA", "RM1 3BD", " n1 1aa"], dtype="str")).combine_chunks()
    assert keys_of(texts.slice(1, 1)).key == keys("RM1 3BD").key
    assert keys_of(texts.slice(3)).key.size == 0
