"""Tables for spreadsheets: typed columns, written as CSV or XLSX row by row. Plain Python."""

from competition.tables.columns import Column, Notes, Value
from competition.tables.texts import encoded, inert

__all__ = ["Column", "Notes", "Value", "encoded", "inert"]
