"""One world for all harnesses: rounds at every stage, and one person per persona.

Its size is a number of rows: so many awards, and one application more, in each round; so many
rounds of every kind that is listed. Everybody has the same roles in all of them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from competition import attachments, clock, receipts
from competition import corrections as corrected
from competition.models import (
    Application,
    Award,
    BarrierReport,
    Correction,
    Disturbance,
    Enquiry,
    Invitation,
    Mailbox,
    Membership,
    MembershipRequest,
    Municipality,
    Notice,
    Receipt,
    RedactedCopy,
    Rescue,
    SavedView,
    StandardReason,
    User,
)
from competition.models.membership import Role
from competition.models.standard_reason import ReasonUse
from competition.redactions.copy import Wish
from competition.services import (
    awards,
    barrier_reports,
    corrections,
    disturbances,
    enquiries,
    extensions,
    invitations,
    mailboxes,
    membership_requests,
    partners,
    redacted_copies,
    rescues,
    saved_views,
    standard_reasons,
    supplements,
    trials,
)
from reviews.forms.workbook import sealed
from reviews.models import Decision, JuryMember, SelectionRun, Session
from reviews.services import abstentions, deliberation, reviews, selection, session
from tests.fixtures import as_read
from tests.fixtures.amendments import amended
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.passkeys import give_passkey
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN, account, acting, place
from tests.fixtures.programmes import Years
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    PUBLIC_AT,
    QUESTIONS,
    Round,
    Stage,
    points_by_rank,
)
from tests.fixtures.second_factors import give_app
from tests.harness import funded

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
    "vacant": Stage.ANNOUNCED,
    "funded": Stage.ANNOUNCED,
}
# Files that may follow for as long as the harnesses look.
LATER_FILES = {**FILES, "deadline_at": PUBLIC_AT}
# Copies of these make the lists of rounds long.
COPIED = ("open", "reviewing", "announced")


class Jury(Round):
    """A round whose jury has a chair, a juror, and one whose own town applies.

    ``files``: how many files Beispielstadt adds to its answers, where the round asks for any.
    """

    files = 0

    def prepare_jury(self) -> None:
        super().prepare_jury()
        self.seat("Jonas", bench="Wissenschaft")
        self.seat("Rita", municipality=Municipality.objects.get(ags=OWN_TOWN))

    def draft(self, number: int, **values: Any) -> Application:
        application = super().draft(number, **values)
        for count in range(self.files if number == 0 else 0):
            attach(application, application.contact, pdf(str(count)))
        return application


@dataclass(frozen=True)
class World:
    """What there is to look at. ``own``: Beispielstadt's application of a round."""

    rows: int
    rounds: dict[str, Round]
    draft: Application
    partner: Municipality
    # The two years of the round "funded".
    years: Years

    def slug(self, stage: str) -> str:
        return self.rounds[stage].call.slug

    def own(self, stage: str) -> str:
        return self.rounds[stage].applications[0].public_id

    def no_steps(self, stage: str) -> str:
        """The dry run of a workbook that changes nothing, as the juror's page has sealed it."""
        jurors = self.rounds[stage].jurors
        return sealed(next(each for each in jurors if each.user == self.person("juror")), [])

    def written_review(self) -> int:
        """The version of the juror's review of Beispielstadt's application, written but not yet
        finished when it is asked for: elsewhere the form is empty."""
        review = reviews.save(
            juror=self.juror(),
            application=self.rounds["reviewing"].applications[0],
            by=self.juror().user,
            scores=points_by_rank(0, 0),
            version=0,
        )
        return review.version

    def abstain(self) -> None:
        """The juror gives Beispielstadt's application no points."""
        abstentions.abstain(
            juror=self.juror(),
            application=self.rounds["reviewing"].applications[0],
            by=self.juror().user,
            reason="Mir fehlt das Fachwissen.",
            version=0,
        )

    def juror(self) -> JuryMember:
        """The juror's seat in the round that is being reviewed."""
        return JuryMember.objects.get(call=self.rounds["reviewing"].call, user=self.person("juror"))

    def run(self, stage: str) -> SelectionRun:
        run = self.rounds[stage].run
        assert run
        return run

    def decision(self, stage: str) -> Decision:
        decision = self.rounds[stage].decision
        assert decision
        return decision

    def amendment(self) -> int:
        """The number of what is changed of the announced round, and is public later: made when
        it is asked for, so that nobody else's page is another for it."""
        round_ = self.rounds["announced"]
        return (round_.call.amendments.first() or amended(round_)).number

    def files_digest(self) -> str:
        """What names the files that Beispielstadt has yet to hand in."""
        held = self.rounds["reviewing"].applications[0].attachments.all()
        return supplements.read_digest(attachments.value(held))

    def correction_digest(self) -> str:
        """What names the answer that Beispielstadt has yet to submit."""
        asked = Correction.objects.open().get(application__public_id=self.own("closed"))
        return receipts.digest(corrected.content(asked))

    def receipt_letter(self) -> Notice:
        """The letter of receipt that Anna's town has got."""
        application = self.rounds["open"].applications[0]
        return Notice.objects.get(application=application, kind="receipt")

    def result_letter(self) -> int:
        """The letter with the result that Anna's town has got."""
        application = self.rounds["announced"].applications[0]
        return Notice.objects.get(application=application, occasion="announcement").pk

    def receipt_number(self) -> str:
        """The number of the receipt that Anna's town has got."""
        return Receipt.objects.get(version__application__public_id=self.own("open")).number

    def open_enquiry(self) -> int:
        """A question about the open round that waits for its answer."""
        waiting = Enquiry.objects.filter(call=self.rounds["open"].call, answered_at=None)
        pk: int = waiting.earliest("pk").pk
        return pk

    def wording(self) -> int:
        """A ready wording of the office."""
        return StandardReason.objects.latest("pk").pk

    def redacted_copy(self) -> int:
        """A redacted copy of Beispielstadt's application in the closed round."""
        return RedactedCopy.objects.latest("pk").pk

    def report_number(self) -> str:
        """A reported disturbance."""
        return Disturbance.objects.latest("pk").number

    def barrier_number(self) -> str:
        """A reported barrier."""
        return BarrierReport.objects.latest("pk").number

    def passkey(self) -> int:
        """Emil's passkey."""
        found: int = Authenticator.objects.get(user=account("Emil"), type="webauthn").pk
        return found

    def saved_view(self) -> int:
        """One of Emil's views of the list of applications."""
        return SavedView.objects.latest("pk").pk

    def rescue(self) -> int:
        """Somebody whom Emil may let back in."""
        return Rescue.objects.latest("pk").pk

    def office_member(self) -> int:
        """Emil's membership in the office."""
        found: int = account("Emil").office_member.pk
        return found

    def request(self) -> int:
        """Somebody who asks to act for Beispielstadt."""
        return MembershipRequest.objects.filter(municipality__ags=OWN_TOWN).latest("pk").pk

    def own_request(self) -> int:
        """What Anna has asked for."""
        return MembershipRequest.objects.filter(user=account("Anna")).latest("pk").pk

    def invitation(self) -> int:
        """An invitation to act for Beispielstadt."""
        return Invitation.objects.filter(municipality__ags=OWN_TOWN).latest("pk").pk

    def account_invitation(self) -> int:
        """An invitation of the office to an account."""
        return Invitation.objects.filter(municipality=None).latest("pk").pk

    def mailbox(self) -> int:
        """A shared mailbox of Beispielstadt."""
        return Mailbox.objects.latest("pk").pk

    def membership(self) -> int:
        """Anna's, for Beispielstadt."""
        return Membership.objects.get(user=account("Anna"), municipality__ags=OWN_TOWN).pk

    def session(self) -> int:
        """The jury's session in the round whose scores are locked."""
        return Session.objects.get(call=self.rounds["locked"].call).pk

    def person(self, persona: str) -> User | None:
        """The account of a persona; None for ``anonymous``."""
        name = NAMES.get(persona)
        return account(name) if name else None


def build(rows: int) -> World:
    """The world with so many rows of everything that is listed."""
    rounds = {stage: _round(stage, rows, "") for stage in STAGES}
    reviewing = rounds["reviewing"]
    reviewing.declare(next(each for each in reviewing.jurors if each.bench == "Wissenschaft"))
    attach(reviewing.applications[0], account("Anna"), pdf("Nachgereicht"))
    _meet(rounds["locked"])
    _decline(rounds["vacant"])
    for copy in range(1, rows):
        for stage in COPIED:
            _round(stage, 1, f"-{copy}")
    _ask_and_report(rounds["open"], rows)
    _accounts(rounds["open"], rows)
    # The office tries its own form out, apart from everything else.
    trials.save(call=rounds["open"].call, values={"title": "Probe"}, by=account(NAMES["office"]))
    _give_time(rounds["open"], rounds["closed"], rows)
    _wordings(rows)
    _copies(rounds["closed"], rows)
    draft, partner = _draft(rows)
    _people(draft.municipality, rows)
    return World(rows, rounds, draft, partner, funded.of(rounds["funded"], rows))


def _meet(round_: Round) -> None:
    """The jury sits, and discusses Beispielstadt's application."""
    opened = session.open(call=round_.call, by=round_.dora, quorum=1)
    for juror in round_.jurors:
        session.come(session=opened, member=juror, by=juror.user)
    item = opened.items.get(application=round_.applications[0])
    deliberation.open_item(item=item, by=round_.dora)


def _decline(round_: Round) -> None:
    """Beispielstadt gives its award back, by a letter to the office."""
    award = Award.objects.get(application=round_.applications[0])
    awards.decline(award=award, reason="Kein Eigenanteil.", by=round_.dora, evidence="Brief")


def _people(town: Municipality, rows: int) -> None:
    """Around Beispielstadt, and around places without anybody: so many of each."""
    anna, dora = account("Anna"), account("Dora")
    for number in range(rows):
        asking, free = account(f"Neu {number}"), place(f"9970{number}001", f"Musterau {number}")
        for person, wanted in ((asking, town), (anna, free)):
            membership_requests.ask(municipality=wanted, role=Role.EDITOR, by=person)
        for by, wanted in ((anna, town), (dora, free)):
            address = f"gast-{number}@example.org"
            invitations.invite(email=address, role=Role.EDITOR, by=by, municipality=wanted)
        invitations.invite(email=f"jury-{number}@example.org", role="account", by=dora)
        mailboxes.add(municipality=town, address=f"post-{number}@example.org", by=anna)
    for number in range(1, rows):
        acting(f"Mitglied {number}", town, Role.EDITOR)


def _give_time(running: Round, closed: Round, rows: int) -> None:
    """A longer deadline that waits for its second person, a correction that waits for its answer;
    before each, so many that were dropped."""
    for left in range(rows + 1):
        extension = extensions.propose(
            call=running.call,
            by=running.dora,
            deadline_to=DEADLINE_AT + timedelta(days=7),
            reason="Störung am letzten Tag.",
        )
        correction = as_read.ask(
            application=closed.applications[0],
            by=closed.dora,
            keys=["own_share"],
            reason="Der Eigenanteil passt nicht zum Konzept.",
            due_at=CLOSED_AT + timedelta(days=14),
        )
        if left < rows:
            extensions.reject(extension=extension, by=running.dora)
            corrections.cancel(correction=correction, by=closed.dora)


def _wordings(rows: int) -> None:
    """Ready wordings of the office, so many of each use."""
    for number in range(rows):
        for use in ReasonUse.values:
            title, by = f"Baustein {number}", account("Dora")
            standard_reasons.add(use=use, title=title, text="Es fehlt eine Summe.", by=by)


def _copies(round_: Round, rows: int) -> None:
    """Redacted copies of Beispielstadt's application, so many."""
    application, wish, by = round_.applications[0], Wish(), round_.dora
    for _ in range(rows):
        digest = redacted_copies.plan(application=application, wish=wish, by=by).digest
        redacted_copies.make(application=application, wish=wish, digest=digest, by=by)


def _accounts(round_: Round, rows: int) -> None:
    """Berta has a password, Emil an app, a passkey and views; so many have lost theirs."""
    berta, emil = account("Berta"), account("Emil")
    berta.set_password("vier bunte Vögel")
    berta.save(update_fields=["password"])
    give_passkey(emil)
    for number in range(rows):
        lost = account(f"Verloren {number}")
        give_app(lost)
        rescues.propose(user=lost, reason="Rückruf im Rathaus.", by=round_.dora)
        saved_views.save(
            by=emil, name=f"Ansicht {number}", query="", columns=["ags"], is_shared=False
        )


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
        barrier_reports.report(
            text=f"Barriere {number}", by=anna, address="192.0.2.1", received_at=clock.now()
        )
        assert second.answered_at is None


def _round(stage: str, rows: int, mark: str) -> Round:
    fields: dict[str, Any] = {
        "slug": f"beispielrunde-{stage}{mark}",
        "title": f"Beispielrunde {stage}{mark}",
        "places_count": rows,
        "budget_cents": rows * 50_000_00,
    }
    asked = [*QUESTIONS, LATER_FILES] if stage == "reviewing" else QUESTIONS
    made = Jury(applications=rows + 1, jurors=rows, fields=fields, questions=asked)
    made.files = rows if stage == "reviewing" else 0
    return made.advance(STAGES[stage])


def _draft(rows: int) -> tuple[Application, Municipality]:
    """Beispielstadt's draft in a round of its own, with so many partners invited."""
    fields = {"slug": "beispielrunde-entwurf", "title": "Beispielrunde Entwurf"}
    round_ = Jury(fields=fields, questions=[*QUESTIONS, FILES])
    round_.files = rows
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
