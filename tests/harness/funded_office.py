"""The office's operations on the funded years, and what they are sent in the harnesses' world.

Merged into ``OPERATIONS`` by ``addresses.py``. Emil asks; what another person must have done before
him, Dora has done.
"""

from datetime import timedelta
from typing import Any

from api.handles import handle_of
from api.office.programme_examples import SETUP
from competition import clock
from competition.models import Award
from programme.models import Agreement, Comment, Consultation, PaymentRequest, Programme, Workshop
from programme.queries.workshops import recorded_digest, takings
from programme.reports import outline
from programme.services import agreements, moderation, programmes, tranches
from tests.fixtures.consultations import consultation_fields
from tests.fixtures.events import event_fields
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.programmes import TRANCHES, programme_fields
from tests.harness.asked import Address, Where, of
from tests.harness.funded_addresses import (
    FUNDED,
    TOWN,
    comment_number,
    consultation,
    profile,
    report_read,
)
from tests.harness.world import World


def workshop(world: World) -> Workshop:
    return world.years.programme.workshops.earliest("pk")


def attendance(world: World) -> dict[str, Any]:
    """Who came to a workshop that has begun since the agreement was accepted."""
    held, now = workshop(world), clock.now(world.years.call)
    accepted_at = held.programme.agreements.latest("accepted_at").accepted_at
    assert accepted_at
    begun_at = accepted_at + timedelta(microseconds=1)
    Workshop.objects.filter(pk=held.pk).update(starts_at=begun_at)
    held.refresh_from_db()
    read = recorded_digest(takings(held, now))
    rows = [{"ags": OWN_TOWN, "state": "attended", "count": 2}]
    return {"attendance_sha256": read, "rows": rows}


def profile_read(world: World) -> dict[str, Any]:
    """The version that stands on the public page."""
    latest = profile(world).versions.latest("number")
    return {"version": latest.number, "reason": "Das Foto gehört jemand anderem."}


def latest_years(world: World) -> Programme:
    """The funded years of a round that has none yet."""
    round_ = world.rounds["announced"]
    made = programmes.create(
        call=round_.call,
        by=round_.dora,
        fields=programme_fields(),
        requirements=outline.requirements(),
        tranches=TRANCHES,
    )
    return programmes.publish(programme=made, by=round_.dora, read=made.version)


def agreement_wanted(world: World) -> dict[str, Any]:
    latest_years(world)
    return {"reference": "OG-9"}


def _proposed(world: World) -> Agreement:
    """Dora's proposal."""
    made = latest_years(world)
    award = Award.objects.get(call=made.call, municipality__ags=OWN_TOWN)
    dora = world.rounds["announced"].dora
    return agreements.propose(programme=made, award=award, by=dora, reference="OG-9")


def agreement_proposed(world: World) -> dict[str, Any]:
    return {"sha256": _proposed(world).digest}


def agreement_signed(world: World) -> dict[str, Any]:
    """On paper, after Emil has confirmed it."""
    made = _proposed(world)
    agreements.confirm(agreement=made, by=world.rounds["announced"].emil, read=made.digest)
    return {"sha256": made.digest, "basis": "paper", "evidence": "Brief vom 3. Juli."}


def payment(world: World) -> PaymentRequest:
    """The one that waits."""
    return world.years.agreements[0].payment_requests.latest("pk")


def payment_read(world: World) -> dict[str, Any]:
    return {"sha256": payment(world).digest}


def payment_certified(world: World) -> dict[str, Any]:
    """By Dora."""
    read = payment(world).digest
    return {
        "sha256": tranches.certify(request=payment(world), by=world.years.dora, read=read).digest
    }


def payment_ordered(world: World) -> dict[str, Any]:
    """By Emil, after Dora has certified it."""
    read = payment_certified(world)["sha256"]
    tranches.order(request=payment(world), by=world.years.emil, read=read)
    return {"paid_on": "2017-07-02"}


def consultation_draft(slug: str) -> dict[str, Any]:
    fields = consultation_fields(slug=slug)
    return {**fields, **{each: fields[each].isoformat() for each in ("opens_at", "ends_at")}}


def version_of(slug: str) -> dict[str, Any]:
    return {"version": consultation(slug).version}


def consultation_over(world: World) -> dict[str, Any]:
    """It has ended, every comment is decided, and nobody can confirm another one."""
    held = consultation("beteiligung-0")
    written = Comment.objects.filter(section__consultation=held)
    written.filter(state="unconfirmed").delete()
    for each in written.filter(state="waiting"):
        moderation.show(comment=each, by=world.years.dora, read=moderation.read_of(each))
    ended_at = held.opens_at + timedelta(seconds=1)
    Consultation.objects.filter(pk=held.pk).update(ends_at=ended_at)
    return {"report": "Drei Vorschläge sind aufgenommen."}


def waiting() -> Comment:
    return Comment.objects.get(number=comment_number())


def comment_read(_world: World) -> dict[str, Any]:
    return {"sha256": moderation.read_of(waiting())}


def published_comment() -> Comment:
    shown = Comment.objects.filter(section__consultation__slug="beteiligung-0", state="shown")
    return shown.latest("pk")


def comment_answered(_world: World) -> dict[str, Any]:
    return {"sha256": moderation.read_of(published_comment()), "answer": "Das nehmen wir auf."}


def event_draft(_world: World) -> dict[str, Any]:
    """Another event, with an agenda."""
    fields = event_fields(slug="tagesveranstaltung", title="Tagesveranstaltung")
    instants = {name: each.isoformat() for name, each in fields.items() if hasattr(each, "hour")}
    return {**fields, **instants, "agenda": [POINT]}


POINT: dict[str, Any] = {
    "starts_at": "2017-09-05T09:00:00+02:00",
    "ends_at": "2017-09-05T10:00:00+02:00",
    "title": "Begrüßung",
    "speakers": [{"name": "Ada Muster"}],
}
DAYS = {"starts_on": "2017-07-01", "ends_on": "2019-06-30"}
LATEST: dict[str, Where] = of("announced")
LATEST_TOWN: dict[str, Where] = {**LATEST, "ags": lambda _world: OWN_TOWN}
FIRST_REPORT: dict[str, Where] = {**TOWN, "report": lambda _world: "sachstand"}
PAYMENT: dict[str, Where] = {**FUNDED, "payment": lambda world: handle_of(payment(world))}
RUNNING: dict[str, Where] = {**FUNDED, "consultation": lambda _world: "beteiligung-0"}
DRAFT: dict[str, Where] = {**FUNDED, "consultation": lambda _world: "entwurf"}
COMMENT: dict[str, Where] = {**RUNNING, "comment": lambda _world: comment_number()}
SHOWN: dict[str, Where] = {**RUNNING, "comment": lambda _world: published_comment().number}
CONFERENCE: dict[str, Where] = {**FUNDED, "event": lambda _world: "konferenz-0"}
PLANNED_EVENT: dict[str, Where] = {**FUNDED, "event": lambda _world: "in-vorbereitung"}
ONE_WORKSHOP: dict[str, Where] = {**FUNDED, "workshop": lambda world: handle_of(workshop(world))}

OPERATIONS: dict[str, Address] = {
    "api-office-funded-years GET": Address("office", FUNDED),
    "api-office-funded-years POST": Address("office", LATEST, lambda _world: {**SETUP, **DAYS}),
    "api-office-funded-years PATCH": Address(
        "office",
        FUNDED,
        lambda world: {"version": world.years.programme.version, "summary": "Es geht los."},
    ),
    "api-office-funded-years-publish POST": Address(
        "office", FUNDED, lambda world: {"version": world.years.programme.version}
    ),
    "api-office-agreements GET": Address("office", FUNDED),
    "api-office-agreement GET": Address("office", TOWN),
    "api-office-agreement POST": Address("office", LATEST_TOWN, agreement_wanted),
    "api-office-agreement-confirm POST": Address("office", LATEST_TOWN, agreement_proposed),
    "api-office-agreement-reject POST": Address("office", LATEST_TOWN, agreement_proposed),
    "api-office-agreement-acceptance POST": Address("office", LATEST_TOWN, agreement_signed),
    "api-office-reports GET": Address("office", FUNDED),
    "api-office-report GET": Address("office", FIRST_REPORT),
    "api-office-report-version GET": Address(
        "office", {**FIRST_REPORT, "version": lambda _world: 1}
    ),
    "api-office-report-judge POST": Address(
        "office", FIRST_REPORT, lambda world: {**report_read(world), "accepted": True}
    ),
    "api-office-report-extend POST": Address(
        "office",
        {**FIRST_REPORT, "report": lambda _world: "zwischenbericht"},
        lambda _world: {"due_at": "2018-09-01T00:00:00+02:00", "reason": "Hochwasser."},
    ),
    "api-office-payments GET": Address("office", FUNDED),
    "api-office-payment GET": Address("office", PAYMENT),
    "api-office-payment-certify POST": Address("office", PAYMENT, payment_read),
    "api-office-payment-order POST": Address("office", PAYMENT, payment_certified),
    "api-office-payment-reject POST": Address(
        "office", PAYMENT, lambda _world: {"reason": "Falsches Konto."}
    ),
    "api-office-payment-transfer POST": Address("office", PAYMENT, payment_ordered),
    "api-office-consultations GET": Address("office", FUNDED),
    "api-office-consultations POST": Address(
        "office", FUNDED, lambda _world: consultation_draft("neue-beteiligung")
    ),
    "api-office-consultation GET": Address("office", RUNNING),
    "api-office-consultation PUT": Address(
        "office", DRAFT, lambda _world: {**consultation_draft("entwurf"), **version_of("entwurf")}
    ),
    "api-office-consultation-publish POST": Address(
        "office", DRAFT, lambda _world: version_of("entwurf")
    ),
    "api-office-consultation-extend POST": Address(
        "office",
        RUNNING,
        lambda _world: {**version_of("beteiligung-0"), "ends_at": "2017-12-01T00:00:00+01:00"},
    ),
    "api-office-consultation-close POST": Address("office", RUNNING, consultation_over),
    "api-office-comments GET": Address("office", RUNNING),
    "api-office-comment-show POST": Address("office", COMMENT, comment_read),
    "api-office-comment-withhold POST": Address(
        "office", COMMENT, lambda world: {**comment_read(world), "reason": "Nennt jemanden."}
    ),
    "api-office-comment-answer POST": Address("office", SHOWN, comment_answered),
    "api-office-workshops GET": Address("office", FUNDED),
    "api-office-workshops POST": Address(
        "office",
        FUNDED,
        lambda _world: {
            "title": "Abschluss",
            "starts_at": "2018-09-14T10:00:00+02:00",
            "ends_at": "2018-09-14T18:00:00+02:00",
            "place": "Berlin",
        },
    ),
    "api-office-workshop GET": Address("office", ONE_WORKSHOP),
    "api-office-workshop PATCH": Address(
        "office",
        ONE_WORKSHOP,
        lambda world: {"version": workshop(world).version, "place": "Köln"},
    ),
    "api-office-workshop-announce POST": Address(
        "office", ONE_WORKSHOP, lambda world: {"version": workshop(world).version}
    ),
    "api-office-workshop-cancel POST": Address(
        "office", ONE_WORKSHOP, lambda _world: {"reason": "Krankheit."}
    ),
    "api-office-workshop-attendance PUT": Address("office", ONE_WORKSHOP, attendance),
    "api-office-profiles GET": Address("office", FUNDED),
    "api-office-profile-take-down POST": Address("office", TOWN, profile_read),
    "api-office-held-events GET": Address("office", FUNDED),
    "api-office-held-events POST": Address("office", FUNDED, event_draft),
    "api-office-held-event GET": Address("office", CONFERENCE),
    "api-office-held-event PATCH": Address(
        "office", CONFERENCE, lambda _world: {"version": 1, "place": "Köln", "agenda": [POINT]}
    ),
    "api-office-event-publish POST": Address(
        "office", PLANNED_EVENT, lambda _world: {"version": 1}
    ),
    "api-office-event-cancel POST": Address(
        "office", CONFERENCE, lambda _world: {"reason": "Hochwasser."}
    ),
    "api-office-registrations GET": Address("office", CONFERENCE),
}
