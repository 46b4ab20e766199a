from __future__ import annotations

import dataclasses

import pytest

from extract.pipeline import annotate
from extract.plain import read_text


def exemptions(text: str, article_type: str = "news") -> list[str]:
    page = read_text(text)
    page = dataclasses.replace(page, article=dataclasses.replace(page.article, article_type=article_type))
    records = next(annotate([page]))
    return [claim.exemption for claim in records.claims if claim.exemption]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("question", "Have more than 3,000 people been detained?"),
        ("first person", "We counted more than 3,000 people in the square."),
        ("page furniture", "Sign up for our newsletter: more than 3,000 people have."),
    ],
)
def test_a_statement_is_not_asked_about_for_a_reason_in_words(reason: str, text: str) -> None:
    assert exemptions(text) == [reason]


def test_an_opinion_piece_is_not_asked_about() -> None:
    assert exemptions("More than 3,000 people have been detained.", "opinion") == ["labelled opinion"]


def test_what_is_not_asked_about_has_no_points() -> None:
    records = next(annotate([read_text("Have more than 3,000 people been detained?")]))
    assert records.signs == ()
