from __future__ import annotations

from dataclasses import astuple
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.attributions import credit_figures, read_attributions
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.records import Figure, FigureId, stable_id
from warehouse.terms import AttributionClass, AttributionKind, Bound, Dimension, Part, SourceKind

if TYPE_CHECKING:
    from warehouse.records import Attribution, Quotation

SPEECH, DOCUMENT = AttributionClass.SPEECH, AttributionClass.DOCUMENT


def read(text: str, title: str = "") -> tuple[tuple[Attribution, ...], tuple[Quotation, ...]]:
    return read_attributions(next(iter(read_pages([read_text(text, title=title, normalise=False)]))))


def content(text: str, attribution: Attribution) -> str:
    return " … ".join(text[start:end] for start, end in attribution.content)


def of_words(text: str, words: str) -> Attribution:
    """Return the one attribution of speech or a document that holds the words."""
    start = text.index(words)
    able = [
        a
        for a in read(text)[0]
        if a.attribution_class in {SPEECH, DOCUMENT} and any(s <= start < e for s, e in a.content)
    ]
    return min(able, key=lambda a: sum(e - s for s, e in a.content))


@pytest.mark.parametrize(
    ("text", "words", "source", "cue"),
    [
        ("Ana Imre said the bridge would stay shut.", "the bridge", "Ana Imre", "said"),
        ("The bridge would stay shut, Ana Imre said.", "The bridge", "Ana Imre", "said"),
        ("The bridge, she said, would stay shut.", "would stay", "she", "said"),
        (
            "“The bridge is shut,” said Ana Imre, the mayor of Varn.",
            "The bridge",
            "Ana Imre, the mayor of Varn",
            "said",
        ),
        ("According to the council, the bridge is shut.", "the bridge", "the council", "According to"),
        (
            "The bridge is shut, according to a spokesman for the council.",
            "The bridge",
            "a spokesman for the council",
            "to",
        ),
        ("As Imre put it, the bridge is finished.", "the bridge", "Imre", "put"),
        ("The bridge is shut, as Imre noted.", "The bridge", "Imre", "noted"),
        ("Reporters were told by Ana Imre that the bridge is shut.", "the bridge is", "Ana Imre", "told"),
        ("A survey found that half of the drivers avoid the bridge.", "half of", "A survey", "found"),
        ("Ana Imre went to the bridge, adding that it is shut.", "it is shut", "Ana Imre", "adding"),
        ("Ana Imre, who said the bridge is shut, left the room.", "the bridge", "Ana Imre", "said"),
        ("Imre: “The bridge is shut.”", "The bridge", "Imre", ":"),
        ("She added: “The bridge is shut.”", "The bridge", "She", "added"),
    ],
)
def test_a_statement_has_the_source_and_the_cue_that_the_sentence_gives(
    text: str, words: str, source: str, cue: str
) -> None:
    found = of_words(text, words)
    assert found.source_text.startswith(source)
    assert cue in found.cue_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council wants to shut the bridge.", AttributionClass.ATTITUDE),
        ("The council criticised the plan.", AttributionClass.ATTITUDE),
        ("The council believes that the bridge is safe.", AttributionClass.COGNITION),
        ("The council said that the bridge is safe.", SPEECH),
        ("The report says that the bridge is safe.", DOCUMENT),
    ],
)
def test_only_speech_and_documents_answer_who_says_so(text: str, expected: AttributionClass) -> None:
    assert {a.attribution_class for a in read(text)[0]} == {expected}


def test_a_quoted_sentence_after_an_attributed_one_goes_on() -> None:
    text = "“They moved the piers,” Ana Imre said. “They must be mended.”"
    attributions, quotations = read(text)
    assert [q.attribution_id for q in quotations] == [attributions[0].attribution_id] * 2
    assert content(text, attributions[0]) == "They moved the piers, … They must be mended."


def test_a_quotation_that_lost_its_full_stop_still_has_its_speaker() -> None:
    text = "“We are no engineers,” one woman said. “The only thing that moves here is the river”"
    attributions, quotations = read(text)
    assert quotations[1].attribution_id == attributions[0].attribution_id
    assert not quotations[1].fragment


def test_a_speaker_who_follows_two_sentences_has_both() -> None:
    text = "“The river is high. Nobody may cross,” Pal Orel of the Varn Institute told Radio Nord."
    (attribution,), (quotation,) = read(text)
    assert attribution.canonical_source == "Pal Orel"
    assert attribution.via == "Radio Nord"
    assert quotation.attribution_id == attribution.attribution_id
    assert content(text, attribution).startswith("The river is high. Nobody may cross")


def test_a_quotation_reopened_in_the_next_paragraph_keeps_its_speaker() -> None:
    text = "“The river is high,” Pal Orel said. “Nobody may cross.\n“Nobody at all.”"
    attributions, quotations = read(text)
    by_id = {a.attribution_id: a for a in attributions}
    assert [by_id[q.attribution_id].canonical_source for q in quotations] == ["Pal Orel"] * 3


def test_a_quotation_in_a_new_paragraph_is_introduced_by_the_colon_before_it() -> None:
    text = "Pal Orel wrote to the council:\n“The river is high and nobody may cross.”"
    attributions, quotations = read(text)
    held = [a for a in attributions if a.attribution_id == quotations[0].attribution_id]
    assert [a.source_text for a in held] == ["Pal Orel"]


def test_a_quotation_with_nobody_near_has_no_speaker() -> None:
    _, quotations = read("It rained in Varn for nine days.\n“The river is high and nobody may cross.”")
    assert [(q.attribution_id, q.fragment) for q in quotations] == [(None, False)]


def test_a_few_quoted_words_are_a_fragment_of_the_reporters_sentence() -> None:
    _, quotations = read("The mayor called the bridge “a disgrace” on Friday.")
    assert [q.fragment for q in quotations] == [True]


def test_the_kind_says_how_much_is_quoted() -> None:
    kinds = [
        read(text)[0][0].kind
        for text in (
            "“The bridge is shut,” Imre said.",
            "Imre said the bridge is shut.",
            "Imre said the old bridge over the river is “a disgrace to the town”.",
        )
    ]
    assert kinds == [AttributionKind.DIRECT, AttributionKind.INDIRECT, AttributionKind.MIXED]


def test_what_a_speaker_says_within_quotation_marks_is_no_attribution_of_the_reporters() -> None:
    attributions, _ = read("“I think the council said nothing,” Imre said.")
    assert [a.cue_text for a in attributions] == ["said"]


def test_one_who_says_that_another_said_gives_two_attributions() -> None:
    text = "Ana Imre said Pal Orel had told Radio Nord that the bridge is shut."
    found = {a.source_text: a for a in read(text)[0]}
    assert set(found) == {"Ana Imre", "Pal Orel"}
    assert found["Pal Orel"].via == "Radio Nord"
    assert content(text, found["Ana Imre"]).startswith("Pal Orel had told")


def test_a_polls_next_sentence_with_a_figure_is_inherited() -> None:
    text = "A survey by Varn University found that 40 percent avoid the bridge. Another 25 percent cross it every day."
    found = of_words(text, "Another 25 percent")
    assert found.inherited
    assert found.attribution_class == DOCUMENT
    assert found.source_text == "A survey by Varn University"


def test_a_figure_is_credited_to_the_attribution_that_holds_it() -> None:
    text = "The council said 40 people crossed. Later 12 swam."
    attributions, _ = read(text)
    figures = tuple(_figure(text.index(words), words) for words in ("40", "12"))
    assert [f.attribution_id for f in credit_figures(figures, attributions)] == [attributions[0].attribution_id, None]


def test_a_wish_credits_no_figure() -> None:
    text = "The council wants to hire 40 people."
    attributions, _ = read(text)
    assert attributions
    assert credit_figures((_figure(text.index("40"), "40"),), attributions)[0].attribution_id is None


def _figure(start: int, words: str) -> Figure:
    return Figure(
        article_id=stable_id("article", words),
        figure_id=FigureId(stable_id("figure", words)),
        sentence_id=stable_id("sentence", words),
        part=Part.TEXT,
        span_start=start,
        span_end=start + len(words),
        text=words,
        value=Decimal(words),
        range_low=None,
        range_high=None,
        low=Decimal(words),
        high=Decimal(words),
        bound=Bound.EXACT,
        change=None,
        dimension=Dimension.COUNT,
        unit="count",
        unit_name="person",
        counted=None,
        event=None,
        entity=None,
        place=None,
        time_start=None,
        time_end=None,
        reads=(),
        quoted=False,
        attribution_id=None,
        weekday=None,
        printed_year=None,
        printed_month=None,
        printed_day=None,
        counted_head=None,
        counted_modifiers=(),
        step=Decimal(1),
    )


def proven(text: str) -> None:
    attributions, quotations = read(text)
    assert astuple_all(attributions, quotations) == astuple_all(*read(text))
    ids = [a.attribution_id for a in attributions]
    assert len(ids) == len(set(ids))
    for attribution in attributions:
        assert attribution.content
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(text) for start, end in spans)
        assert attribution.source_text == " ".join(text[s:e] for s, e in attribution.source)
        assert attribution.cue_text == " ".join(text[s:e] for s, e in attribution.cue)
    for quotation in quotations:
        assert text[quotation.span_start : quotation.span_end] == quotation.text
        assert quotation.attribution_id is None or quotation.attribution_id in ids


def astuple_all(*records: tuple[object, ...]) -> list[tuple[object, ...]]:
    return [astuple(record) for group in records for record in group]


@given(st.text(max_size=150))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_spans_that_are_its_words_and_the_same_records_again(text: str) -> None:
    proven(text)


PIECES = st.sampled_from(
    [
        *"“”\"'‘’«»:,.?!—…()",
        "''",
        "``",
        "\n",
        " ",
        "Imre said",
        "she added",
        "according to the council",
        "the bridge is shut",
        "Mr. Orel told Radio Nord",
        "We won",
        "who said that",
        "as he put it",
        "a poll found 40 percent",
        "the claim that",
        "It is believed that",
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_marks_and_cues_in_any_disorder_never_raise(text: str) -> None:
    proven(text)
    proven(text.replace(" ", ""))


def test_a_heading_that_names_its_speaker_is_read() -> None:
    attributions, _ = read("It rained.", title="Ana Imre: Bridge will stay shut until March")
    assert [(a.part, a.source_text, a.source_kind) for a in attributions] == [
        (Part.TITLE, "Ana Imre", SourceKind.NAMED_PERSON)
    ]


@pytest.mark.parametrize("dash", ["—", "―", "–", "-"])
def test_a_quotation_by_itself_bears_its_credit_after_a_dash(dash: str) -> None:
    attributions, quotations = read(f"“The river is high and nobody may cross it.” {dash} Ana Imre")
    assert [a.canonical_source for a in attributions] == ["Ana Imre"]
    assert quotations[0].attribution_id == attributions[0].attribution_id


def test_a_transcripts_capitals_name_the_speaker() -> None:
    text = "IMRE: The river is high and nobody may cross it.\nUPDATE: The bridge is open again."
    assert [(a.source_text, content(text, a)) for a in read(text)[0]] == [
        ("IMRE", "The river is high and nobody may cross it")
    ]
