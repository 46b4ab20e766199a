from __future__ import annotations

import pytest

from extract.attributions import read_attributions
from extract.lexicon import has_pack, packs
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import SourceKind


def last(text: str) -> tuple[SourceKind, str | None]:
    """Return the kind and name of the source of the text's last attribution."""
    attributions, _ = read_attributions(next(iter(read_pages([read_text(text, normalise=False)]))))
    return attributions[-1].source_kind, attributions[-1].canonical_source


PERSON, ORGANISATION = SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ana Imre said the bridge is shut.", (PERSON, "Ana Imre")),
        ("Pal Orel, 42, a teacher, said the bridge is shut.", (PERSON, "Pal Orel")),
        ("The Varn Institute said the bridge is shut.", (ORGANISATION, "Varn Institute")),
        ("The bridge is shut, the NTK said.", (ORGANISATION, "NTK")),
        ("One woman said the bridge is shut.", (SourceKind.UNNAMED_PERSON, None)),
        ("Several protesters said the bridge is shut.", (SourceKind.UNNAMED_GROUP, None)),
        ("State media said the bridge is shut.", (SourceKind.UNNAMED_ORGANISATION, None)),
        ("A report said the bridge is shut.", (SourceKind.DOCUMENT, None)),
        ("Sources said the bridge is shut.", (SourceKind.ANONYMOUS, None)),
        (
            "An official who spoke on condition of anonymity said the bridge is shut.",
            (SourceKind.ANONYMOUS, None),
        ),
        ("Some said the bridge is shut.", (SourceKind.VAGUE, None)),
        ("It is believed that the bridge is shut.", (SourceKind.VAGUE, None)),
    ],
)
def test_a_source_is_of_the_kind_that_its_words_say(text: str, expected: tuple[SourceKind, str | None]) -> None:
    assert last(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mayor Ana Imre opened the meeting. Imre said the bridge is shut.", "Ana Imre"),
        ("Mayor Ana Imre opened the meeting. She said the bridge is shut.", "Ana Imre"),
        ("Mayor Ana Imre met Mr. Pal Orel. He said the bridge is shut.", "Pal Orel"),
        ("Mayor Ana Imre met Mr. Pal Orel. She said the bridge is shut.", "Ana Imre"),
        ("Ana Imre, the mayor of Varn, was late. It rained. The mayor said the bridge is shut.", "Ana Imre"),
        ("“It is shut,” Ana Imre said.\n“It will stay shut,” she said.", "Ana Imre"),
        ("Ana Imre, who said the bridge is shut, left.", "Ana Imre"),
        ("The bridge is shut, said Jean-Luc Orel-Varga.", "Jean-Luc Orel-Varga"),
    ],
)
def test_a_short_name_a_pronoun_and_a_title_mean_the_full_name(text: str, name: str) -> None:
    assert last(text)[1] == name


@pytest.mark.parametrize(
    "text", ["She said the bridge is shut.", "The official said the bridge is shut.", "They said the bridge is shut."]
)
def test_a_source_that_nothing_settles_has_no_name(text: str) -> None:
    assert last(text)[1] is None


def test_only_languages_with_a_pack_are_read() -> None:
    assert "en" in packs()
    assert all(has_pack(language) for language in ("en", "en-GB", "EN_us", "", "und"))
    assert not any(has_pack(language) for language in ("de", "fr-CA", "kk", "enm"))
