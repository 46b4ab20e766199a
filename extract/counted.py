"""What a figure counts: the noun phrase after it, from the parse of the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MODIFIERS = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "POS", "AFX", "CD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLURALS = frozenset({"NNS", "NNPS"})
SKIPPED = frozenset(
    {"of", "the", "these", "those", "such", "its", "their", "his", "her", "our", "my", "your", "more", "additional"}
)
LONGEST = 7


class Counted(NamedTuple):
    """A noun phrase: its words and its head in the singular, and whether anything counted was found."""

    name: str
    head: str
    end: int  # offset after its last word


def tokens_by_place(doc: Any) -> dict[int, Any]:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    """Return a doc's tokens by the offset where they begin."""
    return {token.idx: token for token in doc}


def counted_after(tokens: Mapping[int, Any], doc: Any, at: int) -> Counted | None:  # noqa: ANN401 - as above
    """Return the noun phrase that begins at or after offset `at`: its head singular, "of the" stepped over."""
    token = tokens.get(at) or tokens.get(at + 1)
    if token is None:
        return None
    words: list[Any] = []
    for place in range(token.i, min(token.i + LONGEST, len(doc))):
        token = doc[place]
        if not words and token.lower_ in SKIPPED:
            continue
        if token.tag_ not in MODIFIERS or (
            words and words[-1].tag_ in PLURALS and token.tag_ != "POS" and not _compound(words[-1], token)
        ):
            break
        words.append(token)
    while words and words[-1].tag_ not in NOUNS:
        words.pop()
    if not words:
        return None
    head = singular(words[-1])
    shown = [word.text for word in words[:-1] if word.tag_ not in {"HYPH", "POS"}]
    return Counted(" ".join([*shown, head]), head, words[-1].idx + len(words[-1]))


def _compound(noun: Any, after: Any) -> bool:  # noqa: ANN401 - as above
    return after.tag_ in NOUNS and noun.dep_ == "compound" and noun.head.i == after.i


def singular(token: Any) -> str:  # noqa: ANN401 - as above
    """Return a noun in the singular, as printed otherwise."""
    if token.tag_ not in PLURALS:
        return str(token.text)
    lemma = str(token.lemma_)
    return lemma if token.tag_ == "NNS" else str(token.text).removesuffix("s")
