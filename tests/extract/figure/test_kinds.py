"""Kinds of print that are easily taken for something else, each with what it is and what it is not."""

from __future__ import annotations

import pytest

from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text


def read(text: str) -> dict[str, tuple[str | None, str, str]]:
    reading = next(iter(read_pages([read_text(text)])))
    found = read_figures(reading)
    return {one.text: (None if one.value is None else f"{one.value:f}", one.unit, str(one.dimension)) for one in found}


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("Traffic rose to 38,400 last month, the port said.", "38,400", "38400", "count"),
        ("Guards held 17 last night.", "17", "17", "count"),
        ("The coat is for people of 5ft 7in.", "5ft 7in", "67", "[in_i]"),
        ("He is 6-foot-3.", "6-foot-3", "75", "[in_i]"),
        ("He is 6'3\" tall.", "6'3\"", "75", "[in_i]"),
        ("He is 6ft3.", "6ft3", "75", "[in_i]"),
        ("He is 6 foot 3.", "6 foot 3", "75", "[in_i]"),
        ("The harbour paid 1.450.000 euros for it.", "1.450.000 euros", "1450000", "EUR"),
        ("Of them 3.2m were poor.", "3.2m", "3200000", "count"),
        ("It weighs 3lb 2oz.", "3lb 2oz", "50", "[oz_av]"),
        ("He weighs 12 stone 2 pounds.", "12 stone 2 pounds", "170", "[lb_av]"),
        ("The pier is 1 mile 40 yards long.", "1 mile 40 yards", "1800", "[yd_i]"),
        ("The harbour paid $7.5 m for it.", "$7.5 m", "7500000", "USD"),
        ("The harbour paid 7.5 m euros for it.", "7.5 m euros", "7500000", "EUR"),
        ("The harbour paid 7.5m USD for it.", "7.5m USD", "7500000", "USD"),
        ("The harbour paid (€1.450.000) for it.", "€1.450.000", "1450000", "EUR"),
        ("The harbour paid 1'450'000 francs for it.", "1'450'000 francs", "1450000", "CHF"),
        ("The harbour paid ($A7.5 million) for it.", "$A7.5 million", "7500000", "AUD"),
        ("The harbour paid N7.5bn for it.", "N7.5bn", "7500000000", "NGN"),
        ("The harbour paid £2½ million for it.", "£2½ million", "2500000", "GBP"),
        ("The harbour paid hundred dollars for it.", "hundred dollars", "100", "USD"),
        ("The land has a population of 31m, the office said.", "31m", "31000000", "count"),
        ("Orvex sold 12m of its lamps.", "12m", "12000000", "count"),
        ("The wall stands within 12m of their homes.", "12m", "12", "m"),
        ("It was 31C on Monday.", "31C", "31", "Cel"),
        ("It was 31 C at noon.", "31 C", "31", "Cel"),
        ("It was 31ºC at noon.", "31ºC", "31", "Cel"),
        ("The ship weighs 4.1×10−9 kg in the model.", "4.1×10−9 kg", "0.0000000041", "kg"),
        (
            "Three thousand, two hundred and one votes were cast.",
            "Three thousand, two hundred and one",
            "3201",
            "count",
        ),
        ("It will cost 40 (forty) million euros.", "40 (forty) million euros", "40000000", "EUR"),
        ("The now-7 month-old lives in Osk.", "7 month-old", "7", "mo"),
        ("Osk lies a mile (1.6 km) inland.", "a mile", "1", "[mi_i]"),
        ("Ana Lind (born 1981) is 44.", "44", "44", "a"),
    ],
)
def test_a_kind_of_print_is_read_as_what_it_is(text: str, words: str, value: str, unit: str) -> None:
    assert read(text).get(words, ())[:2] == (value, unit)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Orvex R22 sold well.", "22"),
        ("They wore N95 masks.", "95"),
        ("1. Wash your hands. 2. Stay at home.", "2"),
        ("(3) Stay at home.", "3"),
        ("4. 30 ferries sail to Osk.", "4"),
    ],
)
def test_a_name_or_a_list_number_is_no_figure(text: str, number: str) -> None:
    assert not any(number in words for words in read(text))


def test_a_sentence_that_is_a_number_is_read() -> None:
    assert "192" in read("192.")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A Marlin 795 landed in Osk.", "795"),
        ("The firm flies a 795.", "795"),
        ("An index called 600 rose in Osk.", "600"),
        ("Residents should dial 888.", "888"),
        ("The form 13F was filed.", "13"),
    ],
)
def test_a_model_an_index_or_a_form_is_listed_without_a_value(text: str, number: str) -> None:
    assert read(text)[number] == (None, "", "other")


@pytest.mark.parametrize(
    ("text", "words", "dimension"),
    [
        ("Donors gave thousands of pounds.", "thousands of pounds", "currency"),
        ("The cargo weighed thousands of pounds.", "thousands of pounds", "mass"),
        ("Nobody under 16 may vote.", "under 16", "count"),
        ("The wreck lies at 41°12′ north.", "41°", "other"),
        ("Lind scored with a fifth-minute header.", "fifth", "ordinal"),
    ],
)
def test_words_of_two_meanings_are_read_by_what_stands_around_them(text: str, words: str, dimension: str) -> None:
    assert read(text)[words][2] == dimension
