"""The funded years of a call of their own, entered as rows: one of everything that the
addresses name, without the acts that lead there.

Whatever an example of the API has read is older than what stands here, and nothing waits for an act
that needs no such reading: the examples are refused.
"""

from datetime import UTC, datetime
from typing import Any

from api.handles import handle_of
from competition.models import Announcement, Application, Award, BarrierReport, Call, User
from programme.models import (
    Agreement,
    Comment,
    Consultation,
    Event,
    PaymentRequest,
    Programme,
    Report,
    Requirement,
    Tranche,
    Workshop,
)
from tests.fixtures.consultations import ENDS_AT, OPENS_AT
from tests.fixtures.events import event_fields
from tests.fixtures.programmes import ENDS_ON, STARTS_ON
from tests.fixtures.rounds import CLOSED_AT, PUBLIC_AT, PUBLISHED_AT, call_fields
from tests.fixtures.workshops import PLAN

# The examples have read an earlier version.
READ_BEFORE = 7
# Later than any example would have it.
DUE_AT = datetime(2099, 12, 31, tzinfo=UTC)
STAMP: dict[str, Any] = {"created_at": CLOSED_AT, "version": READ_BEFORE}
PERIOD: dict[str, Any] = {"starts_on": STARTS_ON, "ends_on": ENDS_ON}


def funded_places(like: Application, dora: User, emil: User) -> dict[str, str]:
    """What the addresses name, entered now, for the municipality and the person of an application.
    Dora proposes, Emil confirms."""
    call = _announced(dora, emil)
    programme = Programme.objects.create(call=call, **STAMP, **PERIOD)
    application = Application.objects.create(
        call=call,
        municipality=like.municipality,
        contact=like.contact,
        started_at=PUBLISHED_AT,
        started_by=like.contact,
    )
    agreement = _agreed(programme, application, dora, emil)
    report = _owed(agreement)
    workshop = Workshop.objects.create(programme=programme, published_at=PUBLIC_AT, **PLAN, **STAMP)
    comment = _discussed(programme)
    return {
        "slug": call.slug,
        "public_id": application.public_id,
        "ags": like.municipality.ags,
        "report": report.requirement.key,
        "payment": handle_of(_asked(report, dora)),
        "workshop": handle_of(workshop),
        "consultation": comment.section.consultation.slug,
        "comment": comment.number,
        "event": Event.objects.create(programme=programme, **event_fields(), **STAMP).slug,
    }


def site_places(dora: User) -> dict[str, str]:
    """What the addresses of the site's own name: a report that is answered, a page's text."""
    report = BarrierReport.objects.create(
        number="B-2017-000001",
        text="Ohne Maus geht es nicht.",
        received_at=CLOSED_AT,
        answer_by_at=PUBLIC_AT,
        answer="Behoben.",
        answered_at=CLOSED_AT,
        answered_by=dora,
    )
    return {"number": report.number, "page": "imprint", "language": "de"}


def _announced(dora: User, emil: User) -> Call:
    fields = call_fields(slug="foerderjahre", title="Förderjahre")
    call = Call.objects.create(published_at=PUBLISHED_AT, published_by=dora, **fields)
    Announcement.objects.create(
        call=call,
        public_at=PUBLIC_AT,
        awards_digest="0" * 64,
        prepared_at=CLOSED_AT,
        prepared_by=dora,
        confirmed_at=CLOSED_AT,
        confirmed_by=emil,
    )
    return call


def _agreed(programme: Programme, of: Application, dora: User, emil: User) -> Agreement:
    award = Award.objects.create(
        call=programme.call,
        municipality=of.municipality,
        application=of,
        title="Vorhaben",
        amount_cents=50_000_00,
        granted_at=CLOSED_AT,
        granted_by=emil,
    )
    return Agreement.objects.create(
        award=award,
        programme=programme,
        form="agreement",
        reference="OG-1",
        content={},
        digest="1" * 64,
        proposed_at=PUBLIC_AT,
        proposed_by=dora,
        confirmed_at=PUBLIC_AT,
        confirmed_by=emil,
        accepted_at=PUBLIC_AT,
        accepted_by=emil,
        **PERIOD,
    )


def _owed(agreement: Agreement) -> Report:
    requirement = Requirement.objects.create(
        programme=agreement.programme,
        key="sachstand",
        kind="first",
        title="Sachstand",
        position=1,
    )
    return Report.objects.create(
        agreement=agreement, requirement=requirement, due_at=DUE_AT, revision=READ_BEFORE
    )


def _asked(report: Report, by: User) -> PaymentRequest:
    """A request for a part that waits for the report, rejected."""
    agreement = report.agreement
    tranche = Tranche.objects.create(
        programme=agreement.programme,
        number=1,
        amount_cents=20_000_00,
        requirement=report.requirement,
    )
    return PaymentRequest.objects.create(
        agreement=agreement,
        tranche=tranche,
        amount_cents=tranche.amount_cents,
        before_cents=0,
        ceiling_cents=50_000_00,
        purpose="Honorare",
        iban="DE89370400440532013000",
        digest="2" * 64,
        requested_at=PUBLIC_AT,
        requested_by=by,
        rejected_at=PUBLIC_AT,
        rejected_by=by,
        rejection_reason="Kein Betrag offen.",
    )


def _discussed(programme: Programme) -> Comment:
    """A comment that waits, on the draft of a consultation."""
    consultation = Consultation.objects.create(
        slug="ergebnisse", programme=programme, opens_at=OPENS_AT, ends_at=ENDS_AT, **STAMP
    )
    return Comment.objects.create(
        section=consultation.sections.create(position=1),
        number="K-2017-000001",
        name="Gisela Muster",
        text="Das sehe ich anders.",
        state="waiting",
        secret_digest="3" * 64,
        received_at=OPENS_AT,
        confirm_until_at=ENDS_AT,
        confirmed_at=OPENS_AT,
    )
