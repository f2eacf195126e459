"""A whole round by its own people: each act over HTTP, and sent to both web servers at once."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from api.models import Scope
from competition import clock
from competition.models import Application, Award, Notice
from programme.reports import outline
from programme.services import programmes
from reviews.models import SelectionRun
from reviews.models.selection_run import RunState
from tests.api.caller import caller_of, jury_caller_of, portal_caller_of
from tests.faults.journal import Browser, Program
from tests.faults.killing import HEALING_SECONDS
from tests.faults.pairs import Pair
from tests.fixtures.programmes import TRANCHES, programme_fields, signatory_of
from tests.fixtures.rounds import ANSWERS, CRITERIA, DEADLINE_AT, Round
from tools.processes import wait_until

TOWNS, PLACES = 4, 2
AHEAD = timedelta(seconds=20)
"""So far ahead of its confirmation the instant of the announcement lies; then the test waits."""
REPORT_NEAR = datetime(2017, 10, 20, tzinfo=UTC)


@dataclass
class Acting:
    """The people of a round at their programs; a token is good for both web servers."""

    pair: Pair
    round: Round
    towns: list[Any] = field(default_factory=list)

    @property
    def office(self) -> str:
        return f"office/calls/{self.round.call.slug}"

    @cached_property
    def dora(self) -> str:
        return caller_of(self.round.dora, *Scope.values).token

    @cached_property
    def emil(self) -> str:
        return caller_of(self.round.emil, *Scope.values).token

    def once(self, token: str, method: str, path: str, *late: str, **values: Any) -> Any:
        """An act of a program at both web servers; ``path`` is below /api/v1/."""
        sent = values or None
        return self.pair.once(
            lambda port: self.program(port, token).asks(method, f"/api/v1/{path}", sent), *late
        )

    def program(self, port: int, token: str) -> Program:
        return Program(self.pair.journal, port, token)

    def reads(self, token: str, path: str) -> Any:
        program = self.program(self.pair.webs[0].port, token)
        return program.asks("GET", f"/api/v1/{path}").value

    def apply(self) -> None:
        """Drafts are begun and filled; reminders fall due; some submit by program, some by form."""
        for number in range(TOWNS):
            self.towns.append(self.begin(number))
        self.round.at(DEADLINE_AT - timedelta(days=2, minutes=1))
        wait_until(
            lambda: notices("reminder").count() == TOWNS,
            seconds=HEALING_SECONDS,
            what="reminders owed",
        )
        self.pair.wait_for_beats("competition.remind")
        assert notices("reminder").count() == TOWNS
        for number, application in enumerate(self.towns):
            self.submit(application, by_form=number % 2 == 1)

    def begin(self, number: int) -> Application:
        """A complete draft: begun once, and every answer saved once."""
        town, signatory = self.round.place(number)
        token = portal_caller_of(signatory).token
        begun = self.once(
            *(token, "POST", "portal/applications/"), call=self.round.call.slug, ags=town.ags
        )
        answers = [
            {"key": key, "value": value, "version": 0}
            for key, value in {**ANSWERS, "title": f"Vorhaben {number + 1}"}.items()
        ]
        path = f"portal/applications/{begun['id']}/"
        self.once(token, "PATCH", path, answers=answers)
        return Application.objects.select_related("contact").get(public_id=begun["id"])

    def submit(self, application: Application, *, by_form: bool) -> None:
        token, name = portal_caller_of(application.contact).token, application.public_id
        read = self.reads(token, f"portal/applications/{name}/")["sha256"]
        if by_form:
            cookies = Browser.of(application.contact, self.pair.journal, 0).cookies
            journal = self.pair.journal
            self.pair.once(lambda port: Browser(journal, port, cookies).submits(name, read))
            return
        answers = self.pair.both(
            lambda port: self.program(port, token).submits(name, read, key=f"submission-{name}")
        )
        assert [each.status for each in answers] == [201, 201]
        assert answers[0].value == answers[1].value

    def screen(self) -> None:
        self.round.close()
        for application in self.towns:
            path = f"{self.office}/applications/{application.public_id}/"
            read = self.reads(self.dora, path)["sha256"]
            self.once(self.dora, "POST", f"{path}admit/", "unknown_move", sha256=read)
        self.round.applications = self.towns
        self.round.prepare_jury()
        self.once(self.dora, "POST", f"{self.office}/open-reviewing/", "frozen")

    def review(self) -> None:
        for juror in self.round.jurors:
            token = jury_caller_of(juror.user, self.round.call).token
            free = [{"application": each.public_id, "conflict": "none"} for each in self.towns]
            self.once(token, "POST", "jury/declarations/", answers=free)
            for number, application in enumerate(self.towns):
                self.score(token, application, str(5 - number / 2))
        self.once(self.dora, "POST", f"{self.office}/lock-scores/", "scoring_closed")

    def score(self, token: str, application: Application, points: str) -> None:
        path = f"jury/reviews/{application.public_id}/"
        scores = [{"criterion": each["key"], "points": points} for each in CRITERIA]
        read = self.once(token, "PATCH", path, version=0, scores=scores, comment="Überzeugt.")
        self.once(token, "POST", f"{path}finalise/", version=read["version"])

    def decide(self) -> None:
        # With a key: a run asked for after the first is computed would be another one.
        path = f"/api/v1/{self.office}/selection-runs/"
        run = self.pair.once(
            lambda port: self.program(port, self.dora).asks("POST", path, key="run")
        )
        wait_until(
            lambda: SelectionRun.objects.get().state == RunState.DONE,
            seconds=HEALING_SECONDS,
            what="the run computed",
        )
        proposed = self.once(
            *(self.dora, "POST", f"{self.office}/decisions/", "decision_standing"), run=run["id"]
        )
        path = f"office/decisions/{proposed['id']}/confirm/"
        self.once(self.emil, "POST", path, sha256=proposed["sha256"])

    def announce(self) -> None:
        """The instant is set, read and confirmed; before it nobody outside sees anything."""
        path = f"{self.office}/announcement/"
        public_at = (clock.now(self.round.call) + AHEAD).isoformat()
        self.once(self.dora, "PUT", path, public_at=public_at)
        told = self.reads(self.emil, path)
        parts = ("public_at", "awards_sha256", "letters_sha256")
        self.once(self.emil, "POST", f"{path}confirm/", **{part: told[part] for part in parts})

        def public() -> list[int]:
            answers = self.pair.both(
                lambda port: self.pair.journal.ask(port, "GET", "/api/v1/public/awards/")
            )
            return [len(each.value["results"]) for each in answers]

        wait_until(lambda: public() == [PLACES, PLACES], seconds=HEALING_SECONDS, what="public")

    def fund(self) -> None:
        """The funded years begin: agreements come to bind, and the first report is near."""
        programmes.create(
            call=self.round.call,
            by=self.round.dora,
            fields=programme_fields(),
            requirements=outline.requirements(),
            tranches=TRANCHES,
        )
        years = f"{self.office}/programme"
        self.once(self.dora, "POST", f"{years}/publish/", version=1)
        for award in Award.objects.select_related("municipality", "application"):
            path = f"{years}/agreements/{award.municipality.ags}/"
            made = self.once(
                *(self.dora, "POST", path, "agreement_standing"), reference=f"OG-{award.pk}"
            )
            read = {"sha256": made["agreement"]["sha256"]}
            self.once(self.emil, "POST", f"{path}confirm/", **read)
            assert award.application
            own = f"portal/applications/{award.application.public_id}/agreement/acceptance/"
            self.once(portal_caller_of(signatory_of(award)).token, "POST", own, **read)
        self.round.at(REPORT_NEAR)
        wait_until(
            lambda: notices("report_reminder").count() == PLACES,
            seconds=HEALING_SECONDS,
            what="reminders of reports",
        )
        self.pair.wait_for_beats("programme.remind")


def notices(kind: str) -> Any:
    return Notice.objects.filter(kind=kind)
