"""What only the parse tells of a verb: whether it accuses somebody, whether it hides who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.claim.clauses import clause_head
from extract.claim.phrases import entry

if TYPE_CHECKING:
    from spacy.tokens import Token

AGENT_WITHIN = 7  # words after a passive: "widely condemned, including by the mayor"


def accuses_somebody(token: Token, language: str) -> bool:
    """Say whether the doer of a verb can be identified, and the deed is told as done: no "might", no "if", no "not"."""
    clause = clause_head(token)
    doers = [child for node in {token, clause} for child in node.children if child.dep_ in {"nsubj", "agent"}]
    offices = entry("sourcing", "somebody", language).words
    known = any(word.pos_ == "PROPN" or word.lower_ in {"he", "she"} for doer in doers for word in doer.subtree) or any(
        word.lower_ in offices and any(child.lower_ == "the" for child in word.children)
        for doer in doers
        for word in doer.subtree
    )
    unreal = any(child.tag_ == "MD" or child.dep_ == "neg" for node in (token, clause) for child in node.children)
    return known and not unreal


def hides_agent(token: Token) -> bool:
    """Say whether a verb is a passive that leaves out by whom; a denial ("was not accused") leaves out nobody."""
    children = {child.dep_ for child in token.children}
    if children.isdisjoint({"auxpass", "nsubjpass"}) or not children.isdisjoint({"agent", "neg"}):
        return False
    return not any(word.lower_ == "by" and 0 < word.i - token.i < AGENT_WITHIN for word in token.subtree)


def hides_believer(token: Token) -> bool:
    """Say whether a passive tells what is believed, not by whom: "is believed to", "seen as"."""
    children = list(token.children)
    participle = token.dep_ == "acl" and token.tag_ == "VBN"
    told = any(
        child.dep_ in {"xcomp", "ccomp", "oprd", "acomp"} or (child.dep_ == "prep" and child.lower_ == "as")
        for child in children
    )
    owed = any(child.tag_ == "MD" for child in children)
    agent = any(child.dep_ in {"agent", "neg"} for child in children)
    met = any(child.lower_ == "last" for child in children)  # "was last seen"
    return told and not met and not owed and (hides_agent(token) or (participle and not agent))
