"""The statement in figures of a report (zahlenmäßiger Nachweis): what was spent, and from what.

All sums are integer cents. What was received of the grant is known to the office; what was spent
of it is stated; the rest is unspent, and is named (ANBest-Gk no. 6, ANBest-P no. 6.2).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competition import wording
from competition.answers import written
from competition.errors import Refusal

FIELD = "money"
LABEL_MAX_CHARS = 200
MAX_ROWS = 50
TABLES = ("expenses", "income")


@dataclass(frozen=True, slots=True)
class Row:
    """What money was spent on, or whom it came from; ``cents`` is None where none is written."""

    label: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Money:
    """A statement. ``income``: everything besides the grant (own money, others' money)."""

    expenses: tuple[Row, ...] = ()
    income: tuple[Row, ...] = ()
    grant_cents: int | None = None

    @property
    def expenses_cents(self) -> int:
        return total(self.expenses)

    @property
    def income_cents(self) -> int:
        """All income: what was spent of the grant, and the other rows."""
        return total(self.income) + (self.grant_cents or 0)

    @property
    def is_empty(self) -> bool:
        """Nothing is written yet; a zero is something."""
        return not (self.expenses or self.income) and self.grant_cents is None


def total(rows: Iterable[Row]) -> int:
    """The sum in cents; a row without an amount adds nothing."""
    return sum(row.cents or 0 for row in rows)


def read(stored: Any) -> Money:
    """A stored statement; None is an empty one."""
    if stored is None:
        return Money()
    expenses, income = (tuple(Row(**row) for row in stored[name]) for name in TABLES)
    return Money(expenses, income, stored["grant_cents"])


def clean(value: object) -> dict[str, Any]:
    """``{"expenses": [{"label", "cents"}], "income": [{…}], "grant_cents"}`` as it is stored.

    Blank rows are dropped. Cents may come as typed sums. Raises ``malformed``, ``budget_amounts``
    with every row whose sum cannot be read, ``too_many_rows``, ``too_long``,
    ``control_characters``. Whether it balances is asked when the report is filed.
    """
    if not isinstance(value, dict) or set(value) != {*TABLES, "grant_cents"}:
        raise Refusal("malformed", field=FIELD)
    unread: list[str] = []
    found: dict[str, Any] = {name: list(_rows(name, value[name], unread)) for name in TABLES}
    found["grant_cents"] = _cents(value["grant_cents"], name_of("grant", 0), unread)
    if unread:
        raise Refusal("budget_amounts", field=FIELD, rows="; ".join(unread))
    return found


def _rows(name: str, rows: object, unread: list[str]) -> Iterator[dict[str, Any]]:
    if not isinstance(rows, list):
        raise Refusal("malformed", field=FIELD)
    kept = 0
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or set(row) != {"label", "cents"}:
            raise Refusal("malformed", field=FIELD)
        label = written.text(row["label"], field=FIELD, max_chars=LABEL_MAX_CHARS)
        cents = _cents(row["cents"], name_of(name, index), unread)
        if label or cents is not None:
            kept += 1
            if kept > MAX_ROWS:
                raise Refusal("too_many_rows", field=FIELD, limit=MAX_ROWS)
            yield {"label": label, "cents": cents}


def _cents(value: object, name: str, unread: list[str]) -> int | None:
    if not isinstance(value, str | int | None) or isinstance(value, bool):
        raise Refusal("malformed", field=FIELD)
    try:
        return written.cents(value, field=FIELD)
    except Refusal as refusal:
        if refusal.code != "not_an_amount":
            raise
        unread.append(name)
        return None


def name_of(table: str, index: int) -> str:
    """A row as the form calls it: "Ausgaben, Zeile 3"."""
    if table == "grant":
        return _("Verbrauchte Förderung")
    caption = _("Ausgaben") if table == "expenses" else _("Eigenmittel und Mittel Dritter")
    return _("%(table)s, Zeile %(number)s") % {"table": caption, "number": index + 1}


def faults(money: Money, received_cents: int) -> Iterator[Refusal]:
    """Why a statement cannot be filed; nothing where it can. A half-written one is told first."""
    if money.grant_cents is None:
        yield Refusal("required", field=FIELD)
        return
    incomplete = list(_incomplete((*money.expenses, *money.income)))
    yield from incomplete
    if incomplete:
        return
    if money.expenses_cents != money.income_cents:
        yield Refusal(
            "money_sums_differ",
            field=FIELD,
            expenses=wording.euros(money.expenses_cents),
            income=wording.euros(money.income_cents),
            difference=wording.euros(abs(money.expenses_cents - money.income_cents)),
        )
    if money.grant_cents > received_cents:
        yield Refusal("grant_overspent", field=FIELD, received=wording.euros(received_cents))


def _incomplete(rows: Iterable[Row]) -> Iterator[Refusal]:
    for row in rows:
        if row.cents is None:
            yield Refusal("money_amount_missing", field=FIELD, name=row.label)
        elif not row.label:
            amount = wording.euros(row.cents)
            yield Refusal("money_label_missing", field=FIELD, amount=amount)
