"""For every operation of the API: by whom, at which stage and with what body it succeeds.

Whoever adds an operation adds it to ``MEANT`` where the default of its audience does not do.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from api.models import SCOPES, Audience
from competition.models import User
from tests.api.caller import caller_of, jury_caller_of
from tests.api.operations import Known
from tests.fixtures.files import FILES, pdf
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.rounds import (
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
)
from tests.harness.api_aim import aimed, named
from tests.harness.api_meant import Make, Meant
from tests.harness.api_office import OFFICE
from tests.harness.api_office_rounds import comment, payment
from tests.harness.api_rounds import (
    abstained,
    agreed,
    announced,
    application,
    applying,
    asked,
    corrected,
    decision,
    declared,
    drafted,
    drafted_read,
    due,
    expected,
    file,
    filed,
    finished,
    free,
    funded,
    moment,
    points,
    returned,
    reviewed,
    reviewing,
    run,
    screened,
    sealed,
    workshop,
)

SLUG = re.compile(r"[-a-zA-Z0-9_]+")
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
    "readOwnAgreement": Meant(Stage.ANNOUNCED),
    "acceptAgreement": Meant(Stage.ANNOUNCED, body=agreed),
    "listOwnReports": Meant(Stage.ANNOUNCED),
    "readOwnReport": Meant(Stage.ANNOUNCED),
    "saveReport": Meant(
        Stage.ANNOUNCED,
        before=returned,
        body=lambda _: {"version": 1, "sections": {"s1": "Neu."}},
    ),
    "fileReport": Meant(Stage.ANNOUNCED, body=filed),
    "readReportVersion": Meant(Stage.ANNOUNCED),
    "listOwnPayments": Meant(Stage.ANNOUNCED),
    "requestPayment": Meant(Stage.ANNOUNCED),
    "listOwnWorkshops": Meant(Stage.ANNOUNCED),
    "readOwnWorkshop": Meant(Stage.ANNOUNCED),
    "answerWorkshop": Meant(Stage.ANNOUNCED, body=expected),
    "readOwnProfile": Meant(Stage.ANNOUNCED),
    "saveProfile": Meant(Stage.ANNOUNCED, body=drafted),
    "publishProfile": Meant(Stage.ANNOUNCED, body=drafted_read),
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
    **OFFICE,
}
APPLYING: dict[str, Callable[[Round, Stage], None]] = {"portal": applying, "jury": reviewing}
# To whom the funded years are shown, after the announcement.
FUNDED = frozenset({"", "portal", "office"})
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

    @property
    def is_funded(self) -> bool:
        """Whether it is asked for in the two years."""
        return self.audience in FUNDED and self.stage == Stage.ANNOUNCED and not self.meant.bare

    def prepare(self, scene: Scene) -> None:
        """Do in the round what this operation comes after."""
        scene.round.call.refresh_from_db()
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
            "report": lambda _: "sachstand",
            "workshop": workshop,
            "consultation": lambda _: "ergebnisse",
            "event": lambda _: "abschlusskonferenz",
            "payment": payment,
            "comment": comment,
            "page": lambda _: "imprint",
            "language": lambda _: "de",
            **self.meant.places,
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
        case.body = aimed(case.body, named(self.body(scene)))


@dataclass(frozen=True)
class Group:
    """Some operations of one audience that succeed at one stage, or in the two years after it."""

    audience: str
    stage: Stage
    is_funded: bool
    acts: tuple[Act, ...]

    def scene(self, make_round: MakeRound) -> Scene:
        if self.is_funded:
            announced_round = make_round(self.stage)
            funded(announced_round)
            return Scene(announced_round)
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
    keys = sorted({(act.audience, act.stage, act.is_funded) for act in acts})
    return [
        Group(*key, few)
        for key in keys
        for few in batched([act for act in acts if (act.audience, act.stage, act.is_funded) == key])
    ]


def batched(acts: list[Act]) -> Iterator[tuple[Act, ...]]:
    """In tests of a size that several processes can share."""
    for first in range(0, len(acts), AT_ONCE):
        yield tuple(acts[first : first + AT_ONCE])
