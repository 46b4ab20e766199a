"""Figures that the words tie together become pairs, agreeing or not."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.figure_pairs import read_pairs
from extract.parse import read_pages
from extract.pipeline import annotate, records_of
from extract.plain import read_text
from warehouse.records import FigurePair, Records


def read(text: str) -> Records:
    (records,) = annotate([read_text(text)])
    return records


def compared(text: str, title: str = "", published: str | None = None) -> list[FigurePair]:
    day = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    (records,) = annotate([read_text(text, title=title, published_at=day)])
    return list(records.figure_pairs)


def ties(records: Records) -> list[tuple[str, str, str]]:
    words = {figure.figure_id: figure.text for figure in records.figures}
    return [(pair.tie, words[pair.first_id], words[pair.second_id or pair.first_id]) for pair in records.figure_pairs]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The town lies 30 km (20 miles) north of Norvale.", "20 miles", "30 km"),
        ("The town lies 30 km (40 miles) north of Norvale.", "40 miles", "30 km"),
        ("It was 30 degrees Celsius (86 degrees Fahrenheit).", "86 degrees Fahrenheit", "30 degrees Celsius"),
    ],
)
def test_a_bracket_is_tied_to_the_figure_before_it_whether_or_not_they_agree(
    text: str, first: str, second: str
) -> None:
    assert ("bracket", first, second) in ties(read(text))


def test_a_pair_belongs_to_the_claim_of_its_sentence() -> None:
    records = read("The mayor spoke first. Engineers closed a 290-mile (300-kilometer) stretch of the line.")
    (pair,) = records.figure_pairs
    claim = next(claim for claim in records.claims if claim.claim_id == pair.claim_id)
    assert claim.text.startswith("Engineers closed")
    assert isinstance(pair, FigurePair)
    assert pair.words_between == " ("


TIES = [
    (
        "Arrests fell 22 percent, to 40,661 from 52,220.",
        {("change", "22 percent", "52,220"), ("from_to", "52,220", "40,661")},
    ),
    ("The tax was raised from 20 to 22 percent, an increase of 2 percent.", {("from_to", "from 20 to 22 percent", "")}),
    ("Aid was $38 million this year, up 21% from $30 million.", {("from_to", "$30 million", "$38 million")}),
    ("Support, at 17% last year, is now 44%, a rise of 27%.", {("change", "27%", "17%"), ("from_to", "17%", "44%")}),
    ("Fleets, which numbered 400 in 2024, fell 40 percent to 300 boats.", {("from_to", "400", "300")}),
    (
        "The spread widened from 1.2 percent to 1.45 percent, or 25 basis points.",
        {("change", "25 basis points", "1.2 percent")},
    ),
    ("Sales rose by a third, from 20 to 40 ships.", {("change", "a third", "from 20 to 40")}),
    (
        "Only 52 out of the 235 bridges, or 22 percent, held.",
        {("share", "22 percent", "52"), ("of_whole", "52", "235")},
    ),
    (
        "It will cut 60 jobs, or 10 percent of its 400 staff.",
        {("share", "10 percent", "60"), ("of_whole", "60", "400")},
    ),
    ("Of the 97 boats, 12 (14.2 percent) sank.", {("share", "14.2 percent", "12"), ("of_whole", "12", "97")}),
    ("The $2 billion fee is 1 percent of the $21.1 billion sale.", {("of_whole", "$2 billion", "$21.1 billion")}),
    ("It employs 400 people and will cut 60 of them, or 10 percent.", {("of_whole", "60", "400")}),
    ("Among the 20 members, 33.3 percent voted yes.", {("of_base", "33.3 percent", "20")}),
    ("Only 241,200 out of 616,000, or 39 percent, came.", {("share", "39 percent", "241,200 out of 616,000")}),
    ("A third (34 percent) of the pupils walk.", {("fraction", "34 percent", "A third")}),
    (
        "With 46% against 41% for Duval, Roan leads by 8 points.",
        {("lead_over", "8 points", "46%"), ("versus", "46%", "41%")},
    ),
    ("Police held 30 men, including 19 students and 9 teachers.", {("includes", "30", "19"), ("includes", "30", "9")}),
    (
        "The plant needs 50 people: 35 permanent workers and 15 others.",
        {("sum_of", "50", "35"), ("sum_of", "50", "15")},
    ),
    ("The bridge costs $5 million (£3.8 million).", {("exchange", "£3.8 million", "$5 million")}),
    (
        "The school bought 20 chairs at $5 each, for a total of $100.",
        {("price_of", "$100", "$5"), ("count_of", "$100", "20")},
    ),
    ("It opened in 1997, 20 years ago.", {("years_ago", "20 years", "1997")}),
    ("He died in 1947 aged 50; he was born in 1887.", {("age_at_death", "50", "1887"), ("died_in", "50", "1947")}),
    ("The pier, built in 1926, turns 90 this year.", {("age_this_year", "90", "1926")}),
    ("In the 44 years from 1926 to 1969 the river rose.", {("lasts", "44 years", "1926 to 1969")}),
    ("He ruled from 1990 to 2000, a reign of 15 years.", {("lasts", "15 years", "1990 to 2000")}),
    ("Fares ranged from $20 to $50, with an average of $65.", {("mean_of", "$65", "from $20 to $50")}),
    ("Between 60 and 40 people waited.", {("ranged", "Between 60 and 40", "")}),
    ("Prices dropped 150% in a year.", {("falls_by", "150%", "")}),
    ("It was Sunday when the hall burned down on August 23, 2014.", {("weekday_date", "August 23, 2014", "Sunday")}),
    (
        "The fair opened on Sunday, 23 August 2014.",
        {("weekday_date", "Sunday, 23 August 2014", ""), ("told_on", "Sunday, 23 August 2014", "")},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TIES, ids=[text for text, _ in TIES])
def test_the_words_of_a_sentence_tie_its_figures(text: str, wanted: set[tuple[str, str, str]]) -> None:
    records = read(text)
    words = {None: ""} | {figure.figure_id: figure.text for figure in records.figures}
    found = {(pair.tie, words[pair.first_id], words[pair.second_id]) for pair in records.figure_pairs}
    assert wanted <= found


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The rate rose to 22 percent from 20 percent, and 5 percent of the men left.", "change"),
        ("The trophy weighs 60 to 70 pounds, or more.", "bracket"),
        ("It opens on Saturday and Sunday, June 14 and 15.", "weekday_date"),
        ("The bridge will be opened on June 12, 2027, and was closed on April 30.", "told_on"),
        ("It held 30 men, including 48 students, among others.", "includes"),
        (
            "Of the men 62 percent favor it, of the women 55 percent, of the old 40 percent; the rest are unsure.",
            "adds_to",
        ),
        ("Fares ranged from $20 to $50, against a national average of $65.", "mean_of"),
        ("Born in 1952, he died at 64.", "age_now"),
        ("The 20-year sentence from 1990 to 1995 was cut.", "lasts"),
        ("Lind sat 20 years in the council and was mayor from 1999 through 2007.", "lasts"),
    ],
)
def test_what_only_looks_tied_is_left(text: str, tie: str) -> None:
    assert tie not in {pair.tie for pair in read(text).figure_pairs}


def test_pairs_of_one_statement_share_their_number_and_others_do_not() -> None:
    records = read(
        "Police held 30 men, including 19 students and 9 teachers. It needs 50 people: 35 cooks and 15 others."
    )
    groups = {(pair.tie, pair.group_no) for pair in records.figure_pairs if pair.tie in {"includes", "sum_of"}}
    assert len(groups) == 2
    assert len({number for _, number in groups}) == 2


def test_what_the_words_say_beside_a_tie_is_noted() -> None:
    assert {pair.notes for pair in read("Rents rose 3 percent a year, from $500 to $900.").figure_pairs} == {
        ("other_base",)
    }
    assert ("historic",) in {
        pair.notes for pair in read("It cost $5 million, then worth £2 million (€3 million).").figure_pairs
    }


def test_a_headline_figure_is_looked_for_in_every_form() -> None:
    body = "The firm paid $7 million to each of the two families. It began in 1953. The Dow rose 86.90."
    ways = {"Firm pays $14M to families": "product", "Dow up 87": "rounded", "Firm settles after 61 years": "years"}
    for title, way in ways.items():
        assert [c.notes for c in compared(body, title, "2014-05-05") if c.tie == "above_support"] == [(way,)], title


@pytest.mark.parametrize("printed", ["£98m", "£98bn", "£98k", "98M euros"])
def test_an_amount_with_its_magnitude_glued_on_is_printed(printed: str) -> None:
    body = f"The club will rent the stand. It costs $126m ({printed}) a season."
    title = f"Club to pay {printed} a year"
    assert [c.notes for c in compared(body, title, "2014-05-05") if c.tie == "above_support"] == [("printed",)]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Bank sells a one billion pound bond", "A one billion stg tranche was sold. It was quick."),
        ("Norvale sells 3.1 million rings", "The town sold 3.1 mln silver rings. It was quick."),
        ("Losses shrink in 4th qtr", "The fourth ferry came late. It was quick."),
        ("Crew waited 76 minutes", "Help came after an hour and 16 minutes. It was quick."),
    ],
)
def test_a_number_in_other_words_is_printed(title: str, body: str) -> None:
    ways = [pair.notes for pair in compared(f"{body} The sea was at 9 degrees.", title) if pair.tie == "above_support"]
    assert ways == [("printed",)]


def test_the_finer_part_of_a_time_is_no_rival() -> None:
    found = compared("Help came after an hour and 16 minutes. Four left.", "Crew waited 70 minutes")
    assert "above_body" not in {pair.tie for pair in found}


def test_troy_ounces_are_held_against_ounces() -> None:
    found = compared("Norvale sold 3.1 mln troy ounces of silver.", "Norvale sells 3.1 mln ounces of silver")
    assert "above_body" in {pair.tie for pair in found}


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("9 villages that lost their school", "items"),
        ("These 6 mayors left", "items"),
        ("Crowds on Bloody Sunday", "name"),
        ("Norvale on Super Tuesday", "name"),
    ],
)
def test_a_list_of_its_own_and_a_named_day_are_noted(title: str, note: str) -> None:
    (above,) = [pair for pair in compared("Osk closed on Monday, with 4 boats.", title) if pair.tie == "above"]
    assert note in above.notes


@pytest.mark.parametrize("phrase", ["second thoughts", "first lady", "first-class", "third party", "second home"])
def test_an_ordinal_of_a_fixed_phrase_is_a_name_and_no_rival(phrase: str) -> None:
    pairs = compared(f"The {phrase} was seen in Norvale.", f"Mayor and the {phrase}", "2014-05-05")
    assert all("name" in pair.notes for pair in pairs if pair.tie == "above")
    assert "above_body" not in {pair.tie for pair in pairs}


def test_a_table_of_scores_costs_no_time_and_no_pairs() -> None:
    rows = "\n".join(
        f"Norvale {n} {n + 1} {n + 2} {n + 3} {n + 4} {n + 5} {n + 6} {n + 7} {n + 8} {n + 9}" for n in range(200)
    )
    start = time.perf_counter()
    found = compared(rows)
    assert not [pair for pair in found if pair.tie == "restated"]
    assert time.perf_counter() - start < 20


def test_the_same_page_gives_the_same_pairs() -> None:
    text = (
        "Turnout rose by 42 percent, from 6,000 to 8,500. A third (48 percent) stayed at home on Monday, May 4, 2020."
    )
    assert compared(text) == compared(text)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet='0123456789 .,%$£()-–⟦⟧to from of including points million May Monday\n"', max_size=120))
def test_no_text_raises(text: str) -> None:
    compared(text, text[:40], "2020-05-04")


def test_rows_that_are_not_compared_are_counted_at_the_first_statement() -> None:
    rows = "; ".join(
        f"Ward {word} {n} percent, {100 - n} percent" for word, n in zip("ABCDEF", range(40, 46), strict=True)
    )
    (left,) = [row for row in compared(f"Six wards voted on Sunday.\n\n{rows}.") if row.tie == "not_compared"]
    assert left.notes == ("12 in lines that read like a table's rows",)


def test_an_article_that_is_compared_whole_says_nothing_of_it() -> None:
    found = compared("Turnout in Norvale was 48 percent, against 52 percent in Orsk.")
    assert all(row.tie != "not_compared" for row in found)


def test_the_limits_of_one_article_are_named_with_what_lies_beyond_them() -> None:
    wards = "\n".join(
        f"Ward {n} of Norvale counted {n * 13 + 1007} homes and {n * 7 + 3003} boats." for n in range(200)
    )
    (left,) = [row for row in compared(wards, "Norvale counts 12 wards") if row.tie == "not_compared"]
    assert "too far down to be paired with each other" in " ".join(left.notes)
    assert "too far down for sums" in " ".join(left.notes)


def test_a_headline_that_counts_its_own_items_is_said_not_to_be_compared() -> None:
    found = compared("The council of Norvale passed its budget.", "Six things to know about the Norvale budget")
    (left,) = [row for row in found if row.tie == "not_compared"]
    assert "1 that count the items of a list" in " ".join(left.notes)


def test_hostile_numbers_cost_less_than_two_seconds() -> None:
    text = "\n".join(
        f"Between {n + 2} and {n * 3 + 9} homes stood in the ward of Orsk, {n} percent." for n in range(400)
    )
    (reading,) = read_pages([read_text(text, title=", ".join(f"{n * 37 + 11} homes" for n in range(40)))])
    records = records_of(reading)
    start = time.process_time()
    read_pairs(reading, records.figures, records.claims)
    assert time.process_time() - start < 2
