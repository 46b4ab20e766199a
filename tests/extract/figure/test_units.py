"""The unit tables: every name is read as its own unit, and marks of money stand where they may."""

from __future__ import annotations

import pytest

from extract.figure.lexemes import MARGIN, lex
from extract.figure.unit.units import CODES, MONEY, UNITS, currency_before, read_rate, read_unit


@pytest.mark.parametrize(("noun", "name"), [(noun, unit.name) for unit, row in (*UNITS, *MONEY) for noun in row.nouns])
def test_every_noun_is_read_as_its_unit(noun: str, name: str) -> None:
    lexemes = lex(f"5 {noun} more")
    found = read_unit(lexemes, 1)
    assert found is not None, noun
    assert (found[0].name, lexemes[found[1]].text) == (name, "more")


def test_no_noun_belongs_to_two_units() -> None:
    nouns = [noun for _, row in (*UNITS, *MONEY) for noun in row.nouns]
    assert sorted(noun for noun in set(nouns) if nouns.count(noun) > 1) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("C$5", "CAD"), ("US$5", "USD"), ("$5", "USD"), ("£5", "GBP"), ("RM5", "MYR"), ("EUR 5", "EUR"), ("HK $5", "HKD")],
)
def test_a_mark_before_a_number_is_its_currency(text: str, code: str) -> None:
    lexemes = lex(text)
    found = currency_before(lexemes, len(lexemes) - len(MARGIN) - 1)
    assert found is not None
    assert (found[0].code, found[1]) == (code, 0)


@pytest.mark.parametrize("text", ["a $5", "BAU$ 5"])
def test_an_article_or_a_longer_word_is_no_mark(text: str) -> None:
    lexemes = lex(text)
    found = currency_before(lexemes, len(lexemes) - len(MARGIN) - 1)
    assert found is None or found[0].code == "USD"


@pytest.mark.parametrize("text", ["24703m212", "12 m 2 dm", "second-half goals"])
def test_a_letter_inside_a_code_is_no_unit(text: str) -> None:
    lexemes = lex(text)
    found = read_unit(lexemes, 1 if text[0].isdigit() else 0)
    assert found is None or found[0].code == "m"


@pytest.mark.parametrize(
    ("text", "name"),
    [("a barrel", "barrel"), ("per day", "day"), ("a-share", "share"), ("/month", "month"), ("an hour", "hour")],
)
def test_what_an_amount_is_per_is_a_rate(text: str, name: str) -> None:
    found = read_rate(lex(text), 0)
    assert found is not None
    assert found[0] == name


def test_a_year_earlier_is_no_rate() -> None:
    assert read_rate(lex("a year earlier"), 0) is None


def test_codes_are_ucum_or_iso() -> None:
    assert {"km", "[mi_i]", "Cel", "USD", "GBP", "kW.h"} <= CODES.keys()
