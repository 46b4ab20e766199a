"""No bytes from outside give a stack trace or a hang: a small budget here, a long one in bench/fuzz.py."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fetch.reasons import Fault
from fetch.sources import SourceError

if TYPE_CHECKING:
    from pathlib import Path

READERS = strategies.readers()


@pytest.mark.parametrize("kind", list(READERS))
def test_hostile_bytes_give_a_reading_or_a_fault(kind: str, tmp_path: Path) -> None:
    @settings(max_examples=120, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(body=strategies.hostile(kind))
    def read(body: bytes) -> None:
        began = time.process_time()
        with contextlib.suppress(Fault, SourceError):
            READERS[kind](body, tmp_path)
        assert time.process_time() - began < 5

    read()


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_argument_is_a_source_or_a_source_error(arg: str) -> None:
    from fetch.sources import sources_for  # noqa: PLC0415

    with contextlib.suppress(SourceError):
        sources_for([arg, f"https://{arg}", f"https://a.example/{arg}"])
