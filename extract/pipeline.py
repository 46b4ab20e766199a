"""One article -> its records, in reading order: the only module that knows the order of the readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attributions import credit_figures, read_attributions
from extract.binding import bind_figures
from extract.claims import read_claims
from extract.comparisons import read_comparisons
from extract.figures import read_figures
from extract.parse import MODEL, read_pages
from warehouse.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.reading import Page, Reading


def annotate(pages: Iterable[Page], model: str = MODEL) -> Iterator[Records]:
    """Yield the records of each page, in order: the same page gives the same records, byte for byte."""
    for reading in read_pages(pages, model):
        yield records_of(reading)


def records_of(reading: Reading) -> Records:
    """Return what the readers find in one parsed page."""
    figures = bind_figures(reading, read_figures(reading))
    attributions, quotations = read_attributions(reading)
    figures = credit_figures(figures, attributions)
    claims, features = read_claims(reading, figures, attributions, quotations)
    return Records(
        article=reading.article,
        sentences=reading.sentences,
        figures=figures,
        attributions=attributions,
        quotations=quotations,
        claims=claims,
        features=features,
        comparisons=read_comparisons(reading, figures, claims),
    )
