"""A published fact-check that was found for a claim: a person says whether it is the same claim, nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.copy.checked_before import suggestions_of
from review.desk import RefusedError, published_copy
from review.pages.claim import acting
from review.pages.rendering import desk_of, visitor_of, word
from warehouse.verdicts import OTHER, SAME, claim_act

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from review.pages.claim import Stated


@acting("reviewer")
def answer(request: Request, form: FormData, claim: Stated) -> None:
    """POST /claims/{sentence_id}/checked: the same claim, or another one."""
    desk, check_id, act = desk_of(request), word(form, "check_id", 100), word(form, "answer", 20)
    if act not in (SAME, OTHER):
        raise RefusedError("Choose whether it is the same claim.")
    found = suggestions_of(published_copy(desk), claim.subject.sentence_id)
    check = next((one for one in found if one["check_id"] == check_id), None)
    if check is None:
        raise RefusedError("This fact-check is not suggested for the claim any more: load the page again.")
    title = f"{check['publisher']}: {check['verdict']}"
    told = {"address": check["url"], "title": title, "quotation": check["claim"], "archived": ""}
    desk.record(claim_act(act, claim.subject, visitor_of(request).name, check_id, **told))
