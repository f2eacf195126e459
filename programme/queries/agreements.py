"""What is agreed with whom, and what still waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from competition.due import Due, Who
from competition.errors import Refusal
from competition.models import Award, Call, User
from programme.models import Agreement, Programme


@dataclass(frozen=True, slots=True)
class Line:
    """One funded municipality, and its agreement, if one is proposed and was not rejected."""

    award: Award
    agreement: Agreement | None

    @property
    def reference(self) -> str:
        """The file reference, "" while nothing is proposed."""
        return self.agreement.reference if self.agreement else ""


def lines(call: Call, at: datetime) -> list[Line]:
    """The awards that are public ``at`` (the database's instant), each with its agreement."""
    awards = (
        Award.objects.public(at)
        .filter(call=call)
        .select_related("municipality", "application")
        .order_by("municipality__name", "pk")
    )
    agreed = {each.award_id: each for each in standing().filter(award__call=call)}
    return [Line(award, agreed.get(award.pk)) for award in awards]


def funded(call: Call, at: datetime) -> "QuerySet[Award]":
    """The same awards as one list, each with its agreement at hand (also one that was rejected)."""
    people = [f"agreement__{act}_by" for act in ("proposed", "confirmed", "accepted")]
    return (
        Award.objects.public(at)
        .filter(call=call)
        .select_related("municipality", "agreement", *people)
        .order_by("municipality__name", "municipality__ags")
    )


def line(call: Call, ags: str, at: datetime) -> Line:
    """The same of one municipality. Raises ``not_found``."""
    award = (
        Award.objects.public(at)
        .filter(call=call, municipality__ags=ags)
        .select_related("municipality", "application", "call")
        .first()
    )
    if award is None:
        raise Refusal("not_found")
    return Line(award, standing().filter(award=award).first())


def standing() -> "QuerySet[Agreement]":
    """Agreements that were not rejected, with who acted on them."""
    return Agreement.objects.filter(rejected_at__isnull=True).select_related(
        *("proposed_by", "confirmed_by", "accepted_by", "award__municipality", "programme")
    )


def due(programme: Programme, found: Iterable[Line], user: User) -> Iterator[Due]:
    """Agreements to be proposed, confirmed or accepted; ``found``: what ``lines`` has read."""
    if programme.published_at is None:
        yield Due(_("Umsetzung einrichten und veröffentlichen"), "office-programme")
    for line in found:
        if task := _due(line, user):
            yield task


def _due(line: Line, user: User) -> Due | None:
    place, agreement = line.award.municipality, line.agreement
    page, name = "office-agreement", {"name": place.name}
    if agreement is None:
        return Due(_("%(name)s: Vereinbarung vorschlagen") % name, page, public_id=place.ags)
    if agreement.confirmed_at is None:
        if agreement.proposed_by_id == user.pk:
            text = _("%(name)s: Vereinbarung wartet auf die zweite Person")
            return Due(text % name, page, Who.COLLEAGUE, public_id=place.ags)
        return Due(_("%(name)s: Vereinbarung bestätigen") % name, page, public_id=place.ags)
    if agreement.accepted_at is None:
        text = _("%(name)s: Annahme der Vereinbarung steht aus")
        return Due(text % name, page, Who.APPLICANTS, public_id=place.ags)
    return None


def readable(user: User, at: datetime) -> "QuerySet[Agreement]":
    """The agreements that a person reads for a municipality: confirmed by two of the office, of
    awards that are public ``at`` (the database's instant); with all that acts on them need."""
    return (
        Agreement.objects.of(user)
        .filter(award__in=Award.objects.public(at))
        .select_related(
            *("award__application__municipality", "award__municipality", "award__call"),
            *("programme__call", "accepted_by"),
        )
    )


def confirmed_of(award: Award) -> Agreement | None:
    """The agreement that the municipality may read: confirmed by two of the office."""
    return (
        Agreement.objects.filter(award=award, confirmed_at__isnull=False)
        .select_related("programme__call", "accepted_by")
        .first()
    )
