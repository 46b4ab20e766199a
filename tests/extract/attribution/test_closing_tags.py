from __future__ import annotations

import pytest

from extract.attributions import read_attributions
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import AttributionClass

SOURCED = {AttributionClass.SPEECH, AttributionClass.DOCUMENT}


def reports(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of each attribution that answers "who says so"."""
    attributions, _ = read_attributions(next(iter(read_pages([read_text(text, normalise=False)]))))
    return [
        (a.source_text, a.cue_text, " … ".join(text[start:end].strip(" ,”“") for start, end in a.content))
        for a in attributions
        if a.attribution_class in SOURCED
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The pier was rebuilt at night, its engineer, Dora Vant, said.",
            "its engineer, Dora Vant",
            "said",
            "The pier was rebuilt at night",
        ),
        (
            "The last ferry left at 9pm, Dora Vant, the port's head of safety, said.",
            "Dora Vant, the port's head of safety",
            "said",
            "The last ferry left at 9pm",
        ),
        (
            "“The pool will stay shut,” the town's head of sport, Dora Vant, said on Friday.",
            "the town's head of sport, Dora Vant",
            "said",
            "The pool will stay shut",
        ),
        (
            "The tent will be moved to the quay, the harbour master, Juro Lind, told reporters.",
            "the harbour master, Juro Lind",
            "told",
            "The tent will be moved to the quay",
        ),
        (
            "The fair has been called off, the organisers said.",
            "the organisers",
            "said",
            "The fair has been called off",
        ),
        (
            "Sixty tenants lost their flats, the papers show, and nobody warned them.",
            "the papers",
            "show",
            "Sixty tenants lost their flats",
        ),
        (
            "One in five tenants, the papers show, were never warned.",
            "the papers",
            "show",
            "One in five tenants … were never warned",
        ),
        (
            "The pool, its manager, Dora Vant, said, will open in May.",
            "its manager, Dora Vant",
            "said",
            "The pool … will open in May",
        ),
    ],
)
def test_a_clause_set_off_by_commas_reports_what_it_follows(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in reports(text)


@pytest.mark.parametrize(
    "text",
    [
        "When the rain came, the mayor, Dora Vant, said nothing.",
        "The pier was rebuilt, and the mayor, Dora Vant, said a prayer.",
        "The trade fair, the flower show, the boat race and the parade were called off.",
    ],
)
def test_a_clause_that_says_something_else_reports_nothing_before_it(text: str) -> None:
    before = text.split(",", maxsplit=1)[0]
    assert not any(before in content for _, _, content in reports(text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("She said in televised remarks that six divers had drowned.", "She"),
        ("Dora Vant said in comments on state radio that six divers had drowned.", "Dora Vant"),
        ("Dora Vant told the council in brief remarks that six divers had drowned.", "Dora Vant"),
    ],
)
def test_the_occasion_of_a_speech_is_not_its_source(text: str, source: str) -> None:
    found = reports(text)
    assert [row[0] for row in found] == [source]
    assert "six divers had drowned" in found[0][2]
