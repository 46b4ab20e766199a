"""html5lib's encoding tests: the text of a page's first bytes, as a browser would read them.

What counts is the text, not the name of the encoding. The one test in `scripted/` needs a script that writes the
declaration, and is not asked. Their peer is w3lib, whose find ours is built on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peer_pages import is_in
from peer_row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = {"html5lib": "html5lib/encoding"}


def rows(_suite: str, folder: Path, half: str) -> Iterator[Row]:
    """Return the line of the tests."""
    from w3lib.encoding import html_to_unicode  # noqa: PLC0415

    from webpage.charset import decode  # noqa: PLC0415 - after the path is set

    cases = [case for path in sorted(folder.glob("*.dat")) for case in _cases(path.read_bytes())]
    cases = [case for number, case in enumerate(cases) if is_in(half, number)]
    ours = sum(decode(data).text.rstrip() == wanted for data, wanted in cases)
    peer = sum(html_to_unicode(None, data, default_encoding="cp1252")[1].rstrip() == wanted for data, wanted in cases)
    yield Row(
        suite="html5lib",
        measure="texts right",
        ours=ours,
        peers={"w3lib": peer},
        least=len(cases),
        note=f"of {len(cases)}",
    )


def _cases(raw: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes of each test and the text that they stand for."""
    from w3lib.encoding import resolve_encoding  # noqa: PLC0415 - after the path is set

    for part in raw.split(b"#data\n")[1:]:
        data, _, told = part.partition(b"\n#encoding\n")
        encoding = resolve_encoding(told.split(b"\n")[0].strip().decode("ascii"))
        if encoding is None:
            raise ValueError(f"an encoding that nobody knows: {told!r}")
        yield data, data.decode(encoding, "replace").removeprefix("\ufeff").rstrip()  # no browser shows the mark
