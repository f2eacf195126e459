"""For every operation of the API: by whom, at which stage and with what body it succeeds.

Whoever adds an operation adds it to ``MEANT`` where the default of its audience does not do.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.models import SCOPES, Audience
from competition.models import Application, User
from reviews.services import abstentions
from tests.api.caller import caller_of, portal_caller_of
from tests.api.operations import Known
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.rounds import (
    CLOSED_AT,
    PUBLIC_AT,
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
    submit,
)

Values = Mapping[str, Any]
Make = Callable[[Round], Any]
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
# What a request must name rightly to get any further than the first look.
AIMED = frozenset({"sha256", "run", "version", "public_at"})
STAGES = {
    "": Stage.ANNOUNCED,
    "portal": Stage.SUBMITTED,
    "jury": Stage.REVIEWING,
    "office": Stage.PROPOSED,
}
PEOPLE = {"portal": "Berta", "jury": "Clara", "office": "Dora"}


@dataclass
class Scene:
    """A round at its stage, and tokens of those who call."""

    round: Round
    tokens: dict[tuple[str, str], str] = field(default_factory=dict)

    def headers(self, audience: str, name: str) -> dict[str, str]:
        """The headers of the person of that name; none for what everybody may read."""
        if not audience:
            return {}
        if (audience, name) not in self.tokens:
            person = User.objects.get(name=f"{name} Beispiel")
            scopes, call = SCOPES[audience].values, self.round.call
            caller = caller_of(
                person,
                *scopes,
                audience=Audience(audience),
                call=call if audience == Audience.JURY else None,
            )
            self.tokens[audience, name] = caller.token
        return {"Authorization": f"Bearer {self.tokens[audience, name]}"}


@dataclass(frozen=True)
class Meant:
    """``stage`` and ``by`` as the audience has them, ``body`` as its example, unless named."""

    stage: Stage | None = None
    by: str = ""
    body: Make | None = None


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


def moment(_scene: Round) -> Values:
    return {"public_at": PUBLIC_AT.isoformat()}


class Filed(Round):
    """A round to whose first application a file belongs."""

    def draft(self, number: int, **values: Any) -> Application:
        application = super().draft(number, **values)
        if number == 0:
            attach(application, application.contact, pdf())
        return application


def abstained(scene: Round) -> Any:
    """The second application, from which Clara has abstained."""
    juror, own = scene.jurors[0], scene.applications[1]
    if not juror.reviews.filter(application=own).exists():
        scene.declare(juror, own)
        abstentions.abstain(
            juror=juror, application=own, by=juror.user, reason="Zu nah dran.", version=0
        )
    return own.public_id


def declared(scene: Round) -> Any:
    """The third application, about which Clara has declared, and nothing more."""
    juror, own = scene.jurors[0], scene.applications[2]
    if not juror.declarations.filter(application=own).exists():
        scene.declare(juror, own)
    return own.public_id


def finished(scene: Round) -> Values:
    return {"reviews": [{"application": application(scene), "version": 1}]}


def first_declared(scene: Round) -> Values:
    return {"answers": [{"application": application(scene), "conflict": "none"}]}


MEANT: dict[str, Meant] = {
    "declareConflicts": Meant(body=first_declared),
    "readAssignedApplication": Meant(Stage.SCORED),
    "downloadAssignedAttachment": Meant(Stage.SCORED),
    "noteReading": Meant(Stage.SCORED),
    "readReview": Meant(Stage.SCORED),
    # Over what is stored already, and so again.
    "saveReview": Meant(Stage.SCORED, body=lambda _: {"version": 1, "comment": "Überzeugt."}),
    "finaliseReview": Meant(Stage.SCORED, body=lambda _: {"version": 1}),
    "finaliseReviews": Meant(Stage.SCORED, body=finished),
    "abstainFromReview": Meant(body=lambda _: {"version": 0, "reason": "Zu nah dran."}),
    "readOthersReviews": Meant(Stage.LOCKED),
    "startApplication": Meant(body=lambda scene: {"call": scene.call.slug, "ags": OWN_TOWN}),
    "saveAnswers": Meant(
        body=lambda _: {"answers": [{"key": "title", "value": "B", "version": 1}]}
    ),
    "discardApplication": Meant(Stage.OPEN),
    "removeAttachment": Meant(Stage.OPEN),
    "releaseApplication": Meant(body=sealed),
    "submitApplication": Meant(body=sealed),
    "uploadAttachment": Meant(body=lambda _: {"question": "resolution", "file": pdf("new")}),
    "handInDocument": Meant(Stage.CLOSED, body=due),
    "admitApplication": Meant(Stage.CLOSED),
    "excludeApplication": Meant(Stage.CLOSED),
    "openReviewing": Meant(Stage.READY),
    "lockScores": Meant(Stage.SCORED),
    "startSelectionRun": Meant(Stage.LOCKED),
    "proposeDecision": Meant(Stage.COMPUTED, body=lambda scene: {"run": run(scene).public_id}),
    "confirmDecision": Meant(by="Emil", body=lambda scene: {"sha256": decision(scene).digest}),
    "rejectDecision": Meant(
        body=lambda scene: {"reason": "Nein.", "sha256": decision(scene).digest}
    ),
    "readAnnouncement": Meant(Stage.PREPARED),
    "prepareAnnouncement": Meant(Stage.PREPARED, body=moment),
    "confirmAnnouncement": Meant(Stage.PREPARED, by="Emil", body=moment),
    "listNotices": Meant(Stage.ANNOUNCED),
}
# The rows that addresses name, by a word in the address's name; else it is an application.
ROWS: dict[str, Make] = {
    "api-jury-review-resume": abstained,
    "api-jury-review-abstain": declared,
    "api-office-run": lambda scene: run(scene).public_id,
    "decision": lambda scene: decision(scene).public_id,
}


@dataclass(frozen=True)
class Act:
    """An operation with how it is meant."""

    known: Known
    meant: Meant

    @property
    def audience(self) -> str:
        return str(self.known.view.audience)

    @property
    def stage(self) -> Stage:
        return self.meant.stage or STAGES[self.audience]

    def headers(self, scene: Scene) -> dict[str, str]:
        return scene.headers(self.audience, self.meant.by or PEOPLE.get(self.audience, ""))

    def places(self, scene: Scene) -> dict[str, str]:
        """The parts of its address, in this round."""
        own = scene.round
        made = next((ROWS[word] for word in ROWS if word in self.known.name), application)
        found: dict[str, Make] = {
            "slug": lambda _: own.call.slug,
            "ags": lambda _: OWN_TOWN,
            "public_id": made,
            "number": lambda scene: scene.receipts[0].number,
            "version": lambda _: 1,
            "key": lambda _: "resolution",
            "sha256": lambda scene: file(scene).sha256,
        }
        return {name: found[name](own) for name in self.known.places}

    def body(self, scene: Scene) -> Any:
        if self.meant.body:
            return self.meant.body(scene.round)
        example = self.known.operation.body_example
        return {} if example is None else dict(example)

    def aim(self, case: Any, scene: Scene) -> None:
        """Let a made-up request meet what there is, wherever its own value could be one."""
        for name, place in self.places(scene).items():
            if SLUG.fullmatch(str(case.path_parameters.get(name, ""))):
                case.path_parameters[name] = place
        good = self.body(scene)
        if isinstance(case.body, dict):
            for name in AIMED & good.keys() & case.body.keys():
                if isinstance(case.body[name], type(good[name])):
                    case.body[name] = good[name]


@dataclass(frozen=True)
class Group:
    """Operations of one audience that succeed at one stage."""

    audience: str
    stage: Stage
    acts: tuple[Act, ...]

    def scene(self, make_round: MakeRound) -> Scene:
        if self.audience == Audience.JURY:
            return Scene(Filed(questions=[*QUESTIONS, FILES]).advance(self.stage))
        if self.audience != Audience.PORTAL:
            return Scene(make_round(self.stage))
        made = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
        applying(made, self.stage)
        return Scene(made)

    def __str__(self) -> str:
        return f"{self.audience or 'public'}-{self.stage.name.lower()}"


def groups(operations: Iterable[Known]) -> list[Group]:
    """All operations, by audience and stage."""
    acts = [Act(known, MEANT.get(known.operation.name, Meant())) for known in operations]
    keys = sorted({(act.audience, act.stage) for act in acts})
    return [
        Group(*key, tuple(act for act in acts if (act.audience, act.stage) == key)) for key in keys
    ]
