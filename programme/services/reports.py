"""Reports: written and filed by a municipality, judged by the office, returned or accepted.

A late report is noted, not refused; whoever files none gets no further money.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from competition import answers, audit, clock, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import User
from competition.moves import Actor
from programme import locks
from programme.models import Report, ReportVersion
from programme.models.report import ReportState
from programme.queries.reports import WRITABLE, received_cents
from programme.reports import contents
from programme.services.report_letters import written

MAX_REMARK = 4_000
MAX_COMMENT = 2_000
# Nobody extends by more than a year; a slip of the pen in the year would be there for good.
LONGEST = timedelta(days=366)


def save(
    *, report: Report, by: User, read: int, sections: Mapping[str, object], money: object = None
) -> int:
    """Save typed sections (and the statement, where given) over revision ``read``.

    Returns the revision that stands. What is the same as before saves nothing. Light: one
    conditional UPDATE, no lock. Raises ``not_found`` (strangers), ``report_settled``,
    ``application_erased``, ``version_conflict`` with the revision and content that stand, and the
    refusals of ``contents.cleaned``.
    """
    _require_actor(report, by, Actor.EDITOR)
    changes = contents.cleaned(report.requirement, sections, money)
    standing = Report.objects.select_related("requirement").get(pk=report.pk)
    _require_writable(standing)
    before = contents.draft(standing)
    content = contents.merged(before, changes)
    if content == before:
        return standing.revision
    saved = Report.objects.filter(pk=report.pk, revision=read, state__in=WRITABLE).update(
        content=content, revision=read + 1
    )
    return read + 1 if saved else _outrun(report, content)


def _outrun(report: Report, content: dict[str, Any]) -> int:
    """Somebody was faster: with the same content nothing is lost, else it is a conflict."""
    standing = Report.objects.select_related("requirement").get(pk=report.pk)
    _require_writable(standing)
    theirs = contents.draft(standing)
    if theirs == content:
        return standing.revision
    raise Refusal("version_conflict", version=standing.revision, theirs=theirs)


def file(*, report: Report, by: User, received_at: datetime, read: str) -> ReportVersion:
    """Seal the document with the digest ``read`` as the next version; the contact is told.

    ``received_at``, by the call's clock, is when it counts as filed. Filing the same again gives
    the same version. Raises ``not_found``, ``not_allowed`` (no signatory), ``report_settled``,
    ``application_erased``, ``draft_changed``, ``report_incomplete`` with every gap.
    """
    with transaction.atomic():
        report = locks.own_report(report.pk)
        _require_actor(report, by, Actor.SIGNATORY)
        latest = report.latest
        if report.state == ReportState.SUBMITTED and latest and latest.digest == read:
            return latest
        _require_writable(report)
        content = contents.document(report, received_cents(report.agreement))
        if receipts.digest(content) != read:
            raise Refusal("draft_changed")
        missing = tuple(contents.gaps(report.requirement, content))
        if missing:
            raise Refusal("report_incomplete", field=missing[0].field, causes=missing)
        version = ReportVersion.objects.create(
            report=report,
            number=latest.number + 1 if latest else 1,
            content=content,
            digest=read,
            submitted_at=received_at,
            submitted_by=by,
        )
        report.state, report.latest = ReportState.SUBMITTED, version
        report.save(update_fields=["state", "latest"])
        letter = written(
            kinds.REPORT_RECEIVED,
            report,
            occasion=str(version.number),
            version=version,
            is_late=is_late(report, version),
        )
        outbox.owe(letter)
        _log(report, "report.filed", by, version=version.number, sha256=version.digest)
        return version


def is_late(report: Report, version: ReportVersion) -> bool:
    """Whether the report came late: what is filed again after a return is measured by the first."""
    return version.number == 1 and version.submitted_at >= report.due_at


def judge(
    *,
    report: Report,
    by: User,
    read: str,
    is_accepted: bool,
    remark: str = "",
    comments: Mapping[str, object] | None = None,
) -> ReportVersion:
    """The office accepts the version with the digest ``read``, or returns it to be written again.

    ``comments``: by section key (and "money"); empty ones are dropped. The contact is told. The
    same person's same verdict again changes nothing. Raises ``not_allowed``,
    ``report_not_waiting``, ``report_changed``, ``reason_required`` (returned without a remark),
    ``unknown_section``, ``malformed``, ``too_long``, ``control_characters``,
    ``application_erased``.
    """
    policies.require_office(by)
    remark = answers.text(remark, field="remark", max_chars=MAX_REMARK)
    if not is_accepted and not remark:
        raise Refusal("reason_required", field="remark")
    with transaction.atomic():
        report = locks.own_report(report.pk)
        _require_content(report)
        version = report.latest
        if version is None:
            raise Refusal("report_not_waiting")
        if version.digest != read:
            raise Refusal("report_changed")
        if version.judged_by_id == by.pk and version.is_accepted == is_accepted:
            return version
        if report.state != ReportState.SUBMITTED:
            raise Refusal("report_not_waiting")
        version.comments = _commented(report, comments or {})
        _settle(report, version, by, is_accepted=is_accepted, remark=remark)
        return version


def _commented(report: Report, comments: Mapping[str, object]) -> dict[str, str]:
    known = contents.labels(report.requirement)
    if unknown := sorted(comments.keys() - known.keys()):
        raise Refusal("unknown_section", field=unknown[0])
    texts = {
        key: answers.text(comments[key], field=key, max_chars=MAX_COMMENT)
        for key in known
        if key in comments
    }
    return {key: text for key, text in texts.items() if text}


def _settle(
    report: Report, version: ReportVersion, by: User, *, is_accepted: bool, remark: str
) -> None:
    version.is_accepted, version.remark = is_accepted, remark
    version.judged_at, version.judged_by = clock.now(report.agreement.award.call), by
    version.save(update_fields=["is_accepted", "judged_at", "judged_by", "remark", "comments"])
    report.state = ReportState.ACCEPTED if is_accepted else ReportState.RETURNED
    report.save(update_fields=["state"])
    letter = kinds.REPORT_ACCEPTED if is_accepted else kinds.REPORT_RETURNED
    labels = contents.labels(report.requirement)
    commented = [(labels[key], text) for key, text in version.comments.items()]
    outbox.owe(
        written(letter, report, occasion=str(version.number), version=version, commented=commented)
    )
    act = "report.accepted" if is_accepted else "report.returned"
    _log(report, act, by, version=version.number, sha256=version.digest)


def extend(*, report: Report, by: User, due_at: datetime, reason: str) -> Report:
    """Give a report a later due instant (exclusive, by the call's clock); the contact is told why.

    Later only, and never into the past: repeating it is refused and changes nothing. Raises
    ``not_allowed``, ``reason_required``, ``too_long``, ``control_characters``, ``report_settled``,
    ``due_not_later``, ``period_too_long``, ``application_erased``.
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason", max_chars=MAX_REMARK)
    if not reason:
        raise Refusal("reason_required", field="reason")
    due_at = due_at.astimezone(UTC)
    with transaction.atomic():
        report = locks.own_report(report.pk)
        _require_content(report)
        _require_writable(report)
        earliest = max(report.due_at, clock.now(report.agreement.award.call))
        if due_at <= earliest:
            raise Refusal("due_not_later", field="due_at")
        if due_at > earliest + LONGEST:
            raise Refusal("period_too_long", field="due_at", days=LONGEST.days)
        before, report.due_at = report.due_at, due_at
        report.save(update_fields=["due_at"])
        occasion = f"{due_at:%Y%m%dT%H%M%S}"
        outbox.owe(written(kinds.REPORT_EXTENDED, report, occasion=occasion, reason=reason))
        moved = {"from": audit.instant(before), "to": audit.instant(due_at)}
        _log(report, "report.extended", by, **moved)
        return report


def _require_actor(report: Report, by: User, actor: Actor) -> None:
    application = report.agreement.award.application
    if application is None:
        raise Refusal("not_found")
    policies.require_actor(by, application, actor)
    policies.require_content(application)


def _require_content(report: Report) -> None:
    if report.agreement.award.application is not None:
        policies.require_content(report.agreement.award.application)


def _require_writable(report: Report) -> None:
    if report.state not in WRITABLE:
        raise Refusal("report_settled")


def _log(report: Report, act: str, by: User, **payload: Any) -> None:
    award = report.agreement.award
    named = {"municipality": award.municipality.ags, "report": report.requirement.key}
    audit.log(act=act, by=by, subject=award.call.slug, payload={**named, **payload})
