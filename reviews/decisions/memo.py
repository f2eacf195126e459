"""The Auswahlvermerk: all that a decision rests on, frozen as data when it is confirmed.

Who sat in the jury, who was befangen and left, by which rules and from which runs, what came out,
how close it was, what people decided otherwise and why, and who answers for it.
For the office, the chair and a court.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from competition import audit
from competition.documents.shapes import in_german
from competition.models import Application, AuditHead, Call
from reviews import queries
from reviews.decisions import memo_words, proposal
from reviews.decisions.memo_words import MemoWords
from reviews.models import (
    Attendance,
    Decision,
    Deviation,
    JuryMember,
    MinutesEntry,
    Rubric,
    SelectionRun,
    Session,
)
from reviews.models.session import EntryKind

FORMAT = "modellkommune-memo-1"


@in_german
def document(*, call: Call, decision: Decision, deviation: Deviation | None) -> dict[str, Any]:
    """The record of a decision as it is confirmed. ``decision`` carries both persons."""
    run, content = decision.run, proposal.content(decision, deviation)
    members = queries.numbered(JuryMember.objects.filter(call=call).select_related("user"))
    names = _names(call)
    words = MemoWords(run.input, run.result or {}, names, _labels(call))
    head = AuditHead.objects.filter(call=None).first()
    return {
        "format": FORMAT,
        "call": _call(call),
        "decision": {**content, "id": decision.public_id, "sha256": decision.digest},
        "persons": _persons(decision),
        "names": names,
        "jury": [_member(name, member) for name, member in members],
        "conflicts": list(_conflicts(call)),
        "sessions": [_session(session) for session in _sessions(call)],
        "run": _run(run),
        "runs": [_run(each) for each in _runs(call)],
        "words": {
            "result": list(words.result()),
            "ties": list(words.ties()),
            "near": list(words.near()),
            "sensitivity": list(words.sensitivity({n: m.user.name for n, m in members})),
            "deviation": list(memo_words.deviation(words, content)),
        },
        "log_head": head.digest if head else "",
    }


def _call(call: Call) -> dict[str, Any]:
    rubric = Rubric.objects.get(call=call)
    return {
        "slug": call.slug,
        "title": call.title,
        "synthetic": call.is_synthetic,
        "deadline_at": audit.instant(call.deadline_at),
        "places": call.places_count,
        "award_cents": call.award_cents,
        "budget_cents": call.budget_cents,
        "quorum": rubric.quorum,
        "aggregate": str(rubric.get_aggregate_display()),
        "rules_sha256": rubric.digest,
        "scores_locked_at": _instant(rubric.locked_at),
    }


def _instant(at: datetime | None) -> str | None:
    return audit.instant(at) if at else None


def _persons(decision: Decision) -> dict[str, Any]:
    confirmed = decision.confirmed_by
    return {
        "proposed_by": decision.proposed_by.name,
        "proposed_at": audit.instant(decision.proposed_at),
        "confirmed_by": confirmed.name if confirmed else "",
        "confirmed_at": _instant(decision.confirmed_at),
    }


def _names(call: Call) -> dict[str, str]:
    """Municipality by public id, of everybody who took part."""
    rows = Application.objects.filter(call=call).sealed().order_by("public_id")
    return dict(rows.values_list("public_id", "municipality__name"))


def _labels(call: Call) -> dict[str, str]:
    rubric = call.rubric
    rules = {rule.key: rule.label for rule in rubric.diversity_rules.all()}
    return rules | {f"criterion:{each.key}": each.label for each in rubric.criteria.all()}


def _member(name: str, member: JuryMember) -> dict[str, Any]:
    return {
        "juror": name,
        "name": member.user.name,
        "chair": member.is_chair,
        "deputy": member.is_deputy_chair,
        "bench": member.bench,
    }


def _conflicts(call: Call) -> Iterable[dict[str, Any]]:
    for each in queries.conflicts_of(call):
        yield {
            "name": each.jury_member.user.name,
            "application": each.application.public_id,
            "reason": str(each.get_reason_display()),
            "source": str(each.get_source_display()),
            "severity": str(each.get_severity_display()),
            "settlement": str(each.get_settlement_display()) if each.settlement else "",
            "declared_at": audit.instant(each.declared_at),
        }


def _sessions(call: Call) -> Iterable[Session]:
    return Session.objects.filter(call=call, closed_at__isnull=False).order_by("opened_at")


def _session(session: Session) -> dict[str, Any]:
    came = Attendance.objects.filter(session=session).order_by("came_at", "pk")
    out = MinutesEntry.objects.filter(session=session, kind=EntryKind.OUT).order_by("sequence")
    return {
        "opened_at": audit.instant(session.opened_at),
        "closed_at": _instant(session.closed_at),
        "quorum": session.quorum,
        "present": list(dict.fromkeys(came.values_list("jury_member__user__name", flat=True))),
        "left": [
            {"name": name, "application": application}
            for name, application in out.values_list(
                "jury_member__user__name", "item__application__public_id"
            )
        ],
        "minutes_sha256": session.minutes_digest,
        "log_head": session.log_head,
    }


def _runs(call: Call) -> Iterable[SelectionRun]:
    return (
        SelectionRun.objects.filter(call=call)
        .select_related("requested_by")
        .defer("input")
        .order_by("requested_at", "pk")
    )


def _run(run: SelectionRun) -> dict[str, Any]:
    return {
        "id": run.public_id,
        "requested_at": audit.instant(run.requested_at),
        "requested_by": run.requested_by.name,
        "scenario": run.scenario_title if run.is_scenario else "",
        "engine": run.engine_version,
        "status": memo_words.STATUS[run.result["status"]]
        if run.result
        else run.get_state_display(),
        "input_sha256": run.input_digest,
        "result_sha256": run.result_digest,
    }
