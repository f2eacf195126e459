import socket
import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from competition import clock
from competition.models import (
    Application,
    ApplicationVersion,
    Attempt,
    AuditEntry,
    Call,
    Extension,
    Notice,
    Receipt,
)
from competition.models.application import ApplicationState
from competition.services import extensions, late_admissions
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage, submit
from tests.races.hands import at_once, insisting, refusals, successes
from tests.races.holds import call_held, wait_for_waiting
from tests.races.test_deadline_http import TOKEN, session_of
from tools.processes import LOCALHOST
from tools.site import WebServer

TRIES = 30
LATER = DEADLINE_AT + timedelta(days=7)


def proposed(round_: Round) -> Extension:
    return extensions.propose(
        call=round_.call, by=round_.dora, deadline_to=LATER, reason="Störung am letzten Tag."
    )


def arriving_at_the_deadline(application: Application) -> Callable[[], Receipt]:
    """A submission that is late by the old deadline and in time by the new one."""
    return lambda: submit(application, application.contact, DEADLINE_AT)


def test_t14_submission_and_extension_at_once_have_an_order_that_the_answers_fit(
    open_round: Round,
) -> None:
    drafts = [open_round.draft(number) for number in range(2, TRIES + 2)]
    extension = proposed(open_round)
    open_round.at(DEADLINE_AT)

    def confirm() -> Extension:
        return extensions.confirm(extension=extension, by=open_round.emil)

    half = TRIES // 2
    offers = [insisting(arriving_at_the_deadline(each)) for each in drafts]
    acts: list[Callable[[], object]] = [*offers[:half], insisting(confirm), *offers[half:]]
    outcomes = at_once(acts, hands=16)

    assert Call.objects.get().deadline_at == LATER
    confirmed = AuditEntry.objects.get(act="extension.confirmed")
    late = Attempt.objects.filter(code="deadline_passed")
    assert refusals(outcomes) == ["deadline_passed"] * late.count()
    assert ApplicationVersion.objects.count() + late.count() == TRIES
    # Whoever was sealed, was sealed after the deadline had moved: the chains tell the order.
    sealed = AuditEntry.objects.filter(act="application.submitted")
    assert all(entry.at > confirmed.at for entry in sealed)
    states = Application.objects.filter(state=ApplicationState.SUBMITTED)
    assert set(states.values_list("pk", flat=True)) == set(
        ApplicationVersion.objects.values_list("application_id", flat=True)
    )
    # Everybody is told, whatever became of their try, and may try again.
    assert Notice.objects.filter(kind="extension").count() == TRIES
    again = at_once([insisting(arriving_at_the_deadline(each)) for each in drafts], hands=16)
    assert len(successes(again)) == TRIES


def test_t14_submission_that_waited_for_the_extension_is_judged_by_the_new_deadline(
    open_round: Round,
) -> None:
    draft = open_round.draft(2)
    extension = proposed(open_round)
    open_round.at(DEADLINE_AT)

    def confirm() -> object:
        return extensions.confirm(extension=extension, by=open_round.emil)

    def submit_behind() -> object:
        wait_for_waiting(1)  # the confirmation stands in the queue first
        return submit(draft, draft.contact, DEADLINE_AT)

    def let_both_go() -> object:
        wait_for_waiting(2)
        let_go.set()
        return None

    with call_held(open_round.call.pk) as let_go:
        outcomes = at_once([confirm, submit_behind, let_both_go])
    assert refusals(outcomes) == []
    assert ApplicationVersion.objects.get().received_at == DEADLINE_AT


def test_two_who_confirm_at_once_move_the_deadline_once(open_round: Round) -> None:
    drafts = [open_round.draft(number) for number in range(2, 5)]
    extension = proposed(open_round)

    def confirm() -> Extension:
        return extensions.confirm(extension=extension, by=open_round.emil)

    outcomes = at_once([insisting(confirm)] * 10)
    assert len(successes(outcomes)) == 10
    assert AuditEntry.objects.filter(act="extension.confirmed").count() == 1
    assert Notice.objects.filter(kind="extension").count() == len(drafts)


def test_confirming_and_rejecting_at_once_leaves_one_of_them(open_round: Round) -> None:
    extension = proposed(open_round)

    def confirm() -> object:
        return extensions.confirm(extension=extension, by=open_round.emil)

    def reject() -> None:
        extensions.reject(extension=extension, by=open_round.dora)

    acts: list[Callable[[], object]] = [insisting(confirm), insisting(reject)]
    outcomes = at_once(acts)
    assert refusals(outcomes) == ["decision_settled"]
    extension.refresh_from_db()
    moved = Call.objects.get().deadline_at == LATER
    assert moved == (extension.confirmed_at is not None)
    assert moved == (extension.rejected_at is None)


def test_two_who_propose_at_once_leave_one_proposal(open_round: Round) -> None:
    outcomes = at_once([insisting(lambda: proposed(open_round))] * 8)

    assert refusals(outcomes) == ["extension_standing"] * 7
    assert Extension.objects.count() == 1


def test_late_admission_seals_once_with_many_hands(open_round: Round) -> None:
    draft = open_round.draft(2)
    open_round.at(DEADLINE_AT + timedelta(hours=1))
    admission = late_admissions.propose(
        application=draft,
        by=open_round.dora,
        reason="Störung",
        evidence="Protokoll",
        until_at=LATER,
    )
    late_admissions.confirm(admission=admission, by=open_round.emil)

    outcomes = at_once([insisting(lambda: submit(draft, draft.contact))] * 50, hands=16)
    assert {each.number for each in successes(outcomes)} == {Receipt.objects.get().number}
    assert refusals(outcomes) == []
    assert ApplicationVersion.objects.get().occasion == "late"


def test_t04_form_whose_last_byte_comes_after_the_deadline_is_late_and_on_record(
    live_web: WebServer, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    draft = round_.draft(2)
    cookies = session_of(draft.contact)
    round_.at(DEADLINE_AT - timedelta(seconds=4))
    body = urlencode({"csrfmiddlewaretoken": TOKEN}).encode()
    head = (
        f"POST /portal/bewerbungen/{draft.public_id}/einreichen/ HTTP/1.1\r\n"
        f"Host: {LOCALHOST}:{live_web.port}\r\nCookie: {cookies}\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((LOCALHOST, live_web.port), timeout=30) as line:
        line.sendall(head.encode() + body[:-1])
        assert clock.now(round_.call) < DEADLINE_AT
        while clock.now(round_.call) < DEADLINE_AT:
            time.sleep(0.05)
        line.sendall(body[-1:])
        status = line.recv(12).decode()

    assert status == "HTTP/1.1 409"
    attempt = Attempt.objects.get()
    assert (attempt.code, attempt.application) == ("deadline_passed", draft)
    assert attempt.received_at >= DEADLINE_AT
    assert attempt.content_digest
    assert not ApplicationVersion.objects.exists()
