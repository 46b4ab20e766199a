"""One article -> its records, in reading order: the only module that knows the order of the readers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extract.attributions import credit_figures, read_attributions
from extract.binding import bind_figures
from extract.claims import read_claims
from extract.figure_pairs import read_pairs
from extract.figures import read_figures
from extract.lexicon import has_pack
from extract.parse import MODEL, read_pages
from extract.unread import unread
from warehouse.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.reading import Page, Reading


def annotate(pages: Iterable[Page], model: str = MODEL) -> Iterator[Records]:
    """Yield the records of each page, in order: the same page gives the same records, byte for byte.

    A page in a language without a pack is stored, and its notes say that it was not read.
    """
    pages, ahead = itertools.tee(pages)
    readings = read_pages((page for page in ahead if has_pack(page.article.language)), model)
    for page in pages:
        yield records_of(next(readings)) if has_pack(page.article.language) else unread(page)


def records_of(reading: Reading) -> Records:
    """Return what the readers find in one parsed page."""
    figures = bind_figures(reading, read_figures(reading))
    attributions, quotations = read_attributions(reading)
    figures = credit_figures(figures, attributions)
    read = read_claims(reading, figures, attributions, quotations)
    return Records(
        article=reading.article,
        sentences=reading.sentences,
        figures=figures,
        attributions=attributions,
        quotations=quotations,
        claims=read.claims,
        features=read.features,
        signs=read.signs,
        figure_pairs=read_pairs(reading, figures, read.claims),
    )
