"""Who works in the office: auditors let in, a clerk made an auditor, a membership ended.

Clerks come in by an invitation that two members sign (``invitations``); an auditor, who can do
nothing, is let in by one. The first clerks are made at the console (``create_office_member``).
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from competition import audit, clock, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import OfficeMember, User
from competition.models.people import OfficeRole
from competition.services import people, second_factors, sessions

# Every rule of four eyes needs two.
CLERKS_MIN = 2
# What else ends with a right in the office, like tokens; each app enters its own (person, by whom).
ENDINGS: list[Callable[[User, User], object]] = []


def listed() -> "QuerySet[OfficeMember, Any]":
    """Everybody of the office, clerks first; ``has_factor``: may enter at all."""
    proven = Q(user__in=second_factors.holders())
    rows = OfficeMember.objects.select_related("user").order_by("-role", "user__name", "pk")
    return rows.annotate(has_factor=ExpressionWrapper(proven, output_field=BooleanField()))


def admit_auditor(*, user: User, by: User) -> OfficeMember:
    """Let somebody with an account read everything in the office (legal department, audit).

    The person and all clerks get a letter. Raises ``not_allowed``, ``office_reads_only``,
    ``roles_collide``, ``office_role_standing`` (works in the office already).
    """
    policies.require_office(by)
    with transaction.atomic():
        members = _locked()
        if any(member.user_id == user.pk for member in members):
            raise Refusal("office_role_standing", field="email")
        member = people.admit_to_office(user=user, by=by, role=OfficeRole.AUDITOR)
        _tell(members, user, "admitted", by)
        return member


def change_role(*, member: OfficeMember, role: str, by: User) -> OfficeMember:
    """Make a clerk an auditor. Sessions and tokens end at once; the person and all clerks are told.

    The other way leads only through an invitation that two members sign: else one person alone
    could give the right to confirm. Raises ``not_allowed``, ``office_reads_only``,
    ``unknown_choice``, ``not_found`` (gone meanwhile), ``office_role_standing``,
    ``clerk_by_invitation``, ``last_clerks`` (two clerks must remain).
    """
    policies.require_office(by)
    if role not in OfficeRole.values:
        raise Refusal("unknown_choice", field="role")
    with transaction.atomic():
        members = _locked()
        held = _of(members, member)
        if held.role == role:
            raise Refusal("office_role_standing", field="role")
        if role == OfficeRole.CLERK:
            raise Refusal("clerk_by_invitation", field="role")
        _require_two_others(members, held)
        held.role = role
        held.save(update_fields=["role"])
        _shut_out(held.user, by)
        _tell(members, held.user, "role", by)
        audit.log(
            act="office.role_changed", by=by, subject=str(held.user_id), payload={"role": str(role)}
        )
        return held


def remove(*, member: OfficeMember, by: User) -> None:
    """End a membership in the office, another's or the own. Sessions and tokens end at once.

    What the person has done stays; proposals of theirs may still be confirmed or rejected by
    others. The person and all clerks are told. An auditor may leave, too. Raises ``not_allowed``,
    ``office_reads_only``, ``not_found``, ``last_clerks``.
    """
    if member.user_id != by.pk:
        policies.require_office(by)
    with transaction.atomic():
        members = _locked()
        held = _of(members, member)
        _require_two_others(members, held)
        user = held.user
        held.delete()
        _shut_out(user, by)
        _tell(members, user, "removed", by)
        audit.log(act="office.removed", by=by, subject=str(user.pk))


def _locked() -> list[OfficeMember]:
    """All members, held: of two who remove each other one is second."""
    list(OfficeMember.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    return list(OfficeMember.objects.select_related("user").order_by("pk"))


def _of(members: list[OfficeMember], wanted: OfficeMember) -> OfficeMember:
    for member in members:
        if member.pk == wanted.pk:
            return member
    raise Refusal("not_found")


def _require_two_others(members: list[OfficeMember], leaving: OfficeMember) -> None:
    left = [
        member
        for member in members
        if member.role == OfficeRole.CLERK and member.user.is_active and member.pk != leaving.pk
    ]
    if leaving.role == OfficeRole.CLERK and len(left) < CLERKS_MIN:
        raise Refusal("last_clerks")


def _shut_out(user: User, by: User) -> None:
    sessions.end_all(user=user)
    for end in ENDINGS:
        end(user, by)


def _tell(members: list[OfficeMember], person: User, happened: str, by: User) -> None:
    """The person, and everybody who acted for the office until now."""
    at = clock.now()
    clerks = {member.user_id: member.user for member in members if member.role == OfficeRole.CLERK}
    outbox.owe(
        *(
            outbox.written(
                kinds.OFFICE_CHANGED,
                call=None,
                recipient=user,
                occasion=f"{happened} {person.pk} {at:%y%m%d%H%M%S%f}",
                context={"person": person, "happened": happened, "by": by, "you": user == person},
                written_at=at,
            )
            for user in {**clerks, person.pk: person}.values()
        )
    )
