from __future__ import annotations

import random
import subprocess
import sys

import pytest

from fetch.copies import ALIKE, FEWEST, PERMUTATIONS, ROWS, bands, fingerprint, shingles, similarity

STORY = (
    "The harbour bridge will close for a year from Monday, the council said. More than 400 lorries cross it each day, "
    "and drivers face a detour of 30 kilometres. The repairs will cost 12 million, twice what was planned in spring. "
    "Shop owners on the north side fear for their trade and have asked the mayor for help with the rent until it opens."
)
OTHER = (
    "Rain has filled the upper reservoir to the brim after two dry summers, and the water board has lifted its ban on "
    "hosepipes. Farmers in the valley had lost a third of their maize, their union said on Tuesday in a statement. "
    "The board will decide in June whether the lower reservoir, which was drained for repairs, is to be filled as well."
)


def test_a_copy_with_another_first_line_is_alike_and_another_story_is_not() -> None:
    copied = STORY.replace("The harbour bridge will close", "MAYWATER — The harbour bridge will close") + " (agency)"
    first, copy, other = (fingerprint(text) for text in (STORY, copied, OTHER))
    assert ALIKE <= similarity(first, copy) < 1
    assert set(bands(first)) & set(bands(copy))
    assert similarity(first, other) < 0.1
    assert not set(bands(first)) & set(bands(other))


def test_the_same_text_has_the_same_fingerprint_always() -> None:
    mark = fingerprint(STORY)
    assert mark == fingerprint(STORY.upper())
    assert len(mark) == PERMUTATIONS
    assert len(set(bands(mark))) == PERMUTATIONS // ROWS


@pytest.mark.parametrize("text", ["", "Bridge closes", "Rain. " * 500, " ".join(str(n) for n in range(FEWEST + 3))])
def test_a_text_of_few_different_runs_has_no_fingerprint(text: str) -> None:
    assert fingerprint(text) == ()
    assert bands(()) == ()
    assert similarity((), ()) == 0


def test_short_and_empty_texts_have_one_shingle() -> None:
    assert shingles("Bridge closes") == {"bridge closes"}
    assert shingles("") == {""}


def test_nearly_every_pair_that_is_alike_shares_a_band() -> None:
    dice = random.Random(8)  # noqa: S311 - words, not secrets
    missed = alike = 0
    for _ in range(150):
        words = [str(dice.random()) for _ in range(200)]
        edited = [word if dice.random() > 0.03 else "other" for word in words]
        one, other = fingerprint(" ".join(words)), fingerprint(" ".join(edited))
        if similarity(one, other) >= ALIKE:
            alike += 1
            missed += not set(bands(one)) & set(bands(other))
    assert alike > 50
    assert missed <= 1


def test_a_fingerprint_needs_no_statistics() -> None:
    asked = f"import sys; from fetch.copies import fingerprint; fingerprint({STORY!r}); print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
