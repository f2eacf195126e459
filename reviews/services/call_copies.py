"""A new call like an earlier one, with its rubric and its rules."""

from datetime import datetime
from typing import Any

from django.db import transaction

from competition import policies
from competition.models import Call, User
from competition.services import call_drafts
from reviews.models import Rubric
from reviews.services import rubric as rubrics

FIELDS = (
    *("aggregate", "quorum", "overall_threshold", "panel_size", "disclosure"),
    *("abstention_allowed", "seats_mode", "tie_break", "lot_source"),
)
CRITERION = (
    *("key", "label", "description", "weight", "minimum", "maximum", "step", "threshold"),
    *("levels", "reason_required"),
)
RULE = ("key", "label", "attribute", "value", "minimum", "maximum")


def copy(
    *, call: Call, slug: str, title: str, opens_at: datetime, deadline_at: datetime, by: User
) -> Call:
    """All of ``call_drafts.copy``, and rubric, criteria and rules of the earlier call.

    The secret of a lot is drawn anew, what was published or drawn of the old one stays with it.
    All or nothing. Raises what ``call_drafts.copy`` and ``rubric.define`` raise.
    """
    policies.require_office(by)
    with transaction.atomic():
        made = call_drafts.copy(
            call=call, slug=slug, title=title, opens_at=opens_at, deadline_at=deadline_at, by=by
        )
        stored = Rubric.objects.filter(call=call).first()
        if stored:
            rubrics.define(
                call=made,
                fields={name: getattr(stored, name) for name in FIELDS},
                criteria=_rows(stored.criteria.values(*CRITERION)),
                rules=_rows(stored.diversity_rules.values(*RULE)),
                by=by,
            )
        return made


def _rows(found: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in found]
