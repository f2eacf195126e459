"""Letting somebody back in who has lost the second factor: two members of the office together.

A reset password never opens the way around a second factor (ASVS 6.4.3); only this does.
"""

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from competition import answers, audit, clock, policies
from competition.errors import Refusal
from competition.models import Rescue, User
from competition.services import account_letters, second_factors, sessions

REASON_CHARS = 1000


def propose(*, user: User, reason: str, by: User) -> Rescue:
    """Say that a person has lost the second factor, and how it was checked who asks.

    Nothing changes for the person yet. Audited, without the reason. Raises ``not_allowed`` (not of
    the office), ``rescue_of_oneself``, ``second_factor_missing`` (nothing to be reset),
    ``reason_required``, ``rescue_standing`` (one is proposed already).
    """
    policies.require_office(by)
    if user == by:
        raise Refusal("rescue_of_oneself")
    if not second_factors.has_one(user):
        raise Refusal("second_factor_missing", field="email")
    checked = answers.text(reason, field="reason", max_chars=REASON_CHARS)
    if not checked:
        raise Refusal("reason_required", field="reason")
    try:
        with transaction.atomic():
            rescue = Rescue.objects.create(
                user=user, reason=checked, proposed_at=clock.now(), proposed_by=by
            )
            audit.log(act="rescue.proposed", by=by, subject=f"user {user.pk}")
    except IntegrityError as error:
        raise Refusal("rescue_standing", field="email") from error
    return rescue


def confirm(*, rescue: Rescue, by: User) -> Rescue:
    """Remove every second factor of the person and end all of their sessions.

    They sign in by password and must set up a new one before they enter jury or office again; a
    letter tells them. Audited. Raises ``not_allowed``, ``same_person`` (who proposed),
    ``rescue_of_oneself``, ``rescue_settled``.
    """
    policies.require_office(by)
    with transaction.atomic():
        open_one = _open(rescue)
        if by == open_one.proposed_by:
            raise Refusal("same_person")
        if by == open_one.user:
            raise Refusal("rescue_of_oneself")
        open_one.confirmed_at, open_one.confirmed_by = clock.now(), by
        open_one.save(update_fields=["confirmed_at", "confirmed_by"])
        Authenticator.objects.filter(user=open_one.user).delete()
        sessions.end_all(user=open_one.user)
        account_letters.owe(kind="rescue", address=open_one.user.email, context={})
        audit.log(act="rescue.confirmed", by=by, subject=f"user {open_one.user_id}")
    return open_one


def reject(*, rescue: Rescue, by: User) -> Rescue:
    """Leave everything as it is; whoever proposed may do so, too. Audited.

    Raises ``not_allowed``, ``rescue_settled``.
    """
    policies.require_office(by)
    with transaction.atomic():
        open_one = _open(rescue)
        open_one.rejected_at, open_one.rejected_by = clock.now(), by
        open_one.save(update_fields=["rejected_at", "rejected_by"])
        audit.log(act="rescue.rejected", by=by, subject=f"user {open_one.user_id}")
    return open_one


def _open(rescue: Rescue) -> Rescue:
    """The proposal, locked, if nobody has decided about it yet."""
    Rescue.objects.select_for_update().get(pk=rescue.pk)
    found = Rescue.objects.select_related("user", "proposed_by").get(pk=rescue.pk)
    if found.confirmed_at or found.rejected_at:
        raise Refusal("rescue_settled")
    return found
