from __future__ import annotations

import pytest

from checks.check import Check, all_checks, read_check
from copydesk.prove import faults_of


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: f"{check.code}_{check.name}")
def test_a_check_proves_itself_on_its_own_examples(check: Check) -> None:
    assert list(faults_of(check)) == []


def test_an_example_that_is_not_flagged_as_it_says_is_a_fault() -> None:
    text = """/*
title = "A check for the test"
severity = "info"
since = "0.1"
sources = ["Our own house style"]
ask = "Is it so?"
docs = "What it flags: all. Why it matters: it proves. How to resolve: read on."
[[examples]]
text = "The mayor resigned on Friday after 12 years."
flags = ["on Friday"]
[[examples]]
text = "The mayor stayed."
*/
SELECT claim_id, 'Yes?' AS message FROM claims
"""
    faults = list(faults_of(read_check("ZZ01_made.sql", text)))
    assert len(faults) == 3
    assert any("'on Friday' is not flagged" in fault for fault in faults)
