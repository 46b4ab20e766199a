"""What a figure counts: the noun phrase after it, from the parse of the paragraph."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.vocabulary import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

ADJECTIVES = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "VBD", "HYPH", "AFX", "CD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLURALS = frozenset({"NNS", "NNPS"})
DROPPED = frozenset({"VBN", "VBG", "VBD", "POS", "CC"})
SKIPPED = CONTEXT.stepped_over | frozenset("\"'“”‘’`")
LONGEST = 8


class Counted(NamedTuple):
    """A noun phrase: its words and its head in the singular, and whether anything counted was found."""

    name: str
    head: str
    end: int  # offset after its last word
    named: bool  # its head is a proper noun in the singular: a name, nothing counted


class Tokens:
    """A doc's tokens by the offset where they begin: token objects are made only where one is asked for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    @cached_property
    def places(self) -> dict[int, int]:
        """Return each token's number by its offset."""
        return {int(at): i for i, at in enumerate(self.doc.to_array(["IDX"]).ravel().tolist())}

    def get(self, at: int) -> Token | None:
        """Return the token that begins at an offset, or None."""
        place = self.places.get(at)
        return None if place is None else self.doc[place]


def counted_after(tokens: Tokens, doc: Doc, at: int, *, single: bool) -> Counted | None:
    """Return the noun phrase that begins at or after offset `at`: its head singular; `single` for one."""
    token = tokens.get(at) or tokens.get(at + 1)
    if token is None:
        return None
    words = _phrase(doc, token.i)
    if not words:
        return None
    if not single and len(words) > 1 and words[0].tag_ in {"VBD", "VBN"} and words[-1].tag_ == "NN":
        return None  # "the crew of 18 abandoned ship"
    if len(words) > 1 and not single and words[-1].tag_ not in PLURALS | {"VBZ"}:
        first = next(place for place, word in enumerate(words) if word.tag_ in NOUNS)
        words = words[: first + 1]  # "a 12-page document": pages are counted
    head = singular(words[-1])
    return Counted(_shown(words, head), head, words[-1].idx + len(words[-1]), words[0].tag_ == words[-1].tag_ == "NNP")


def _phrase(doc: Doc, start: int) -> list[Token]:
    """Return the tokens of the noun phrase at or right after `start`, its articles and "of" stepped over."""
    words: list[Token] = []
    for place in range(start, min(start + LONGEST, len(doc))):
        token = doc[place]
        if not words and token.lower_ in SKIPPED:
            continue
        if token.lower_ in CONTEXT.stops_a_noun or not _fits(words, token, doc):
            break
        if token.tag_ == "CD" and words and words[-1].tag_ == "VBD":
            return []  # "the index lost 45 points"
        words.append(token)
    if len(words) == 1 and words[0].lower_ in CONTEXT.predicates:
        return []
    while words and words[-1].tag_ not in NOUNS and not _verb_for_noun(words[-1], start):
        words.pop()
    while words and words[0].tag_ == "CD" and not (len(words) > 1 and words[1].tag_ == "HYPH"):
        words.pop(0)  # "two-thirds of the 650 members", not "18 three-pointers"
    return words


def _verb_for_noun(token: Token, start: int) -> bool:
    """Whether the tagger took a plural right after the number for a verb ("2,000 homicides a year")."""
    plural = token.i == start and token.tag_ == "VBZ" and token.lower_.endswith("s")
    return plural and token.lemma_ not in CONTEXT.no_counted_verbs


def _fits(words: Sequence[Token], token: Token, doc: Doc) -> bool:
    """Whether a token goes on with a noun phrase: adjectives before nouns, nouns up to a plural."""
    last = words[-1] if words else None
    if last is None and token.tag_ == "VBZ":
        return token.lemma_ not in CONTEXT.no_counted_verbs
    if last is not None and last.tag_ == "VBZ":
        return False
    if last is None or last.tag_ not in NOUNS:
        joins = token.tag_ == "CC" and last is not None and last.tag_ in {"JJ", "VBN"} and token.i + 1 < len(doc)
        return token.tag_ in ADJECTIVES or token.tag_ in NOUNS or (joins and doc[token.i + 1].tag_ == "JJ")
    if token.tag_ in {"POS", "HYPH"}:
        return True
    if token.tag_ == "CC":
        after = doc[token.i + 1 : token.i + 3]
        return last.tag_ == "NNP" and len(after) > 1 and after[0].tag_ == "NNP" and after[1].tag_ == "NNS"
    return token.tag_ in NOUNS and (last.tag_ not in PLURALS or _compound(last, token))


def _shown(words: Sequence[Token], head: str) -> str:
    """Return the phrase without participles and with superlatives in their plain form: "large city"."""
    shown = ""
    for word in words[:-1]:
        if word.tag_ in DROPPED and not shown.endswith("-"):
            continue
        text = str(word.lemma_) if word.tag_ in {"JJS", "JJR"} else str(word.text)
        shown = shown.rstrip() + "-" if word.tag_ == "HYPH" else shown + text + " "
    return shown + head


def _compound(noun: Token, after: Token) -> bool:
    return after.tag_ in NOUNS and noun.dep_ == "compound" and noun.head.i == after.i


def singular(token: Token) -> str:
    """Return a noun in the singular, as printed otherwise."""
    if token.tag_ == "VBZ" or (token.tag_ == "NNS" and token.text[:-1].isupper() and len(token.text) > len("As")):
        return str(token.text).removesuffix("s")  # MPs
    if token.tag_ not in PLURALS:
        return str(token.text)
    lemma = str(token.lemma_)
    if lemma.endswith("sse"):
        return str(token.text).removesuffix("es")  # passes
    if lemma.endswith("is") and token.lower_.endswith("es"):
        lemma = str(token.text).removesuffix("es")  # taxes, not taxis
    return lemma if token.tag_ == "NNS" else str(token.text).removesuffix("s")
