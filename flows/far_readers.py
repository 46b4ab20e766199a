"""Pages read by Dask workers: items go out and records come back as plain values, in the order of the items.

A worker keeps one reading process, with the language model loaded, for as long as it lives. It needs the scheduler and
nothing else: no warehouse, no home folder, no Prefect server and none of its secret. Start workers without a nanny
(`dask worker --no-nanny --nthreads 1`), for a nanny's child may have no children of its own.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from extract.standing import read_standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.workers import Extracted, Failure, Item

LOG = logging.getLogger("copydesk")
AT_ONCE = 8  # pages that a worker is given together: one that dies takes no more with it
PATIENCE = 60.0  # seconds without any worker, after which nobody is waited for
LOOK = 0.1  # seconds between two looks
STARTING = 20.0  # seconds for the scheduler to answer


class FarReadersError(RuntimeError):
    """Pages cannot be read at the address of `dask`; the message says what is missing there."""


def read_far(items: Sequence[Item], address: str, *, seconds: float) -> Iterator[Extracted | Failure]:
    """Yield what each item gave, in input order; raises FarReadersError where no scheduler or no worker is."""
    if not items:
        return
    try:
        from distributed import Client  # noqa: PLC0415 - an optional dependency, .5 s
    except ImportError:
        raise FarReadersError("The setting `dask` needs Dask: pip install 'copydesk[dask]'.") from None
    try:
        client = Client(address, timeout=STARTING, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise FarReadersError(f"No Dask scheduler answers at {address}: {fault or type(fault).__name__}") from None
    with client:
        chunks = [list(items[start : start + AT_ONCE]) for start in range(0, len(items), AT_ONCE)]
        waiting = client.map(read_standing, chunks, seconds=seconds, pure=False, retries=1)
        seen_at = time.monotonic()
        while not all(one.done() for one in waiting):
            if client.scheduler_info()["workers"]:
                seen_at = time.monotonic()
            elif time.monotonic() - seen_at > PATIENCE:
                raise FarReadersError(f"No Dask worker is at {address}: start `dask worker --no-nanny {address}`.")
            time.sleep(LOOK)
        for one in waiting:
            yield from _result(one, address)


def _result(future: Any, address: str) -> list[Extracted | Failure]:  # noqa: ANN401 - distributed ships no types
    try:
        found: list[Extracted | Failure] = future.result()
    except Exception as fault:
        raise FarReadersError(f"A Dask worker of {address} could not read its pages: {fault}") from fault
    return found
