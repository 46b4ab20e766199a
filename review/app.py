"""The desk as a Starlette application: every address it answers to."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from review import acts, article, queue
from review.accounts import Accounts
from review.desk import Desk
from review.pages import refusal
from review.settings import Settings
from review.shield import Shield

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

ROUTES = (
    Route("/", queue.show_queue),
    Route("/articles/{article_id}", article.show_article),
    Route("/flags/{flag_id}", article.show_flag),
    Route("/flags/{flag_id}/decide", acts.decide, methods=["POST"]),
    Route("/undo", acts.undo, methods=["POST"]),
    Route("/me", acts.rename, methods=["POST"]),
)


def create_app(home: Path, *, settings: Settings | None = None) -> Starlette:
    """Return the desk of a home folder."""
    chosen = settings or Settings()
    desk = Desk(home, chosen)
    accounts = Accounts(desk.store)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=[*ROUTES, Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))],
        middleware=[Middleware(Shield, accounts=accounts, settings=chosen)],
        exception_handlers={HTTPException: _no_page},
        lifespan=lifespan,
    )
    app.state.desk, app.state.accounts = desk, accounts
    return app


def _no_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "There is no such page.", 405: "This address takes another kind of request."}
    return refusal(request, words.get(status, "That did not work."), status)
