"""A filed report as people read it: section by section, and what a new version changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competition import wording
from competition.differences import Piece, between
from programme.models import ReportVersion, Requirement
from programme.reports import contents, money


@dataclass(frozen=True, slots=True)
class Shown:
    """One section: its label, its text, and what the office has noted on it."""

    key: str
    label: str
    text: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement in figures: rows of words and cents, and its sums."""

    expenses: tuple[money.Row, ...]
    income: tuple[money.Row, ...]
    expenses_cents: int
    income_cents: int
    grant_cents: int | None
    received_cents: int
    unspent_cents: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """One section that a new version changed, word by word."""

    label: str
    pieces: list[Piece]


def shown(
    requirement: Requirement, document: Mapping[str, Any], comments: Mapping[str, str] | None = None
) -> list[Shown]:
    """The sections of a document, in the outline's order; without a text where it was erased."""
    noted, texts = comments or {}, document.get("sections", {})
    return [
        Shown(each["key"], each["label"], texts.get(each["key"], ""), noted.get(each["key"], ""))
        for each in contents.asked(requirement)
    ]


def statement(
    document: Mapping[str, Any], comments: Mapping[str, str] | None = None
) -> Statement | None:
    """The statement of a document; None where the report has none."""
    stated = document.get("money")
    if stated is None:
        return None
    typed = contents.typed(stated)
    read = money.read(typed)
    return Statement(
        expenses=read.expenses,
        income=read.income,
        expenses_cents=read.expenses_cents,
        income_cents=read.income_cents,
        grant_cents=read.grant_cents,
        received_cents=stated["received_cents"],
        unspent_cents=stated["unspent_cents"],
        comment=(comments or {}).get(contents.MONEY, ""),
    )


def context(requirement: Requirement, version: ReportVersion) -> dict[str, Any]:
    """A version with the office's comments, as pages show it."""
    return {
        "sections": shown(requirement, version.content, version.comments),
        "statement": statement(version.content, version.comments),
    }


def changes(
    requirement: Requirement, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Changed]:
    """What differs between two documents of the same report."""
    labels = contents.labels(requirement)
    found = between(_texts(before), _texts(after))
    return [Changed(labels.get(each.field, each.field), each.pieces) for each in found]


def theirs(
    requirement: Requirement, standing: Mapping[str, Any], typed: Mapping[str, str]
) -> list[Changed]:
    """What is stored besides what was typed, where the two differ: from the typed to the stored."""
    labels = contents.labels(requirement)
    stored = {key: standing["sections"][key] for key in typed}
    found = between({key: _lined(text) for key, text in typed.items()}, stored)
    return [Changed(labels[each.field], [Piece("same", each.after or "–")]) for each in found]


def _lined(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _texts(document: Mapping[str, Any]) -> dict[str, str]:
    texts = dict(document.get("sections", {}))
    if document.get("money") is not None:
        texts[contents.MONEY] = "\n".join(_lines(statement(document)))
    return texts


def _lines(stated: Statement | None) -> Iterator[str]:
    if stated is None:
        return
    yield from (_line(_("Ausgaben"), row.label, row.cents) for row in stated.expenses)
    yield from (_line(_("Einnahmen"), row.label, row.cents) for row in stated.income)
    yield _line(_("Einnahmen"), _("Verbrauchte Förderung"), stated.grant_cents)
    yield _line(_("Förderung"), _("erhalten"), stated.received_cents)
    yield _line(_("Förderung"), _("nicht verbraucht"), stated.unspent_cents)


def _line(table: str, label: str, cents: int | None) -> str:
    amount = "–" if cents is None else wording.euros(cents)
    return f"{table}: {label or '–'}: {amount}"
