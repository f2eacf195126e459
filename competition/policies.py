"""Who may do what: predicates on people, read by pages, API and services alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext

from competition.errors import ELIGIBILITY, Refusal
from competition.models import (
    Application,
    Call,
    Membership,
    Municipality,
    OfficeMember,
    Participant,
    User,
)
from competition.models.membership import SIGNING
from competition.models.people import OfficeRole
from competition.moves import Actor


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is allowed and, if not, why (a code of ``errors.CATALOGUE`` and details)."""

    allowed: bool
    why: str = ""
    detail: str = ""

    def enforce(self) -> None:
        """Raise the refusal that this verdict stands for."""
        if not self.allowed:
            raise Refusal(self.why, why=gettext(self.detail) if self.detail else "")


YES = Verdict(allowed=True)


def is_person(user: User | AnonymousUser) -> TypeGuard[User]:
    """A signed-in, active person."""
    return user.is_authenticated and user.is_active


def is_office(user: User | AnonymousUser) -> bool:
    """Whether the person belongs to the office (Geschäftsstelle): who runs it, or may only read."""
    return is_person(user) and OfficeMember.objects.filter(user=user).exists()


def is_clerk(user: User | AnonymousUser) -> bool:
    """Whether the person acts for the office. An auditor (legal department, court of audit) reads
    everything that it may read, and acts nowhere."""
    return (
        is_person(user) and OfficeMember.objects.filter(user=user, role=OfficeRole.CLERK).exists()
    )


# Duties of other apps that exclude the office, like a seat in a jury; each app enters its own.
EXCLUDING_DUTIES: list[Callable[[User], bool]] = []


def is_bound(user: User) -> bool:
    """Whether the person has a duty that cannot go together with the office (§ 20 VwVfG)."""
    return any(has_duty(user) for has_duty in EXCLUDING_DUTIES)


def require_office(user: User) -> None:
    """Before every act of the office. Raises ``office_reads_only`` for an auditor, ``not_allowed``
    for whoever does not belong to it."""
    if not is_clerk(user):
        raise Refusal("office_reads_only" if is_office(user) else "not_allowed")


def may_open_content(call: Call, at: datetime) -> Verdict:
    """Whether the office may open what was submitted: sealed for everybody until the deadline."""
    if at < call.deadline_at:
        return Verdict(False, "call_not_closed")
    return YES


def require_content(application: Application) -> None:
    """Raise ``application_erased`` where the content is gone (retention)."""
    if application.erased_at:
        raise Refusal("application_erased")


def require_read(application: Application, read: str) -> None:
    """Raise ``version_changed`` unless the valid version is the one with the digest ``read``.

    Needs the application's lock: a late version, or a corrected one, is never judged unseen.
    """
    version = application.valid_version
    if version is None or version.digest != read:
        raise Refusal("version_changed")


def actors(user: User, municipality: Municipality) -> frozenset[Actor]:
    """As what a person acts for a municipality. Signatories and deputies may also write."""
    mine = Membership.objects.filter(user=user, municipality=municipality)
    return actors_in(mine.order_by().values_list("role", flat=True).first())


def actors_in(role: str | None) -> frozenset[Actor]:
    """As what somebody acts in this role of a municipality; None: has none there."""
    if role is None:
        return frozenset()
    return frozenset({Actor.EDITOR, Actor.SIGNATORY} if role in SIGNING else {Actor.EDITOR})


def require_actor(user: User, application: Application, actor: Actor) -> frozenset[Actor]:
    """Raise ``not_found`` for strangers (they learn nothing), ``not_allowed`` for colleagues.

    Returns all that the person acts as.
    """
    mine = actors(user, application.municipality)
    require_among(mine, actor)
    return mine


def require_among(mine: frozenset[Actor], actor: Actor) -> None:
    """The same for whoever has read already as what the person acts."""
    if not mine:
        raise Refusal("not_found")
    if actor not in mine:
        raise Refusal("not_allowed")


def may_admit(person: User, municipality: Municipality, role: str) -> Verdict:
    """Whether a person may let somebody else act for a municipality in ``role``.

    Members admit members; the right to sign comes only from who has it, or from the office.
    Strangers learn nothing (``not_found``).
    """
    if is_office(person):
        return YES if is_clerk(person) else Verdict(False, "office_reads_only")
    mine = actors(person, municipality)
    if not mine:
        return Verdict(False, "not_found")
    if role in SIGNING and Actor.SIGNATORY not in mine:
        return Verdict(False, "not_allowed")
    return YES


def must_give_reason(person: User, municipality: Municipality) -> bool:
    """Whether the office acts in the place of somebody who could: then it says why."""
    return (
        is_office(person)
        and Membership.objects.filter(municipality=municipality, role__in=SIGNING).exists()
    )


def may_step_back(user: User, participant: Participant) -> bool:
    """Whether a person may take a partner's confirmation back, as far as the state goes."""
    version = participant.application.valid_version
    return (
        participant.confirmed_at is not None
        and not (version and version.names_partner(participant.municipality))
        and Actor.SIGNATORY in actors(user, participant.municipality)
    )


def eligibility(call: Call, municipality: Municipality) -> Verdict:
    """Whether a municipality may apply: kind and population as the call says, bounds included."""
    if call.is_synthetic != municipality.is_synthetic:
        return Verdict(False, "not_eligible", ELIGIBILITY["synthetic"])
    if municipality.kind not in call.eligible_kinds:
        return Verdict(False, "not_eligible", ELIGIBILITY["kind"])
    if call.population_min is not None and municipality.population < call.population_min:
        return Verdict(False, "not_eligible", ELIGIBILITY["population_min"])
    if call.population_max is not None and municipality.population > call.population_max:
        return Verdict(False, "not_eligible", ELIGIBILITY["population_max"])
    return YES
