from __future__ import annotations

import pytest

from fetch.reasons import REMEDIES, Fault, Reason
from warehouse.terms import Outcome


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_advice_in_a_plain_sentence(reason: Reason) -> None:
    advice = REMEDIES[reason].advice
    assert advice.endswith(".")
    assert advice[0].isupper()
    assert 10 < len(advice) <= 130


def test_every_outcome_is_some_reasons() -> None:
    assert {remedy.outcome for remedy in REMEDIES.values()} == set(Outcome)


def test_a_fault_says_its_reason_first_and_when_to_try_again() -> None:
    fault = Fault(Reason.ADDRESS, "10.0.0.1")
    assert str(fault) == "address: 10.0.0.1"
    assert fault.next_attempt_at is None
    later = Fault(Reason.RETRY_LATER, wait=60).next_attempt_at
    assert later is not None
    assert later.tzinfo is not None


@pytest.mark.parametrize("reason", list(Reason))
def test_advice_that_shows_a_time_has_one(reason: Reason) -> None:
    waits = {Reason.CONNECT, Reason.ROBOTS_UNAVAILABLE, Reason.ROBOTS_BUSY, Reason.RETRY_LATER, Reason.HOST_RESTING}
    if "the time shown" in REMEDIES[reason].advice and reason not in waits:  # those always come with their own
        assert Fault(reason).next_attempt_at is not None
