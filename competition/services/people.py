"""People: accounts, who acts for which municipality, who runs the competition."""

from django.db import transaction

from competition import audit, policies
from competition.errors import Refusal
from competition.models import Membership, Municipality, OfficeMember, User
from competition.models.membership import Role


def create_user(
    *, email: str, name: str, password: str | None = None, is_synthetic: bool = False
) -> User:
    """An account; the same address gives the same account, its password untouched."""
    existing = User.objects.filter(email=email.lower()).first()
    if existing:
        return existing
    return User.objects.create_user(email, password, name=name, is_synthetic=is_synthetic)


def admit_to_municipality(
    *, user: User, municipality: Municipality, role: Role, by: User | None
) -> Membership:
    """Let a person act for a municipality; a second call changes the role.

    ``by``: of the office (``not_allowed`` otherwise), or None for the console. Raises
    ``roles_collide`` for a person of the office.
    """
    if by is not None:
        policies.require_office(by)
    if policies.is_office(user):
        raise Refusal("roles_collide")
    if role not in Role.values:
        raise Refusal("unknown_choice", field="role")
    with transaction.atomic():
        membership, _ = Membership.objects.update_or_create(
            user=user, municipality=municipality, defaults={"role": role}
        )
        audit.log(
            act="membership.admitted",
            by=by,
            subject=municipality.ags,
            payload={"user": user.pk, "role": str(role)},
        )
        return membership


def admit_to_office(*, user: User, by: User | None) -> OfficeMember:
    """Make a person a member of the office; ``by`` as in ``admit_to_municipality``.

    Raises ``roles_collide`` for whoever acts for a municipality.
    """
    if by is not None:
        policies.require_office(by)
    if Membership.objects.filter(user=user).exists():
        raise Refusal("roles_collide")
    with transaction.atomic():
        member, created = OfficeMember.objects.get_or_create(user=user)
        if created:
            audit.log(act="office.admitted", by=by, subject=str(user.pk))
        return member
