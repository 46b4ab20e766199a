"""A look at a page before it is kept: whether it is an article, whose, where it lies, and whether it sends us on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fetch.addresses import canonical_address
from fetch.gates import LITTLE_PROSE, check_page, check_type
from fetch.page_shape import shape_of
from fetch.reasons import Fault, Reason
from webpage.charset import decode
from webpage.head import head_of

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.archive import Archived

SHORT_PAGE = 20_000  # bytes; a page that only sends on to another has fewer


class Look(NamedTuple):
    """Where a page is without its variants, the name of its site, and where a refresh leads, if it is but that."""

    url: str
    outlet: str
    refresh: str = ""


def look(body: bytes, content_type: str, url: str, *, follow: bool = False) -> Look:
    """Return what a page says of itself; raise Fault with the first gate that an article does not pass.

    With `follow`, a short page that only sends on to another gives that address, and passes no gate.
    """
    text = decode(body, content_type).text
    if follow and (target := page_refresh(body, text)):
        return Look("", "", target)
    check_type(body, content_type)
    check_page(text, url)
    head = head_of(text)
    return Look(canonical_address(url, head.canonical), head.site)


def saved_look(body: bytes, content_type: str, url: str) -> Look:
    """Return where a page that was saved as a file says it was published, and by whom; it passes no gate."""
    head = head_of(decode(body, content_type).text)
    where = head.canonical if head.canonical.startswith(("http://", "https://")) else url
    return Look(where, head.site)


def page_refresh(body: bytes, text: str) -> str:
    """Return where a short page's meta refresh leads, empty where there is none."""
    if len(body) > SHORT_PAGE or b"refresh" not in body.lower():
        return ""
    page = shape_of(text)
    return page.refresh if page.prose_length < LITTLE_PROSE else ""


def archived_look(path: Path, offset: int, url: str, limit: int) -> tuple[Archived, Look]:
    """Return a page of a web archive with a look at it; it passes the same gates as one fetched now."""
    from fetch.archive import read_record  # noqa: PLC0415 - httpx and warcio, for pages of archives alone

    try:
        kept = read_record(path, offset, limit)
    except LookupError as error:
        raise Fault(Reason.FILE_UNREADABLE, str(error)[:150]) from None
    if len(kept.body) > limit:
        raise Fault(Reason.TOO_LARGE, f"more than {limit} bytes")
    return kept, look(kept.body, kept.content_type, url)
