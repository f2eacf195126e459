"""What the office's operations on the funded years come after, and what they are sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from api.handles import handle_of
from api.office.programme_examples import JUDGEMENT, SETUP
from competition import clock
from competition.models import BarrierReport
from competition.services import barrier_reports
from programme.models import Comment, Consultation, Event, PaymentRequest, Programme, Workshop
from programme.queries.workshops import recorded_digest, takings
from programme.reports import outline
from programme.services import agreements, moderation, programmes, registrations, tranches
from tests.fixtures import consultations, workshops
from tests.fixtures.events import AGENDA, Held, event_fields
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.programmes import TRANCHES, Years, programme_fields
from tests.fixtures.rounds import Round
from tests.harness.api_rounds import agreed, agreement, filed

Values = Mapping[str, Any]
DRAFT, PLANNED = "entwurf", "in-vorbereitung"


def years(scene: Round) -> Years:
    """The two years as they stand now."""
    found = Years(scene)
    found.programme = Programme.objects.get(call=scene.call)
    found.agreements = list(found.programme.agreements.order_by("award__municipality__ags"))
    return found


def prepared(scene: Round) -> None:
    """Dora has set the two years up; they are not published."""
    programmes.create(
        call=scene.call,
        by=scene.dora,
        fields=programme_fields(),
        requirements=outline.requirements(),
        tranches=TRANCHES,
    )


def begun(scene: Round) -> None:
    """They are published, and nothing is agreed."""
    Years(scene).set_up()


def proposed(scene: Round) -> None:
    """Dora has proposed Beispielstadt's agreement."""
    begun(scene)
    found = years(scene)
    agreements.propose(
        programme=found.programme, award=found.awards[0], by=scene.dora, reference="OG-1"
    )


def confirmed(scene: Round) -> None:
    """And Emil has confirmed it."""
    proposed(scene)
    made = agreement(scene)
    agreements.confirm(agreement=made, by=scene.emil, read=made.digest)


def setup(_scene: Round) -> Values:
    return {**SETUP, "starts_on": "2017-07-01", "ends_on": "2019-06-30"}


def version(scene: Round) -> Values:
    """The funded years as they are read."""
    return {"version": years(scene).programme.version}


def signed(scene: Round) -> Values:
    return {**agreed(scene), "basis": "paper", "evidence": "Brief vom 3. Juli."}


def judged(scene: Round) -> Values:
    return {**JUDGEMENT, **filed(scene)}


def later(_scene: Round) -> Values:
    return {"due_at": "2018-09-01T00:00:00+02:00", "reason": "Hochwasser."}


def requested(scene: Round) -> None:
    """Berta has asked for the first tranche."""
    found = years(scene)
    tranches.ask(
        agreement=found.agreements[0],
        tranche=found.programme.tranches.earliest("number"),
        by=found.berta,
        purpose="Honorare",
        iban="DE89370400440532013000",
    )


def certified(scene: Round) -> None:
    """Dora has certified it."""
    requested(scene)
    read = PaymentRequest.objects.get().digest
    tranches.certify(request=PaymentRequest.objects.get(), by=scene.dora, read=read)


def ordered(scene: Round) -> None:
    """Emil has ordered it."""
    certified(scene)
    read = PaymentRequest.objects.get().digest
    tranches.order(request=PaymentRequest.objects.get(), by=scene.emil, read=read)


def payment(_scene: Round) -> str:
    return handle_of(PaymentRequest.objects.get())


def payment_read(_scene: Round) -> Values:
    return {"sha256": PaymentRequest.objects.get().digest}


def transferred(_scene: Round) -> Values:
    return {"paid_on": "2017-07-02"}


def consultation(name: str = "ergebnisse") -> Consultation:
    return Consultation.objects.get(slug=name)


def written(scene: Round) -> None:
    """A consultation that is not published."""
    consultations.begun(years(scene), slug=DRAFT)


def _document(name: str) -> dict[str, Any]:
    fields = consultations.consultation_fields(slug=name)
    return {**fields, **_written(fields)}


def document(_scene: Round) -> Values:
    return _document("neue-beteiligung")


def rewritten(_scene: Round) -> Values:
    return {**_document(DRAFT), "version": consultation(DRAFT).version}


def draft_read(_scene: Round) -> Values:
    return {"version": consultation(DRAFT).version}


def longer(_scene: Round) -> Values:
    return {"version": consultation().version, "ends_at": "2017-12-01T00:00:00+01:00"}


def over(scene: Round) -> None:
    """The consultation has ended; every comment is decided."""
    scene.at(consultations.ENDS_AT + timedelta(days=1))


def reported(_scene: Round) -> Values:
    return {"report": "Drei Vorschläge sind aufgenommen."}


def commented(_scene: Round) -> None:
    """A comment waits for the office."""
    section = consultation().sections.get(position=1)
    consultations.confirmed(section, address="gesine@example.org", text="Das fehlt.")


def comment(_scene: Round) -> str:
    return Comment.objects.latest("pk").number


def comment_read(_scene: Round) -> Values:
    return {"sha256": moderation.read_of(Comment.objects.latest("pk"))}


def withheld(scene: Round) -> Values:
    return {**comment_read(scene), "reason": "Er nennt jemanden."}


def answered(scene: Round) -> Values:
    return {**comment_read(scene), "answer": "Das nehmen wir auf."}


def planned(scene: Round) -> None:
    """A second workshop, which only the office sees."""
    workshops.planned(years(scene))


def workshop_read(_scene: Round) -> Values:
    return {"version": Workshop.objects.latest("pk").version}


def moved(scene: Round) -> Values:
    return {**workshop_read(scene), "place": "Köln"}


def held(scene: Round) -> None:
    """The workshop is over."""
    scene.at(workshops.AFTER)


def attended(scene: Round) -> Values:
    """Who was there, over what is noted."""
    read = recorded_digest(takings(Workshop.objects.get(), clock.now(scene.call)))
    rows = [{"ags": OWN_TOWN, "state": "attended", "count": 2, "remark": "Pünktlich."}]
    return {"attendance_sha256": read, "rows": rows}


def taken_down(_scene: Round) -> Values:
    return {"version": 1, "reason": "Das Foto gehört jemand anderem."}


def event_planned(scene: Round) -> None:
    """An event that is not published."""
    Held(years(scene), slug=PLANNED)


def event_draft(_scene: Round) -> Values:
    """An event with its agenda, in the two years."""
    fields = event_fields(slug="neue-veranstaltung")
    return {**fields, **_written(fields), "agenda": [{**AGENDA[0], **_written(AGENDA[0])}]}


def event_moved(_scene: Round) -> Values:
    """The conference elsewhere, with another agenda."""
    point = {**AGENDA[0], **_written(AGENDA[0])}
    return {"version": Event.objects.get().version, "place": "Köln", "agenda": [point]}


def _written(fields: Values) -> Values:
    """The instants as they are sent."""
    return {name: each.isoformat() for name, each in fields.items() if isinstance(each, datetime)}


def registered(scene: Round) -> None:
    """Somebody comes to the conference."""
    registrations.register(
        event=Event.objects.get(programme__call=scene.call),
        name="Ida Muster",
        address="ida@example.org",
        access_needs="Untertitel",
        received_at=clock.now(),
        origin="192.0.2.1",
    )


def barrier(scene: Round) -> None:
    """Somebody has reported a barrier."""
    by = scene.applications[0].contact
    barrier_reports.report(
        text="Kein Alternativtext.", by=by, address="192.0.2.1", received_at=clock.now()
    )


def barrier_number(_scene: Round) -> str:
    return BarrierReport.objects.get().number


def imprint(_scene: Round) -> Values:
    return {"text": "# Herausgeber\nBeispielamt für offene Kommunen", "version": 0}
