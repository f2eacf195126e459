"""Who has registered, as a table for the office. Plain Python."""

from collections.abc import Iterable, Iterator
from typing import Any

from competition.tables import Column, Notes, csv_file

COLUMNS = (
    Column("Nummer"),
    Column("Stand"),
    Column("Name"),
    Column("E-Mail-Adresse"),
    Column("Organisation"),
    Column("Bedarf"),
    Column("Eingang", "instant"),
    Column("Bestätigt", "instant"),
)


def written(registrations: Iterable[Any], notes: Notes) -> Iterator[bytes]:
    """The table as CSV; no cell is computed by a spreadsheet."""
    return csv_file.written(COLUMNS, (_row(each) for each in registrations), notes)


def _row(each: Any) -> tuple[Any, ...]:
    return (
        *(each.number, str(each.get_state_display()), each.name, each.address),
        *(each.organisation, each.access_needs, each.received_at, each.confirmed_at),
    )
