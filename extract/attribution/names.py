"""The names of an article: who is first written out in full, with which title, and who "Imre" is later on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.attribution.vocabulary import CUES, SOURCES
from extract.datelines import DEP as DATELINE
from extract.figure.vocabulary import CALENDAR
from warehouse.terms import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from extract.reading import Paragraph


JOINING = frozenset({"of", "for", "and", "the", "&", "on", "in"})
HYPHENS = frozenset({"-", "‑", "–"})  # inside a name, without spaces around
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FEMALE, MALE = "she", "he"
GIVEN = SOURCES.female | SOURCES.male
ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?")
CAMEL = re.compile(r"(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Le)(?<!^La)(?<!^Van)(?<=[a-z])[A-Z]|\d")
LONGEST = 12  # tokens of one name
MOST_BEARERS = 8  # people of one surname


@dataclass(slots=True)
class Name:
    """Somebody or something that the article names, in full as far as it does."""

    full: str
    kind: SourceKind
    gender: str | None = None
    described: set[str] = field(default_factory=set)  # lower-case nouns: titles and appositives
    acts: bool = False  # it is a subject, bears a title or is described: somebody whom "he" may mean

    @property
    def words(self) -> list[str]:
        """Return the words of the full name."""
        return self.full.split()


def name_tokens(token: Token) -> list[Token]:
    """Return the run of name tokens around one, with the small words inside an organisation's name."""
    doc, sent = token.doc, token.sent
    first = last = token.i
    while first > sent.start and token.i - first < LONGEST and _is_name(doc[first - 1]):
        first -= 1
    while last + 1 < sent.end and last - token.i < LONGEST:
        if _is_name(doc[last + 1]):
            last += 1
        elif (
            doc[last + 1].lower_ in JOINING and _resumes(doc, last + 2, sent.end) and _organised(doc[first : last + 1])
        ):
            last += 2
        else:
            break
    return list(doc[first : last + 1])


def _is_name(token: Token) -> bool:
    if token.text in HYPHENS:
        return 0 < token.i < len(token.doc) - 1 and not token.whitespace_ and not token.nbor(-1).whitespace_
    if token.pos_ == "PROPN" or token.lower_ in SOURCES.particles:
        return not (token.is_punct or token.is_space)
    return token.tag_ in {"NNP", "NNPS"} and not token.is_punct


def _resumes(doc: Doc, place: int, end: int) -> bool:
    if place >= end or _is_name(doc[place]):
        return place < end
    joins = doc[place].lower_ == "the" and doc[place - 1].lower_ not in {"and", "&"}  # "and the" begins another name
    return joins and place + 1 < end and _is_name(doc[place + 1])


def _organised(tokens: Iterable[Token]) -> bool:
    return any(token.lower_ in SOURCES.organisations or CAMEL.search(token.text) is not None for token in tokens)


def split_title(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the title before a person's name and the name itself: [President] [Ana Imre]."""
    titles, cut = SOURCES.titles, 0
    for index, token in enumerate(tokens[:-1]):
        if token.lower_.strip(".") in titles or token.lower_ in titles:
            cut = index + 1
    if not cut and len(tokens) > 1 and _after_office(tokens[0]):
        cut = next((index for index, token in enumerate(tokens[1:-1], 1) if token.lower_ in GIVEN), 0)
    while cut < len(tokens) - 1 and (tokens[cut].text == "." or tokens[cut].lower_ in {"of", "for"}):
        cut += 1
    return tokens[:cut], tokens[cut:]


def is_dated(run: list[Token]) -> bool:
    """Say whether a run of name tokens is a day or a month."""
    return all(token.lower_.strip(".") in CALENDAR.weekdays or token.lower_ in CALENDAR.certain_months for token in run)


def _after_office(token: Token) -> bool:
    """Say whether an office and "of" or "for" stand before: "Governor of | Norvale Chris Merrin"."""
    before = token.doc[max(token.i - 2, 0) : token.i]
    return len(before) > 1 and before[1].lower_ in {"of", "for"} and before[0].lower_ in SOURCES.titles


def kind_of_name(tokens: list[Token]) -> SourceKind:
    """Say whether a run of name tokens names a person or an organisation."""
    title, name = split_title(tokens)
    last = name[-1]
    if any(token.lower_.strip(".") in GIVEN for token in name[:1]) and len(name) > 1:
        return SourceKind.NAMED_PERSON
    if _organised(name) or (ACRONYM.fullmatch(last.text) and len(name) == 1 and not title):
        return SourceKind.NAMED_ORGANISATION
    if not title and " ".join(token.lower_ for token in name) in SOURCES.speaking_places:
        return SourceKind.NAMED_ORGANISATION
    article = any(child.lower_ in {"the", "a", "an"} for child in last.lefts if child.dep_ == "det")
    if title:
        return SourceKind.NAMED_PERSON
    if article or last.tag_ == "NNPS":
        return SourceKind.NAMED_ORGANISATION
    return SourceKind.NAMED_PERSON


def clean(tokens: list[Token]) -> str:
    """Return the name as written, without possessive endings."""
    while tokens and (tokens[-1].text in POSSESSIVE or tokens[-1].is_punct):
        tokens = tokens[:-1]
    text = "".join(token.text_with_ws for token in tokens).strip()
    return re.sub(r"\s+", " ", text)


def person_key(name: str) -> str | None:
    """Return what one person's name has in common in every article: "Ana M. Imre" and "Ána Imre Jr." are "ana imre".

    A name of one word has none: whom it means, only its article knows.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    words = [word for word in re.findall(r"\w[\w'-]*", plain.replace("’", "'").casefold()) if len(word) > 1]
    words = [word for word in words if word not in SOURCES.name_endings]
    return " ".join(words) if len(words) > 1 else None


class Names:
    """The article's cast, in the order of first mention."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self.cast: dict[str, Name] = {}
        self.bearers: dict[str, list[str]] = {}  # first or last word of a person's name -> full names
        self.found: dict[tuple[int, int], Name | None] = {}  # by doc and token, once the whole cast is met
        self.ends: dict[tuple[int, int], Token] = {}  # by doc and token: every quotation looks at its whole sentence
        for paragraph in paragraphs:
            for run in _runs(paragraph.doc):
                self._meet(run)

    def _meet(self, run: list[Token]) -> None:
        title, name = split_title(run)
        full = clean(name)
        if not full or is_dated(run):
            return
        kind = kind_of_name(run)
        known = self.cast.get(full) or (self.person(full) if kind == SourceKind.NAMED_PERSON else None)
        if known is None:
            known = self.cast[full] = Name(full, kind, gender=gender_of(title, name))
        known.acts = known.acts or bool(title) or any(token.dep_ in SUBJECTS for token in run)
        known.gender = known.gender or gender_of(title, name)
        known.described.update(token.lower_.strip(".") for token in title)
        known.described.update(_described(run[-1]))
        known.acts = known.acts or bool(known.described) or known.gender is not None
        described = set(_described(run[-1]))
        if known.kind is SourceKind.NAMED_PERSON and not title and described & SOURCES.things:
            known.kind = SourceKind.NAMED_ORGANISATION  # "the cruise ship Osk"
        if kind == SourceKind.NAMED_PERSON and len(name) > 1:
            for word in {known.words[0], known.words[-1]}:
                bearers = self.bearers.setdefault(word, [])
                if known.full not in bearers[:MOST_BEARERS] and len(bearers) < MOST_BEARERS:
                    bearers.append(known.full)

    def namesakes(self, word: str) -> list[str]:
        """Return the full names of everybody whom one word of a name may mean: by surname, else by first name."""
        bearers = self.bearers.get(word, [])
        return [full for full in bearers if full.split()[-1] == word] or bearers

    def person(self, words: str) -> Name | None:
        """Return the person whom a short name means, met in full before or after; the first of several."""
        parts = words.split()
        able = self.namesakes(parts[-1]) if parts else []
        if len(parts) > 1:
            able = [full for full in able if full.split()[0] == parts[0]]
        return self.cast[able[0]] if able else None

    def find(self, head: Token) -> Name | None:
        """Return the name that a head token stands in, in full."""
        key = (id(head.doc), head.i)
        if key not in self.found:
            self.found[key] = self.of_run(name_tokens(head))
        return self.found[key]

    def end(self, token: Token) -> Token:
        """Return the last token of the name that a token stands in."""
        key = (id(token.doc), token.i)
        if key not in self.ends:
            self.ends[key] = name_tokens(token)[-1]
        return self.ends[key]

    def of_run(self, run: list[Token]) -> Name | None:
        """Return the name that a run of tokens is, in full."""
        title, name = split_title(run)
        full = clean(name)
        kind = kind_of_name(run)
        if (kind == SourceKind.NAMED_PERSON or len(name) == 1) and (found := self.person(full)) is not None:
            return found  # a surname that is a town's too is the person's
        found = self.cast.get(full)
        if found is None and full:
            found = Name(full, kind, gender=gender_of(title, name))
        return found

    def described_as(self, noun: str, modifiers: set[str]) -> Name | None:
        """Return the one person whom the article describes by this noun: "the judge"."""
        able = [name for name in self.cast.values() if noun in name.described and name.kind == SourceKind.NAMED_PERSON]
        closer = [name for name in able if modifiers & name.described]
        able = closer or able
        return able[0] if len(able) == 1 else None

    def titled(self, noun: str) -> str | None:
        """Return the one named document that "the study" may be: of that noun, else of any."""
        documents = CUES.documents
        named = [name for name in self.cast.values() if len(name.words) > 1 and name.words[-1].lower() in documents]
        able = [name.full for name in named if name.words[-1].lower() == noun] or [name.full for name in named]
        return able[0] if len(able) == 1 else None

    def bodies(self, noun: str) -> list[str]:
        """Return the organisations that a definite noun may stand for: "the department"."""
        civic = SOURCES.civic
        nouns = civic if noun in civic else {noun}
        return [
            name.full
            for name in self.cast.values()
            if name.kind == SourceKind.NAMED_ORGANISATION and not nouns.isdisjoint(name.full.lower().split())
        ]


def _runs(doc: Doc) -> Iterator[list[Token]]:
    place = 0
    while place < len(doc):
        token = doc[place]
        if token.pos_ == "PROPN" and not token.is_punct and token.dep_ != DATELINE:
            run = name_tokens(token)
            yield run
            place = max(run[-1].i, place) + 1
        else:
            place += 1


def gender_of(title: list[Token], name: list[Token]) -> str | None:
    """Return the gender that a title or a given name tells."""
    titles = {token.lower_.strip(".") for token in title}
    first = {name[0].lower_} if name else set()
    if titles & SOURCES.male_titles:
        return MALE
    if titles & SOURCES.female_titles or first & SOURCES.female:
        return FEMALE
    return MALE if first & SOURCES.male else None


def _described(head: Token) -> Iterator[str]:
    """Yield the nouns that an appositive, or the noun the name is appositive to, describes the name by."""
    for child in head.rights:
        if child.dep_ == "appos":
            yield child.lemma_.lower()
            yield from (left.lemma_.lower() for left in child.lefts if left.dep_ in {"compound", "amod"})
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        yield head.head.lemma_.lower()
        yield from (left.lemma_.lower() for left in head.head.lefts if left.dep_ in {"compound", "amod"})
    for child in head.lefts:
        if child.dep_ in {"compound", "nmod", "amod"} and child.pos_ == "NOUN":
            yield child.lemma_.lower()
