from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checks.check import CheckError, read_check
from checks.gates import AFTER, BEFORE, all_gates
from checks.run import flags_of, screen
from checks.screening import GateBrokenError, screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from checks.check import Check
    from warehouse.records import Records

NOW = datetime(2031, 5, 2, 12, tzinfo=UTC)
HEADER = """/*
title = "A check for the test"
severity = "{severity}"
since = "0.1"
sources = ["Our own house style"]
ask = "Is it so?"
docs = "What it flags: all. Why it matters: it proves. How to resolve: read on."
[[examples]]
text = "One."
flags = ["One."]
[[examples]]
text = "Two."
*/
{sql}
"""


def check(sql: str, code: str = "ZZ01", severity: str = "warning") -> Check:
    return read_check(f"{code}_made.sql", HEADER.format(severity=severity, sql=sql))


ALL = check("SELECT claim_id, 'Is it {so}?' AS message FROM claims")


@pytest.fixture(scope="module")
def records() -> Records:
    page = read_text(
        "More than 3,000 passengers were left 125 km (65 miles) away. “It was cold,” said Ines Varga, a nurse.",
        title="Ferry leaves 3,000 behind",
        url="https://ledger.example/ferry",
    )
    return next(annotate([page]))


@pytest.fixture
def con(records: Records) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    db.load(connection, [records])
    yield connection
    connection.close()


def screenings(con: duckdb.DuckDBPyConnection, *checks: Check, run: str = "run") -> tuple[int, int, int]:
    return tuple(screen_due(con, checks, run, NOW).change)


def test_each_row_of_a_check_is_one_flag_on_the_claims_words(records: Records) -> None:
    flags = screen([records], [ALL])
    assert len(flags) == len(records.claims)
    assert flags[0].message == "Is it {so}?"
    assert {(flag.part, flag.span_start, flag.span_end) for flag in flags} == {
        (claim.part, claim.span_start, claim.span_end) for claim in records.claims
    }


def test_flags_are_the_same_whatever_order_the_rows_come_in(records: Records) -> None:
    other = check("SELECT claim_id, 'Is it {so}?' AS message FROM claims ORDER BY claim_id DESC")
    assert [flag.flag_id for flag in screen([records], [ALL])] == [flag.flag_id for flag in screen([records], [other])]


def test_a_screening_raises_every_row_and_great_expectations_counts_them_all(con: duckdb.DuckDBPyConnection) -> None:
    many = check(
        "SELECT claim_id, 'One of many.' AS message, 'claim-' || n AS other_claim_id FROM claims, range(450) AS r (n)"
    )
    rows = 450 * con.execute("SELECT count(*) FROM main.claims").fetchall()[0][0]
    assert screenings(con, many) == (rows, 0, 0)
    observed = con.execute("SELECT observed FROM main.validations WHERE kind = 'finding'").fetchall()
    assert observed == [(rows,)]


def test_validating_leaves_no_file_behind(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    screenings(con, ALL)
    assert list(tmp_path.iterdir()) == []


def test_a_second_screening_of_the_same_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    screenings(con, ALL)
    before = con.execute("FROM main.flags ORDER BY ALL").fetchall()
    assert screenings(con, ALL, run="again") == (0, 0, 0)
    assert con.execute("FROM main.flags ORDER BY ALL").fetchall() == before


def test_where_nothing_is_due_nothing_is_asked(con: duckdb.DuckDBPyConnection) -> None:
    screenings(con, ALL)
    again = screen_due(con, [ALL], "again", NOW)
    assert (again.articles, again.checks) == (0, 0)
    assert con.execute("SELECT DISTINCT run_id FROM main.validations").fetchall() == [("run",)]


def test_flags_that_a_changed_check_no_longer_raises_are_gone_and_can_come_back(con: duckdb.DuckDBPyConnection) -> None:
    new = screenings(con, ALL)[0]
    none = check("SELECT claim_id, 'Never.' AS message FROM claims WHERE false")
    assert screenings(con, none, run="second") == (0, new, 0)
    assert con.execute("SELECT count(*) FROM v1.open_flags").fetchall() == [(0,)]
    assert screenings(con, ALL, run="third") == (0, 0, new)
    assert con.execute("SELECT DISTINCT run_id FROM v1.open_flags").fetchall() == [("run",)]


def test_a_broken_gate_stops_the_run_and_says_which(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE main.sentences SET text = text || '!'")
    with pytest.raises(GateBrokenError, match="sentence_words_are_the_span"):
        screen_due(con, [ALL], "run", NOW)
    assert con.execute("SELECT count(*) FROM main.flags").fetchall() == [(0,)]
    broken = con.execute("SELECT expectation FROM main.validations WHERE NOT success").fetchall()
    assert ("sentence_words_are_the_span",) in broken


GATES = all_gates([*BEFORE, *AFTER])
BREAKS = {
    "articles_have_words": "UPDATE main.articles SET text = ' ', headline = ''",
    "text_is_normalised": "UPDATE main.articles SET headline = 'e' || chr(769)",
    "sentence_words_are_the_span": "UPDATE main.sentences SET text = 'other'",
    "figure_words_are_the_span": "UPDATE main.figures SET text = 'other'",
    "quotation_words_are_the_span": "UPDATE main.quotations SET span_end = span_end + 1",
    "claim_words_are_the_span": "UPDATE main.claims SET text = 'other'",
    "feature_words_are_the_span": "UPDATE main.features SET text = 'other'",
    "sentences_stand_in_order": "UPDATE main.sentences SET position = -position",
    "attribution_spans_are_inside": ("UPDATE main.attributions SET content = [{'span_start': 0, 'span_end': 9999}]"),
    "figures_have_their_sentence": "UPDATE main.figures SET sentence_id = 'none'",
    "attributions_have_their_sentence": "UPDATE main.attributions SET sentence_id = 'none'",
    "quotations_have_their_sentence": "UPDATE main.quotations SET sentence_id = 'none'",
    "claims_have_their_sentence": "UPDATE main.claims SET sentence_id = 'none'",
    "figures_name_a_known_attribution": "UPDATE main.figures SET attribution_id = 'none'",
    "claims_name_a_known_attribution": "UPDATE main.claims SET attribution_id = 'none'",
    "quotations_name_a_known_attribution": "UPDATE main.quotations SET attribution_id = 'none'",
    "features_have_their_claim": "UPDATE main.features SET claim_id = 'none' WHERE feature = 'quantity'",
    "pairs_have_their_claim_and_figures": "UPDATE main.figure_pairs SET first_id = 'none'",
    "articles_have_a_claim": "DELETE FROM main.claims",
    "pages_name_a_known_article": "UPDATE main.pages SET article_id = 'none'",
    "flags_name_a_known_claim": (
        "INSERT INTO main.flags SELECT article_id, 'f', 'ZZ01', 'info', 'none', NULL, 'text', 0, 1, 'm', NULL, [], "
        "'v', NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL FROM main.articles"
    ),
}


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.name)
def test_a_gate_is_silent_on_real_records_and_speaks_when_they_are_broken(records: Records, gate: object) -> None:
    con = db.memory()
    db.load(con, [records])
    con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
    con.execute("SET search_path = 'batch,main'")
    assert con.execute(gate.sql).fetchall() == []
    con.execute(BREAKS[gate.name])
    assert con.execute(gate.sql).fetchall() != []
    con.close()


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SELECT claim_id FROM claims", "lacks message"),
        ("SELECT claim_id, 'x' AS message, 1 AS extra FROM claims", "gives extra"),
        ("SELECT claim_id, 'x' AS message FROM clams", "clams"),
        ("SELECT 'nobody' AS claim_id, 'x' AS message FROM claims", "no claim of the batch"),
        ("SELECT claim_id, 'x' AS message, 'grave' AS severity FROM claims", "severity"),
        ("SELECT claim_id, text::INTEGER AS message FROM claims", "Conversion"),
    ],
)
def test_a_check_whose_sql_is_broken_stops_the_run_with_its_name(
    con: duckdb.DuckDBPyConnection, sql: str, says: str
) -> None:
    con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
    with pytest.raises(CheckError, match=says) as error:
        flags_of(con, check(sql))
    assert "ZZ01_made.sql" in str(error.value)
