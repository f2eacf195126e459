"""Conflicts of interest (§§ 20, 21 VwVfG): declared before content, contested, found by others."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from competition import answers as typing
from competition import audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds
from competition.models import Application, User
from reviews import queries
from reviews.models import Conflict, Declaration, JuryMember, Review, Rubric
from reviews.models.jury import DECLARABLE, ConflictReason, ConflictSource
from reviews.services import conflict_letters, deliberation, derivation, settlements
from reviews.services.conflict_records import Entered, Statement, enter, payload

if TYPE_CHECKING:
    from reviews.queries import AssignedApplication

FREE = "free"
NOTE_CHARS = 1_000


def declare(
    *,
    juror: JuryMember,
    answers: Mapping[str, str],
    by: User,
    note: str = "",
    notes: Mapping[str, str] | None = None,
    contests: Mapping[str, str] | None = None,
    understood: Collection[str] = (),
) -> None:
    """A juror declares for each application: "free", or the reason of a conflict.

    For any admitted application of the call, assigned or not: who reviews only some talks and votes
    about all in the session. A declaration opens no text that is not assigned.

    ``answers``: public id → ``free`` or one of ``DECLARABLE``; ``notes``: public id → a note to the
    conflict that is declared there (``note``: to all that have no own); ``contests``: public id →
    why the conflict on record rests on a mistake (``contest``); ``understood``: public ids of which
    the juror, who has scored them already, knows that the score becomes void.

    A conflict may be declared at any time, also after scoring (then the score counts in no average
    any more, and its row stays), after the scores are locked (then a run made before is stale) and
    after the decision is confirmed (then the office is told). It is never taken back by the juror.

    What the register says by now is entered first, and stays entered where the rest is refused.
    The rest is all or nothing. Raises ``not_assigned``, ``unknown_choice``, ``conflicted`` (free
    declared against a conflict on record), ``score_void_unconfirmed``, ``reviewing_closed``, and
    what ``contest`` raises.
    """
    if juror.user_id != by.pk:
        raise Refusal("not_allowed")
    _require_opened(juror)
    derivation.derive_for(juror=juror)
    with transaction.atomic():
        locks.share_call(juror.call_id)
        at = clock.now(juror.call)
        admitted = {row.public_id: row for row in queries.declarable(juror)}
        _require_understood(juror, answers, admitted, understood)
        entered: list[Entered] = []
        for public_id, answer in answers.items():
            if public_id not in admitted:
                raise Refusal("not_assigned")
            text = _note((notes or {}).get(public_id, note), f"note-{public_id}")
            entered += _answer(juror, admitted[public_id], answer, text, at)
        contested = [
            _contest(juror, public_id, reason, at) for public_id, reason in (contests or {}).items()
        ]
        deliberation.recused(call=juror.call, by=by)
        if answers:
            _log_declared(juror, answers, entered)
        for conflict in contested:
            _log_contested(conflict, by)


def _require_understood(
    juror: JuryMember,
    answers: Mapping[str, str],
    admitted: Mapping[str, "AssignedApplication"],
    understood: Collection[str],
) -> None:
    """Whoever has scored, in draft or final, says of each that they know what a conflict does."""
    unsaid = [
        public_id
        for public_id, answer in answers.items()
        if answer in DECLARABLE
        and public_id not in understood
        and public_id in admitted
        and not admitted[public_id].is_conflicted
    ]
    if not unsaid:
        return
    scored = Review.objects.filter(jury_member=juror, application__public_id__in=unsaid)
    found = set(scored.values_list("application__public_id", flat=True))
    refused = tuple(
        Refusal("score_void_unconfirmed", field=f"understood-{public_id}")
        for public_id in unsaid
        if public_id in found
    )
    if refused:
        raise Refusal(refused[0].code, field=refused[0].field, causes=refused)


def _log_declared(
    juror: JuryMember, answers: Mapping[str, str], entered: Collection[Entered]
) -> None:
    audit.log(
        act="conflicts.declared",
        by=juror.user,
        subject=juror.call.slug,
        payload={
            "juror": juror.pk,
            "count": len(answers),
            "sha256": receipts.digest(answers),
            **payload(entered),
        },
    )


def _require_opened(juror: JuryMember) -> None:
    at = clock.now(juror.call)
    if not Rubric.objects.filter(call=juror.call_id, frozen_at__lte=at).exists():
        raise Refusal("reviewing_closed")


def _note(text: str, field: str) -> str:
    return typing.text(text, field=field, max_chars=NOTE_CHARS)


def _answer(
    juror: JuryMember, application: "AssignedApplication", answer: str, note: str, at: datetime
) -> Collection[Entered]:
    if answer == FREE:
        if application.is_conflicted:
            raise Refusal("conflicted", field=application.public_id)
        if not application.is_declared:
            Declaration.objects.update_or_create(
                jury_member=juror, application=application, defaults={"declared_at": at}
            )
        return []
    if answer not in DECLARABLE:
        raise Refusal("unknown_choice", field=application.public_id)
    said = Statement(answer, ConflictSource.JUROR, note, juror.user, at)
    entered = enter(juror, application, said)
    return [entered] if entered else []


def contest(*, conflict: Conflict, by: User, reason: str) -> Conflict:
    """The juror says that a conflict rests on a mistake, with a reason. It stands until settled.

    Also against what the juror declared: nobody takes a conflict back alone, but a slip of the hand
    must not be final. The chair is told, or the office where the chair is concerned. Raises
    ``reason_required``, ``conflict_settled`` (lifted or upheld), ``conflict_contested``.
    """
    juror = conflict.jury_member
    if juror.user_id != by.pk:
        raise Refusal("not_allowed")
    with transaction.atomic():
        locks.share_call(juror.call_id)
        public_id = conflict.application.public_id
        held = _contest(juror, public_id, reason, clock.now(juror.call))
        _log_contested(held, by)
        return held


def _contest(juror: JuryMember, public_id: str, reason: str, at: datetime) -> Conflict:
    field = f"contest-{public_id}"
    text = _note(reason, field)
    if not text:
        raise Refusal("reason_required", field=field)
    mine = Conflict.objects.filter(jury_member=juror, application__public_id=public_id)
    row = mine.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True).first()
    if row is None:
        raise Refusal("not_assigned")
    held = mine.select_related("jury_member__user", "application").get(pk=row)
    if held.settlement:
        raise Refusal("conflict_settled", field=field)
    if held.contested_at:
        raise Refusal("conflict_contested", field=field)
    held.contested_at, held.contest_reason = at, text
    held.save(update_fields=["contested_at", "contest_reason"])
    conflict_letters.tell_of_contest(held, chair=settlements.heads(juror.call).competent(held))
    return held


def _require_head(juror: JuryMember, application: Application, by: User) -> None:
    """The chair; the deputy where it is about the chair, or the chair is in conflict or absent."""
    chair, deputy = queries.heads_of(juror.call)
    if chair is not None and chair.user_id == by.pk:
        return
    if deputy is None or deputy.user_id != by.pk:
        raise Refusal("not_allowed")
    if chair is None or chair == juror or queries.is_absent(chair):
        return
    if application.pk not in queries.closed_to(chair):
        raise Refusal("chair_present")


def _log_contested(held: Conflict, by: User) -> None:
    audit.log(
        act="conflict.contested",
        by=by,
        subject=held.application.public_id,
        payload={
            "conflict": held.pk,
            "sha256": receipts.digest({"reason": held.contest_reason}),
        },
    )


def record(
    *, juror: JuryMember, application: Application, reason: str, note: str, by: User
) -> Conflict:
    """The chair or the office finds that another juror is in conflict; ``note`` says why.

    Whoever has grounds to doubt a juror names them to the head of the procedure (§ 21 VwVfG); so
    both may; the deputy in the chair's place. The juror is told and may contest. Raises
    ``not_allowed``, ``chair_present`` (the deputy, where the chair can), ``own_conflict`` (the
    chair declares the own ones on the own page), ``reviewing_closed``, ``not_found`` (an
    application of another call), ``unknown_choice``, ``reason_required``, ``conflict_standing``.
    """
    is_office = policies.is_office(by)
    if is_office:
        policies.require_office(by)
    else:
        _require_head(juror, application, by)
    if juror.user_id == by.pk:
        raise Refusal("own_conflict", field="juror")
    if application.call_id != juror.call_id:
        raise Refusal("not_found")
    if reason not in ConflictReason.values:
        raise Refusal("unknown_choice", field="reason")
    text = _note(note, "note")
    if not text:
        raise Refusal("reason_required", field="note")
    _require_opened(juror)
    source = ConflictSource.OFFICE if is_office else ConflictSource.CHAIR
    with transaction.atomic():
        locks.share_call(juror.call_id)
        said = Statement(reason, source, text, by, clock.now(juror.call))
        entered = enter(juror, application, said)
        if entered is None:
            raise Refusal("conflict_standing", field="application")
        deliberation.recused(call=juror.call, by=by)
        conflict_letters.tell_juror(kinds.CONFLICT_RECORDED, [entered.conflict])
        audit.log(
            act="conflict.recorded",
            by=by,
            subject=application.public_id,
            payload={"juror": juror.pk, **payload([entered])},
        )
        return entered.conflict
