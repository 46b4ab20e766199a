"""Which tables on a page hold data: their rows are read as rows, cell by cell, and not as paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from extract.pages.markup import Stretch

CELLS = frozenset(("td", "th"))
ROWS, COLUMNS = 2, 2  # that a table of data has at least
LONGEST = 200  # letters of a cell: a longer one is a column of a page
MOST = 0.8  # of the rows have columns


def data_tables(tree: HtmlElement) -> set[HtmlElement]:
    """Return the innermost tables whose rows have several short cells."""
    return {table for table in tree.iter("table") if _holds_data(table)}


def _holds_data(table: HtmlElement) -> bool:
    if table.get("role") in {"presentation", "none"} or next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    wide = sum(len(list(cells_of(row))) >= COLUMNS for row in rows)
    if wide < ROWS or wide < MOST * len(rows):
        return False
    return all(len("".join(cell.itertext())) <= LONGEST for row in rows for cell in cells_of(row))


def cells_of(row: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the cells of a row."""
    return (cell for cell in row if cell.tag in CELLS)


def role_of_row(stretch: Stretch) -> Role | None:
    """Return what a stretch is in a table of data; None where it stands in none."""
    row = stretch.element
    if row.tag != "tr" or not stretch.tabular:
        return None
    outer = row.getparent()
    is_head = (outer is not None and outer.tag == "thead") or all(cell.tag == "th" for cell in cells_of(row))
    return Role.TABLE_HEADER if is_head else Role.TABLE
