"""What makes a revision: words, and not the make of their quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.running import plan_of
from flows.plain import run_plainly
from warehouse.publish import open_published

if TYPE_CHECKING:
    from pathlib import Path

WORDS = 'The bridge will close on Monday, Dana Holt said. "We have counted 14 cracks," she said.\n'


@pytest.mark.parametrize(
    ("edited", "revised"),
    [
        (WORDS.replace('"We', "“We").replace(',"', ",”"), 0),
        (WORDS.replace("14 cracks", "41 cracks"), 1),
    ],
    ids=["other marks", "another figure"],
)
def test_a_revision_is_a_change_that_a_reader_would_call_one(
    home: Path, tmp_path: Path, edited: str, revised: int
) -> None:
    draft = tmp_path / "bridge.txt"
    draft.write_text(WORDS, "utf-8")
    plan = plan_of(home, [str(draft)]).model_copy(update={"workers": 1})
    run_plainly(plan)
    draft.write_text(edited, "utf-8")
    run = run_plainly(plan)
    assert (run.revised, run.unchanged) == (revised, 1 - revised)
    con = open_published(home)
    assert con.execute("SELECT count(*) FROM v1.articles").fetchall() == [(1 + revised,)]
    orphans = "SELECT count(*) FROM v1.fetches ANTI JOIN v1.articles USING (article_id) WHERE article_id IS NOT NULL"
    assert con.execute(orphans).fetchall() == [(0,)]
    con.close()
