"""The filtered list as a file, in the chosen columns, in German whatever the page's language is.

One query whatever the number of rows, and one row in memory at a time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO

from django import forms

from competition import wording
from competition.application_list.asked import Asked
from competition.application_list.columns import Shown
from competition.documents.shapes import in_german
from competition.models import Application, Call, User
from competition.tables import Column, Notes, Value, csv_file

CHUNK_ROWS = 500
"""Rows that are fetched from the database in one go."""
SHEET = "Bewerbungen"


def as_csv(asked: Asked, notes: Notes) -> Iterator[bytes]:
    """The list as CSV, in pieces."""
    return csv_file.written(_columns(asked), rows(asked), notes)


def as_xlsx(asked: Asked, notes: Notes, made_at: datetime) -> IO[bytes]:
    """The list as XLSX, an open file."""
    from competition.tables import workbook  # noqa: PLC0415  # 5 MB, and few processes write it

    return workbook.written(SHEET, _columns(asked), rows(asked), notes, made_at)


def rows(asked: Asked) -> Iterator[list[Value]]:
    """The values of each row, the municipality's name first."""
    for row in asked.loaded().iterator(CHUNK_ROWS):
        yield _values(row, asked.columns)


@in_german
def _values(row: Application, columns: Sequence[Shown]) -> list[Value]:
    return [row.municipality.name, *(column.value(row) for column in columns)]


@in_german
def _columns(asked: Asked) -> list[Column]:
    return [
        Column("Kommune", width=30),
        *(Column(str(each.label), each.kind, each.width) for each in asked.columns),
    ]


@in_german
def notes_of(call: Call, *, by: User, at: datetime, filters: str = "") -> Notes:
    """Who takes it out and when, of which round, by which filters; of an example round that
    everything is made up (``synthetic``)."""
    made = [
        ("Wettbewerb", call.title),
        ("Ausgeführt von", f"{by.name}, Geschäftsstelle"),
        ("Ausgeführt am", wording.moment(at, seconds=True)),
        ("Umgang", "Vertraulich. Bitte löschen Sie die Datei, sobald sie nicht mehr nötig ist."),
    ]
    if filters:
        made.append(("Filter", filters))
    if call.is_synthetic:
        made.append(("synthetic", "true – Kommunen, Personen und Angaben sind erfunden."))
    return made


def filters_of(asked: Asked) -> str:
    """The filters that are set, in words ("Land: Hessen; Gefördert: ja"), "" without any."""
    form = asked.filter.form
    return "; ".join(
        f"{form.fields[name].label}: {_said(form.fields[name], value)}"
        for name, value in form.cleaned_data.items()
        if value not in (None, "")
    )


def _said(field: forms.Field, value: object) -> str:
    if isinstance(value, datetime):
        return wording.moment(value)
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, value))
