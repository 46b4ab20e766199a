"""The page "My own figure check" is followed word by word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checks.check import Check, read_check
from checks.run import screen
from copydesk.prove import faults_of
from copydesk.trial import tried
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db, known
from warehouse.publish import publish

if TYPE_CHECKING:
    from warehouse.records import Records

PAGE = Path(__file__).parents[2] / "docs" / "own-figure-check.md"
NAME = "NR01_temperature_to_the_degree.sql"


@pytest.fixture(scope="module")
def check() -> Check:
    (sql,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return read_check(NAME, sql)


@pytest.fixture(scope="module")
def story() -> Records:
    heat = "It was 30 degrees Celsius (84 degrees Fahrenheit) in Norvale."
    cold = "In Osk it was 20 degrees Celsius (60 degrees Fahrenheit)."
    text = heat + "\n\n" + cold
    (records,) = annotate([read_text(text, url="https://ledger.example/heat")])
    return records


def words(records: Records, check: Check) -> list[str]:
    text = records.article.text
    return [text[flag.span_start : flag.span_end] for flag in screen([records], [check])]


def test_the_check_of_the_page_proves_itself(check: Check) -> None:
    assert list(faults_of(check)) == []


def test_a_number_changed_in_it_changes_what_it_flags(check: Check, story: Records) -> None:
    looser = check.model_copy(update={"sql": check.sql.replace("> 1", "> 3")})
    assert words(story, check) == ["84 degrees Fahrenheit", "60 degrees Fahrenheit"]
    assert words(story, looser) == ["60 degrees Fahrenheit"]


def test_it_is_tried_on_stored_pairs(check: Check, story: Records, tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    db.load(con, [story])
    con.execute("CHECKPOINT")
    publish(con, tmp_path)
    con.close()
    trial = tried(tmp_path, check, None)
    assert (trial.articles, len(trial.gained), trial.lost) == (1, 2, [])


def test_a_unit_of_the_home_folder_is_converted(tmp_path: Path) -> None:
    (rows,) = re.findall(r"```\n(name,dimension.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (tmp_path / "known").mkdir()
    (tmp_path / "known" / "units.csv").write_text(rows, "utf-8")
    con = db.connect(tmp_path)
    ours = con.execute("SELECT count(*) FROM main.units WHERE name = 'mile'").fetchone()
    assert con.execute("SELECT factor FROM main.units WHERE name = 'league'").fetchall() == [(5556.0,)]
    assert ours == (1,)
    con.close()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("unit.csv", "name\n", "no table bears this name"),
        ("units.csv", "name,factor\nleague,2\n", "the columns must be name,dimension,factor,zero,source"),
        ("units.csv", "name,dimension,factor,zero,source\nleague,length,far,0,us\n", "line 2: factor is no value"),
        ("rates.csv", "currency,since,until,low,high,source\nXXX,1990,2026,1,2,us,more\n", "line 2: a cell too many"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(known.KnownError, match=re.escape(told)):
        known.stock(tmp_path)
