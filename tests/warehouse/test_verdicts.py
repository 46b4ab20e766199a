"""What people found out about claims, as analysts see it: a row a claim, as it stands, an undo taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warehouse import db
from warehouse.grades import SCALE, Grade
from warehouse.reviews import Act, open_reviews
from warehouse.verdicts import CHECKING, PUBLISH, SOURCE, STATUS, VERDICT, Subject, claim_act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HARBOUR = Subject("s1", "The harbour of Norvale closes on Monday.", "https://norvale.example/harbour", "Post")
PIER = Subject("s2", "Three of the ten piers will never open again.", "https://norvale.example/harbour", "Post")
TOLD = {"verdict": "False", "rating": 1, "worst": 1, "best": 5, "speaker": "Ida Lind", "by_person": True}


@pytest.fixture
def view(tmp_path: Path) -> Iterator[Callable[[str], list[tuple]]]:
    """Ask a warehouse that has what the store holds."""
    store, con = open_reviews(tmp_path), db.memory()

    def ask(query: str) -> list[tuple]:
        known = con.execute("SELECT count(*) FROM main.decisions").fetchall()[0][0]
        db.save(con, store.decisions(known))
        return con.execute(query).fetchall()

    ask.store = store  # type: ignore[attr-defined] # a test puts acts into it
    yield ask
    con.close()
    store.close()


def test_a_claim_is_one_row_with_what_stands(view: Callable) -> None:
    view.store.append(claim_act(STATUS, HARBOUR, "Ada", CHECKING), claim_act(STATUS, PIER, "Ada", CHECKING))
    view.store.append(
        claim_act(SOURCE, HARBOUR, "Ada", address="https://port.example/", title="Log", quotation="", archived="")
    )
    first = view.store.append(
        claim_act(VERDICT, HARBOUR, "Ada", "false", claim="It closes", reasons="It does not.", **TOLD)
    )[0]
    view.store.append(
        claim_act(PUBLISH, HARBOUR, "Bo", address="https://checks.example/1", verdict_id=first.decision_id)
    )
    columns = "sentence_id, status, verdict, rating, claim, speaker, sources, public_address"
    asked = f"SELECT {columns} FROM v1.verdicts ORDER BY ALL"
    assert view(asked) == [
        ("s1", "checked", "False", 1, "It closes", "Ida Lind", 1, "https://checks.example/1"),
        ("s2", "checking", None, None, None, None, 0, None),
    ]
    assert view("SELECT source_address, title FROM v1.verdict_sources") == [("https://port.example/", "Log")]
    again = view.store.append(
        claim_act(
            VERDICT, HARBOUR, "Bo", "true", claim="It closes", reasons="", **TOLD | {"verdict": "True", "rating": 5}
        )
    )[0]
    assert view(asked)[0][1:4] == ("checked", "True", 5)
    assert view(asked)[0][-1] is None  # what was published is another verdict
    view.store.append(Act(act="undo", reviewer="Bo", scope="claim", undoes=again.decision_id))
    assert view(asked)[0][2:4] == ("False", 1)
    view.store.append(Act(act="undo", reviewer="Bo", scope="claim", undoes=first.decision_id))
    assert view(asked)[0][1:3] == ("checking", None)


def test_a_verdict_is_known_by_its_name() -> None:
    assert [one.key for one in SCALE] == ["false", "mostly_false", "half_true", "mostly_true", "true", "unproven"]
    assert Grade("Teils – wahr!").key == "teils_wahr"
