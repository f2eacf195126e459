"""Who may have a token: of which audience, with which scopes, for which calls, and how long."""

from collections.abc import Collection
from dataclasses import dataclass

from api.models import SCOPES, Audience, JuryScope, PortalScope, Scope
from competition import policies
from competition.errors import Refusal
from competition.models import Call, Membership, User
from competition.services import second_factors

# A working day, like a session of the site.
MAX_MINUTES = 12 * 60
# Announcing cannot be undone: a token for it is made for the act and not kept.
MAX_ANNOUNCE_MINUTES = 15
# What opens the office or a jury is given to nobody who enters by password alone.
GUARDED = frozenset({Audience.OFFICE, Audience.JURY})


@dataclass(frozen=True, slots=True)
class Offer:
    """What tokens of one audience a person may have. ``calls``: those that it may be bound to."""

    audience: Audience
    scopes: tuple[str, ...]
    calls: tuple[Call, ...]

    @property
    def needs_call(self) -> bool:
        return self.audience == Audience.JURY

    @property
    def is_guarded(self) -> bool:
        """Whether it is given only to whoever has a second factor."""
        return self.audience in GUARDED


def offers(user: User) -> list[Offer]:
    """What the person may have now, apart from the second factor; nothing for whoever has no role.

    An auditor of the office may have a token to read with, and no other.
    """
    found = []
    if policies.is_office(user):
        scopes = tuple(Scope.values) if policies.is_clerk(user) else (Scope.READ.value,)
        found.append(Offer(Audience.OFFICE, scopes, _calls()))
    if Membership.objects.filter(user=user).exists():
        found.append(Offer(Audience.PORTAL, tuple(PortalScope.values), _calls(is_published=True)))
    if seats := _calls(jury_members__user=user):
        found.append(Offer(Audience.JURY, tuple(JuryScope.values), seats))
    return found


def _calls(*, is_published: bool = False, **where: object) -> tuple[Call, ...]:
    rows = Call.objects.published() if is_published else Call.objects.all()
    return tuple(rows.filter(**where).order_by("-deadline_at", "slug"))


def require(user: User, audience: Audience, scopes: Collection[str], call: Call | None) -> None:
    """Raise ``not_allowed`` (not of the audience, or of that call's jury), ``office_reads_only``
    (more than reading, for an auditor), ``required`` (a juror's names no call) or
    ``second_factor_missing`` unless the person may have such a token."""
    if audience == Audience.OFFICE:
        if set(scopes) != {Scope.READ} or not policies.is_office(user):
            policies.require_office(user)
    elif audience == Audience.JURY:
        if call is None:
            raise Refusal("required", field="call")
        if not User.objects.filter(pk=user.pk, jury_memberships__call=call).exists():
            raise Refusal("not_allowed")
    elif not Membership.objects.filter(user=user).exists():
        raise Refusal("not_allowed")
    if audience in GUARDED:
        second_factors.require_one(user)


def known(scopes: Collection[str], audience: Audience) -> list[str]:
    """The scopes in their order. Raises ``required`` (none), ``unknown_choice``."""
    values = SCOPES[audience].values
    if not scopes:
        raise Refusal("required", field="scopes")
    if set(scopes) - set(values):
        raise Refusal("unknown_choice", field="scopes")
    return [scope for scope in values if scope in scopes]


def require_short(scopes: Collection[str], minutes: int) -> None:
    """Raise ``out_of_range`` (12 hours at most) or ``token_too_long`` (with ``announce`` 15
    minutes at most)."""
    if not 1 <= minutes <= MAX_MINUTES:
        raise Refusal("out_of_range", field="minutes", minimum=1, maximum=MAX_MINUTES)
    if Scope.ANNOUNCE in scopes and minutes > MAX_ANNOUNCE_MINUTES:
        raise Refusal("token_too_long", field="minutes", limit=MAX_ANNOUNCE_MINUTES)
