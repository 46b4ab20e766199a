"""Who speaks a quotation that no reporting verb introduces, and who reports: each kind with its smallest case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.attributions import read_attributions
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import AttributionClass, SourceKind

if TYPE_CHECKING:
    from warehouse.records import Attribution, Quotation

SOURCED = {AttributionClass.SPEECH, AttributionClass.DOCUMENT}


def read(text: str) -> tuple[tuple[Attribution, ...], tuple[Quotation, ...]]:
    return read_attributions(next(iter(read_pages([read_text(text, normalise=False)]))))


def speakers(text: str) -> list[str | None]:
    """Return the speaker of each quotation in order, by full name where the article gives it."""
    attributions, quotations = read(text)
    by_id = {attribution.attribution_id: attribution for attribution in attributions}
    found = [by_id[quotation.attribution_id] if quotation.attribution_id else None for quotation in quotations]
    return [(item.canonical_source or item.source_text) if item else None for item in found]


def sources(text: str) -> list[tuple[str, str | None]]:
    """Return the words and the full name of each source that answers "who says so"."""
    return [(a.source_text, a.canonical_source) for a in read(text)[0] if a.attribution_class in SOURCED]


@pytest.mark.parametrize(
    "text",
    [
        "“The pier is rotten to the core.” (Dora Vant, engineer)",
        "“The pier is rotten to the core,” Dora Vant.",
        "“The pier is rotten to the core,” per Dora Vant.",
        "“The pier is rotten to the core,” grumped Dora Vant at noon.",
        "“The pier is rotten to the core,” is Dora Vant's answer.",
        "“The pier is rotten to the core” is how Dora Vant put it.",
        "In the words of Dora Vant, “The pier is rotten to the core.”",
        "In Dora Vant's words, “the pier is rotten to the core.”",
        "To quote Dora Vant: “The pier is rotten to the core.”",
        "Dora Vant, engineer – “The pier is rotten to the core.”",
        "Dora Vant was livid. “The pier is rotten to the core.”",
        "Dora Vant nodded at the sea. “The pier is rotten to the core.”",
        "For Dora Vant, it is simple. “The pier is rotten to the core.”",
        "That annoyed Dora Vant, an engineer. “The pier is rotten to the core.”",
        "“The pier is rotten to the core.”\n\n— Dora Vant, engineer",
        "“The pier is rotten to the core.”\n\n–Dora Vant",
        "“The pier is rotten to the core.”\n\nDora Vant, engineer",
        "“The pier is rotten to the core.\nDora Vant, engineer at the port.”",
        "“The pier is rotten to the core.'' Dora Vant said on Monday.",
        "“The pier is rotten to the core, said Dora Vant, who runs the port.",
        "„The pier is rotten to the core,“ said Dora Vant.",
        "“The pier is rotten to the core,' said Dora Vant.",
        "Dora Vant was blunt: “The pier is rotten to the core.”",
        "As if to them all, Dora Vant was blunt in her answer: “The pier is rotten to the core.”",
        "As Dora Vant sang back in the 1980s, “The pier is rotten to the core.”",
        "“The pier is rotten to the core,” Dora Vant, a four-time winner of the Osk Trail Sled Dog Race, told a rally.",
        "Dora Vant runs the harbour.\n\n“The pier is rotten to the core.”",
        "From the desk of Dora Vant, engineer.\n\n“The pier is rotten to the core.”",
    ],
)
def test_whoever_stands_beside_a_quotation_speaks_it(text: str) -> None:
    assert speakers(text) == ["Dora Vant"]


@pytest.mark.parametrize(
    "text",
    [
        "The council dismissed Dora Vant. “Nobody here had any choice left.”",
        "Dora Vant was dismissed by the council. “Nobody here had any choice left.”",
        "Dora Vant and Tom Abery met at noon. “Nobody here had any choice left.”",
        "Norvale was quiet. “Nobody here had any choice left.”",
    ],
)
def test_one_who_is_only_spoken_of_does_not_speak(text: str) -> None:
    assert speakers(text) == [None]


def test_whoever_is_answered_by_a_shout_goes_on_after_it() -> None:
    text = "“Shall we wait for them?” Dora Vant asked.\n\n“Never!”\n\n“Or shall we go and build it ourselves?”"
    assert speakers(text) == ["Dora Vant", None, "Dora Vant"]


def test_she_said_if_reports_whatever_hangs_from_what() -> None:
    text = "Vant said if it ends in floods for Osk, and she faces a vote it could lead one of her aides to the chair."
    assert sources(text) == [("Vant", "Vant")]


def test_a_new_person_on_stage_takes_over_from_the_last_speaker() -> None:
    text = "“The pier is safe,” said Tom Abery. Dora Vant shook her head. “The pier is rotten to the core.”"
    assert speakers(text) == ["Tom Abery", "Dora Vant"]


def test_a_list_of_credited_quotations_gives_each_its_own_speaker() -> None:
    text = "“The pier is safe today.”\n\n— Tom Abery\n\n“The pier is rotten to the core.”\n\n— Dora Vant, engineer"
    assert speakers(text) == ["Tom Abery", "Dora Vant"]


def test_an_open_quotation_has_the_speaker_whom_the_next_paragraph_names() -> None:
    text = "“The pier is rotten to the core.\n\n“We told the council twice,” Dora Vant said."
    assert speakers(text) == ["Dora Vant", "Dora Vant"]


def test_single_marks_that_every_paragraph_opens_keep_their_speaker() -> None:
    text = "'The pier is rotten,' Dora Vant said. 'We told the members' board twice.\n\n'Nobody came to look at it.'"
    assert speakers(text) == ["Dora Vant"] * 3


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("NORVALE, Jan. 6 (Osknews) -- The prime minister said that the pier would hold.", "The prime minister"),
        ("NORVALE — The mayor said that the pier would hold.", "The mayor"),
        ("MERRIN, Norvale — Officials in the city reported that 300 homes were lost.", "Officials in the city"),
        ("Norvale, 6 January 2022 - The ministry announced that the pier would stop.", "The ministry"),
        ("NORVALE (Osknews) — Dora Vant called Wednesday for the mayor of Osk to resign.", "Dora Vant"),
        ("LONDON: Britain said it would send two ships.", "Britain"),
    ],
)
def test_a_dateline_is_nobodys_source(text: str, source: str) -> None:
    assert [words for words, _ in sources(text)] == [source]


def test_no_name_of_a_dateline_is_brought_on_stage() -> None:
    assert speakers("NORVALE CITY, Mo. — “What could it be this time?” The door stood open.") == [None]


def test_a_quotation_after_a_dateline_is_not_the_places() -> None:
    assert speakers("NORVALE, Jan. 6 (Osknews) -- “The pier is rotten to the core!”") == [None]


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    text = "NORVALE (Osknews) — Three people were killed when a bridge fell, officials said."
    (found,) = read(text)[0]
    assert [text[start:end] for start, end in found.content] == ["Three people were killed when a bridge fell"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Governor of Norvale Chris Merrin said the pier was safe.",
            ("Governor of Norvale Chris Merrin", "Chris Merrin"),
        ),
        ("According to curator Elaine Vant, the pier is old.", ("curator Elaine Vant", "Elaine Vant")),
        (
            "State Rep. Karl Osk, DFL-St. Paul, said the pier was old.",
            ("State Rep. Karl Osk, DFL-St. Paul", "Karl Osk"),
        ),
        (
            "The head of VPA (Vant Port Authority), Karl Osk, said the pier was old.",
            ("The head of VPA (Vant Port Authority), Karl Osk", "Karl Osk"),
        ),
    ],
)
def test_a_name_is_not_cut(text: str, expected: tuple[str, str]) -> None:
    assert sources(text) == [expected]


@pytest.mark.parametrize("country", ["Saudi Arabia", "North Korea", "Britain"])
def test_a_country_that_speaks_is_an_organisation(country: str) -> None:
    (found,) = read(f"{country} said it would cut output.")[0]
    assert (found.source_kind, found.canonical_source) == (SourceKind.NAMED_ORGANISATION, country)


@pytest.mark.parametrize(
    "text",
    [
        "Many applicants were denied visas.",
        "The defender conceded a penalty.",
        "The driver was ordered to stand trial.",
        "Two men were charged with theft.",
        "There is no evidence that the pier was weak.",
        "The council asked the harbour to close.",
        "It takes a high enough clearance to view the files.",
    ],
)
def test_where_nobody_reports_nobody_is_the_source(text: str) -> None:
    assert sources(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dora Paris founded the club. Paris said it would close.", "Dora Paris"),
        (
            "The results of the Norvale Harbour Study came out on Monday. The report said salt was scarce.",
            "Norvale Harbour Study",
        ),
        (
            "The Municipality of Osk and the Municipality of Merrin sued. The city said it was owed.",
            "Municipality of Merrin",
        ),
        ("Dora Vant ran the cruise ship Osk. On the Osk, the cook was ill. She said it sank.", "Dora Vant"),
        ("Dora Vant made a film. On Wednesday it was shown. She said it was short.", "Dora Vant"),
    ],
)
def test_a_short_source_means_what_the_article_named(text: str, name: str) -> None:
    assert sources(text)[-1][1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dora Vant and Tom Vant met. Dora Vant left. Then Tom Vant rose. Vant said it was late.", "Tom Vant"),
        ("Dora Vant and Tom Vant met. Then Tom Vant rose. Ms Vant said it was late.", "Dora Vant"),
    ],
)
def test_of_two_people_of_one_surname_the_last_one_met_is_meant(text: str, name: str) -> None:
    assert sources(text)[-1][1] == name


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("PollVant gives her an 89 percent chance of winning.", "PollVant"),
        ("The model puts it at 40 percent.", "The model"),
        ("Analysts put the cost at $40m.", "Analysts"),
    ],
)
def test_whoever_puts_a_number_on_it_is_the_source(text: str, source: str) -> None:
    assert [words for words, _ in sources(text)] == [source]


@pytest.mark.parametrize(
    "text", ["The mayor put him at ease.", "The mayor gave her a chance.", "They put 40 men at risk."]
)
def test_without_a_number_nothing_is_put_on_it(text: str) -> None:
    assert sources(text) == []
