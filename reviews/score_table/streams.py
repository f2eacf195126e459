"""Rows of several tables that belong to the same applications, read side by side.

Each is asked for once, in the order of the applications; only the rows of one application are in
memory at a time. So a round of any size takes the same queries and the same memory.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from competition.models import Application, Call
from reviews.models import Assignment, Conflict, Review, Score
from reviews.models.session import Revision

CHUNK_ROWS = 500
"""Rows that are fetched from the database in one go."""
PLACE = ("municipality__name", "municipality__ags")
Row = tuple[Any, ...]
Ranks = Mapping[int, int]


def ranks_of(call: Call) -> Ranks:
    """The place of each application in the order of all streams, by its key."""
    rows = Application.objects.filter(call=call).order_by(*PLACE)
    keys = rows.values_list("pk", flat=True).iterator(CHUNK_ROWS)
    return {pk: rank for rank, pk in enumerate(keys)}


class Stream:
    """The rows of one table; the first field of each is the key of its application.

    What has been entered since for an application that is not in ``ranks`` is passed over.
    """

    def __init__(self, rows: "QuerySet[Any, Row]", ranks: Ranks) -> None:
        self._rows: Iterator[Row] = rows.iterator(CHUNK_ROWS)
        self._ranks = ranks
        self._next = next(self._rows, None)

    def of(self, application: int) -> list[Row]:
        """The rows of an application, without its key. Ask in the order of the ranks."""
        found, wanted = list[Row](), self._ranks[application]
        while self._next is not None and self._ranks.get(self._next[0], -1) <= wanted:
            if self._next[0] == application:
                found.append(self._next[1:])
            self._next = next(self._rows, None)
        return found


def streams_of(call: Call, ranks: Ranks) -> Mapping[str, Callable[[int], list[Row]]]:
    """What a row of the table is made of, by name: each gives the rows of one application.

    ``assignments``: juror, when it ended · ``conflicts``: juror, settlement · ``reviews``: juror,
    state, why abstained · ``scores``: juror, criterion, steps, reason · ``revisions``: juror,
    criterion, steps before, the earliest first. Jurors and criteria by their keys.
    """
    wanted: dict[str, tuple[QuerySet[Any], str, str, tuple[str, ...], tuple[str, ...]]] = {
        "assignments": (Assignment.objects.all(), "", "", ("ended_at",), ()),
        "conflicts": (Conflict.objects.all(), "", "", ("settlement",), ()),
        "reviews": (Review.objects.all(), "", "", ("state", "abstention_reason"), ()),
        "scores": (Score.objects.all(), "review__", "criterion_id", ("steps", "reason"), ()),
        "revisions": (
            Revision.objects.all(),
            "score__review__",
            "score__criterion_id",
            ("steps_before",),
            ("made_at", "pk"),
        ),
    }
    return {name: Stream(_ordered(call, *parts), ranks).of for name, parts in wanted.items()}


def _ordered(
    call: Call,
    rows: QuerySet[Any],
    way: str,
    criterion: str,
    fields: tuple[str, ...],
    then: tuple[str, ...],
) -> "QuerySet[Any, Row]":
    """``way``: how to get from the row to its review's application and juror."""
    places = [f"{way}application__{name}" for name in PLACE]
    keys = [f"{way}application_id", f"{way}jury_member_id", *([criterion] if criterion else [])]
    return (
        rows.filter(**{f"{way}application__call": call})
        .order_by(*places, f"{way}jury_member_id", *then)
        .values_list(*keys, *fields)
    )
