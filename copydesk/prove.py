"""Push a check's own examples through the real extractor, a warehouse in memory and the check."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from typing import TYPE_CHECKING

from checks.check import Check, Passage, all_checks
from checks.run import screen
from extract.page import read_html
from extract.pipeline import annotate
from extract.plain import read_text
from flows.grouping import relate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.reading import Page
    from warehouse.records import Flag, Records


def faults_of(check: Check) -> Iterator[str]:
    """Yield a sentence for every example whose flagged words are not the ones that it names."""
    if not any(passage.flags for example in check.header.examples for passage in example.passages()):
        yield f"{check.code}: no example is flagged, so nothing proves that the check can speak."
    if all(passage.flags for example in check.header.examples for passage in example.passages()):
        yield f"{check.code}: no example stays silent, so nothing proves that the check can keep still."
    for number, example in enumerate(_screened(check), start=1):
        for passage, records, flags in example:
            words = Counter(_words(flag, records) for flag in flags)
            wanted = Counter(passage.flags)
            for missing in (wanted - words).elements():
                yield f"{check.code} example {number}: {missing!r} is not flagged (flagged: {sorted(words)})"
            for extra in (words - wanted).elements():
                yield f"{check.code} example {number}: {extra!r} is flagged and should not be"


def _screened(check: Check) -> Iterator[list[tuple[Passage, Records, list[Flag]]]]:
    """Yield each example's passages with their records and flags, in order.

    Examples are screened one by one where articles may speak of each other, else together, which costs less.
    """
    told = [example.passages() for example in check.header.examples]
    alone = check.across or any(len(passages) > 1 or passages[0].url for passages in told)
    pages = [
        page_of(passage, number if alone else example)
        for example, passages in enumerate(told)
        for number, passage in enumerate(passages)
    ]
    every = annotate(pages)
    found = [list(itertools.islice(every, len(passages))) for passages in told]
    together = [] if alone else screen(itertools.chain.from_iterable(found), [check], relate=relate)
    for passages, group in zip(told, found, strict=True):
        flags = screen(group, [check], relate=relate) if alone else together
        yield [
            (passage, records, [flag for flag in flags if flag.article_id == records.article.article_id])
            for passage, records in zip(passages, group, strict=True)
        ]


def page_of(passage: Passage, number: int) -> Page:
    """Return the page of one passage of an example, at an address of its own."""
    if passage.html:
        url = passage.url or f"https://example.org/{number}"
        return read_html(passage.html, url=url, outlet=passage.outlet, fetched_at=passage.fetched)
    return read_text(
        passage.text,
        url=passage.url or f"https://example.org/{number}",
        title=passage.title,
        standfirst=passage.standfirst,
        outlet=passage.outlet,
        language=passage.language,
        published_at=passage.published,
    )


def _words(flag: Flag, records: Records) -> str:
    article = records.article
    texts = {"text": article.text, "title": article.headline, "standfirst": article.standfirst}
    return texts[flag.part][flag.span_start : flag.span_end]


def main(codes: list[str]) -> int:
    """Print the faults of the named checks, or of all: 1 when there are any."""
    chosen = [check for check in all_checks() if not codes or check.code in codes]
    faults = [fault for check in chosen for fault in faults_of(check)]
    for fault in faults:
        sys.stdout.write(fault + "\n")
    sys.stdout.write(f"{len(chosen)} checks, {len(faults)} faults\n")
    return 1 if faults or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
