"""What a programme cannot say: periods beyond the calendar, reports that nobody could fill in."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from competition import answers
from competition.errors import Refusal
from programme.models.report import CountedFrom, ReportKind
from programme.reports import outline

FIRST_YEAR, LAST_YEAR = 2000, 2999
MOST_MONTHS, MOST_DAYS, MOST_REQUIREMENTS, LONGEST_TITLE = 60, 366, 30, 200
KEY = re.compile(r"[a-z0-9-]{1,40}")
REQUIREMENT_FIELDS = (
    *("key", "kind", "title", "counted_from", "offset_months", "offset_days", "outline"),
    "has_money_table",
)

TEXTS = ("title", "summary", "terms")


def with_clean_texts(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, what is written in them by the rules of all texts. Raises
    ``control_characters``."""
    clean = {name: answers.text(fields[name], field=name) for name in TEXTS if name in fields}
    return {**fields, **clean}


def require_period(starts_on: date, ends_on: date) -> None:
    """Raises ``period_reversed``, ``period_beyond``: neither an example round's own clock nor a
    browser can compute further."""
    if ends_on <= starts_on:
        raise Refusal("period_reversed", field="ends_on")
    if starts_on.year < FIRST_YEAR or ends_on.year > LAST_YEAR:
        raise Refusal("period_beyond", field="ends_on")


def require_sound(
    requirements: Sequence[Mapping[str, Any]],
    tranches: Sequence[Mapping[str, Any]],
    *,
    ceiling_cents: int,
) -> None:
    """Raises ``requirement_invalid``, ``not_an_amount``, ``tranches_exceed_award``."""
    keys = [each.get("key", "") for each in requirements]
    for each in requirements:
        if part := _fault(each, keys):
            raise Refusal(
                "requirement_invalid",
                field="requirements",
                title=str(each.get("title", ""))[:LONGEST_TITLE],
                part=part,
            )
    if any(each["amount_cents"] <= 0 for each in tranches):
        raise Refusal("not_an_amount", field="tranches")
    for each in tranches:
        if (key := each.get("requirement")) and key not in keys:
            raise Refusal(
                "requirement_invalid", field="tranches", title=str(key)[:40], part=_("Kennung")
            )
    if sum(each["amount_cents"] for each in tranches) > ceiling_cents:
        raise Refusal("tranches_exceed_award", field="tranches")


def _fault(fields: Mapping[str, Any], keys: Sequence[str]) -> str:
    """The part of a report that does not hold, in a word; "" where all do."""
    given = {"counted_from": "start", "offset_months": 0, "offset_days": 0, **fields}
    key = str(given.get("key", ""))
    checks = (
        (_("Kennung"), KEY.fullmatch(key) and keys.count(key) == 1),
        (_("Anzahl"), len(keys) <= MOST_REQUIREMENTS),
        (_("Titel"), 0 < len(str(given.get("title", "")).strip()) <= LONGEST_TITLE),
        (_("Art"), given.get("kind") in ReportKind.values),
        (_("gerechnet"), given["counted_from"] in CountedFrom.values),
        (_("Monate"), abs(given["offset_months"]) <= MOST_MONTHS),
        (_("Tage"), abs(given["offset_days"]) <= MOST_DAYS),
        (_("Gliederung"), outline.is_sound(given.get("outline"))),
    )
    return next((name for name, holds in checks if not holds), "")
