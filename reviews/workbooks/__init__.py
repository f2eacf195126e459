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
from reviews.workbooks.writing import write

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
