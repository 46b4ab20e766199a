from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.parse import LONGEST, read_pages
from extract.plain import read_text


def read(text: str, title: str = "") -> object:
    return next(iter(read_pages([read_text(text, title=title, normalise=False)])))


def proven(text: str) -> None:
    reading = read(text)
    for paragraph in reading.paragraphs:
        sents = list(paragraph.doc.sents)
        assert len(sents) == len(paragraph.sentences)
        assert len(paragraph.doc.text) == paragraph.block.span_end - paragraph.block.span_start
        for sent, sentence in zip(sents, paragraph.sentences, strict=True):
            assert sentence.span_start == paragraph.span_start + sent.start_char
            assert text[sentence.span_start : sentence.span_end] == sentence.text
    assert [sentence.position for sentence in reading.sentences] == list(range(len(reading.sentences)))


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_sentences_that_are_its_words(text: str) -> None:
    proven(text)


@pytest.mark.parametrize(
    "text",
    [
        "A half \ud800 character. Another \udfff one.",
        "\u200b\u200f zero width \ufeff words.",
        "a\x00b. C d.",
        "é́́ combining. 🏳️‍🌈 flags.",
        "مرحبا بالعالم. שלום. 你好。",
        "A" * 5000,
    ],
)
def test_odd_characters_do_no_harm(text: str) -> None:
    proven(text)


@pytest.mark.timeout(60)
def test_a_paragraph_of_sixty_thousand_characters_is_parsed_in_parts_and_joined() -> None:
    text = "The bridge over the Varn stayed shut on Friday, officials said. " * 940
    proven(text.strip())
    reading = read(text)
    assert len(reading.paragraphs) == 1
    assert len(reading.sentences) == 940
    assert len(text) > 2 * LONGEST


@pytest.mark.timeout(60)
def test_a_run_without_spaces_is_parsed_in_no_more_time_than_it_needs() -> None:
    proven('"' * 2000 + "word" * 3000)


def test_wrapped_lines_are_one_paragraph_and_other_lines_are_not() -> None:
    wrapped = (
        "The bridge over the river Varn will stay shut until the\n"
        "end of March, the town council said, because its two\n"
        "northern piers have moved by nine centimetres since the\n"
        "floods of the autumn and nobody can say when they will\n"
        "stop moving.\n\nA second paragraph has a line of its own here."
    )
    assert [paragraph.doc[0].text for paragraph in read(wrapped).paragraphs] == ["The", "A"]
    assert len(read("The bridge is shut.\nThe council met.\nNobody spoke.").paragraphs) == 3


def test_a_headline_is_a_paragraph_of_its_own() -> None:
    reading = read("It is shut.", title="Bridge shut, council says")
    assert [str(paragraph.block.role) for paragraph in reading.paragraphs] == ["headline", "body"]


def test_a_reader_loads_nothing_of_spacys_command_line_which_is_there_for_who_asks_for_it() -> None:
    lines = (
        "import extract.loaded, sys",
        "print(any(name.startswith(('spacy.cli', 'weasel', 'httpx')) for name in sys.modules))",
        "import spacy.cli",
        "print(callable(spacy.cli.info))",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
