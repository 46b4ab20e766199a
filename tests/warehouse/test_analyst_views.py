"""What analysts ask beyond the checks: claims that come again in other words, money in one currency, who speaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

DAY = datetime(2026, 10, 7, 9, tzinfo=UTC)
QUAY = "The new quay in Norvale will hold 412 fishing boats when it opens, the harbour office said."
AGAIN = "Norvale's harbour office said that the quay is to open with room for 412 boats that go fishing."
OTHERS = (
    "Some 412 people of Norvale signed a letter against the airport, its writers said.",
    "The new quay in Merrin will hold 230 fishing boats when it opens, the harbour office said.",
    QUAY,  # the same words are no other words
)


def load(con: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> None:
    pages = [
        read_text(
            f"Rain fell on page {number} for days. {text}",
            title=f"Page {number}",
            url=f"https://osk.example/{number}",
            outlet=f"Outlet {number}",
            published_at=DAY + timedelta(hours=number),
        )
        for number, text in enumerate(texts)
    ]
    db.load(con, annotate(pages))


@pytest.fixture
def con(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    known = home / "known"
    known.mkdir(parents=True)
    rows = ("AUD,2026-10-01,1.5,the bank of Osk", "AUD,2026-10-05,1.6,the bank of Osk", "CAD,2026-01-01,1.4,the same")
    (known / "day_rates.csv").write_text("\n".join(("currency,day,per_dollar,source", *rows)), "utf-8")
    connection = db.connect(home)
    yield connection
    connection.close()


def test_a_claim_that_a_later_page_makes_in_other_words_is_found_by_figure_name_and_words(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, [QUAY, AGAIN, *OTHERS])
    rows = con.execute(
        "SELECT text, other_text, outlet, other_outlet, names FROM v1.recurring_claims ORDER BY other_outlet"
    ).fetchall()
    assert rows == [
        (QUAY, AGAIN, "Outlet 0", "Outlet 1", ["Norvale"]),
        (AGAIN, QUAY, "Outlet 1", "Outlet 4", ["Norvale"]),
    ]


def test_money_is_told_in_dollars_at_the_newest_rate_of_the_month_or_within_the_bounds_of_the_years(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, ["The quay cost A$320 million, the wall C$28 million and the crane US$7 million, the office said."])
    rows = con.execute(
        "SELECT currency, dollars, dollars_low, dollars_high, rate_day::VARCHAR, rate_source FROM v1.money"
    ).fetchall()
    by_currency = {row[0]: row[1:] for row in rows}
    assert by_currency["AUD"][0] == pytest.approx(200e6)
    assert by_currency["AUD"][3:] == ("2026-10-05", "the bank of Osk")
    dollars, low, high, day, source = by_currency["CAD"]
    assert (dollars, day) == (None, None), "a rate of January says nothing of October"
    assert low < 28e6 / 1.4 < high
    assert "Federal Reserve" in source
    assert by_currency["USD"][0] == 7e6


def test_a_speaker_that_is_not_printed_is_null(con: duckdb.DuckDBPyConnection) -> None:
    load(con, ["The wall, it was said, would fall. “It is old,” Dana Holt said.", "It is alleged that it is old."])
    empty = "SELECT count(*) FILTER (WHERE source_text = ''), count(*) FILTER (WHERE source_text IS NULL) FROM v1.{}"
    assert con.execute(empty.format("attributions")).fetchall()[0][0] == 0
    assert con.execute(empty.format("quotations")).fetchall()[0][0] == 0
    assert con.execute(empty.format("attributions")).fetchall()[0][1] > 0


def test_a_day_that_is_none_is_refused_with_its_line(home: Path) -> None:
    known = home / "known"
    known.mkdir(parents=True)
    (known / "day_rates.csv").write_text("currency,day,per_dollar,source\nAUD,2026-13-01,1.5,x\n", "utf-8")
    with pytest.raises(ValueError, match=r"line 2: day is no value of day_rates"):
        db.connect(home)
