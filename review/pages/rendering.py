"""How a page is made: the templates, the words they share, and the decorator that every post goes through."""

from __future__ import annotations

import functools
import hmac
import inspect
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response

from review import recomputed, vocabulary, wording
from review.desk import Desk, RefusedError
from review.in_hands import in_hands
from review.pages import choices, ledger
from review.pages.template_slots import Slots, fillable
from warehouse import corrections, verdicts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from review.access.accounts import Visitor

WORDINGS = (
    *(
        "signs",
        "ago",
        "day",
        "hour",
        "safe_link",
        "count",
        "describe",
        "titled",
        "dated",
        "daily",
        "note_words",
        "families",
    ),
)
CHOICES = ("confirm_options", "dismiss_buttons", "dismiss_keys", "people_buttons")
OUTSIDE = Markup(" data-outside")  # of a card that the view people came from does not hold
LARGEST_FORM = 2_000_000  # bytes


class Templates(Environment):
    """Jinja's environment, which looks into a dict for its keys first: by its own way each costs an exception."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - a template's value may be anything
        """Return what `obj.attribute` is in a template."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


@functools.cache
def environment() -> Environment:
    """Return the templates: everything is escaped, and a name that is not given is an error."""
    found = Templates(
        loader=PackageLoader("review"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=wording.plain_signs,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["fillable"], found.globals["slot"] = fillable, Slots()
    found.filters["id_link"] = wording.id_link
    found.filters["worked_out"] = recomputed.worked_out
    found.globals["OUTSIDE"], found.globals["CORRECTIONS"] = OUTSIDE, corrections.KINDS
    found.globals["CLAIM_STATUSES"] = verdicts.STATUSES
    found.globals |= {name: getattr(choices, name) for name in CHOICES}
    from_ledger = {"reading": ledger.reading, "of_what": ledger.of_what, "as_of": ledger.as_of}
    found.filters |= from_ledger | {name: getattr(wording, name) for name in WORDINGS}
    found.globals |= {name: getattr(vocabulary, name) for name in dir(vocabulary) if name.isupper()}
    return found


def desk_of(request: Request) -> Desk:
    """Return the desk that answers this request."""
    desk: Desk = request.app.state.desk
    return desk


def visitor_of(request: Request) -> Visitor:
    """Return who asks."""
    visitor: Visitor = request.state.visitor
    return visitor


def render(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return the page of a template."""
    page = environment().get_template(template)
    visitor: Visitor | None = request.state.visitor
    desk = desk_of(request) if visitor else None
    always = {"copy_name": desk.copy_name(), "badge": in_hands(desk, visitor.name)} if desk and visitor else {}
    words = page.render(visitor=visitor, nonce=request.state.nonce, here=request.url.path, **always, **values)
    return HTMLResponse(words, status)


def refusal(request: Request, message: str, status: int = 400) -> Response:
    """Return the refusal as a page, or as JSON where our script asked."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"refused": message}, status)
    return render(request, "refused.html", status=status, message=message)


def posting(role: str) -> Callable[[Callable[..., Any]], Callable[[Request], Awaitable[Response]]]:
    """Let a handler take posts with our CSRF token, from visitors of this role; a plain function runs in a thread."""

    def decorate(handler: Callable[..., Any]) -> Callable[[Request], Awaitable[Response]]:
        @functools.wraps(handler)
        async def answer(request: Request) -> Response:
            if int(request.headers.get("content-length") or LARGEST_FORM) >= LARGEST_FORM:
                return refusal(request, "That is too large for a form.", 413)
            form = await request.form(max_files=0)
            visitor = visitor_of(request)
            if not hmac.compare_digest(str(form.get("csrf", "")).encode(), visitor.csrf.encode()):
                return refusal(request, "This form is out of date: go back, load the page again and repeat.", 403)
            if not visitor.may(role):
                return refusal(
                    request,
                    f"Your role is {visitor.role}: only somebody with the role {role} or above may do this.",
                    403,
                )
            try:
                if inspect.iscoroutinefunction(handler):
                    answered: Response = await handler(request, form)
                    return answered
                return await run_in_threadpool(handler, request, form)
            except RefusedError as error:
                return refusal(request, str(error))

        return answer

    return decorate


def word(form: FormData, name: str, most: int = 2_000) -> str:
    """Return a field of the form as text, cut to `most` characters."""
    value: Any = form.get(name, "")
    return value.strip()[:most] if isinstance(value, str) else ""
