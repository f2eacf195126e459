"""The office's page of a correction: asking, waiting, taking back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Correction
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
DUE = CLOSED_AT + timedelta(days=14)
TYPED = {
    "act": "ask",
    "keys": ["own_share"],
    "reason": "Der Eigenanteil passt nicht zum Konzept.",
    "day": "2017-05-08",
    "time": "",
}


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=2)


@pytest.fixture
def office(client: Client, closed: Round) -> Client:
    client.force_login(closed.dora)
    return client


def address(round_: Round, name: str = "office-correction") -> str:
    return reverse(name, args=[round_.call.slug, round_.applications[0].public_id])


def sent(round_: Round) -> dict[str, Any]:
    """What is sent from the page as it is shown."""
    return {**TYPED, "read": as_read.digest_of(round_.applications[0])}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ask(round_: Round) -> Correction:
    return as_read.ask(
        application=round_.applications[0],
        by=round_.dora,
        keys=["own_share"],
        reason="Der Eigenanteil passt nicht zum Konzept.",
        due_at=DUE,
    )


def test_asking_leads_back_to_the_application(office: Client, closed: Round) -> None:
    page = text(office.get(address(closed)))
    assert "Eigenanteil in Euro" in page
    assert "Tut sie nichts, bleibt die eingereichte Fassung gültig" in page

    answer = office.post(address(closed), sent(closed), follow=True)

    correction = Correction.objects.get()
    assert (correction.keys, correction.due_at) == (["own_share"], DUE)
    assert "Die Bitte um Berichtigung ist verschickt." in text(answer)
    assert "bis Montag, 8. Mai 2017, 24:00 Uhr" in text(answer)
    assert "Berichtigungen oder Nachfristen laufen noch" in text(office.get(reverse("office")))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"keys": []}, "Bitte wählen Sie mindestens eine Angabe."),
        ({"keys": ["gibt-es-nicht"]}, "gibt-es-nicht"),
        ({"reason": ""}, "Bitte begründen Sie diesen Schritt."),
        ({"day": "2017-04-22"}, "Der Zeitpunkt muss in der Zukunft liegen."),
        ({"day": "2017-07-01"}, "Höchstens 62 Tage"),
        ({"day": ""}, "Letzter Tag"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    office: Client, closed: Round, typed: dict[str, object], sentence: str
) -> None:
    with unchanged():
        answer = office.post(address(closed), {**sent(closed), **typed})

    assert answer.status_code == 400
    assert sentence in text(answer)
    if "reason" not in typed:
        assert "Der Eigenanteil passt nicht zum Konzept." in text(answer)


def test_request_is_taken_back(office: Client, closed: Round) -> None:
    correction = ask(closed)
    assert "Eine Berichtigung ist erbeten" in text(office.get(address(closed)))

    answer = office.post(address(closed), {"act": "cancel", "proposal": correction.pk}, follow=True)
    assert "zurückgenommen" in text(answer)
    again = office.post(address(closed), {"act": "cancel", "proposal": correction.pk})
    assert again.status_code == 409


def test_another_s_correction_is_not_taken_back_here(office: Client, closed: Round) -> None:
    correction = ask(closed)
    other = reverse("office-correction", args=[closed.call.slug, closed.applications[1].public_id])

    with unchanged():
        answer = office.post(other, {"act": "cancel", "proposal": correction.pk})
    assert answer.status_code == 404


def test_run_out_request_may_be_repeated(office: Client, closed: Round) -> None:
    ask(closed)
    closed.at(DUE)

    page = text(office.get(address(closed)))
    assert "Die Frist ist verstrichen, ohne dass etwas kam" in page
    assert "Um Berichtigung bitten" in page


def test_once_the_review_is_open_nothing_is_asked(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, applications=1)
    client.force_login(round_.dora)

    assert "Die Begutachtung läuft bereits." in text(client.get(address(round_)))
    assert client.post(address(round_), sent(round_)).status_code == 409


def test_before_the_deadline_nobody_looks(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    client.force_login(round_.dora)

    assert client.get(address(round_)).status_code == 409
