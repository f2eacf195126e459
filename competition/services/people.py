"""People: accounts, and who runs the competition."""

from allauth.account.models import EmailAddress
from django.db import transaction

from competition import audit, policies
from competition.errors import Refusal
from competition.models import Membership, OfficeMember, User


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


def admit_to_office(*, user: User, by: User | None) -> OfficeMember:
    """Make a person a member of the office. ``by``: of the office itself, or None for the console.

    Raises ``roles_collide`` for whoever acts for a municipality or sits in a jury at work.
    """
    if by is not None:
        policies.require_office(by)
    if Membership.objects.filter(user=user).exists() or policies.is_bound(user):
        raise Refusal("roles_collide")
    with transaction.atomic():
        member, created = OfficeMember.objects.get_or_create(user=user)
        if created:
            audit.log(act="office.admitted", by=by, subject=str(user.pk))
        return member
