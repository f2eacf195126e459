"""What a funded municipality does next, gathered from everything it owes and may ask for.

The municipality's counterpart of ``due``: each thing with its address, what waits first first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competition import wording
from competition.models import Award
from programme.models import Agreement, ProfileVersion, Report
from programme.models.report import ReportState
from programme.queries.reports import reports_under
from programme.queries.tranches import Standing, paid_cents, standings
from programme.queries.workshops import Taking, takings_of
from programme.reports.words import SOON


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, where it is done, and what happens if nobody does it."""

    text: str
    url: str
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Hub:
    """Everything that belongs to one award at one instant of the call's clock."""

    award: Award
    agreement: Agreement | None
    at: datetime
    public_id: str
    reports: list[Report] = field(default_factory=list)
    tranches: list[Standing] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)
    profile: ProfileVersion | None = None

    @property
    def open_tranches(self) -> list[Standing]:
        """Tranches that may be requested now."""
        return [each for each in self.tranches if not each.hindrance]

    @property
    def paid_cents(self) -> int:
        """What was transferred so far."""
        return paid_cents(each.request for each in self.tranches if each.request)

    @property
    def steps(self) -> list[Step]:
        """What the municipality does next; empty while it waits for others."""
        return list(_steps(self))

    def url(self, name: str, *parts: object) -> str:
        """An address below the award's own."""
        return reverse(name, args=[self.public_id, *parts])


def hub_of(award: Award, agreement: Agreement | None, at: datetime, public_id: str) -> Hub:
    """Everything that belongs to the award. ``at`` is by the call's clock."""
    profile = ProfileVersion.objects.filter(profile__award=award).order_by("-number").first()
    if agreement is None:
        return Hub(award, None, at, public_id, profile=profile)
    return Hub(
        award,
        agreement,
        at,
        public_id,
        list(reports_under(agreement)),
        standings(agreement),
        takings_of(agreement, at),
        profile,
    )


def _steps(hub: Hub) -> Iterator[Step]:
    if hub.agreement is None:
        return
    if hub.agreement.accepted_at is None:
        yield Step(
            _("Vereinbarung oder Bescheid lesen und annehmen"),
            hub.url("portal-agreement"),
            _("Sonst wird nichts ausgezahlt."),
        )
        return
    yield from _report_steps(hub)
    for each in hub.takings:
        if each.is_asked:
            text = _("Workshop „%(title)s“: anmelden oder entschuldigen")
            url = hub.url("portal-workshop", each.workshop.pk)
            yield Step(text % {"title": each.workshop.title}, url)
    if hub.open_tranches:
        sums = sum(each.tranche.amount_cents for each in hub.open_tranches)
        text = _("%(sum)s anfordern") % {"sum": wording.euros(sums)}
        otherwise = _("Sonst wird dieses Geld nicht ausgezahlt.")
        yield Step(text, hub.url("portal-payments"), otherwise)
    if hub.profile is None:
        yield Step(_("Projektprofil schreiben und veröffentlichen"), hub.url("portal-profile"))


def _report_steps(hub: Hub) -> Iterator[Step]:
    """Reports that were returned, are late, or are due soon."""
    otherwise = _("Sonst gibt es die Teilbeträge nicht, die an ihm hängen.")
    for report in hub.reports:
        words = {"title": report.requirement.title, "at": wording.moment(report.due_at)}
        url = hub.url("portal-report", report.requirement.key)
        if report.state == ReportState.RETURNED:
            yield Step(_("%(title)s: überarbeiten und neu einreichen") % words, url, otherwise)
        elif report.state == ReportState.OPEN and hub.at >= report.due_at:
            yield Step(_("%(title)s: überfällig, bitte einreichen") % words, url, otherwise)
        elif report.state == ReportState.OPEN and hub.at >= report.due_at - SOON:
            yield Step(_("%(title)s: einreichen bis %(at)s") % words, url, otherwise)
