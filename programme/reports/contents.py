"""What stands in a report: its draft, the document that is filed, and what that still lacks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from competition import answers
from competition.errors import Refusal
from programme.models import Report, Requirement
from programme.reports import money

# Comments of the office on the statement in figures have this key beside those of the sections.
MONEY = money.FIELD


def draft(report: Report) -> dict[str, Any]:
    """The draft with a text for every section, "" where nothing is written."""
    typed = report.content.get("sections", {})
    return {
        "sections": {each["key"]: typed.get(each["key"], "") for each in asked(report.requirement)},
        "money": report.content.get("money"),
    }


def asked(requirement: Requirement) -> list[dict[str, Any]]:
    """The sections that take a text. An optional one with sections below it is their heading."""
    numbers = [each["label"].split(" ")[0] for each in requirement.outline]
    return [
        each
        for each, number in zip(requirement.outline, numbers, strict=True)
        if each["is_required"] or not any(other.startswith(f"{number}.") for other in numbers)
    ]


def labels(requirement: Requirement) -> dict[str, str]:
    """What can be commented on, by key: the sections, and the statement in figures."""
    found = {each["key"]: each["label"] for each in asked(requirement)}
    if requirement.has_money_table:
        found[MONEY] = _("Zahlenmäßiger Nachweis")
    return found


def cleaned(
    requirement: Requirement, sections: Mapping[str, object], stated: object
) -> dict[str, Any]:
    """Typed sections and statement as they are stored; only those that were given.

    Every wrong one is told at once. Raises ``unknown_section``, ``malformed``, ``too_long``,
    ``control_characters`` and the refusals of ``money.clean``.
    """
    limits = {each["key"]: each["max_chars"] for each in asked(requirement)}
    found: dict[str, Any] = {"sections": {}}
    refused: list[Refusal] = []
    for key, value in sections.items():
        try:
            found["sections"][key] = _text(limits, key, value)
        except Refusal as refusal:
            refused.append(refusal)
    try:
        if stated is not None:
            found["money"] = _money(requirement, stated)
    except Refusal as refusal:
        refused.append(refusal)
    if refused:
        first = refused[0]
        raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)
    return found


def _text(limits: Mapping[str, int], key: str, value: object) -> str:
    if key not in limits:
        raise Refusal("unknown_section", field=key)
    return answers.text(value, field=key, max_chars=limits[key])


def _money(requirement: Requirement, stated: object) -> dict[str, Any]:
    if not requirement.has_money_table:
        raise Refusal("unknown_section", field=MONEY)
    return money.clean(stated)


def merged(standing: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The draft with the changes in it."""
    return {
        "sections": {**standing["sections"], **changes["sections"]},
        "money": changes.get("money", standing["money"]),
    }


def document(report: Report, received_cents: int) -> dict[str, Any]:
    """What would be filed now, as data. ``received_cents``: what was paid of the award so far."""
    agreement, content = report.agreement, draft(report)
    return {
        "call": agreement.award.call.slug,
        "municipality": agreement.award.municipality.ags,
        "reference": agreement.reference,
        "report": report.requirement.key,
        "title": report.requirement.title,
        "sections": content["sections"],
        "money": _stated(content["money"], received_cents)
        if report.requirement.has_money_table
        else None,
    }


def _stated(stored: Any, received_cents: int) -> dict[str, Any]:
    """The statement with what was received, and what is left of it (never below zero)."""
    stated = money.read(stored)
    return {
        "expenses": [{"label": row.label, "cents": row.cents} for row in stated.expenses],
        "income": [{"label": row.label, "cents": row.cents} for row in stated.income],
        "grant_cents": stated.grant_cents,
        "received_cents": received_cents,
        "unspent_cents": max(received_cents - (stated.grant_cents or 0), 0),
    }


def gaps(requirement: Requirement, filed: Mapping[str, Any]) -> Iterator[Refusal]:
    """Why a document cannot be filed yet, in the report's order; nothing where it can."""
    for each in asked(requirement):
        if each["is_required"] and not filed["sections"].get(each["key"]):
            yield Refusal("required", field=each["key"])
    if requirement.has_money_table:
        stated = filed["money"]
        yield from money.faults(money.read(typed(stated)), stated["received_cents"])


def typed(stated: Mapping[str, Any]) -> dict[str, Any]:
    """What was stated, without what is computed from it: as ``money.read`` takes it."""
    return {name: stated[name] for name in (*money.TABLES, "grant_cents")}
