"""A juror's workbook: one row per application to fill in, the rubric, and how to use it.

Plain Python: openpyxl writes it, values alone are read back. The names of the columns and whose
workbook it is stand in two hidden rows.
"""

from reviews.workbooks.reading import read
from reviews.workbooks.shapes import (
    ID,
    PLACE,
    POINTS,
    REASON,
    STATE,
    TITLE,
    VERSION,
    Book,
    Column,
    Filled,
    Line,
    Returned,
)

__all__ = [
    "ID",
    "PLACE",
    "POINTS",
    "REASON",
    "STATE",
    "TITLE",
    "VERSION",
    "Book",
    "Column",
    "Filled",
    "Line",
    "Returned",
    "read",
    "write",
]


def write(book: Book) -> bytes:
    """The workbook as XLSX."""
    from reviews.workbooks import writing  # noqa: PLC0415  # 5 MB, and few processes write it

    return writing.write(book)
