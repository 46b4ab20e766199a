from __future__ import annotations

import pytest

from extract.binding import bind_figures
from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text


def bound(text: str) -> dict:
    reading = next(iter(read_pages([read_text(text)])))
    return {figure.text: figure for figure in bind_figures(reading, read_figures(reading))}


def test_a_count_knows_its_event_its_place_and_who_did_it() -> None:
    figure = bound("A gunman killed 18 guards in Norvale on Friday.")["18"]
    assert (figure.counted, figure.event, figure.entity, figure.place) == ("guards", "death", "gunman", "Norvale") or (
        figure.counted in {"guards", "guard"} and figure.event == "death" and figure.place == "Norvale"
    )


@pytest.mark.parametrize(
    ("text", "words", "read"),
    [
        ("The blast did not kill 30 people.", "30", "negated"),
        ("The mayor revised the toll to 44 people.", "44", "revised"),
        ("Officials initially reported 12 deaths.", "12", "earlier"),
        ("The storm hurt 90 people, including 12 children.", "12", "subset"),
        ("Sales fell to 80 cars, down from 120 cars.", "120", "comparison"),
        ("The plan would cost $5 million.", "$5 million", "conditional"),
    ],
)
def test_the_words_around_a_figure_qualify_it(text: str, words: str, read: str) -> None:
    found = bound(text)
    figure = next(figure for printed, figure in found.items() if words in printed)
    assert read in figure.reads


def test_a_figure_inside_quotation_marks_is_quoted() -> None:
    found = bound("“We lost 40 houses,” said Lena Orsk, who counted 12 more.")
    assert [figure.quoted for printed, figure in found.items() if printed in {"40", "12"}] == [True, False]


def test_binding_keeps_order_and_ids() -> None:
    reading = next(iter(read_pages([read_text("Police held 14 men, 3 women and a boy of 12 on 4 May 2020.")])))
    figures = read_figures(reading)
    assert [f.figure_id for f in bind_figures(reading, figures)] == [f.figure_id for f in figures]


@pytest.mark.parametrize(
    "text", ["", "\n", "12", "((((12 of 12 of 12%))))", "«12» “12 „12 '12\" $", "1 2 3 4 5 6 7 8 9 0 " * 40]
)
def test_no_text_raises(text: str) -> None:
    bound(text)


def test_what_is_counted_is_cut_into_noun_and_modifiers() -> None:
    figure = bound("The firm hired 40 new night nurses in May.")["40"]
    assert (figure.counted_head, figure.counted_modifiers) == ("nurse", ("new", "night"))
