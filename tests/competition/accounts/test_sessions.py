"""Sessions: their number, their end, and how long they last."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competition.accounts.sessions import BEGAN, IDLE, LONGEST, SEEN
from competition.models import User
from competition.services import sessions
from tests.competition.accounts.hands import PASSWORD, post, sign_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_passwords")]
BETTER = "noch ein langes Kennwort"


@pytest.fixture
def signed_in(client: Client, anna: User) -> Client:
    sign_in(client, anna.email)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("portal")).status_code == 200


def age(client: Client, *, seen: timedelta, began: timedelta | None = None) -> None:
    """Let the session's instants lie back."""
    session = client.session
    session[SEEN] -= int(seen.total_seconds())
    session[BEGAN] -= int((began or seen).total_seconds())
    session.save()


def test_a09_sign_in_changes_the_session_and_kills_the_old_one(anna: User) -> None:
    victim = Client()
    victim.get(reverse("mfa_login_webauthn"))
    planted = victim.cookies["sessionid"].value

    sign_in(victim, anna.email)

    assert victim.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=planted).exists()


def stolen(client: Client) -> Client:
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)
    return thief


def test_a10_stolen_cookie_is_dead_after_sign_out(signed_in: Client) -> None:
    thief = stolen(signed_in)
    post(signed_in, "sign-out")
    assert not is_in(thief)


def test_a10_stolen_cookie_is_dead_after_a_change_of_password(signed_in: Client) -> None:
    thief = stolen(signed_in)
    body = {"oldpassword": PASSWORD, "password1": BETTER}
    post(signed_in, "account_change_password", body)

    assert not is_in(thief)
    assert is_in(signed_in)


def test_a10_stolen_cookie_is_dead_after_deactivation(signed_in: Client, anna: User) -> None:
    thief = stolen(signed_in)
    anna.is_active = False
    anna.save()
    assert not is_in(thief)


def test_a10_all_other_sessions_end_at_once(signed_in: Client, anna: User) -> None:
    other, third = Client(), Client()
    sign_in(other, anna.email)
    sign_in(third, anna.email)
    assert len(sessions.of(anna, None)) == 3

    post(other, "usersessions_list")

    assert is_in(other)
    assert not is_in(signed_in)
    assert not is_in(third)


def test_own_sessions_are_listed_and_nobody_elses(
    signed_in: Client, anna: User, dora: User
) -> None:
    other = Client(headers={"user-agent": "Mein Telefon <b>"})
    sign_in(other, anna.email)
    sign_in(Client(headers={"user-agent": "Doras Rechner"}), dora.email)

    page = text(signed_in.get(reverse("usersessions_list")))

    assert "Mein Telefon &lt;b&gt;" in page
    assert page.count("diese Sitzung") == 1
    assert "Doras Rechner" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_three_sessions(
    client: Client, anna: User, number: int
) -> None:
    for _ in range(number):
        sign_in(client := Client(), anna.email)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("usersessions_list"))
    assert len(captured) == 5


def test_session_ends_after_an_hour_without_a_request(signed_in: Client) -> None:
    age(signed_in, seen=IDLE)

    page = text(signed_in.get(reverse("portal"), follow=True))

    assert "länger als eine Stunde nichts getan" in page
    assert "<h1>Anmelden</h1>" in page


def test_request_within_the_hour_keeps_the_session(signed_in: Client) -> None:
    for _ in range(3):
        age(signed_in, seen=IDLE - timedelta(minutes=1))
        assert is_in(signed_in)


def test_session_ends_after_twelve_hours_whatever_is_done(signed_in: Client) -> None:
    age(signed_in, seen=timedelta(0), began=LONGEST)
    assert not is_in(signed_in)


def test_visit_is_written_down_every_five_minutes_at_most(signed_in: Client) -> None:
    signed_in.get("/")
    with CaptureQueriesContext(connection) as quick:
        signed_in.get("/")
    age(signed_in, seen=timedelta(minutes=6))
    with CaptureQueriesContext(connection) as later:
        signed_in.get("/")

    assert not [each for each in quick if each["sql"].startswith("UPDATE")]
    assert len([each for each in later if each["sql"].startswith("UPDATE")]) == 1


def test_session_that_did_not_begin_here_has_ended(signed_in: Client) -> None:
    session = signed_in.session
    del session[BEGAN], session[SEEN]
    session.save()
    assert not is_in(signed_in)


def test_form_sent_after_the_end_says_that_nothing_was_saved(signed_in: Client) -> None:
    age(signed_in, seen=IDLE)
    page = text(signed_in.post("/portal/bewerbungen/irgendeine/fragen/", follow=True))
    assert "es wurde nichts gespeichert" in page
