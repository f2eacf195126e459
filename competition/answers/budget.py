"""Costs and how they are funded: rows of what it is for and integer cents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.answers import written
from competition.errors import Refusal
from competition.models import Question

LABEL_MAX_CHARS = 200
MAX_ROWS = 50


class Source(models.TextChoices):
    """Where money comes from. Of the grant and the own share there is one row each."""

    GRANT = "grant", gettext_lazy("Beantragte Förderung")
    OWN = "own", gettext_lazy("Eigenmittel")
    THIRD = "third_party", gettext_lazy("Mittel Dritter")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what the money is for or whom it is from, and its cents where they are known.

    ``part``: where in the field it is written, the beginning of the ids of its two inputs.
    """

    part: str
    label: str
    cents: int | None

    @property
    def amount_part(self) -> str:
        """Where its sum is written."""
        return f"{self.part}.cents"


@dataclass(frozen=True, slots=True)
class Budget:
    """A stored budget, row by row."""

    costs: tuple[Row, ...]
    grant: Row
    own: Row
    third: tuple[Row, ...]

    @property
    def funding(self) -> tuple[Row, ...]:
        return (self.grant, self.own, *self.third)

    @property
    def costs_cents(self) -> int:
        return total(self.costs)

    @property
    def funding_cents(self) -> int:
        return total(self.funding)


def total(rows: Iterable[Row]) -> int:
    """The sum in cents; a row without an amount adds nothing."""
    return sum(row.cents or 0 for row in rows)


def empty() -> dict[str, list[Any]]:
    """A budget in which nothing is written."""
    return {"costs": [], "funding": []}


def read(value: Any) -> Budget:
    """A stored budget, its rows numbered as they stand in the form."""
    by_source: dict[str, list[Any]] = {source: [] for source in Source}
    for row in value["funding"]:
        by_source[row["source"]].append(row)
    return Budget(
        tuple(_numbered("costs", value["costs"])),
        _single(Source.GRANT, by_source),
        _single(Source.OWN, by_source),
        tuple(_numbered(Source.THIRD, by_source[Source.THIRD])),
    )


def _numbered(table: str, rows: Iterable[Any]) -> Iterator[Row]:
    for index, row in enumerate(rows):
        yield Row(f".{table}.{index}", row["label"], row["cents"])


def _single(source: Source, by_source: dict[str, list[Any]]) -> Row:
    cents = by_source[source][0]["cents"] if by_source[source] else None
    return Row(f".{source.value}", str(source.label), cents)


def clean(question: Question, value: object) -> dict[str, list[dict[str, Any]]]:
    """``{"costs": [{"label", "cents"}], "funding": [{"source", "label", "cents"}]}``.

    Blank rows are dropped. Cents may come as typed sums. Raises ``budget_amounts`` with every row
    whose sum cannot be read, ``too_many_rows``, ``too_long`` and ``malformed``. Whether the two
    sums agree is asked at submission.
    """
    if not isinstance(value, dict) or set(value) != {"costs", "funding"}:
        raise Refusal("malformed", field=question.key)
    typed = _rows(question, value["costs"], {"label", "cents"})
    funded = _rows(question, value["funding"], {"source", "label", "cents"})
    tables = {source: [row for row in funded if row["source"] == source] for source in Source}
    singles = all(len(tables[one]) <= 1 for one in (Source.GRANT, Source.OWN))
    if not singles or sum(map(len, tables.values())) != len(funded):
        raise Refusal("malformed", field=question.key)
    unread: list[tuple[str, str]] = []
    costs = list(_cleaned(question, "costs", typed, unread))
    funding = [
        {"source": source.value, **row}
        for source, rows in tables.items()
        for row in _cleaned(question, source, rows, unread)
    ]
    if unread:
        names = "; ".join(name for _part, name in unread)
        raise Refusal("budget_amounts", field=question.key, part=unread[0][0], rows=names)
    return {"costs": costs, "funding": funding}


def _rows(question: Question, value: object, names: set[str]) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise Refusal("malformed", field=question.key)
    if any(not isinstance(row, dict) or set(row) != names for row in value):
        raise Refusal("malformed", field=question.key)
    return value


def _cleaned(
    question: Question, table: str, rows: list[dict[str, Any]], unread: list[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    """The rows that hold anything; those with an unreadable sum are entered in ``unread``."""
    kept = 0
    for index, row in enumerate(rows):
        is_single = table in (Source.GRANT, Source.OWN)
        label = written.text(row["label"], field=question.key, max_chars=LABEL_MAX_CHARS)
        if is_single and label:
            raise Refusal("malformed", field=question.key)
        try:
            cents = written.cents(row["cents"], field=question.key)
        except Refusal as refusal:
            if refusal.code != "not_an_amount":
                raise
            part = f".{table}.cents" if is_single else f".{table}.{index}.cents"
            unread.append((part, name_of(table, index)))
            continue
        if label or cents is not None:
            kept += 1
            yield {"label": label, "cents": cents}
    if kept > MAX_ROWS:
        raise Refusal("too_many_rows", field=question.key, limit=MAX_ROWS)


def name_of(table: str, index: int) -> str:
    """A row as the form calls it: "Kosten, Zeile 3", "Beantragte Förderung"."""
    if table in (Source.GRANT, Source.OWN):
        return str(Source(table).label)
    caption = _("Kosten") if table == "costs" else str(Source.THIRD.label)
    return _("%(table)s, Zeile %(number)s") % {"table": caption, "number": index + 1}
