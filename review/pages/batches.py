"""Many flags at once: a view, its count and a sample first, then one reason, one batch, one undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from review.copy.filters import Filters
from review.copy.view import view_of
from review.desk import LARGEST_BATCH, RefusedError, published_copy
from review.pages.acts import choice_of
from review.pages.queue import queue_rows
from review.pages.rendering import desk_of, posting, render, visitor_of, word
from review.wording import count
from warehouse.coverage import STATE_OF_ACT

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy

SAMPLE = 10


def _rows(copy: Copy, filters: Filters) -> npt.NDArray[np.int64]:
    return view_of(copy, filters, counted=False).rows


def show_batch(request: Request) -> Response:
    """GET /batch: what one decision would cover."""
    desk = desk_of(request)
    copy = published_copy(desk)
    filters = Filters.read(request.query_params)
    rows = _rows(copy, filters)
    sample = rows[:: max(1, len(rows) // SAMPLE)][:SAMPLE]  # spread over the whole view, not only its beginning
    shown = queue_rows(desk, copy, sample)
    return render(request, "batch.html", filters=filters, number=len(rows), rows=shown, most=LARGEST_BATCH)


@posting("editor")
def decide_batch(request: Request, form: FormData) -> Response:
    """POST /batch."""
    desk = desk_of(request)
    copy = published_copy(desk)
    filters = Filters.read_text(word(form, "view"))
    choice = choice_of(form)
    if choice.act not in STATE_OF_ACT or choice.scope not in ("place", "sentence"):
        raise RefusedError(
            "Many flags at once can be right, not a fault or put off, for their places or their sentences."
        )
    rows = _rows(copy, filters)
    if word(form, "number") != str(len(rows)):
        raise RefusedError(f"The view has changed: it holds {count(len(rows), 'flag')} now. Look at the batch again.")
    desk.decide_all(copy, [copy.board.flag_id(int(row)) for row in rows], visitor_of(request).name, choice)
    return RedirectResponse("/me", 303)
