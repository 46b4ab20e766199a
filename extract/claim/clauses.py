"""Clauses of a parsed sentence: which verb a word hangs on, and how far its clause or phrase runs."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.claim.excerpts import Excerpt, Sign

CLAUSES = {"ROOT", "advcl", "ccomp", "relcl", "acl", "parataxis", "csubj"}


def token_at(excerpt: Excerpt, place: int) -> Token:
    """Return the sentence's token that holds this code point, or its last one."""
    return excerpt.tokens[min(bisect_right(excerpt.ends, place), len(excerpt.ends) - 1)]


def clause_head(token: Token) -> Token:
    """Return the head of the clause that a token stands in: itself where it heads one."""
    for node in (token, *token.ancestors):
        if node.dep_ in CLAUSES and node.pos_ in {"VERB", "AUX"}:
            return node
    return token.sent.root


def aside(excerpt: Excerpt, sign: Sign) -> bool:
    """Say whether a sign stands in a participle clause after the main verb: the reporter's own comment on it."""
    head = clause_head(token_at(excerpt, sign.span_start))
    return bool(head.dep_ == "advcl" and head.tag_ == "VBG" and head.i > head.sent.root.i)


def phrase_span(excerpt: Excerpt, sign: Sign) -> tuple[int, int]:
    """Return the sign's span widened to the end of what hangs on its words: its objects and their phrases."""
    tokens = [token for token in excerpt.tokens if sign.span_start <= excerpt.offset(token) < sign.span_end] or [
        token_at(excerpt, sign.span_start)
    ]
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or token.dep_ == "ROOT"]
    last = max(_last(token, tokens[0].i) for token in heads)
    end = excerpt.offset(excerpt.tokens.doc[last]) + len(excerpt.tokens.doc[last].text)
    return sign.span_start, max(end, sign.span_end)


def clause_span(excerpt: Excerpt, sign: Sign) -> tuple[int, int]:
    """Return the span of the clause that a sign stands in; a main clause is the whole sentence."""
    head = clause_head(token_at(excerpt, sign.span_start))
    if head.dep_ == "ROOT" or head == head.sent.root:
        return excerpt.sentence.span_start, excerpt.sentence.span_end
    words = [token for token in head.subtree if not token.is_space]
    first, last = words[0], words[-1]
    return (
        min(excerpt.offset(first), sign.span_start),
        max(excerpt.offset(last) + len(last.text), sign.span_end),
    )


def _last(token: Token, first: int) -> int:
    """Return the last word that hangs on a token's right, stopping before a comma, a full stop or a new clause."""
    last = int(token.i)
    for child in token.rights:
        if child.dep_ in {"punct", "conj", "advcl", "parataxis", "cc"} and child.i > first:
            break
        last = max(last, _last(child, first))
    return last
