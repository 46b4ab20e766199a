"""What is taken out of the desk: a view in the format of another program, and why a flag was raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from review.copy.filters import Filters
from review.desk import published_copy
from review.exports.explain import found, told
from review.exports.export import FORMATS, about, flags_in
from review.pages.rendering import desk_of, refusal

if TYPE_CHECKING:
    from starlette.requests import Request


def show_export(request: Request) -> Response:
    """GET /export/{format}: the view that the rest of the address names."""
    chosen = FORMATS.get(request.path_params["format"])
    if chosen is None:
        return refusal(request, f"The formats are {', '.join(FORMATS)}.", 404)
    desk = desk_of(request)
    copy, filters = published_copy(desk), Filters.read(request.query_params)
    here = f"{request.url.scheme}://{request.url.netloc}"  # the name people reach this desk by
    body = chosen.make(flags_in(desk, copy, filters, chosen.most), about(desk, copy, filters) | {"address": here})
    headers = {"content-disposition": f'attachment; filename="copydesk.{chosen.suffix}"'}
    return Response(body, media_type=chosen.media_type, headers=headers)


def show_explanation(request: Request) -> Response:
    """GET /flags/{flag_id}/proof.json: the bytes that `copydesk explain` prints."""
    flag_id = request.path_params["flag_id"]
    copy, article = found(desk_of(request), flag_id)
    headers = {"content-disposition": f'attachment; filename="{flag_id}.json"'}
    return Response(told(copy, article, flag_id), media_type="application/json", headers=headers)
