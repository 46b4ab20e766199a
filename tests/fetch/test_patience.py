"""Documents made to take long do not: time grows with length, and no further than the limits."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest
import strategies

from fetch.reasons import Fault
from fetch.robots import read_policy

if TYPE_CHECKING:
    from pathlib import Path

READERS = strategies.readers()
LENGTH = 1_000_000
KNOTS: dict[str, tuple[bytes, list[bytes]]] = {
    "page": (
        b"<html lang='en'><body>",
        [
            b"<script",
            b"<!--",
            b"<style>",
            b"<p ",
            b"<p>x",
            b"<a>x",
            b"<",
            b"<link ",
            b"<link rel=canonical href=",
            b"<meta property=og:site_name ",
            b"<div><span>",
            b"&#",
            b"\xc3\x83",
            b'<script type="application/ld+json">{"@graph":',
            b"{",
            b"\xff\xfea",
            b"enable ",
        ],
    ),
    "feed": (
        b'<rss version="2.0"><channel>',
        [
            b"<item>",
            b"<item><title",
            b"<item><link ",
            b"<entry><link href=",
            b"<![CDATA[",
            b"&amp;",
            b"<a:b xmlns:a='x'>",
        ],
    ),
    "nested feed": (b"<rss><channel><item>" + b"<a>" * 200, [b"<b/>", b"<link/>", b"<guid>x</guid>"]),
    "feed of bases": (b"<feed>" + (b"<e xml:base='" + b"a" * 50 + b"/'>") * 200, [b"<entry><link href='b'/></entry>"]),
    "sitemap": (b"<urlset>", [b"<url>", b"<loc>", b"<url><loc>https://a.example/1</loc></url>"]),
    "robots": (
        b"User-agent: *\n",
        [b"Disallow: /*a*a*a*a*a*a*b$\n", b"User-agent: *\n", b"Disallow: /" + b"*a" * 40 + b"$\n"],
    ),
}
KINDS = {"nested feed": "feed", "feed of bases": "feed"}
CASES = [
    pytest.param(kind, head, knot, id=f"{kind}-{knot[:20]!r}") for kind, (head, all_) in KNOTS.items() for knot in all_
]


@pytest.mark.parametrize(("kind", "head", "knot"), CASES)
def test_a_megabyte_of_knots_takes_seconds_at_most(kind: str, head: bytes, knot: bytes, tmp_path: Path) -> None:
    body = head + knot * (LENGTH // len(knot))
    began = time.process_time()
    with contextlib.suppress(Fault):
        READERS[KINDS.get(kind, kind)](body, tmp_path)
    assert time.process_time() - began < 5


def test_a_rule_of_many_stars_does_not_hold_up_a_long_address() -> None:
    policy = read_policy(b"User-agent: *\nDisallow: /" + b"*a" * 30 + b"*b$\n", time.time() + 60, "copydesk")
    began = time.process_time()
    with contextlib.suppress(Fault):
        policy.check("https://a.example/" + "a" * 1900)
    assert time.process_time() - began < 2
