from __future__ import annotations

from fetch.copies import copies, fingerprint, shingles

STORY = (
    "The harbour bridge will close for a year from Monday, the council said. More than 400 lorries cross it each day, "
    "and drivers face a detour of 30 kilometres. The repairs will cost 12 million, twice what was planned in spring. "
    "Shop owners on the north side fear for their trade and have asked the mayor for help with the rent until it opens."
)
OTHER = (
    "Rain has filled the upper reservoir to the brim after two dry summers, and the water board has lifted its ban on "
    "hosepipes. Farmers in the valley had lost a third of their maize, their union said on Tuesday in a statement."
)


def test_a_copy_with_another_first_line_is_found_and_another_story_is_not() -> None:
    copied = STORY.replace("The harbour bridge will close", "MAYWATER — The harbour bridge will close") + " (agency)"
    found = list(copies([("a", STORY), ("b", OTHER), ("c", copied), ("d", STORY)]))
    assert [(key, earlier) for key, earlier, _ in found] == [("c", "a"), ("d", "a"), ("d", "c")]
    assert found[1][2] == 1.0
    assert all(0.7 <= share <= 1 for _, _, share in found)


def test_the_same_text_has_the_same_fingerprint_always() -> None:
    assert list(fingerprint(STORY).hashvalues) == list(fingerprint(STORY.upper()).hashvalues)


def test_short_and_empty_texts_have_one_shingle() -> None:
    assert shingles("Bridge closes") == {"bridge closes"}
    assert shingles("") == {""}
