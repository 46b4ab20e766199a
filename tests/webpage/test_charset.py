from __future__ import annotations

import pytest

from webpage.charset import decode

WORDS = "Die Brücke wurde für 3,2 Mio. € saniert, heißt es."


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (WORDS.encode(), "text/html; charset=utf-8"),
        (WORDS.encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        (WORDS.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (WORDS.encode("utf-16"), "text/html"),
        (WORDS.encode("iso-8859-15"), "text/html; charset=iso-8859-15"),
        (WORDS.encode(), "text/html; charset=no-such-charset"),
        (WORDS.encode(), ""),
        (WORDS.encode(), "text/html; charset=iso-8859-1"),
        (WORDS.encode("cp1252"), "text/html; charset=utf-8"),
        (WORDS.encode("utf-16-le"), "text/html; charset=utf-16le"),
    ],
)
def test_declared_bytes_are_read(body: bytes, header: str) -> None:
    assert decode(body, header).text == WORDS


@pytest.mark.parametrize("declared", ["UTF-16", "utf-16le", "UTF-16BE", "utf-32"])
def test_a_meta_that_can_be_read_is_not_in_utf_16(declared: str) -> None:
    assert WORDS in decode(f"<meta charset='{declared}'><p>{WORDS}".encode(), "text/html").text


@pytest.mark.parametrize(
    ("header", "meta", "charset"),
    [
        ("text/html", "windows-1252", "cp1252"),
        ("text/html", "iso-8859&#8211;1", "cp1252"),
        ("text/html; charset=windows-1252", "windows-1256", "cp1252"),
        ("text/html; charset=iso-8859-1", "utf-8", "utf-8"),
    ],
)
def test_of_header_and_meta_the_one_that_the_bytes_bear_out_counts(header: str, meta: str, charset: str) -> None:
    assert WORDS in decode(f"<html lang=de><meta charset='{meta}'><p>{WORDS}".encode(charset), header).text


def test_a_page_in_utf_8_with_one_broken_letter_stays_in_utf_8() -> None:
    read = decode(f"<meta charset=utf-8>{WORDS} caf".encode() + b"\xe9.", "text/html")
    assert WORDS in read.text
    assert (read.encoding, len(read.warnings)) == ("utf-8", 1)


def test_undeclared_bytes_are_read_by_the_pages_language() -> None:
    german = f"<html lang='de'><p>{WORDS}".encode("cp1252")
    turkish = "<html lang='tr'><p>Köprü için şu kadar lira harcandı, yağış sürüyor.".encode("cp1254")
    assert WORDS in decode(german, "text/html").text
    assert "yağış" in decode(turkish, "text/html").text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("It’s “fine”".encode().decode("cp1252", "replace").encode(), "mojibake"),
        (b"caf\xe9 na\xefve caf\xc3\xa9 \xff\xfe", "mojibake"),
        (b"a\0b", "NUL"),
        ("café".encode() * 5, "declared"),
    ],
)
def test_what_may_be_damaged_is_said(body: bytes, said: str) -> None:
    header = "text/html; charset=iso-8859-1" if said == "declared" else "text/html; charset=utf-8"
    read = decode(body, header)
    assert any(said in warning for warning in read.warnings)
    assert "\0" not in read.text


def test_clean_text_raises_no_warning_and_nothing_is_nothing() -> None:
    assert decode(WORDS.encode(), "text/html; charset=utf-8").warnings == ()
    assert decode(b"", "") == ("", "utf-8", ())


def test_a_charset_that_the_words_do_not_fit_gives_way_to_utf_8() -> None:
    page = "<meta charset='gb2312'><p>渡轮在诺瓦莱港搁浅，船上有六十人。"
    read = decode(page.encode())
    assert "渡轮在诺瓦莱港搁浅" in read.text
    assert read.warnings == ("declared gb18030, is utf-8",)


def test_a_meta_that_stands_late_still_names_the_charset() -> None:
    body = b"<p>" + b"slip " * 2_000 + b"<meta charset='iso-8859-2'><p>\xbe"
    assert decode(body).text.endswith("ž")
