"""The blind second look: a share of dismissals goes to somebody else, who sees neither who dismissed nor why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from starlette.responses import RedirectResponse

from review.desk import RefusedError, published_copy
from review.pages.acts import here
from review.pages.looks import waiting
from review.pages.queue import queue_rows
from review.pages.rendering import desk_of, posting, render, visitor_of, word
from review.wording import count
from warehouse.reviews import Act

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response


SHOWN = 30


def show_second(request: Request) -> Response:
    """GET /second."""
    desk = desk_of(request)
    copy = published_copy(desk)
    events = waiting(desk, visitor_of(request).name)
    rows = [row for event in events if (row := copy.board.row(event.flag_id)) is not None]
    shown = queue_rows(desk, copy, np.array(rows[:SHOWN], np.int64))
    return render(
        request, "second.html", rows=shown, number=count(len(rows), "flag"), share=desk.settings.second_look_share
    )


@posting("reviewer")
def look_again(request: Request, form: FormData) -> Response:
    """POST /second/{flag_id}: agree, or confirm it after all, which opens the flag again."""
    desk, visitor = desk_of(request), visitor_of(request)
    published_copy(desk)
    flag_id, act = request.path_params["flag_id"], word(form, "act")
    first = next((event for event in waiting(desk, visitor.name) if event.flag_id == flag_id), None)
    if first is None or act not in ("second_confirm", "second_dismiss"):
        raise RefusedError("This flag does not wait for your second look.")
    same = ("flag_id", "claim_id", "sentence_id", "check_code", "url", "outlet", "memory", "sentence")
    desk.record(Act(act=act, reviewer=visitor.name, **{name: getattr(first, name) for name in same}))
    if act == "second_confirm":
        desk.undo(visitor.name, first.decision_id, others=True)
    return RedirectResponse(here(form, "/second"), 303)
