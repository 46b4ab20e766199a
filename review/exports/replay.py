"""A flag made anew from the archived pages: its own, and those of the other articles that its evidence names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checks.check import all_checks
from checks.run import flags_of as flags_of_check
from extract.workers import SECONDS, Extracted, Failure, Item, extract_batch
from review.copy.archive import archived
from review.copy.article_rows import flags_of
from review.copy.published import Copy
from review.decisions.in_force import Decisions
from review.desk import Desk
from review.exports.explain import found, told
from review.exports.relations import relate
from review.settings import Settings
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checks.check import Check
    from warehouse.records import Records

MOST_PAGES = 2_000  # that one replay reads: about five minutes


class ReplayError(RuntimeError):
    """Something that the replay needs is not here any more; the message says what."""


class ChangedError(RuntimeError):
    """The replay came out otherwise; the message says what has changed since."""


def replay(
    home: Path,
    flag_id: str,
    *,
    checks: tuple[Check, ...] | None = None,
    settings: Settings | None = None,
    whole: bool = False,
    seconds: float = SECONDS,
) -> str:
    """Return the explanation made anew from archived pages: the bytes of `explain`.

    A check across articles is given the revisions that the flag's evidence names; with `whole`, every revision that
    the warehouse held when the flag was raised. `seconds` is how long reading one page may take. Raises ReplayError or
    ChangedError, and RefusedError for no such flag.
    """
    desk = Desk(home, settings or Settings(), serving=False)
    try:
        copy, article = found(desk, flag_id)
        flag = next(row for row in flags_of(copy, article["article_id"]) if row["flag_id"] == flag_id)
        check = _check(flag, all_checks() if checks is None else checks)
        pages = _read(home, copy, _needed(copy, article, flag, whole=whole), seconds)
        again = _again(pages, check, flag_id, copy)
        if again is None or again != told(copy, article, flag_id):
            raise ChangedError(_otherwise(check, flag_id, raised=again is not None, whole=whole))
        return again
    finally:
        desk.close()


def _check(flag: dict[str, Any], checks: Iterable[Check]) -> Check:
    code, version = flag["check_code"], flag["check_version"]
    check = next((check for check in checks if check.code == code), None)
    if check is None:
        raise ReplayError(f"{code} is not installed here: give its folder in the settings.")
    if check.version != version:
        raise ChangedError(f"{code} has changed since: version {version} raised the flag, {check.version} is here.")
    return check


def _needed(copy: Copy, article: dict[str, Any], flag: dict[str, Any], *, whole: bool) -> list[dict[str, Any]]:
    """Return the articles that the check is to see, the flagged one first."""
    ids = [span["article_id"] for span in flag["evidence"]]
    if whole:
        ids += [row["article_id"] for row in copy.rows("corpus_then", moment=flag["raised_at"])]
    others = [other for other in dict.fromkeys(ids) if other != article["article_id"]]
    if len(others) >= MOST_PAGES:
        raise ReplayError(f"The warehouse held {len(others) + 1:,} pages then: a replay reads at most {MOST_PAGES:,}.")
    found_others = [(other, copy.article(other)) for other in others]
    gone = [other for other, row in found_others if row is None]
    if gone:
        raise ReplayError(f"The evidence names {gone[0]}, a revision that the warehouse does not keep any more.")
    return [article, *(row for _, row in found_others if row is not None)]


def _read(home: Path, copy: Copy, needed: list[dict[str, Any]], seconds: float) -> list[Records]:
    """Return the articles read anew from the archive, by workers, dated as they were when they were stored."""
    items = [_item(home, copy, article) for article in needed]
    found = []
    for article, item, first in zip(needed, items, extract_batch(items, seconds=seconds), strict=True):
        read = first
        if isinstance(first, Extracted) and not _is(first, article):  # perhaps read in the language of its source
            (read,) = extract_batch([replace(item, language=article["language"])], seconds=seconds)
        if isinstance(read, Failure):
            raise ReplayError(f"The page {item.url} cannot be read: {read.reason}.")
        if not _is(read, article):
            raise ChangedError(
                f"The archived page {item.url} is read differently now: the extraction has changed since."
            )
        found.append(read.records)
    return found


def _is(read: Extracted | Failure, article: dict[str, Any]) -> bool:
    return isinstance(read, Extracted) and read.records.article.article_id == article["article_id"]


def _item(home: Path, copy: Copy, article: dict[str, Any]) -> Item:
    """Return the article's archived page, for a worker to read."""
    name = f"{article['url'] or article['article_id']} ({article['outlet'] or 'no outlet'})"
    kept = archived(home, copy.rows("article_fetches", article=article["article_id"]))
    if kept is None:
        why = "it was read from a file, its archived page is older than is kept, or the archive was moved"
        raise ReplayError(f"The page {name} is not in the archive: {why}.")
    fetched, page_then = kept
    return Item(
        key=article["article_id"],
        data=page_then.body,
        name=fetched["final_url"],
        content_type=page_then.content_type,
        url=fetched["url"],
        outlet=fetched["outlet"],
        fetched_at=article["fetched_at"],
    )


def _again(pages: list[Records], check: Check, flag_id: str, published: Copy) -> str | None:
    """Return the explanation of the flag on the first page, the others being there; None when it is not raised."""
    about, header = pages[0].article, check.header
    con = db.memory()
    try:
        db.load(con, pages)
        relate(con, pages, published)
        con.execute("UPDATE main.pages SET article_id = ? WHERE url = ?", [about.article_id, about.url])
        con.execute("INSERT INTO main.due VALUES (?)", [about.article_id])
        flag = next((flag for flag in flags_of_check(con, check) if flag.flag_id == flag_id), None)
        if flag is None:
            return None
        db.save(con, [flag])
        row = [check.code, check.name, header.title, header.severity, header.ask, header.docs, [], check.version]
        con.execute("INSERT INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", row)
        copy = Copy(con, Decisions())
        return told(copy, copy.article(about.article_id) or {}, flag_id)
    finally:
        con.close()


def _otherwise(check: Check, flag_id: str, *, raised: bool, whole: bool) -> str:
    told_now = "raises it in other words or figures" if raised else "no longer raises it"
    message = f"Flag {flag_id}: {check.code} {check.version} {told_now} on the archived pages."
    if whole or not check.across:
        return message
    return f"{message} It may rest on more articles than its evidence names: try the whole corpus of that day."
