"""People: accounts, and who runs the competition."""

from allauth.account.models import EmailAddress
from django.db import transaction

from competition import audit, policies
from competition.errors import Refusal
from competition.models import Membership, OfficeMember, User
from competition.models.people import OfficeRole


def create_user(
    *, email: str, name: str, password: str | None = None, is_synthetic: bool = False
) -> User:
    """An account; the same address gives the same account, its password untouched."""
    existing = User.objects.filter(email=email.lower()).first()
    if existing:
        return existing
    with transaction.atomic():
        user = User.objects.create_user(email, password, name=name, is_synthetic=is_synthetic)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


def admit_to_office(*, user: User, by: User | None, role: str = OfficeRole.CLERK) -> OfficeMember:
    """Make a person a member of the office. ``by``: of the office itself, or None for the console.

    Called at the end of an invitation that two have signed, at the console, or for an auditor: here
    an auditor becomes a clerk, and never the other way round (``office_members.change_role``).
    Raises ``roles_collide`` for whoever acts for a municipality or sits in a jury at work,
    ``unknown_choice``.
    """
    if role not in OfficeRole.values:
        raise Refusal("unknown_choice", field="role")
    if by is not None:
        policies.require_office(by)
    if Membership.objects.filter(user=user).exists() or policies.is_bound(user):
        raise Refusal("roles_collide")
    with transaction.atomic():
        member, created = OfficeMember.objects.get_or_create(user=user, defaults={"role": role})
        is_raised = not created and member.role == OfficeRole.AUDITOR and role == OfficeRole.CLERK
        if is_raised:
            member.role = OfficeRole.CLERK
            member.save(update_fields=["role"])
        if created or is_raised:
            act = "office.admitted" if created else "office.role_changed"
            audit.log(act=act, by=by, subject=str(user.pk), payload={"role": str(member.role)})
        return member
