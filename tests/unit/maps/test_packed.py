from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.maps.packed import Type, packed
from tests.unit.maps.unpacked import unpacked

READ_AS: dict[Type, str] = {"uint8": "<u1", "uint16": "<u2", "uint32": "<u4", "float32": "<f4"}
LARGEST: dict[Type, int] = {"uint8": 2**8 - 1, "uint16": 2**16 - 1, "uint32": 2**32 - 1}


def rows_of(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[list[list[Any]]]:
    return st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=1)
    )


@given(st.data(), st.sampled_from(sorted(LARGEST)))
@settings(deadline=None)
def test_what_was_packed_comes_back(data: st.DataObject, as_type: Type) -> None:
    rows = data.draw(rows_of(st.integers(0, LARGEST[as_type])))
    read = unpacked(packed(rows, as_type), len(rows[0]), READ_AS[as_type])
    assert read.reshape(len(rows), -1).tolist() == rows


@given(rows_of(st.floats(width=32, allow_nan=False, allow_infinity=False)))
@settings(deadline=None)
def test_degrees_come_back(rows: list[list[float]]) -> None:
    read = unpacked(packed(rows, "float32"), len(rows[0]), "<f4")
    assert read.reshape(len(rows), -1).tolist() == rows


@given(st.sampled_from(sorted(LARGEST)), st.integers(1, 2**40))
@settings(deadline=None)
def test_a_number_that_does_not_fit_is_refused_and_never_wrapped(
    as_type: Type, beyond: int
) -> None:
    for number in (-beyond, LARGEST[as_type] + beyond):
        with pytest.raises(ValueError, match="do not fit"):
            packed([0, number], as_type)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), None, "7", True])
def test_what_is_not_a_finite_number_is_refused(number: object) -> None:
    with pytest.raises(ValueError, match="finite"):
        packed([number], "uint16")  # type: ignore[arg-type]  # the point


def test_half_a_child_is_refused() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        packed([1.0, 2.5], "uint16")


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="inhomogeneous"):
        packed([[1, 2], [3]], "uint16")


def test_no_rows_are_no_text() -> None:
    assert packed([], "uint16") == packed(np.empty((0, 4)), "float32") == ""


def test_the_low_byte_comes_first() -> None:
    # 0x0201 and 0x0403 as bytes 1, 2, 3, 4: base64 of those four, by RFC 4648.
    assert packed([0x0201, 0x0403], "uint16") == "AQIDBA=="
