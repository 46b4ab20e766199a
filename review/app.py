"""The desk as a Starlette application: every address it answers to."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from review.access.accounts import Accounts
from review.access.saved import SavedViews
from review.access.seen import Visits
from review.access.shield import Shield
from review.copy.queries import GatheringError
from review.desk import Desk, RefusedError
from review.pages import (
    acts,
    article,
    asking,
    batches,
    changes,
    checked,
    claim,
    compared,
    comparison,
    correcting,
    downloads,
    handing,
    lists,
    paper,
    questions,
    queue,
    saved_pages,
    second,
    sql_page,
    visits,
)
from review.pages.rendering import environment, refusal
from review.settings import Settings
from review.stories import event, event_files, person_page, regroup, today_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

THREADS = 8  # that answer requests: each keeps memory of its own, and answers are short
ROUTES = (
    Route("/", today_page.show_today),
    Route("/today.atom", today_page.show_feed),
    Route("/queue", queue.show_queue),
    Route("/articles/{article_id}", article.show_article),
    Route("/flags/{flag_id}", article.show_flag),
    Route("/flags/{flag_id}/decide", acts.decide, methods=["POST"]),
    Route("/flags/{flag_id}/figures", comparison.show_figures),
    Route("/flags/{flag_id}/proof.json", downloads.show_explanation),
    Route("/flags/{flag_id}/questions", questions.step, methods=["POST"]),
    Route("/articles/{article_id}/correct", correcting.show_correcting),
    Route("/articles/{article_id}/correct", correcting.correct, methods=["POST"]),
    Route("/articles/{article_id}/claim", claim.find_claim),
    Route("/claims", claim.show_claims),
    Route("/claims/{sentence_id}", claim.show_claim),
    Route("/claims/{sentence_id}/claimreview.json", claim.show_review),
    Route("/claims/{sentence_id}/status", claim.give_status, methods=["POST"]),
    Route("/claims/{sentence_id}/verdict", claim.give_verdict, methods=["POST"]),
    Route("/claims/{sentence_id}/checked", checked.answer, methods=["POST"]),
    Route("/claims/{sentence_id}/source", claim.add_source, methods=["POST"]),
    Route("/claims/{sentence_id}/publish", claim.publish, methods=["POST"]),
    Route("/articles/{article_id}/hand", handing.hand_over, methods=["POST"]),
    Route("/articles/{article_id}/figures", compared.show_compared),
    Route("/articles/{article_id}/changes", changes.show_changes),
    Route("/articles/{article_id}/questions", questions.show_questions),
    Route("/articles/{article_id}/ask", asking.make_link, methods=["POST"]),
    Route("/answer/{token}", asking.show_answering),
    Route("/answer/{token}", asking.answer, methods=["POST"]),
    Route("/articles/{article_id}/page.html", paper.show_paper),
    Route("/articles/{article_id}/evidence.zip", paper.show_bundle),
    Route("/event/{story_id}", event.show_event),
    Route("/event/{story_id}", regroup.change_event, methods=["POST"]),
    Route("/event/{story_id}/{form}", event_files.show_file),
    Route("/people", person_page.show_people),
    Route("/people/{person}", person_page.show_person),
    Route("/people/{person}", person_page.change_person, methods=["POST"]),
    Route("/export/{format}", downloads.show_export),
    Route("/undo", acts.undo, methods=["POST"]),
    Route("/batch", batches.show_batch),
    Route("/batch", batches.decide_batch, methods=["POST"]),
    Route("/second", second.show_second),
    Route("/second/{flag_id}", second.look_again, methods=["POST"]),
    Route("/views", saved_pages.show_views),
    Route("/views", saved_pages.save_view, methods=["POST"]),
    Route("/views/{view_id}", saved_pages.open_view),
    Route("/views/{view_id}", saved_pages.change_view, methods=["POST"]),
    Route("/views/{view_id}/feed", saved_pages.show_feed),
    Route("/search", lists.show_search),
    Route("/checks", lists.show_checks),
    Route("/suppressions", lists.show_suppressions),
    Route("/runs", lists.show_runs),
    Route("/runs/{run_id}", lists.show_run),
    Route("/sql", sql_page.show_sql),
    Route("/sql", sql_page.run_sql, methods=["POST"]),
    Route("/keys", visits.show_keys),
    Route("/mine", handing.show_mine),
    Route("/mine.atom", handing.show_own_feed),
    Route("/now", visits.show_now),
    Route("/me", visits.show_me),
    Route("/me", acts.rename, methods=["POST"]),
    Route("/login", visits.show_login),
    Route("/login", visits.log_in, methods=["POST"]),
    Route("/logout", visits.log_out, methods=["POST"]),
)


def create_app(home: Path, *, settings: Settings | None = None) -> Starlette:
    """Return the desk of a home folder."""
    chosen = settings or Settings()
    desk = Desk(home, chosen)
    accounts = Accounts(desk.store)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        warming = threading.Thread(target=_warm, args=(desk,), daemon=True)
        warming.start()
        yield
        desk.close()
        await to_thread.run_sync(warming.join)  # it reads the home

    app = Starlette(
        routes=[*ROUTES, Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))],
        middleware=[Middleware(Shield, accounts=accounts, settings=chosen)],
        exception_handlers={HTTPException: _no_page, RefusedError: _refused, GatheringError: _gathering},
        lifespan=lifespan,
    )
    app.state.desk, app.state.accounts, app.state.saved = desk, accounts, SavedViews(desk.store)
    app.state.visits = Visits(desk.store)
    app.state.querying = set[str]()  # who has a query running on the SQL page
    return app


def _warm(desk: Desk) -> None:
    """Do before the first request what it would wait for: the board, one article's reads, and the templates."""
    desk.warm()
    templates = environment()
    for name in templates.list_templates():
        templates.get_template(name)


def _refused(request: Request, error: Exception) -> Response:
    """Answer a page that cannot be shown, such as one of a copy that was never published, in words."""
    return refusal(request, str(error), 404)


def _gathering(request: Request, _error: Exception) -> Response:
    return refusal(request, "The newest copy is still being gathered: load this again in a minute.", 503)


def _no_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "There is no such page.", 405: "This address takes another kind of request."}
    return refusal(request, words.get(status, "That did not work."), status)
