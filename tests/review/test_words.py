"""What the desk says of a flag is plain English: reasons by check, recomputations in sentences, times as people say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from review.recomputed import worked_out
from review.vocabulary import CONFIRM_REASONS, confirm_reason, dismiss_reasons
from review.wording import ago, titled

NOW = datetime(2026, 3, 4, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        (
            (
                'reported "9,325", read as 9,325; recomputed as 4,210 + 3,905 + 1,120: 9,225 to 9,245; '
                "difference 80 after rounding"
            ),
            "4,210 + 3,905 + 1,120 = 9,235, 90 fewer than 9,325.",
        ),
        (
            (
                'reported "36 miles", read as 35.5 to 36.5; recomputed "42 kilometres" in mile: 25.8 to 26.4; '
                "difference 9.092 after rounding"
            ),
            "“42 kilometres” in mile comes to between 25.8 and 26.4; the text says “36 miles”.",
        ),
        (
            (
                'reported "15 per cent", read as 14.5 to 15.5; recomputed as a percentage, "643" to "721": '
                "11.1 to 13.1; "
                "difference 1.369 after rounding"
            ),
            (
                "The change from “643” to “721”, as a percentage, comes to between 11.1 and 13.1; "
                "the text says “15 per cent”."
            ),
        ),
        (
            (
                'reported "Tuesday, 18 November 2026", read as Tuesday 2026-11-18; recomputed from the calendar: '
                "that day was a Wednesday"
            ),
            "By the calendar that day was a Wednesday; the text says “Tuesday, 18 November 2026”.",
        ),
        ('reported "15", earlier "17" in the same sentence', "“15” now, “17” before, in the same sentence."),
        (
            'reported "Fourteen"; Norvale Post reported "Seventeen"',
            "“Fourteen” here, “Seventeen” in Norvale Post.",
        ),
        ("a reading of somebody's own check", "a reading of somebody's own check"),
        (None, ""),
    ],
)
def test_a_recomputation_is_one_sentence(reading: str | None, sentence: str) -> None:
    assert worked_out(reading).sentence == sentence


def test_what_was_weighed_stands_apart_and_without_points() -> None:
    points = worked_out("for: lead +3, people +2; against: past tense −3; starts from −12; together −5")
    assert points == ("", "For asking: lead, people. Against: past tense.")
    told = worked_out('reported "240"; the body says "140" (weighed: other figure 7, place 0: 10, asked from 2.5)')
    assert told.sentence == "“240” here, “140” in the text."
    assert "other figure 7" in told.weighed


def test_every_check_has_its_own_reason_to_be_right() -> None:
    assert confirm_reason("QT05") == "wording"
    assert confirm_reason("QT01") == "needs_speaker"
    assert confirm_reason("FG07") == "figures_disagree"
    assert {confirm_reason(code) for code in ("AT01", "AT14", "EX01", "FG20", "XX99")} <= CONFIRM_REASONS.keys()


def test_a_reason_keeps_its_key_and_stands_only_where_it_fits() -> None:
    assert dismiss_reasons("FG05")["rounding"][0] == dismiss_reasons("XX01")["rounding"][0] == 6
    assert "rounding" not in dismiss_reasons("AT05")
    assert "other" in dismiss_reasons("EX03")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW - timedelta(minutes=5), "5 min ago"),
        (NOW - timedelta(hours=3), "today 13:30"),
        (NOW - timedelta(hours=26), "yesterday 14:30"),
        (NOW - timedelta(days=20), "12 February"),
        (NOW - timedelta(days=1097), "3 March 2023"),
        (None, "undated"),
    ],
)
def test_times_are_told_as_people_say_them(moment: datetime | None, words: str) -> None:
    assert ago(moment, NOW) == words


def test_a_draft_without_a_headline_is_called_by_its_first_words() -> None:
    assert (
        titled({"headline": "", "text": "\nThe harbour of Norvale closes.\nMore."}) == "The harbour of Norvale closes."
    )
    assert titled({"headline": " ", "text": "word " * 40}).endswith("word…")
    assert titled({"headline": "Fire at Osk", "text": "x"}) == "Fire at Osk"
