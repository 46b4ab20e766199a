"""What a decision remembers of a flag, and which decision covers it: in the desk's memory and in SQL the same."""

from __future__ import annotations

import pytest

from warehouse import coverage, db


def remembered(sentence: str, reading: str) -> str:
    con = db.memory()
    row = con.execute("SELECT flag_memory('FG01', ?, 10, 12, ?)", [sentence, reading]).fetchall()[0]
    con.close()
    return str(row[0])


@pytest.mark.parametrize(
    ("reading", "later"),
    [
        (
            'reported "31"; the body says "57" (weighed: other figure 6, place -2: 7, asked from 2.5)',
            'reported "31"; the body says "57" (weighed: other figure 5, place -2: 6, asked from 3)',
        ),
        (
            "for: superlative +5; against: nothing; starts from −12; together −7",
            "for: superlative +4; against: measure −3; starts from −12; together −11",
        ),
    ],
)
def test_a_decision_does_not_remember_points(reading: str, later: str) -> None:
    one, same = remembered("It killed 31.", reading), remembered(" It killed 31. ", later)
    other = remembered("It killed 31.", later.replace("57", "58").replace("for:", "of:"))
    assert one == same != other


def test_macros_say_of_scopes_and_acts_what_python_says() -> None:
    con = db.memory()
    flag = {"flag_id": "f1", "memory": "m1", "check_code": "FG01", "outlet": "Osk Post"}
    assert con.execute("SELECT act_scopes()").fetchall() == [(list(coverage.SCOPES),)]
    for scope, keys in coverage.SCOPES.items():
        reach = con.execute("SELECT act_reach(?, ?, ?, ?, ?)", [scope, *flag.values()]).fetchall()
        assert reach == [("\x1f".join(flag[key] for key in keys),)]
        for made_on in ("", "m1", "m2"):
            recalled = con.execute("SELECT act_recalls(?, ?, 'm1')", [scope, made_on]).fetchall()
            assert recalled == [(coverage.recalls(scope, made_on, "m1"),)]
    for act in (*coverage.STATE_OF_ACT, "note"):
        assert con.execute("SELECT act_state(?)", [act]).fetchall() == [(coverage.STATE_OF_ACT.get(act),)]
    con.close()
