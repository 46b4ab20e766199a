"""Revisions: what a reader would call an edit, and what it changed."""

from __future__ import annotations

import time
import unicodedata
from typing import TYPE_CHECKING

import pytest

from extract.page import read_html
from extract.pipeline import annotate
from extract.plain import read_text
from extract.revisions import changes_between, same_text
from extract.unread import unread
from warehouse.terms import ChangeKind as Kind
from warehouse.terms import Part

if TYPE_CHECKING:
    from warehouse.kinship import Change
    from warehouse.records import Records

FIRST = """Fire swept through a mill in Eastmere on Monday. Three people were hurt, the fire service said.

“We lost 40 looms,” said the owner, Ada Finch. The cause is not known."""
LATER = """Fire swept through a mill in Eastmere on Monday. Five people were hurt, the county hospital said.

“We lost 45 looms,” said the owner, Ada Finch. A survey will begin on Thursday."""


def changes(before: str, after: str, titles: tuple[str, str] = ("Mill burns", "Mill burns")) -> tuple[Change, ...]:
    one, other = annotate(read_text(text, title=title) for text, title in zip((before, after), titles, strict=True))
    return changes_between(one, other)


def words(found: tuple[Change, ...], kind: Kind) -> list[tuple[str, str]]:
    return [(change.before_text, change.after_text) for change in found if change.kind == kind]


def test_the_same_words_in_other_marks_and_paragraphs_are_no_revision() -> None:
    one = read_text("“We lost 40 looms,” she said.\n\nThe mill – built in 1904 – closed.", title="The mill’s end")
    other = read_text('"We lost 40 looms," she said. The mill - built in 1904 - closed.', title="The mill's end")
    assert same_text(one.article, other.article)


@pytest.mark.parametrize(
    "words",
    [
        "The  mill\tat\xa0Osk \n is sound.",
        "The mi&shy;ll at O\u200bsk is sound.",
        'The <b>mill</b> at <a href="/osk">Osk</a> is <em>so</em>und.',
    ],
)
def test_what_no_reader_sees_is_no_revision(words: str) -> None:
    first = "Fire swept through a mill in Eastmere on Monday, and burnt the café beside it, the fire service said."
    page = f'<html lang="en"><body><article><h1>Mill burns</h1><p>{first}</p><p>{{}}</p></article></body></html>'
    one, other, nfd = (
        read_html(html, url="https://a.example/mill").article
        for html in (
            page.format("The mill at Osk is sound."),
            page.format(words),
            unicodedata.normalize("NFD", page.format(words)),
        )
    )
    assert "mill at Osk is sound" in one.text
    assert same_text(one, other)
    assert same_text(one, nfd)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The mill — built in 1904 — closed.", "The mill -- built in 1904 -- closed."),
        ("The mill—built in 1904—closed.", "The mill -- built in 1904 -- closed."),
        ("The mill – built in 1904 – closed.", "The mill--built in 1904--closed."),
        ("“We lost — and lost — looms,” she said.", "“We lost -- and lost -- looms,” she said."),
    ],
)
def test_a_dash_that_is_typed_as_two_hyphens_is_no_revision(before: str, after: str) -> None:
    assert same_text(read_text(before).article, read_text(after).article)
    assert changes(before, after) == ()


def test_a_minus_sign_or_a_hyphen_in_a_word_is_no_dash() -> None:
    assert not same_text(read_text("It rose by 4 to -5 then.").article, read_text("It rose by 4 to - 5 then.").article)
    assert not same_text(read_text("A well-known mill.").article, read_text("A well - known mill.").article)


def test_a_headline_that_is_set_in_capitals_is_no_revision() -> None:
    one, other = (
        read_text("It burns.", title=title).article for title in ("Mill burns in Straße", "MILL BURNS IN STRASSE")
    )
    assert same_text(one, other)
    assert changes("It burns.", "It burns.", ("Mill burns", "MILL BURNS")) == ()
    assert words(changes("It burns.", "It burns.", ("Mill burns", "Mill Burns")), Kind.HEADLINE)


@pytest.mark.parametrize(
    ("title", "standfirst", "text"),
    [
        ("Mill burnt", "By night", "It burns."),
        ("Mill burns", "By day", "It burns."),
        ("Mill burns", "By night", "It burnt."),
    ],
)
def test_another_word_in_headline_standfirst_or_text_is_a_revision(title: str, standfirst: str, text: str) -> None:
    one = read_text("It burns.", title="Mill burns", standfirst="By night")
    assert not same_text(one.article, read_text(text, title=title, standfirst=standfirst).article)


def test_a_changed_toll_quotation_and_source_are_told_apart() -> None:
    found = changes(FIRST, LATER)
    assert [(before.split()[0], after.split()[0]) for before, after in words(found, Kind.FIGURE)[:2]] == [
        ("Three", "Five"),
        ("40", "45"),
    ]
    assert words(found, Kind.QUOTATION) == [("We lost 40 looms,", "We lost 45 looms,")]
    assert ("the fire service", "the county hospital") in words(found, Kind.SOURCE)
    assert ("The cause is not known.", "") in words(found, Kind.SENTENCE)
    assert ("", "A survey will begin on Thursday.") in words(found, Kind.SENTENCE)


def test_each_change_names_its_sentences_and_the_exact_place_of_its_words() -> None:
    one, other = annotate([read_text(FIRST), read_text(LATER)])
    before, after = ({sentence.sentence_id for sentence in side.sentences} for side in (one, other))
    found = changes_between(one, other)
    for change in found:
        assert (change.before_article_id, change.article_id) == (one.article.article_id, other.article.article_id)
        assert change.before_sentence_id in before or not change.before_text
        assert change.after_sentence_id in after or not change.after_text
        if change.kind != Kind.SOURCE and change.after_text:
            assert other.article.text[change.after_start : change.after_end] == change.after_text
        if change.kind != Kind.SOURCE and change.before_text:
            assert one.article.text[change.before_start : change.before_end] == change.before_text
    assert [change.position for change in found] == list(range(len(found)))
    assert len({change.change_id for change in found}) == len(found)


def test_figures_in_both_revisions_are_named_by_their_ids() -> None:
    one, other = annotate([read_text(FIRST), read_text(LATER)])
    olds, news = ({figure.figure_id: figure.text for figure in side.figures} for side in (one, other))
    figures = [change for change in changes_between(one, other) if change.kind is Kind.FIGURE]
    assert figures
    assert all(olds.get(change.before_id, "") == change.before_text for change in figures)
    assert all(news.get(change.after_id, "") == change.after_text for change in figures)


def test_a_revision_compared_with_itself_has_no_change() -> None:
    assert changes(FIRST, FIRST) == ()


def test_a_new_headline_is_a_change_and_so_is_the_figure_in_it() -> None:
    found = changes(FIRST, FIRST, ("Mill fire hurts three", "Mill fire hurts five"))
    assert words(found, Kind.HEADLINE) == [("Mill fire hurts three", "Mill fire hurts five")]
    assert words(found, Kind.FIGURE) == [("three", "five")]
    assert {change.part for change in found} == {Part.TITLE}


def test_a_sentence_that_was_only_moved_is_no_change() -> None:
    first, second = FIRST.split("\n\n")
    assert changes(FIRST, f"{second}\n\n{first}") == ()


def test_of_a_sentence_said_twice_and_then_once_one_is_left_out() -> None:
    line = "The road is closed."
    assert words(changes(f"{line} It rained. {line}", f"{line} It rained."), Kind.SENTENCE) == [(line, "")]


def test_a_rewritten_page_of_a_thousand_sentences_is_compared_in_seconds() -> None:
    one, other = (
        " ".join(f"Line {number} of the {word} log says that gate {number % 7} was shut." for number in range(1000))
        for word in ("morning", "evening")
    )
    began = time.process_time()
    found = words(tuple(changes_between(*(bare(text) for text in (one, other)))), Kind.SENTENCE)
    assert len(found) == 1000
    assert time.process_time() - began < 10


def bare(text: str) -> Records:
    """Return a revision's sentences alone: nothing in them is read."""
    page = read_text(text)
    return unread(page)
