from __future__ import annotations

from extract.binding import bind_figures
from extract.comparison.mentions import mentions_of
from extract.comparison.scenes import Scene, run_of, scene_of
from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text


def scenes(text: str) -> list[Scene]:
    (reading,) = read_pages([read_text(text)])
    return [scene_of(mention) for mention in mentions_of(reading, bind_figures(reading, read_figures(reading)))]


def test_the_whole_and_the_part_of_a_count_are_told() -> None:
    part, whole, alone = scenes("Ortega won 38 of the 50 delegates. Lindqvist has 503 delegates.")
    assert (part.base, whole.base, alone.base) == (False, True, False)


def test_a_count_of_several_things_is_told_from_one_whose_parts_are_counted() -> None:
    together, apart, *_ = scenes(
        "It had 66 passengers, crew and pilots. It had 56 passengers, three pilots and two cooks."
    )
    assert together.union
    assert not apart.union


def test_a_sentence_without_a_place_takes_that_of_the_one_before() -> None:
    (scene,) = scenes("Ortega won the vote in Norvale. Nineteen delegates were chosen.")
    assert scene.places == {"Norvale"}


def test_months_and_weekdays_are_no_places() -> None:
    assert all(scene.places == set() for scene in scenes("The ferry carried 340 people in March."))


def test_a_count_by_the_year_is_told() -> None:
    yearly, once = scenes("The yard sold 40 boats to the islands every year. The yard sold 400 boats to the islands.")
    assert yearly.rate
    assert not once.rate


def test_words_in_a_row_are_counted_on_both_sides() -> None:
    one, other = scenes("The yard built 40 boats in a year of storms. The yard built 400 boats in a year of peace.")
    assert run_of(one, other) == 3 + 5
