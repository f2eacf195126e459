"""The comments of a consultation as files: every confirmed one with its answer, never an address.

What was withheld is told with its reason: the file is the office's.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from competition import receipts
from competition.tables import csv_file
from competition.tables.columns import Column, Value
from programme.models import Comment, Consultation

JSON_TYPE = "application/json"
COLUMNS = (
    Column("Nummer", width=16),
    Column("Abschnitt", "count", 10),
    Column("Überschrift", width=40),
    Column("Eingang", "instant", 20),
    Column("Name", width=30),
    Column("Organisation", width=30),
    Column("Kommentar", width=80),
    Column("Stand", width=20),
    Column("Grund", width=40),
    Column("Antwort", width=80),
)


def as_csv(
    consultation: Consultation, comments: Iterable[Comment], made_at: datetime
) -> Iterator[bytes]:
    """A table for a spreadsheet in which nothing computes."""
    return csv_file.written(
        COLUMNS,
        (_row(comment) for comment in comments),
        [
            ("Beteiligung", consultation.title),
            ("Stand", receipts.timestamp(made_at)),
            ("Beispielrunde", "ja" if consultation.programme.call.is_synthetic else "nein"),
        ],
    )


def _row(comment: Comment) -> list[Value]:
    return [
        comment.number,
        comment.section.position,
        comment.section.heading,
        comment.received_at,
        comment.name,
        comment.organisation,
        comment.text,
        comment.get_state_display(),
        comment.withheld_reason,
        comment.answer,
    ]


def as_json(
    consultation: Consultation, comments: Iterable[Comment], made_at: datetime
) -> Iterator[bytes]:
    """The same for programs; instants in UTC."""
    document = {
        "consultation": consultation.slug,
        "title": consultation.title,
        "synthetic": consultation.programme.call.is_synthetic,
        "made_at": receipts.timestamp(made_at),
        "comments": [
            {
                "number": each.number,
                "section": {"position": each.section.position, "heading": each.section.heading},
                "received_at": receipts.timestamp(each.received_at),
                "name": each.name,
                "organisation": each.organisation,
                "text": each.text,
                "state": each.state,
                "withheld_reason": each.withheld_reason,
                "answer": each.answer,
                "answered_at": receipts.timestamp(each.answered_at) if each.answered_at else None,
            }
            for each in comments
        ],
    }
    yield json.dumps(document, ensure_ascii=False, indent=2).encode()
