"""What is there, is done first and is sent in the round in which an operation is tried."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from api.handles import handle_of
from competition.receipts import digest
from programme.models import Agreement, Profile, ReportVersion, Workshop
from programme.services import moderation
from reviews.services import abstentions, reviews
from tests.api.caller import portal_caller_of
from tests.fixtures import as_read, consultations, profiles, workshops
from tests.fixtures.announcing import read_of
from tests.fixtures.events import Held
from tests.fixtures.files import attach, pdf
from tests.fixtures.programmes import Years, file_report, send_back
from tests.fixtures.rounds import (
    CLOSED_AT,
    CRITERIA,
    PUBLIC_AT,
    Round,
    Stage,
    submit,
)

Values = Mapping[str, Any]


def application(scene: Round) -> str:
    return str(scene.applications[0].public_id)


def decision(scene: Round) -> Any:
    assert scene.decision
    return scene.decision


def run(scene: Round) -> Any:
    assert scene.run
    return scene.run


def sealed(scene: Round) -> Values:
    """The draft as it was submitted."""
    version = scene.applications[0].valid_version
    assert version
    return {"sha256": version.digest}


def due(scene: Round) -> Values:
    """The document that is to be handed in, as it is read."""
    own = scene.applications[0]
    caller = portal_caller_of(own.contact)
    told = caller.get(f"portal/applications/{own.public_id}/").value
    return {"sha256": told["documents"][0]["sha256"]}


def file(scene: Round) -> Any:
    return scene.applications[0].attachments.get()


def applying(scene: Round, stage: Stage) -> None:
    """Beispielstadt's application with a file: as a draft, submitted, or with a file to follow."""
    own = scene.draft(0)
    attach(own, own.contact, pdf())
    scene.call.questions.filter(key="resolution").update(deadline_at=PUBLIC_AT)
    if stage > Stage.OPEN:
        scene.receipts.append(submit(own, own.contact))
        own.refresh_from_db()
    if stage == Stage.CLOSED:
        scene.at(CLOSED_AT)
        attach(own, own.contact, pdf("later"), replaces=file(scene).sha256)


def reviewing(scene: Round, stage: Stage) -> None:
    """Like ``applying``, then on to the jury's desk."""
    applying(scene, Stage.SUBMITTED)
    scene.stage = Stage.SUBMITTED
    scene.advance(stage)


def moment(_scene: Round) -> Values:
    return {"public_at": PUBLIC_AT.isoformat()}


def announced(scene: Round) -> Values:
    """The announcement as it is read."""
    read = read_of(scene.call)
    return {
        "public_at": read.public_at.isoformat(),
        "awards_sha256": read.awards,
        "letters_sha256": read.letters,
    }


def screened(scene: Round) -> Values:
    """The sealed version that is judged."""
    return {"sha256": as_read.digest_of(scene.applications[0])}


def declared(scene: Round) -> None:
    """Clara is free for all."""
    scene.declare(scene.jurors[0])


def reviewed(scene: Round) -> None:
    """Clara has given all points of the first application, which are not final yet."""
    declared(scene)
    clara = scene.jurors[0]
    reviews.save(
        juror=clara,
        application=scene.applications[0],
        by=clara.user,
        scores={criterion["key"]: "3.5" for criterion in CRITERIA},
        comment="Überzeugt.",
        version=0,
    )


def abstained(scene: Round) -> None:
    reviewed(scene)
    clara = scene.jurors[0]
    abstentions.abstain(
        juror=clara, application=scene.applications[0], by=clara.user, version=1, reason="Fachfremd"
    )


def finished(scene: Round) -> None:
    """All jurors have finished their reviews of the first application."""
    scene.score()


def asked(scene: Round) -> None:
    """The office has asked for another amount."""
    as_read.ask(
        application=scene.applications[0],
        by=scene.dora,
        keys=["own_share"],
        reason="Der Eigenanteil passt nicht zum Konzept.",
        due_at=CLOSED_AT + timedelta(days=14),
    )


def corrected(scene: Round) -> Values:
    """The correction as it is read."""
    own = scene.applications[0]
    told = portal_caller_of(own.contact).get(f"portal/applications/{own.public_id}/correction/")
    return {"sha256": told.value["sha256"]}


def points(_scene: Round) -> Values:
    return {"version": 1, "scores": [{"criterion": "idea", "points": "4", "reason": "Ja."}]}


def free(scene: Round) -> Values:
    return {"answers": [{"application": application(scene), "conflict": "none"}]}


def funded(scene: Round) -> None:
    """The two years: Beispielstadt's agreement in force, its first report filed, its profile
    published; a workshop, a consultation with a published comment, an event."""
    years = Years(scene).set_up().agree()
    file_report(years, years.reports[0])
    workshops.announced(years)
    profiles.saved(years)
    profiles.published(years)
    comment = consultations.confirmed(consultations.published(years).sections.get(position=1))
    moderation.show(comment=comment, by=years.dora, read=moderation.read_of(comment))
    Held(years).publish()


def agreement(scene: Round) -> Agreement:
    return Agreement.objects.get(award__application=scene.applications[0])


def agreed(scene: Round) -> Values:
    return {"sha256": agreement(scene).digest}


def returned(scene: Round) -> None:
    """The office has sent the first report back."""
    send_back(reported(scene), reported(scene).reports[0])


def reported(scene: Round) -> Years:
    years = Years(scene)
    years.agreements = [agreement(scene)]
    return years


def filed(_scene: Round) -> Values:
    return {"sha256": ReportVersion.objects.get().digest}


def workshop(_scene: Round) -> str:
    return handle_of(Workshop.objects.latest("pk"))


def expected(scene: Round) -> Values:
    """An answer to the workshop as it is read."""
    own = scene.applications[0]
    rows = portal_caller_of(own.contact).get(f"portal/applications/{own.public_id}/workshops/").rows
    return {"sha256": rows[0]["sha256"], "count": 2}


def drafted(_scene: Round) -> Values:
    return {"version": Profile.objects.get().revision, **profiles.CONTENT}


def drafted_read(_scene: Round) -> Values:
    return {"sha256": digest(Profile.objects.get().content)}
