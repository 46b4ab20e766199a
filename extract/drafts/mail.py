"""A mail -> what its sender wrote, told from what the mail answers and from the sender's signature."""

from __future__ import annotations

import email.policy
import itertools
import re
from email.parser import BytesParser
from typing import TYPE_CHECKING, NamedTuple, cast

from extract.pages.compose import NoArticle, Piece
from extract.pages.published import time_of
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import EmailMessage

MOST_HEADER = 2_000  # characters of a mail's header
MOST_BOUNDARIES, MOST_PARTS = 50, 5_000  # of a mail: parts that hold others, and parts at all
BOUNDARY = re.compile(rb"\bboundary\s{0,9}=", re.IGNORECASE)
QUOTED = re.compile(r"\s{0,3}>")
SIGNATURE = "--"  # RFC 3676 4.3: the line "-- " and what follows it


class Mail(NamedTuple):
    """A mail's own words: plain pieces, or markup where it has no plain text."""

    subject: str
    sender: str
    sent_at: datetime | None
    pieces: tuple[Piece, ...]
    html: str


class _Brief(email.policy.EmailPolicy):
    """Reads the beginning of each header: the parser of long ones takes the square of their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER]


def read_mail(data: bytes) -> Mail:
    """Return what a mail says; raises NoArticle where it cannot be read."""
    if sum(1 for _ in BOUNDARY.finditer(data)) > MOST_BOUNDARIES or data.count(b"\n--") > MOST_PARTS:
        raise NoArticle("the mail has too many parts")
    try:
        message = cast("EmailMessage", BytesParser(policy=_Brief()).parsebytes(data))
        plain, html = (_text(message, kind) for kind in ("plain", "html"))
        subject, sender = str(message["subject"] or ""), str(message["from"] or "")
        sent_at = time_of(str(message["date"] or ""))
    except Exception as error:  # the standard library's parser raises a dozen classes on damaged mail
        raise NoArticle("the file is not a readable e-mail") from error
    return Mail(subject, sender, sent_at, tuple(_pieces(plain)), "" if plain.strip() else html)


def _text(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


def _pieces(text: str) -> Iterator[Piece]:
    """Yield the paragraphs; a quoted one, the line above it that says whose it is, and the signature are furniture.

    A mail that is nothing but quotation hands a story on: then that is the text.
    """
    own, _, signature = re.sub(r"\r\n?", "\n", text).partition(f"\n{SIGNATURE} \n")
    lines = own.split("\n")
    if all(QUOTED.match(line) or not line.strip() for line in lines):
        lines = [QUOTED.sub("", line, count=1) for line in lines]
    runs = list(_runs(lines))
    for at, (quoted, run) in enumerate(runs):
        leads = run[-1].rstrip().endswith(":") and at + 1 < len(runs) and runs[at + 1][0]
        own_lines = run[:-1] if leads else run
        yield Piece(Role.FURNITURE if quoted else Role.BODY, "\n".join(own_lines))
        yield Piece(Role.FURNITURE, "\n".join(run[len(own_lines) :]))
    for line in signature.split("\n"):
        yield Piece(Role.FURNITURE, line)


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield each run of lines between blank ones, or of quoted lines, and whether it is quoted."""
    marked = ((QUOTED.match(line) is not None, QUOTED.sub("", line, count=1)) for line in lines)
    for (quoted, blank), run in itertools.groupby(marked, key=lambda pair: (pair[0], not pair[1].strip())):
        if not blank:
            yield quoted, [line for _, line in run]
