"""The words that attribution knows, as typed and frozen tables: lexicons/en/cues.toml and sources.toml."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping  # noqa: TC003 - the loader asks for the types at run time

from extract.lexicon import Words, load


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """cues.toml: which words report, by construction and by what the source does (warehouse.terms.AttributionClass)."""

    clause: Mapping[str, Words]
    infinitive: Mapping[str, Words]
    object: Mapping[str, Words]
    preposition: Mapping[str, Words]
    noun: Mapping[str, Words]
    noun_preposition: Mapping[str, Words]
    adjective: Mapping[str, Words]
    tag_verbs: Words
    document_tag_verbs: Words
    wordings: Words
    seeming: Words
    aspectual: Words
    giving: Words
    odds: Words
    measuring_prepositions: Words
    documents: Words
    document_prepositions: Words
    measuring_documents: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """sources.toml: who a source is."""

    titles: Words
    organisations: Words
    speaking_places: Words
    organisation_nouns: Words
    vague: Words
    anonymous: Words
    group_nouns: Words
    civic: Words
    things: Words
    labels: Words
    female: Words
    male: Words
    female_titles: Words
    male_titles: Words
    women: Words
    men: Words
    someone: Words
    particles: Words
    name_endings: Words
    no_source: Words
    anonymity: Words
    collective: Words


CUES = load(Cues, "cues")
SOURCES = load(Sources, "sources")
