"""Rules of selection, order at a tie and lot of a draft, as the office types them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from competition import answers, locks, policies
from competition.errors import Refusal
from competition.models import Call, User
from reviews import bundles
from reviews.models import Rubric
from reviews.rubric import rule_notation
from reviews.services import rubric as rubrics
from reviews.services.call_copies import CRITERION

LOT = "lot"
MAX_SOURCE_CHARS = 300


def edit(
    *,
    call: Call,
    seats_mode: str,
    tie_break: Sequence[str],
    lot_source: str,
    rules: Sequence[Mapping[str, Any]],
    over: str,
    by: User,
) -> Rubric:
    """Replace the rules of a draft; its criteria stay as they are.

    ``tie_break``: ``criterion:<key>`` each once, then perhaps ``lot``; where it comes in, its
    secret is drawn. ``rules``: rows of ``key`` (may be empty), ``label``, ``attribute``, ``value``,
    ``minimum``, ``maximum``, counts as they are typed. ``over``: ``bundles.rubric_digest`` of what
    it was typed over. Raises ``frozen``, ``version_conflict`` and ``rubric_invalid`` with a cause
    for each wrong field.
    """
    policies.require_office(by)
    lot_source = answers.text(lot_source, field="lot_source", max_chars=MAX_SOURCE_CHARS)
    if lot_source and LOT not in tie_break:
        why = _("Hier steht eine Ziehung, aber das Los ist nicht angekreuzt.")
        raise Refusal("rubric_invalid", field="lot_source", why=why)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        if call.published_at:
            raise Refusal("frozen")
        stored = Rubric.objects.filter(call=call).select_related("call").first()
        if stored is None:
            why = _("Es braucht zuerst einen Bewertungsbogen.")
            raise Refusal("rubric_invalid", why=why)
        if bundles.rubric_digest(stored) != over:
            raise Refusal("version_conflict")
        criteria = list(stored.criteria.values(*CRITERION))
        _require_order(tie_break, {row["key"] for row in criteria})
        known = set(stored.diversity_rules.values_list("key", flat=True))
        return rubrics.define(
            call=call,
            fields={
                "seats_mode": seats_mode,
                "tie_break": list(tie_break),
                "lot_source": lot_source,
            },
            criteria=[dict(row) for row in criteria],
            rules=rule_notation.rows(call, rules, known),
            by=by,
        )


def _require_order(tie_break: Sequence[str], keys: set[str]) -> None:
    named = [stage for stage in tie_break if stage != LOT]
    if len(set(named)) != len(named):
        why = _("Ein Kriterium steht zweimal in der Reihenfolge.")
        raise Refusal("rubric_invalid", field="tie_break", why=why)
    if any(stage.removeprefix("criterion:") not in keys for stage in named):
        why = _("In der Reihenfolge steht ein Kriterium, das es nicht gibt.")
        raise Refusal("rubric_invalid", field="tie_break", why=why)
