"""The office's page of the deadline: proposing, warnings, and the second person's confirmation."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Extension
from competition.services import extensions
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, DEADLINE_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
TYPED = {"act": "propose", "day": "2017-04-28", "time": "", "reason": "Störung am letzten Tag."}


def address(round_: Round) -> str:
    return reverse("office-extension", args=[round_.call.slug])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def post(client: Client, round_: Round, **data: object) -> Any:
    return client.post(address(round_), data, follow=True)


def propose(round_: Round, days: int = 7) -> Extension:
    return extensions.propose(
        call=round_.call,
        by=round_.dora,
        deadline_to=DEADLINE_AT + timedelta(days=days),
        reason="Störung am letzten Tag.",
    )


@pytest.fixture
def office(client: Client, open_round: Round) -> Client:
    client.force_login(open_round.dora)
    return client


@pytest.fixture
def second(client: Client, open_round: Round) -> Client:
    client.force_login(open_round.emil)
    return client


def test_t13_a_last_day_alone_means_until_24_h(office: Client, open_round: Round) -> None:
    answer = post(office, open_round, **TYPED)

    assert Extension.objects.get().deadline_to == DEADLINE_AT + timedelta(days=7)
    assert "Freitag, 28. April 2017, 24:00 Uhr" in text(answer)
    assert "Bestätigen muss sie eine zweite Person" in text(answer)
    assert "Verlängerung bestätigen" not in text(answer)


def test_a_time_of_day_is_that_of_berlin(office: Client, open_round: Round) -> None:
    post(office, open_round, **{**TYPED, "time": "12:30"})

    wanted = DEADLINE_AT + timedelta(days=7) - timedelta(hours=11, minutes=30)
    assert Extension.objects.get().deadline_to == wanted


def test_a_time_that_the_clocks_repeat_or_skip_is_refused(
    office: Client, open_round: Round
) -> None:
    open_round.call.deadline_at += timedelta(days=100)
    open_round.call.save()
    for day in ("2017-10-29", "2018-03-25"):
        with unchanged():
            answer = post(office, open_round, **{**TYPED, "day": day, "time": "02:30"})
        assert answer.status_code == 400
        assert "Störung am letzten Tag." in text(answer)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"day": "2017-04-20"}, 400, "Eine Frist lässt sich nur verlängern"),
        ({"day": "2018-04-28"}, 400, "Höchstens 366 Tage"),
        ({"day": "gestern"}, 400, "Datum"),
        ({"day": "9999-12-31"}, 400, "anderes Jahr"),
        ({"day": "2017-04-28", "time": "25:00"}, 400, "Uhrzeit"),
        ({"reason": " "}, 400, "Bitte begründen Sie diesen Schritt."),
    ],
)
def test_t13_bad_input_keeps_what_was_typed(
    office: Client, open_round: Round, typed: dict[str, str], status: int, sentence: str
) -> None:
    with unchanged():
        answer = post(office, open_round, **{**TYPED, **typed})

    assert answer.status_code == status
    assert sentence in text(answer)
    if typed.get("reason") != " ":
        assert "Störung am letzten Tag." in text(answer)


def test_unfortunate_days_are_named_before_anybody_confirms(
    second: Client, open_round: Round
) -> None:
    propose(open_round, days=10)  # Monday, 1 May 2017

    page = text(second.get(address(open_round)))
    assert "Der letzte Tag ist ein Feiertag: Tag der Arbeit." in page
    assert "§ 31 Abs. 3 VwVfG" in page


def test_t13_second_person_confirms_and_everybody_reads_it(
    second: Client, open_round: Round
) -> None:
    proposal = propose(open_round)
    page = text(second.get(address(open_round)))
    assert "Verlängerung bestätigen" in page

    answer = post(second, open_round, act="confirm", proposal=proposal.pk)

    assert "Die Frist ist verlängert" in text(answer)
    public = text(Client().get(reverse("call", args=[open_round.call.slug])))
    assert "Bisher: Freitag, 21. April 2017, 24:00 Uhr." in public
    assert "Neu: <strong>Freitag, 28. April 2017, 24:00 Uhr</strong>." in public
    assert "Störung am letzten Tag." in public


def test_proposal_alone_is_not_public(open_round: Round) -> None:
    propose(open_round)

    public = text(Client().get(reverse("call", args=[open_round.call.slug])))
    assert "Störung am letzten Tag." not in public


def test_t13_own_proposal_is_not_confirmed(office: Client, open_round: Round) -> None:
    proposal = propose(open_round)

    with unchanged():
        answer = post(office, open_round, act="confirm", proposal=proposal.pk)
    assert answer.status_code == 409
    assert "Bestätigen muss eine zweite Person" in text(answer)


def test_proposal_is_rejected(second: Client, open_round: Round) -> None:
    proposal = propose(open_round)

    answer = post(second, open_round, act="reject", proposal=proposal.pk)
    assert "Der Vorschlag ist abgelehnt" in text(answer)
    assert "Verlängerung vorschlagen" in text(answer)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"act": "confirm"}, 400),
        ({"act": "confirm", "proposal": "x"}, 400),
        ({"act": "confirm", "proposal": 2**70}, 400),
        ({"act": "confirm", "proposal": 2**40}, 404),
    ],
)
def test_malformed_posts_are_refused(
    office: Client, open_round: Round, data: dict[str, object], status: int
) -> None:
    with unchanged():
        assert office.post(address(open_round), data).status_code == status


def test_page_says_why_the_deadline_stands(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED, applications=1)
    client.force_login(round_.dora)

    page = text(client.get(address(round_)))
    assert "Die Frist steht fest" in page
    assert "Verlängerung vorschlagen" not in page


def test_first_page_says_who_is_awaited(client: Client, open_round: Round) -> None:
    propose(open_round)
    client.force_login(open_round.dora)
    assert "Verlängerung der Frist wartet auf die zweite Person" in text(
        client.get(reverse("office"))
    )
    client.force_login(open_round.emil)
    assert "Verlängerung der Frist bestätigen" in text(client.get(reverse("office")))


def test_content_is_sealed_again_until_the_new_deadline(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    proposal = extensions.propose(
        call=round_.call,
        by=round_.dora,
        deadline_to=CLOSED_AT + timedelta(days=4),
        reason="Störung am letzten Tag.",
    )
    extensions.confirm(extension=proposal, by=round_.emil)
    client.force_login(round_.dora)

    page = text(
        client.get(
            reverse("office-application", args=[round_.call.slug, round_.applications[0].public_id])
        )
    )
    assert "Versiegelt bis zum Bewerbungsschluss" in page
