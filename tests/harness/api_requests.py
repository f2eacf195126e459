"""For every operation of the API: by whom, at which stage and with what body it succeeds.

Whoever adds an operation adds it to ``MEANT`` where the default of its audience does not do.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from api.models import SCOPES, Audience
from competition.models import User
from reviews.services import abstentions, reviews
from tests.api.caller import caller_of, jury_caller_of, portal_caller_of
from tests.api.operations import Known
from tests.fixtures import as_read
from tests.fixtures.announcing import read_of
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.rounds import (
    CLOSED_AT,
    CRITERIA,
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
AIMED = frozenset(
    {
        *("sha256", "awards_sha256", "letters_sha256", "public_at", "run", "version"),
        *("call", "ags", "application", "criterion", "key", "question"),
    }
)
# How many operations share a round, and so a test.
AT_ONCE = 5
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
            if audience == Audience.JURY:
                caller = jury_caller_of(person, self.round.call)
            else:
                caller = caller_of(person, *SCOPES[audience].values, audience=Audience(audience))
            self.tokens[audience, name] = caller.token
        return {"Authorization": f"Bearer {self.tokens[audience, name]}"}


@dataclass(frozen=True)
class Meant:
    """``stage`` and ``by`` as the audience has them, ``body`` as its example, unless named.

    ``before``: what is done in the round first, for this operation alone.
    """

    stage: Stage | None = None
    by: str = ""
    body: Make | None = None
    before: Make | None = None


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


MEANT: dict[str, Meant] = {
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
    "readCorrection": Meant(Stage.CLOSED, before=asked),
    "saveCorrection": Meant(
        Stage.CLOSED,
        before=asked,
        body=lambda _: {"answers": [{"key": "own_share", "value": 6_000_00, "version": 0}]},
    ),
    "submitCorrection": Meant(Stage.CLOSED, before=asked, body=corrected),
    "declareConflicts": Meant(body=free),
    "readAssignedApplication": Meant(before=declared),
    "downloadAssignedAttachment": Meant(before=declared),
    "noteReading": Meant(before=declared),
    "readReview": Meant(before=reviewed),
    "saveReview": Meant(before=reviewed, body=points),
    "abstainFromReview": Meant(before=reviewed, body=lambda _: {"version": 1, "reason": "Nein."}),
    "resumeReview": Meant(before=abstained),
    "finaliseReview": Meant(before=reviewed, body=lambda _: {"version": 1}),
    "finaliseReviews": Meant(
        before=reviewed,
        body=lambda scene: {"reviews": [{"application": application(scene), "version": 1}]},
    ),
    "readOthersReviews": Meant(before=finished),
    "admitApplication": Meant(Stage.CLOSED, body=screened),
    "excludeApplication": Meant(
        Stage.CLOSED, body=lambda scene: {**screened(scene), "reason": "Zu spät."}
    ),
    "openReviewing": Meant(Stage.READY),
    "lockScores": Meant(Stage.SCORED),
    "startSelectionRun": Meant(Stage.LOCKED),
    "planDecision": Meant(Stage.COMPUTED, body=lambda scene: {"run": run(scene).public_id}),
    "proposeDecision": Meant(Stage.COMPUTED, body=lambda scene: {"run": run(scene).public_id}),
    "confirmDecision": Meant(by="Emil", body=lambda scene: {"sha256": decision(scene).digest}),
    "rejectDecision": Meant(
        body=lambda scene: {"reason": "Nein.", "sha256": decision(scene).digest}
    ),
    "readAnnouncement": Meant(Stage.PREPARED),
    "prepareAnnouncement": Meant(Stage.PREPARED, body=moment),
    "confirmAnnouncement": Meant(Stage.PREPARED, by="Emil", body=announced),
    "listNotices": Meant(Stage.ANNOUNCED),
}
APPLYING: dict[str, Callable[[Round, Stage], None]] = {"portal": applying, "jury": reviewing}
# Others' reviews can be read as soon as the own one is final.
DISCLOSED = {"disclosure": "own_final"}
# The rows that addresses name, by a word in the address's name; else it is an application.
ROWS: dict[str, Make] = {
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

    @property
    def codes(self) -> list[str]:
        """What it may refuse with."""
        return self.known.operation.codes(has_place=bool(self.known.places))

    def prepare(self, scene: Scene) -> None:
        """Do in the round what this operation comes after."""
        if self.meant.before:
            self.meant.before(scene.round)

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

    def __str__(self) -> str:
        return str(self.known)

    def aim(self, case: Any, scene: Scene) -> None:
        """Let a made-up request meet what there is, wherever its own value could be one."""
        for name, place in self.places(scene).items():
            if SLUG.fullmatch(str(case.path_parameters.get(name, ""))):
                case.path_parameters[name] = place
        case.body = aimed(case.body, self.body(scene))


def aimed(made_up: Any, good: Any) -> Any:
    """The made-up value with the good one's names of what there is; of a list in its first row."""
    if isinstance(made_up, dict) and isinstance(good, dict):
        return {name: _aimed(name, value, good.get(name)) for name, value in made_up.items()}
    if isinstance(made_up, list) and made_up and isinstance(good, list):
        return [aimed(made_up[0], good[0]), *made_up[1:]]
    return made_up


def _aimed(name: str, value: Any, good: Any) -> Any:
    if name in AIMED and good is not None and isinstance(value, type(good)):
        return good
    return aimed(value, good)


@dataclass(frozen=True)
class Group:
    """Some operations of one audience that succeed at one stage."""

    audience: str
    stage: Stage
    acts: tuple[Act, ...]

    def scene(self, make_round: MakeRound) -> Scene:
        if self.audience not in APPLYING:
            return Scene(make_round(self.stage))
        made = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES], rubric_fields=DISCLOSED)
        APPLYING[self.audience](made, self.stage)
        return Scene(made)

    def __str__(self) -> str:
        return "-".join((self.audience or "public", self.stage.name.lower(), str(self.acts[0])))


def groups(operations: Iterable[Known]) -> list[Group]:
    """All operations, by audience and stage, a few at a time."""
    acts = [Act(known, MEANT.get(known.operation.name, Meant())) for known in operations]
    keys = sorted({(act.audience, act.stage) for act in acts})
    return [
        Group(*key, few)
        for key in keys
        for few in batched([act for act in acts if (act.audience, act.stage) == key])
    ]


def batched(acts: list[Act]) -> Iterator[tuple[Act, ...]]:
    """In tests of a size that several processes can share."""
    for first in range(0, len(acts), AT_ONCE):
        yield tuple(acts[first : first + AT_ONCE])
