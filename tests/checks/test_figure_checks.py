"""Figure checks on whole articles: the twelve kinds of error found in print, and passages that stay silent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checks.check import all_checks
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text

CHECKS = [check for check in all_checks() if check.code.startswith("FG")]
LOUD = {"warning", "critical"}


def flagged(text: str, title: str = "", published: str | None = None) -> set[str]:
    day = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    records = list(annotate([read_text(text, title=title, published_at=day, url="https://courier.example/story")]))
    words = {"text": text, "title": title, "standfirst": ""}
    flags = screen(records, CHECKS)
    return {f"{f.check_code} {words[f.part][f.span_start : f.span_end]}" for f in flags if f.severity in LOUD}


# The quoted words are those of the errors found in print; the articles around them are written for this test.
ERRORS = [
    (
        "31 killed",
        "31 killed as ferry sinks off Halden island",
        (
            "The ferry went down in a storm late on Saturday. The death toll rose to at least 57 on Sunday, the "
            "coast guard said, after "
            "divers reached the lower deck."
        ),
        None,
    ),
    (
        "6 dead",
        "6 dead in train derailment near Norvale",
        (
            "A night train left the rails near Norvale on Tuesday. A teacher from the town was among the 7 dead, "
            "the railway said. The "
            "train was bound for the coast."
        ),
        None,
    ),
    (
        "At least 39 dead",
        "At least 39 dead after quake in the Orsk hills",
        (
            "The second quake in a month struck the hills at noon. The interior ministry said at least 65 people "
            "have died in Orsk."
        ),
        None,
    ),
    (
        "At Least 31",
        "At Least 31 Dead in Orsk Valley Wildfire",
        (
            "The fire has burned for six days. The sheriff said on Sunday that 44 people have been found dead in "
            "the valley."
        ),
        None,
    ),
    (
        "leaves 8 dead",
        "Storm Tilda leaves 8 dead in the delta",
        "Storm Tilda moved inland on Friday. The flood has left at least 11 people dead in the delta, officials said.",
        None,
    ),
    (
        "10,000 Job Cuts",
        "Carmaker Plans 10,000 Job Cuts",
        (
            "The carmaker said on Monday that it would cut more than 14,000 salaried staff and factory workers and "
            "close five plants."
        ),
        None,
    ),
    (
        "Saturday, July 17, 2020",
        "",
        "Protesters marched through the harbor on Saturday, July 17, 2020, the police said.",
        "2020-07-20",
    ),
    ("Friday, Jan. 10, 2019", "", "The clerk spoke to reporters on Friday, Jan. 10, 2019, in Norvale.", "2020-01-10"),
    ("Monday, Nov. 2, 2014", "", "Voters waited in line in Norvale on Monday, Nov. 2, 2014.", "2014-11-03"),
    ("98.8 acres", "", "The fires have burned 40 million hectares (98.8 acres) of forest in the north.", None),
    ("300-kilometer", "", "The company closed a 290-mile (300-kilometer) stretch of the pipeline.", None),
    ("39.3 feet", "", "The wall is 13.1 meters (39.3 feet) high at the harbor and guards 200 houses.", None),
]


@pytest.mark.parametrize(("words", "title", "text", "published"), ERRORS, ids=[error[0] for error in ERRORS])
def test_a_genuine_error_is_flagged(words: str, title: str, text: str, published: str | None) -> None:
    found = flagged(text, title, published)
    number = next(word for word in words.replace(",", "").split() if any(mark.isdigit() for mark in word))
    assert any(number in flag.replace(",", "") for flag in found), found


SOUND = [
    (
        "Six things to know about the Norvale budget",
        "The council of Norvale passed its budget. It raises the tax by 4 percent.",
    ),
    ("Dow up 87 on earnings", "Stocks gained on Monday. The Dow rose 86.90 to close at 7,608.92."),
    (
        "Ferry firm fined $3M",
        "The ferry firm Halden Lines was fined $3 million on Monday over an oil spill in the harbor.",
    ),
    (
        "61 years later, the families meet",
        "The war ended in 1953. Families met on Sunday, 4 May 2014, for the first time.",
    ),
    ("Three men killed in Norvale", "The bodies of two men and a teenager were found in a house in Norvale on Monday."),
    ("", "Turnout was 48 percent in the first round and 52 percent in the second, the clerk said."),
    ("", "The storm killed 40 people, including three firefighters. Another 400 people were hurt in the delta."),
    (
        "",
        (
            "The fine was cut from $5 million to $4 million in March. The firm had paid $50 million for another "
            "spill in 2011."
        ),
    ),
    ("", "The first quake killed 12 people in Orsk. The second quake killed 120 people in Norvale a year later."),
    (
        "",
        (
            "Ortega leads Lindqvist by 6 points, 48 percent to 42 percent. In May she led by 2 points, 45 percent "
            "to 43 percent."
        ),
    ),
]


@pytest.mark.parametrize(("title", "text"), SOUND, ids=[title or text[:30] for title, text in SOUND])
def test_sound_figures_stay_silent(title: str, text: str) -> None:
    assert flagged(text, title, "2014-05-05") == set()


def test_a_fold_word_with_no_base_is_a_note_only() -> None:
    text = "The protests began over a near-doubling of prices for heating oil."
    flags = screen(list(annotate([read_text(text)])), CHECKS)
    assert [(flag.check_code, flag.severity) for flag in flags] == [("FG10", "info")]


def test_a_reading_says_what_was_reported_and_recomputed() -> None:
    text = "The fire burned 40 million hectares (98.8 acres) of forest."
    (flag,) = screen(list(annotate([read_text(text)])), CHECKS)
    assert flag.reading is not None
    assert all(part in flag.reading for part in ('reported "98.8 acres"', "read as", "recomputed", "difference"))


def test_every_figure_check_speaks_one_sentence() -> None:
    records = list(annotate([read_text(text, title=title) for _, title, text, _ in ERRORS]))
    flags = screen(records, CHECKS)
    assert flags
    assert all(flag.message.endswith(".") and flag.message.count(". ") == 0 for flag in flags)
