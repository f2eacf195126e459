"""Retention: what has fallen due is proposed by one person, confirmed by another, then erased.

Who confirms confirms a row; a worker, the sweep or ``manage.py sweep`` does it, one application
after the other, each in its own transaction: whoever is killed is continued by the next.
"""

from collections.abc import Collection

from django.db import transaction

from competition import audit, clock, locks, policies
from competition.errors import Refusal
from competition.models import Application, Call, Erasure, User
from competition.nudge import nudge
from competition.retention.plan import Plan
from competition.services import erasing, pseudonyms, stray_files

TASK = "competition.erase"


def propose(*, call: Call, digest: str, by: User, left_out: Collection[str] = ()) -> Erasure:
    """Propose to erase what has fallen due, as it was read (``digest`` of the whole plan).

    ``left_out``: public ids that stay for now, for instance because of a lawsuit. Nothing is erased
    yet. Raises ``erasure_changed``, ``erasure_standing``, ``application_unknown`` (what is left out
    is not due), ``nothing_to_erase``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        if Erasure.objects.open().filter(call=call).exists():
            raise Refusal("erasure_standing")
        at = clock.now(call)
        whole = Plan(call, at)
        if whole.digest != digest:
            raise Refusal("erasure_changed")
        if set(left_out) - {item.application.public_id for item in whole.due}:
            raise Refusal("application_unknown", field="left_out")
        plan = Plan(call, at, left_out)
        if not plan.due:
            raise Refusal("nothing_to_erase")
        erasure = Erasure.objects.create(
            call=call, plan=plan.document, digest=plan.digest, proposed_at=at, proposed_by=by
        )
        _log("erasure.proposed", erasure, by)
        return erasure


def confirm(*, erasure: Erasure, digest: str, by: User) -> Erasure:
    """The second person confirms what was read (``digest``): from here on it is erased for good.

    Repeating one's own confirmation changes nothing. Raises ``same_person``, ``decision_settled``,
    ``erasure_changed`` (another digest was read, or something planned is not due any more).
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(erasure.call_id)
        erasure = Erasure.objects.select_for_update().get(pk=erasure.pk)
        if erasure.confirmed_by_id == by.pk:
            return erasure
        _require_open(erasure)
        if erasure.proposed_by_id == by.pk:
            raise Refusal("same_person")
        at = clock.now(call)
        if erasure.digest != digest or not _is_still_due(erasure, Plan(call, at)):
            raise Refusal("erasure_changed")
        erasure.confirmed_at, erasure.confirmed_by = at, by
        erasure.save(update_fields=["confirmed_at", "confirmed_by"])
        nudge(TASK, erasure.pk)
        _log("erasure.confirmed", erasure, by)
        return erasure


def reject(*, erasure: Erasure, by: User) -> None:
    """Drop the proposal: the other person, or who made it. Raises ``decision_settled``."""
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(erasure.call_id)
        erasure = Erasure.objects.select_for_update().get(pk=erasure.pk)
        _require_open(erasure)
        erasure.rejected_at, erasure.rejected_by = clock.now(call), by
        erasure.save(update_fields=["rejected_at", "rejected_by"])
        _log("erasure.rejected", erasure, by)


def carry_out(*, erasure_id: int) -> None:
    """Erase what was confirmed and is still there, then its files, then the accounts left over.

    Whatever was done before is not done again, so that it may be called at any time, also twice at
    once. Changes nothing before the confirmation and after the end.
    """
    erasure = Erasure.objects.filter(pk=erasure_id).select_related("confirmed_by", "call").first()
    if erasure is None or erasure.confirmed_at is None or erasure.counts:
        return
    ids = [each["id"] for each in erasure.plan["applications"]]
    for application in Application.objects.filter(
        call=erasure.call_id, public_id__in=ids, erased_at__isnull=True
    ).order_by("pk"):
        erasing.erase(application=application, erasure_id=erasure.pk, by=erasure.confirmed_by)
    files = stray_files.remove_unnamed()
    closed = [
        pseudonyms.pseudonymise(user=user, by=erasure.confirmed_by)
        for user in list(pseudonyms.closable(erasure.call))
    ]
    _finish(erasure, {"applications": len(ids), "files": files, "accounts": sum(closed)})


def unfinished_ids() -> list[int]:
    """Confirmed erasures that are not done yet, the oldest first."""
    waiting = Erasure.objects.filter(confirmed_at__isnull=False, counts={})
    return list(waiting.order_by("confirmed_at", "pk").values_list("pk", flat=True))


def _finish(erasure: Erasure, counts: dict[str, int]) -> None:
    with transaction.atomic():
        held = Erasure.objects.select_for_update().get(pk=erasure.pk)
        if held.counts:
            return
        held.counts = counts
        held.save(update_fields=["counts"])
        audit.log(
            act="erasure.done",
            by=erasure.confirmed_by,
            subject=erasure.call.slug,
            payload={"erasure": erasure.pk, **counts},
        )


def _require_open(erasure: Erasure) -> None:
    if erasure.confirmed_at or erasure.rejected_at:
        raise Refusal("decision_settled")


def _is_still_due(erasure: Erasure, plan: Plan) -> bool:
    """Whether everything that was planned is due now, and for the same reason."""
    now = {(each["id"], each["outcome"]) for each in plan.document["applications"]}
    return all((each["id"], each["outcome"]) in now for each in erasure.plan["applications"])


def _log(act: str, erasure: Erasure, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=erasure.call.slug,
        payload={
            "erasure": erasure.pk,
            "applications": len(erasure.plan["applications"]),
            "sha256": erasure.digest,
        },
    )
