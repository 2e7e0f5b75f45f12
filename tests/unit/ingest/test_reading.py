"""Text is read as what it is, or not at all."""

import pytest

from lib.ingest.reading import UnreadableError, decode

TEXT = "CHILD,NAME\nkid-1,Zoë – “x”\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
    ],
)
def test_a_file_in_a_usual_encoding_is_read_and_named(encoding: str, name: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.utf_8.decode("utf-8") == TEXT
    assert decoded.encoding == name


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_without_a_byte_order_mark(encoding: str) -> None:
    decoded = decode("CHILD,DECOM\nkid-1,01/02/2018\n".encode(encoding))
    assert decoded.utf_8.startswith(b"CHILD,DECOM")
    assert decoded.encoding == "UTF-16"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"CHILD,DECOM\nkid\0-1,01/02/2018\n", "file_not_text"),
        (b"PK\x03\x04rest of a workbook", "file_not_text"),
        (b"\xd0\xcf\x11\xe0rest of an old workbook", "file_not_text"),
        (b"CHILD\nZo\x81\x8d\n", "file_encoding"),
        (b"\xff\xfeC\0H", "file_encoding"),
        (b"\xff\xfeC\0\x00\xd8", "file_encoding"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(content)
    assert caught.value.code == code
    assert "CSV" in str(caught.value)


def test_the_refusal_does_not_carry_the_bytes_of_the_file() -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(b"kid-77,\x81\x8d")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "kid-77" not in str(caught.value)


def test_an_empty_file_is_empty_text() -> None:
    assert decode(b"").utf_8 == b""
