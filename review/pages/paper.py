"""An article as one file: a page that needs nothing else, and a bundle of everything a decision rests on."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from review.copy.archive import archived_page
from review.desk import published_copy
from review.pages.article import ArticleView, article_view
from review.pages.marked_text import MarkedText
from review.pages.questions import sheet
from review.pages.rendering import desk_of, environment, refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from review.copy.published import Copy
    from review.desk import Desk

EPOCH = (1980, 1, 1, 0, 0, 0)  # every file of a bundle bears it: the same content gives the same bytes


def paper(desk: Desk, view: ArticleView) -> str:
    """Return the article with its flags, decisions and questions as one self-contained HTML file without script."""
    css = (files("review") / "static" / "desk.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        environment()
        .get_template("paper.html")
        .render(
            view=view,
            marked=MarkedText({str(card.number): card for card in view.cards}),
            css=Markup(css),  # noqa: S704 - our own style sheet
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            rows={row["card"].number: row for row in sheet(desk, view.cards)},
        )
    )


def bundle(desk: Desk, copy: Copy, view: ArticleView) -> bytes:
    """Return a zip of text, flags, decisions, ledgers, archived page and page of flags, with SHA-256 checksums."""
    article = view.article
    flags = [card.flag | {"state": card.state, "words": card.words} for card in view.cards]
    contents = {
        "article.txt": article["text"].encode(),
        "article.json": _json({name: value for name, value in article.items() if name != "text"}),
        "flags.json": _json(flags),
        "figures.json": _json(view.figures),
        "attributions.json": _json(view.sources),
        "decisions.json": _json([_told(event) for event in view.events]),
        "checks.json": _json(
            [check for check in view.checks if check["check_code"] in {f["check_code"] for f in flags}]
        ),
        "page.html": paper(desk, view).encode(),
        **archived_page(desk.home, copy.rows("article_fetches", article=article["article_id"])),
    }
    sums = "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(contents.items()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted((contents | {"SHA256SUMS": sums.encode()}).items()):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _told(event: Any) -> dict[str, Any]:  # noqa: ANN401 - a slotted dataclass of the store
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


def _json(value: object) -> bytes:
    def plain(other: object) -> str:
        return other.astimezone(UTC).isoformat() if isinstance(other, datetime) else str(other)

    return json.dumps(value, default=plain, ensure_ascii=False, indent=1, sort_keys=True).encode()


def show_paper(request: Request) -> Response:
    """GET /articles/{article_id}/page.html."""
    desk = desk_of(request)
    view = article_view(desk, published_copy(desk), request.path_params["article_id"])
    if view is None:
        return refusal(request, "No such article in the published copy.", 404)
    headers = {"content-disposition": f'attachment; filename="{view.article["article_id"]}.html"'}
    return HTMLResponse(paper(desk, view), headers=headers)


def show_bundle(request: Request) -> Response:
    """GET /articles/{article_id}/evidence.zip."""
    desk = desk_of(request)
    copy = published_copy(desk)
    view = article_view(desk, copy, request.path_params["article_id"])
    if view is None:
        return refusal(request, "No such article in the published copy.", 404)
    headers = {"content-disposition": f'attachment; filename="{view.article["article_id"]}.zip"'}
    return Response(bundle(desk, copy, view), media_type="application/zip", headers=headers)
