"""One world for all harnesses: rounds at every stage, and one person per persona.

Its size is a number of rows: so many awards, and one application more, in each round; so many
rounds of every kind that is listed. Everybody has the same roles in all of them.
"""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from competition import clock
from competition.models import (
    Application,
    Disturbance,
    Enquiry,
    Municipality,
    Notice,
    Rescue,
    User,
)
from competition.models.membership import Role
from competition.services import disturbances, enquiries, partners, rescues
from reviews.models import Decision, SelectionRun
from reviews.services import selection
from tests.fixtures.passkeys import give_passkey
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN, account, acting, place
from tests.fixtures.rounds import Round, Stage
from tests.fixtures.second_factors import give_app

# Columns of the tables, in this order.
PERSONAS = (
    "anonymous",
    "other town",
    "editor",
    "signatory",
    "recused juror",
    "juror",
    "chair",
    "office",
)
NAMES = {
    "other town": "Boris",
    "editor": "Anna",
    "signatory": "Berta",
    "recused juror": "Rita",
    "juror": "Jonas",
    "chair": "Clara",
    "office": "Emil",
}
# Dora proposes and prepares, so Emil is the second person everywhere.
STAGES = {
    "open": Stage.SUBMITTED,
    "closed": Stage.CLOSED,
    "ready": Stage.READY,
    "reviewing": Stage.REVIEWING,
    "locked": Stage.LOCKED,
    "computed": Stage.COMPUTED,
    "proposed": Stage.PROPOSED,
    "prepared": Stage.PREPARED,
    "announced": Stage.ANNOUNCED,
}
# Copies of these make the lists of rounds long.
COPIED = ("open", "reviewing", "announced")


class Jury(Round):
    """A round whose jury has a chair, a juror, and one whose own town applies."""

    def prepare_jury(self) -> None:
        super().prepare_jury()
        self.seat("Jonas", bench="Wissenschaft")
        self.seat("Rita", municipality=Municipality.objects.get(ags=OWN_TOWN))


@dataclass(frozen=True)
class World:
    """What there is to look at. ``own``: Beispielstadt's application of a round."""

    rows: int
    rounds: dict[str, Round]
    draft: Application
    partner: Municipality

    def slug(self, stage: str) -> str:
        return self.rounds[stage].call.slug

    def own(self, stage: str) -> str:
        return self.rounds[stage].applications[0].public_id

    def run(self, stage: str) -> SelectionRun:
        run = self.rounds[stage].run
        assert run
        return run

    def decision(self, stage: str) -> Decision:
        decision = self.rounds[stage].decision
        assert decision
        return decision

    def receipt_letter(self) -> int:
        """The letter of receipt that Anna's town has got."""
        application = self.rounds["open"].applications[0]
        return Notice.objects.get(application=application, kind="receipt").pk

    def open_enquiry(self) -> int:
        """A question about the open round that waits for its answer."""
        return Enquiry.objects.filter(call=self.rounds["open"].call).unanswered()[0].pk

    def report_number(self) -> str:
        """A reported disturbance."""
        return Disturbance.objects.latest("pk").number

    def passkey(self) -> int:
        """Emil's passkey."""
        return Authenticator.objects.get(user=account("Emil"), type="webauthn").pk

    def rescue(self) -> int:
        """Somebody whom Emil may let back in."""
        return Rescue.objects.latest("pk").pk

    def person(self, persona: str) -> User | None:
        """The account of a persona; None for ``anonymous``."""
        name = NAMES.get(persona)
        return account(name) if name else None


def build(rows: int) -> World:
    """The world with so many rows of everything that is listed."""
    rounds = {stage: _round(stage, rows, "") for stage in STAGES}
    reviewing = rounds["reviewing"]
    reviewing.declare(next(each for each in reviewing.jurors if each.bench == "Wissenschaft"))
    for copy in range(1, rows):
        for stage in COPIED:
            _round(stage, 1, f"-{copy}")
    _ask_and_report(rounds["open"], rows)
    _accounts(rounds["open"], rows)
    draft, partner = _draft(rows)
    return World(rows, rounds, draft, partner)


def _accounts(round_: Round, rows: int) -> None:
    """Berta has a password, Emil an app and a passkey; so many have lost theirs."""
    berta, emil = account("Berta"), account("Emil")
    berta.set_password("vier bunte Vögel")
    berta.save(update_fields=["password"])
    give_passkey(emil)
    for number in range(rows):
        lost = account(f"Verloren {number}")
        give_app(lost)
        rescues.propose(user=lost, reason="Rückruf im Rathaus.", by=round_.dora)


def _ask_and_report(open_round: Round, rows: int) -> None:
    """Answered questions, open ones and reports, so many of each."""
    call, anna = open_round.call, account("Anna")
    at = clock.now(call)
    for number in range(rows):
        first, second = (
            enquiries.ask(call=call, text=f"{text} {number}?", by=anna, received_at=at)
            for text in ("Frage", "Offene Frage")
        )
        enquiries.answer(
            enquiry=first, published_text=f"Frage {number}?", answer="Ja.", by=open_round.dora
        )
        disturbances.report(
            text=f"Störung {number}", by=anna, address="192.0.2.1", received_at=clock.now()
        )
        assert second.answered_at is None


def _round(stage: str, rows: int, mark: str) -> Round:
    fields: dict[str, Any] = {
        "slug": f"beispielrunde-{stage}{mark}",
        "title": f"Beispielrunde {stage}{mark}",
        "places_count": rows,
        "budget_cents": rows * 50_000_00,
    }
    made = Jury(applications=rows + 1, jurors=rows, fields=fields)
    return made.advance(STAGES[stage])


def _draft(rows: int) -> tuple[Application, Municipality]:
    """Beispielstadt's draft in a round of its own, with so many partners invited."""
    round_ = Jury(fields={"slug": "beispielrunde-entwurf", "title": "Beispielrunde Entwurf"})
    round_.advance(Stage.OPEN)
    draft = round_.draft(0)
    partner = place(OTHER_TOWN, "Musterdorf", kind="municipality", state="BY", population=4_500)
    acting("Boris", partner, Role.SIGNATORY)
    others = [place(f"9980{number}001", f"Musterort {number}") for number in range(1, rows)]
    for town in (partner, *others):
        partners.invite(application=draft, municipality=town, by=draft.contact)
    return draft, partner


def queue_run(world: World) -> None:
    """Let a run wait for its worker in the round whose scores are locked."""
    round_ = world.rounds["locked"]
    round_.run = selection.request(call=round_.call, by=round_.dora)
