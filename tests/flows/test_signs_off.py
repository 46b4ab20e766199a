"""A newsroom turns a sign off: the articles that bear it are asked about anew, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.running import plan_of
from flows.plain import run_plainly
from flows.settings import FILE
from warehouse.publish import open_published

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.ledger import Run

ALLEGED = "The contractor allegedly poured half the concrete that the town of Norvale had paid for.\n"
QUIET = "The mayor of Norvale, Dana Holt, said that the bridge would be painted blue on Monday.\n"
SIGN = "reportedly"


def turn_off(home: Path, *signs: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / FILE).write_text(f"workers = 1\nsigns_off = {list(signs)}\n", "utf-8")


def run(home: Path, drafts: list[str]) -> Run:
    return run_plainly(plan_of(home, drafts))


def asked(home: Path) -> list[str]:
    con = open_published(home)
    rows = con.execute("SELECT check_code FROM v1.open_flags WHERE check_code = 'AT10'").fetchall()
    con.close()
    return [code for (code,) in rows]


def test_a_sign_in_the_settings_is_off_from_the_next_run_and_on_again_without_it(home: Path, tmp_path: Path) -> None:
    drafts = []
    for name, words in {"alleged": ALLEGED, "quiet": QUIET}.items():
        (tmp_path / f"{name}.txt").write_text(words, "utf-8")
        drafts.append(str(tmp_path / f"{name}.txt"))
    turn_off(home)
    run(home, drafts)
    assert asked(home) == ["AT10"]

    turn_off(home, SIGN)
    off = run(home, drafts)
    assert asked(home) == []
    assert off.flags_gone == 1
    assert "asked about anew: 1." in off.note

    again = run(home, drafts)
    assert "signs that are off" not in again.note
    assert asked(home) == []

    turn_off(home)
    on = run(home, drafts)
    assert asked(home) == ["AT10"]
    assert on.flags_back == 1
