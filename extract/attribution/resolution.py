"""Who "he", "the minister" and "Imre" are: a source's full name in the article, and its kind."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extract.attribution.names import FEMALE, MALE, SUBJECTS, Name, clean, gender_of, is_dated, name_tokens, split_title
from extract.attribution.reports import touched
from extract.attribution.sources import RELATIVE, naming_token, noun_kind, owner, relative_antecedent
from extract.attribution.vocabulary import CUES, SOURCES
from extract.datelines import DEP as DATELINE
from warehouse.terms import SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from extract.attribution.names import Names
    from extract.reading import Paragraph


GENDERS = {"he": MALE, "his": MALE, "him": MALE, "she": FEMALE, "her": FEMALE, "hers": FEMALE}
PEOPLE = frozenset({SourceKind.NAMED_PERSON, SourceKind.UNNAMED_PERSON, SourceKind.ANONYMOUS})
NEAR = 200  # mentions looked back over, however long the paragraph
FAR = 3  # paragraphs looked back for an antecedent


class Resolved(NamedTuple):
    """What kind of source, and its full name where the article gives one."""

    kind: SourceKind
    name: str | None


@dataclass(slots=True)
class Mention:
    """Somebody who may be meant by a pronoun later on."""

    paragraph: int
    place: int
    sentence: int
    resolved: Resolved
    gender: str | None
    subject: bool


def _order(mention: Mention) -> tuple[int, int]:
    return mention.paragraph, mention.place


class Resolution:
    """Resolves the sources of one text in reading order; each one it resolves can be meant by the next pronoun."""

    def __init__(self, paragraphs: Sequence[Paragraph], quoted: Sequence[tuple[int, int]], names: Names) -> None:
        self.names = names
        self.mentions: list[Mention] = []
        self.known: dict[tuple[int, int], Resolved] = {}
        for paragraph in paragraphs:
            self._mention_names(paragraph, quoted)

    def _mention_names(self, paragraph: Paragraph, quoted: Sequence[tuple[int, int]]) -> None:
        place = 0
        for token in paragraph.doc:
            if token.i < place or token.pos_ != "PROPN" or token.dep_ == DATELINE:
                continue
            run = name_tokens(token)
            place = run[-1].i + 1
            offset = paragraph.span_start + token.idx
            if is_dated(run) or touched(quoted, offset, offset + 1):
                continue
            name = self.names.of_run(run)
            if name is not None and (name.acts or name.kind != SourceKind.NAMED_PERSON):
                subject = any(part.dep_ in SUBJECTS for part in run)
                self._add(paragraph, run[-1], Resolved(name.kind, name.full), name.gender, subject=subject)

    def _add(
        self, paragraph: Paragraph, token: Token, resolved: Resolved, gender: str | None, *, subject: bool
    ) -> None:
        mention = Mention(paragraph.number, token.i, token.sent.start, resolved, gender, subject)
        insort(self.mentions, mention, key=_order)

    def resolve(self, paragraph: Paragraph, head: Token | None) -> Resolved:
        """Return the kind and full name of the source with this head; the same head always gives the same."""
        if head is None:
            return Resolved(SourceKind.VAGUE, None)
        key = (paragraph.number, head.i)
        if key not in self.known:
            self.known[key] = resolved = self._resolve(paragraph, head)
            if resolved.kind not in {SourceKind.VAGUE, SourceKind.DOCUMENT}:
                self._add(paragraph, head, resolved, _gender(head, resolved, self.names), subject=True)
        return self.known[key]

    def _resolve(self, paragraph: Paragraph, head: Token) -> Resolved:
        if (antecedent := relative_antecedent(head)) is not None:
            return self.resolve(paragraph, antecedent)
        named = naming_token(head)
        if named is not None and (name := self.names.find(named)) is not None:
            return self._named(head, self._namesake(paragraph, named, name))
        if head.text[0].isupper() and (name := self.names.person(head.text)) is not None:
            return self._named(head, name)
        if head.is_upper and head.lower_ in RELATIVE:
            return Resolved(SourceKind.NAMED_ORGANISATION, head.text)  # WHO, the World Health Organization
        if head.pos_ in {"PRON", "DET"} or head.lower_ in GENDERS:
            return self._pronoun(paragraph, head)
        return self._noun(paragraph, head)

    def _named(self, head: Token, name: Name) -> Resolved:
        last = name.words[-1].lower()
        if last in CUES.documents:
            return Resolved(SourceKind.DOCUMENT, name.full)
        if head.tag_ == "NNPS" and len(name.words) == 1:
            return Resolved(SourceKind.UNNAMED_GROUP, None)
        return Resolved(name.kind, name.full)

    def _namesake(self, paragraph: Paragraph, named: Token, name: Name) -> Name:
        """Return the last one met of those whom a bare surname may mean, by the title's gender where it has one."""
        run = name_tokens(named)
        title, bare = split_title(run)
        able = self.names.namesakes(bare[0].text) if len(bare) == 1 else []
        if len(able) < 2:  # noqa: PLR2004 - one bearer is no question
            return name
        gender = gender_of(title, [])
        able = [full for full in able if gender is None or self.names.cast[full].gender in {None, gender}] or able
        last = self._last(paragraph, named, able)
        return name if last is None else self.names.cast[last]

    def _last(self, paragraph: Paragraph, head: Token, able: Sequence[str]) -> str | None:
        """Return the one of these names that was met last before a token."""
        before = bisect_left(self.mentions, (paragraph.number, head.i), key=_order)
        near = reversed(self.mentions[max(before - NEAR, 0) : before])
        return next((mention.resolved.name for mention in near if mention.resolved.name in able), None)

    def _pronoun(self, paragraph: Paragraph, head: Token) -> Resolved:
        word = head.lower_
        if word in GENDERS:
            found = self._antecedent(paragraph, head, GENDERS[word], PEOPLE)
            return found or Resolved(SourceKind.UNNAMED_PERSON, None)
        if word in {"they", "them", "their", "we", "our", "us"}:
            groups = {SourceKind.UNNAMED_GROUP, SourceKind.NAMED_ORGANISATION, SourceKind.UNNAMED_ORGANISATION}
            found = None if word[0] != "t" else self._antecedent(paragraph, head, None, frozenset(groups))
            return found or Resolved(SourceKind.UNNAMED_GROUP, None)
        if word in {"it", "its"}:
            bodies = {SourceKind.NAMED_ORGANISATION, SourceKind.UNNAMED_ORGANISATION, SourceKind.DOCUMENT}
            return self._antecedent(paragraph, head, None, frozenset(bodies)) or Resolved(SourceKind.VAGUE, None)
        if word in SOURCES.someone:
            return Resolved(SourceKind.UNNAMED_PERSON, None)
        groups_of = any(child.lower_ == "of" for child in head.rights)
        return Resolved(SourceKind.UNNAMED_GROUP if groups_of else SourceKind.VAGUE, None)

    def _antecedent(
        self, paragraph: Paragraph, head: Token, gender: str | None, kinds: frozenset[SourceKind]
    ) -> Resolved | None:
        """Return the nearest earlier mention that fits: subjects before others, the nearer sentence first."""
        before = bisect_left(self.mentions, (paragraph.number, head.i), key=_order)
        able = [
            mention
            for mention in self.mentions[max(before - NEAR, 0) : before]
            if paragraph.number - mention.paragraph <= FAR
            and mention.resolved.kind in kinds
            and (gender is None or mention.gender in {None, gender})
        ]
        if not able:
            return None
        sentence = (paragraph.number, head.sent.start)

        def fit(mention: Mention) -> tuple[bool, int, int, bool, bool, int]:
            beside = (mention.paragraph, mention.sentence) == sentence and not mention.subject
            known = mention.gender is not None
            return not beside, mention.paragraph, mention.sentence, known, mention.subject, -mention.place

        return max(able, key=fit).resolved

    def _noun(self, paragraph: Paragraph, head: Token) -> Resolved:
        kind = noun_kind(head)
        if kind == SourceKind.NAMED_ORGANISATION:
            holder = owner(head)
            return Resolved(kind, None if holder is None else clean([*name_tokens(holder)]))
        definite = any(child.lower_ in {"the", "his", "her", "this", "that"} for child in head.lefts)
        if kind == SourceKind.UNNAMED_PERSON and definite:
            modifiers = {child.lemma_.lower() for child in head.lefts}
            name = self.names.described_as(head.lemma_.lower(), modifiers)
            if name is not None:
                return Resolved(name.kind, name.full)
        if kind == SourceKind.DOCUMENT and definite:
            return Resolved(kind, self.names.titled(head.lemma_.lower()))
        if kind == SourceKind.UNNAMED_ORGANISATION and definite:
            full = self._body(paragraph, head)
            if full is not None:
                return Resolved(SourceKind.NAMED_ORGANISATION, full)
        return Resolved(kind, None)

    def _body(self, paragraph: Paragraph, head: Token) -> str | None:
        """Return the organisation that "the city" is: the last one named so, else the only one of the article."""
        able = self.names.bodies(head.lemma_.lower())
        return self._last(paragraph, head, able) or (able[0] if len(able) == 1 else None)


def _gender(head: Token, resolved: Resolved, names: Names) -> str | None:
    word = head.lower_
    if word in GENDERS:
        return GENDERS[word]
    if head.lemma_.lower() in SOURCES.women | SOURCES.men:
        return FEMALE if head.lemma_.lower() in SOURCES.women else MALE
    name = names.cast.get(resolved.name) if resolved.name else None
    return name.gender if name is not None else None
