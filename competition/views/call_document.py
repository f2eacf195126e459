"""What a call's page says of its form, its criteria and its rules; the same before it is public."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from competition import queries, wording
from competition.models import Call, Extension, Publication
from competition.models.announcement import PublicationKind
from competition.views import documents


def of(found: queries.Round, frozen: Mapping[str, Publication]) -> dict[str, Any]:
    """``frozen``: the call's documents by kind: those that are public, or would be now."""
    call = found.call
    rubric, rules = frozen.get(PublicationKind.RUBRIC), frozen.get(PublicationKind.RULES)
    criteria = documents.labels(rubric.content if rubric else None, "criteria")
    return {
        "kinds": wording.kinds(call.eligible_kinds),
        "questions": call.questions.all(),
        "rubric": rubric,
        "rules": rules,
        "bounds": [
            (rule["label"], documents.bounds(rule))
            for rule in (rules.content["rules"] if rules else ())
        ],
        "tie_order": documents.tie_order(rules.content, criteria) if rules else [],
        "extensions": _extensions(call),
    }


def _extensions(call: Call) -> QuerySet[Extension]:
    """Confirmed ones; a draft has none."""
    found = queries.extensions_of(call).filter(confirmed_at__isnull=False)
    return found if call.published_at else found.none()
