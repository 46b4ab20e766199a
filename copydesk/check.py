"""`copydesk check`: drafts and pages read with no database, their flags printed as a linter prints them."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.carets import print_flag, shown, summary
from copydesk.drafts import Source, is_plain, read_draft
from copydesk.status import Refusal, Status
from warehouse.terms import Part, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.workers import Item
    from warehouse.records import Article, Flag, Records

SCHEMA = 1  # of the JSON; it changes by addition only
LARGEST_DRAFT = 50_000_000  # bytes


def check_places(
    places: Sequence[str], home: Path, *, as_json: bool, notes: bool = False, headline: str = ""
) -> Status:
    """Print the flags of drafts (files, `-`) and pages (URLs), and return the status: findings at warning or worse.

    Words for a person leave the notes out unless they are asked for. `headline` is that of one plain draft.
    """
    from checks.check import all_checks  # noqa: PLC0415 - pydantic, 0.2 s
    from checks.run import screen  # noqa: PLC0415 - duckdb
    from copydesk.settings import read_settings  # noqa: PLC0415 - pydantic
    from extract.workers import Extracted, extract_batch  # noqa: PLC0415 - lazy
    from flows.grouping import relate  # noqa: PLC0415 - lazy

    settings = read_settings(home)
    checks = all_checks(*settings.check_folders())
    items, faults = items_of(places, settings.fetch_options())
    if headline and not (len(items) == 1 and is_plain(items[0])):
        raise Refusal("--headline is for one draft of plain text: other files and pages bring their own.")
    reader = partial(read_draft, headline=headline)
    found = list(extract_batch(items, workers=min(2, len(items)), seconds=settings.page_seconds, reader=reader))
    faults |= {one.key: one.reason for one in found if not isinstance(one, Extracted)}
    texts = [(one.key, one.records) for one in found if isinstance(one, Extracted)]
    several = relate if len(texts) > 1 else None
    raised = screen([records for _, records in texts], checks, signs_off=settings.signs_off, relate=several)
    flags = _by_article(raised)
    read = [(place, records, flags.get(records.article.article_id, [])) for place, records in texts]
    if as_json:
        print(json.dumps(_document(read, faults), ensure_ascii=False, indent=1))  # noqa: T201 - the command's answer
    else:
        sources = {item.key: Source.of(item) for item in items}
        _say_headlines(items, read, given=bool(headline))
        _print_text(read, {check.code: check.header.title for check in checks}, sources, notes=notes)
    for place, reason in faults.items():
        print(f"copydesk: {place}: {reason}", file=sys.stderr)  # noqa: T201 - the command's answer
    return _status(read, faults)


def items_of(places: Sequence[str], fetch_options: dict[str, Any]) -> tuple[list[Item], dict[str, str]]:
    """Return what stands at each place, for a worker to read, and the reason of each that could not be had."""
    items: list[Item] = []
    faults: dict[str, str] = {}
    for place in dict.fromkeys(places):
        try:
            items.append(_item(place, fetch_options))
        except Refusal as fault:
            faults[place] = str(fault)
    return items, faults


def _item(place: str, fetch_options: dict[str, Any]) -> Item:
    from extract.workers import Item  # noqa: PLC0415 - lazy

    if place.startswith(("http://", "https://")):
        from copydesk.download import download  # noqa: PLC0415 - httpx

        return download(place, fetch_options)
    if place == "-":
        data = sys.stdin.buffer.read(LARGEST_DRAFT)
        return Item(key=place, data=data, name="standard input", content_type="text/plain")
    return Item(key=place, data=_bytes(Path(place)), name=place)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_DRAFT:
            raise Refusal(f"larger than {LARGEST_DRAFT:,} bytes: is it a draft?")
        return path.read_bytes()
    except FileNotFoundError:
        raise Refusal("there is no such file") from None
    except IsADirectoryError:
        raise Refusal("it is a folder: name the files in it") from None
    except OSError as error:
        raise Refusal(f"it cannot be read ({error.strerror})") from None


def _by_article(flags: Sequence[Flag]) -> dict[str, list[Flag]]:
    order = {Part.TITLE: 0, Part.STANDFIRST: 1, Part.TEXT: 2}
    found: dict[str, list[Flag]] = {}
    gravest = {severity: at for at, severity in enumerate(reversed(Severity))}
    for flag in sorted(
        flags,
        key=lambda flag: (gravest[flag.severity], order[flag.part], flag.span_start, flag.span_end, flag.check_code),
    ):
        found.setdefault(flag.article_id, []).append(flag)
    return found


def _say_headlines(items: Sequence[Item], read: Sequence[tuple[str, Records, list[Flag]]], *, given: bool) -> None:
    """Say which line of a plain draft was taken for its headline."""
    plain = {item.key for item in items if is_plain(item)}
    for place, records, _ in read:
        if place in plain and records.article.headline and not given:
            taken = shown(records.article.headline)
            print(f"copydesk: {place}: “{taken}” is taken for the headline; --headline says another.", file=sys.stderr)  # noqa: T201 - the command's answer


def _print_text(
    read: Sequence[tuple[str, Records, list[Flag]]],
    titles: dict[str, str],
    sources: dict[str, Source | None],
    *,
    notes: bool,
) -> None:
    from rich.console import Console  # noqa: PLC0415 - lazy

    console = Console(highlight=False, soft_wrap=True)
    for place, records, flags in read:
        for flag in flags:
            if notes or flag.severity is not Severity.INFO:
                print_flag(
                    console,
                    place,
                    records.article,
                    flag,
                    title=titles.get(flag.check_code, ""),
                    source=sources.get(place),
                )
    console.print(summary([flag for _, _, flags in read for flag in flags], len(read), folded=not notes))


def words_of(article: Article, part: Part) -> str:
    """Return the text that a span of this part counts in."""
    return {Part.TITLE: article.headline, Part.STANDFIRST: article.standfirst, Part.TEXT: article.text}[part]


def _document(read: Sequence[tuple[str, Records, list[Flag]]], faults: dict[str, str]) -> dict[str, Any]:
    files: list[dict[str, Any]] = [
        {
            "place": place,
            "headline": records.article.headline,
            "flags": [_flag(records.article, flag) for flag in flags],
        }
        for place, records, flags in read
    ]
    return {"schema": SCHEMA, "files": files + [{"place": place, "error": reason} for place, reason in faults.items()]}


def _flag(article: Article, flag: Flag) -> dict[str, Any]:
    words = words_of(article, flag.part)[flag.span_start : flag.span_end]
    evidence = [{"span": [e.span_start, e.span_end], "in": e.part, "role": e.role} for e in flag.evidence]
    return {
        "check": flag.check_code,
        "severity": flag.severity,
        "span": [flag.span_start, flag.span_end],
        "in": flag.part,
        "text": words,
        "message": flag.message,
        "reading": flag.reading,
        "evidence": evidence,
    }


def _status(read: Sequence[tuple[str, Records, list[Flag]]], faults: dict[str, str]) -> Status:
    """Return findings before partial: a flag is what the caller asked about; nothing readable is wrong use."""
    if not read:
        return Status.WRONG_USE
    if any(flag.severity != Severity.INFO for _, _, flags in read for flag in flags):
        return Status.FINDINGS
    return Status.PARTIAL if faults else Status.FINE
