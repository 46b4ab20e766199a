"""What the tests of claims do again and again: act on one as its page's forms do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conftest import Served, Visit

ORGANISATION = {"organisation": "Norvale Checks", "organisation_url": "https://checks.norvale.example/"}
SOURCE = {
    "address": "https://port.norvale.example/report",
    "title": "Report of the port",
    "quotation": "Twelve people were hurt.",
    "archived": "https://archive.norvale.example/1",
}
PUBLIC = "https://checks.norvale.example/ferry"


def fields_of(visit: Visit, claim: str) -> dict[str, str]:
    """What the claim's forms hold beside what a person writes."""
    page = visit.get(claim).text
    return {
        name: found[1] if (found := re.search(rf'name="{name}" value="([^"]*)"', page)) else ""
        for name in ("article", "seen", "verdict_id")
    }


def act(visit: Visit, claim: str, name: str, /, **fields: str) -> Any:  # noqa: ANN401 - httpx's answer
    return visit.post(f"{claim.partition('?')[0]}/{name}", **fields_of(visit, claim) | fields)


def with_verdict(visit: Visit, claim: str, /, **fields: str) -> None:
    told = {"verdict": "false", "claim": "Fourteen were hurt in the ferry fire", "speaker": "Ida Lind", "by": "person"}
    assert act(visit, claim, "verdict", **told | {"reasons": "The port counted twelve."} | fields).status_code == 303


def claim_of(served: Served, visit: Visit) -> str:
    """The address of a claim: the sentence of the ferry that FG01 flags."""
    copy = served.app.state.desk.copy()
    rows = [row for row in range(len(copy.board)) if copy.board.value("check", row) == "FG01"]
    row = next(row for row in rows if copy.board.value("outlet", row) == "Harbour Post")
    flag, article = copy.board.flag_id(row), copy.board.article_id(row)
    answer = visit.get(f"/articles/{article}/claim?flag={flag}")
    return answer.headers["location"]
