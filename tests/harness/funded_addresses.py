"""The addresses of the funded years, and where in the world of the harnesses they are looked at.

Merged into ``PAGES`` by ``addresses.py``; the round is ``world.rounds["funded"]``, its years
``world.years``.
"""

from typing import Any

from api.handles import handle_of
from competition.receipts import digest
from programme.models import Comment, Consultation, Profile, Report
from tests.fixtures.profiles import CONTENT
from tests.fixtures.programmes import accept_report
from tests.fixtures.workshops import taking
from tests.harness.asked import Address, Where, of
from tests.harness.world import World


def consultation(slug: str) -> Consultation:
    return Consultation.objects.get(slug=slug)


def comment_number() -> str:
    """A comment that waits for the office."""
    waiting = Comment.objects.filter(
        section__consultation=consultation("beteiligung-0"), state="waiting"
    )
    return waiting.latest("pk").number


FUNDED: dict[str, Where] = of("funded")
AWARD: dict[str, Where] = {"public_id": lambda world: world.own("funded")}
TOWN: dict[str, Where] = {**FUNDED, "ags": lambda world: world.years.awards[0].municipality.ags}

REPORT: dict[str, Where] = {**AWARD, "key": lambda _world: "zwischenbericht"}
FILED: dict[str, Where] = {**FUNDED, "pk": lambda world: world.years.reports[0].pk}

EVENT: dict[str, Where] = {"slug": lambda _world: "konferenz-0"}
HELD_EVENT: dict[str, Where] = {
    **FUNDED,
    "pk": lambda world: world.years.programme.events.get(slug="konferenz-0").pk,
}
CONSULTATION: dict[str, Where] = {"slug": lambda _world: "beteiligung-0"}
DISCUSSED: dict[str, Where] = {**FUNDED, "pk": lambda _world: consultation("beteiligung-0").pk}
DRAFTED: dict[str, Where] = {**FUNDED, "pk": lambda _world: consultation("entwurf").pk}

WORKSHOP: dict[str, Where] = {"pk": lambda world: world.years.programme.workshops.all()[0].pk}
PAID: dict[str, Where] = {
    **FUNDED,
    "pk": lambda world: world.years.agreements[0].payment_requests.latest("pk").pk,
}

PAGES: dict[str, Address] = {
    "consultations": Address("anonymous"),
    "consultation": Address("anonymous", CONSULTATION),
    "consultation-section": Address("anonymous", {**CONSULTATION, "part": lambda _world: 1}),
    "consultation-commented": Address("anonymous", CONSULTATION),
    "comment-link": Address("anonymous", {"secret": lambda _world: "ein-token"}),
    "comment-confirm": Address("anonymous"),
    "office-consultations": Address("office", FUNDED),
    "office-consultation-new": Address("office", FUNDED),
    "office-consultation": Address("office", DISCUSSED),
    "office-consultation-edit": Address("office", DRAFTED),
    "office-comment": Address("office", {**DISCUSSED, "number": lambda _world: comment_number()}),
    "office-comments-file": Address("office", {**DISCUSSED, "ending": lambda _world: "csv"}),
    "office-programme": Address("office", FUNDED),
    "office-programme-setup": Address("office", FUNDED),
    "office-agreement": Address("office", TOWN),
    "office-payments": Address("office", FUNDED),
    "office-payment": Address("office", PAID),
    "portal-award": Address("editor", AWARD),
    "portal-agreement": Address("editor", AWARD),
    "portal-payments": Address("editor", AWARD),
    "portal-report": Address("editor", REPORT),
    "portal-report-file": Address("signatory", REPORT),
    "office-reports": Address("office", FUNDED),
    "office-report": Address("office", FILED),
    "portal-report-pdf": Address(
        "editor", {**AWARD, "key": lambda _world: "sachstand", "version": lambda _world: 1}
    ),
    "office-report-pdf": Address("office", {**FILED, "version": lambda _world: 1}),
    "events": Address("anonymous"),
    "event": Address("anonymous", EVENT),
    "event-calendar": Address("anonymous", EVENT),
    "registration": Address("anonymous"),
    "registration-link": Address("anonymous", {"secret": lambda _world: "ein-token"}),
    "programme": Address("anonymous", FUNDED),
    "profile": Address("anonymous", TOWN),
    "portal-workshop": Address("editor", {**AWARD, **WORKSHOP}),
    "portal-profile": Address("editor", AWARD),
    "portal-profile-preview": Address("editor", AWARD),
    "office-workshops": Address("office", FUNDED),
    "office-workshop": Address("office", {**FUNDED, **WORKSHOP}),
    "office-profiles": Address("office", FUNDED),
    "office-profile": Address("office", TOWN),
    "office-events": Address("office", FUNDED),
    "office-event-new": Address("office", FUNDED),
    "office-event": Address("office", HELD_EVENT),
    "office-event-export": Address("office", HELD_EVENT, lambda _world: {}),
}

OWN_REPORT: dict[str, Where] = {**AWARD, "report": lambda _world: "sachstand"}
LATER_REPORT: dict[str, Where] = {**AWARD, "report": lambda _world: "zwischenbericht"}
OWN_WORKSHOP: dict[str, Where] = {
    **AWARD,
    "workshop": lambda world: handle_of(world.years.programme.workshops.all()[0]),
}


def agreement_read(world: World) -> dict[str, Any]:
    return {"sha256": world.years.agreements[0].digest}


def report_read(world: World) -> dict[str, Any]:
    """The report as it was filed."""
    latest = Report.objects.get(pk=world.years.reports[0].pk).latest
    assert latest
    return {"sha256": latest.digest}


def tranche(world: World) -> dict[str, Any]:
    """The second one, for which the first report has been accepted."""
    if world.years.reports[0].state == "submitted":
        accept_report(world.years, world.years.reports[0])
    return {"tranche": 2, "purpose": "Honorare", "iban": "DE89370400440532013000"}


def workshop_answer(world: World) -> dict[str, Any]:
    return {"sha256": taking(world.years).digest, "count": 2}


def profile(world: World) -> Profile:
    return Profile.objects.get(award=world.years.awards[0])


PUBLIC_OPERATIONS: dict[str, Address] = {
    "api-public-programmes GET": Address("anonymous"),
    "api-public-programme GET": Address("anonymous", FUNDED),
    "api-public-workshops GET": Address("anonymous"),
    "api-public-profiles GET": Address("anonymous"),
    "api-public-profile GET": Address("anonymous", TOWN),
    "api-public-consultations GET": Address("anonymous"),
    "api-public-consultation GET": Address(
        "anonymous", {"consultation": lambda _world: "beteiligung-0"}
    ),
    "api-public-comments GET": Address("anonymous"),
    "api-public-events GET": Address("anonymous"),
    "api-public-event GET": Address("anonymous", {"event": lambda _world: "konferenz-0"}),
}
PORTAL_OPERATIONS: dict[str, Address] = {
    "api-portal-agreement GET": Address("editor", AWARD),
    "api-portal-agreement-acceptance POST": Address("signatory", AWARD, agreement_read),
    "api-portal-reports GET": Address("editor", AWARD),
    "api-portal-report GET": Address("editor", OWN_REPORT),
    "api-portal-report PATCH": Address(
        "editor", LATER_REPORT, lambda _world: {"version": 0, "sections": {"s1": "Läuft."}}
    ),
    "api-portal-report-submission POST": Address("signatory", OWN_REPORT, report_read),
    "api-portal-report-version GET": Address("editor", {**OWN_REPORT, "version": lambda _world: 1}),
    "api-portal-payments GET": Address("editor", AWARD),
    "api-portal-payments POST": Address("signatory", AWARD, tranche),
    "api-portal-workshops GET": Address("editor", AWARD),
    "api-portal-workshop GET": Address("editor", OWN_WORKSHOP),
    "api-portal-workshop-answer POST": Address("editor", OWN_WORKSHOP, workshop_answer),
    "api-portal-profile GET": Address("editor", AWARD),
    "api-portal-profile PUT": Address(
        "editor", AWARD, lambda world: {"version": profile(world).revision, **CONTENT}
    ),
    "api-portal-profile-publication POST": Address(
        "editor", AWARD, lambda world: {"sha256": digest(profile(world).content)}
    ),
}
