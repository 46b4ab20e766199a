"""The pages of saved views: save, list, open, rename, share, delete, and follow as a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from review.access.saved import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    MOST,
    FullError,
    SavedView,
    SavedViews,
    TakenError,
    words_of,
)
from review.copy.filters import Filters
from review.copy.view import view_of
from review.desk import RefusedError, published_copy
from review.exports.export import FORMATS, about, flags_in
from review.pages.rendering import desk_of, posting, refusal, render, visitor_of, word

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

NO_VIEW = "There is no such view: it was deleted, or is no longer shared."


def saved_of(request: Request) -> SavedViews:
    """Return the saved views of the desk that answers this request."""
    found: SavedViews = request.app.state.saved
    return found


def show_views(request: Request) -> Response:
    """GET /views: every view that the visitor sees, with how many flags it holds now."""
    desk, visitor = desk_of(request), visitor_of(request)
    copy = desk.copy()
    found = saved_of(request).of(visitor.name)
    numbers = {view.view_id: len(view_of(copy, view.filters, counted=False).rows) for view in found} if copy else {}
    changeable = {view.view_id for view in found if _may_change(request, view)}
    return render(request, "views.html", views=found, numbers=numbers, changeable=changeable, longest=LONGEST_NAME)


def open_view(request: Request) -> Response:
    """GET /views/{view_id}: a view's own address leads to the queue as it shows it."""
    view = saved_of(request).one(request.path_params["view_id"], visitor_of(request).name)
    return RedirectResponse(f"/queue?{view.address}", 303) if view else refusal(request, NO_VIEW, 404)


def show_feed(request: Request) -> Response:
    """GET /views/{view_id}/feed: the view as Atom, under an address that outlives its name and its filters."""
    view = saved_of(request).one(request.path_params["view_id"], visitor_of(request).name)
    if view is None:
        return refusal(request, NO_VIEW, 404)
    desk, chosen = desk_of(request), FORMATS["atom"]
    copy = published_copy(desk)
    told = about(desk, copy, view.filters) | {
        "address": f"{request.url.scheme}://{request.url.netloc}",
        "title": f"Copydesk: {view.name}",
        "feed": f"/views/{view.view_id}/feed",
    }
    return Response(chosen.make(flags_in(desk, copy, view.filters, chosen.most), told), media_type=chosen.media_type)


@posting("reader")
def save_view(request: Request, form: FormData) -> Response:
    """POST /views: the filters of the page the form stood on, under a name."""
    filters, name, shared = Filters.read_text(word(form, "view")), _name(form), _shared(request, form)
    if len(filters.address()) > LONGEST_ADDRESS:
        raise RefusedError("This view has more filters than can be saved: choose fewer values.")
    try:
        view = saved_of(request).save(
            visitor_of(request).name, name, filters, shared=shared, replace=word(form, "replace") == "yes"
        )
    except TakenError:
        told = words_of(filters)
        return render(request, "taken.html", status=409, name=name, filters=filters, words=told, shared=shared)
    except FullError:
        raise RefusedError(f"You keep {MOST} views, and no more fit: delete one first.") from None
    return RedirectResponse(f"/queue?{view.address}", 303)


@posting("reader")
def change_view(request: Request, form: FormData) -> Response:
    """POST /views/{view_id}: rename it, share it or not, or delete it."""
    saved = saved_of(request)
    view = saved.one(request.path_params["view_id"], visitor_of(request).name)
    if view is None:
        return refusal(request, NO_VIEW, 404)
    if not _may_change(request, view):
        raise RefusedError(f"{view.owner} saved this view: ask them, or an editor, to change it.")
    if word(form, "act") == "delete":
        saved.delete(view)
    else:
        try:
            saved.change(view, _name(form), shared=_shared(request, form))
        except TakenError:
            raise RefusedError(f"{view.owner} has another view of that name: choose another name.") from None
    return RedirectResponse("/views", 303)


def _may_change(request: Request, view: SavedView) -> bool:
    visitor = visitor_of(request)
    return view.owner == visitor.name or visitor.may("editor")


def _name(form: FormData) -> str:
    name = " ".join(word(form, "name", LONGEST_NAME).split())
    if not name:
        raise RefusedError("Give the view a name.")
    return name


def _shared(request: Request, form: FormData) -> bool:
    shared = word(form, "shared") == "yes"
    if shared and not visitor_of(request).may("reviewer"):
        raise RefusedError("Your role is reader: a reviewer can share a view with everybody.")
    return shared
