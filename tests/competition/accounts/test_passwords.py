"""Passwords: forgotten, changed, set for the first time."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from competition.models import Notice, User
from competition.services.account_letters import LIMIT
from tests.competition.accounts.hands import (
    PASSWORD,
    link_in,
    open_link,
    post,
    prove,
    sign_in,
    text,
)
from tests.fixtures.second_factors import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_passwords")]
BETTER = "noch ein langes Kennwort"


def ask(client: Client, email: str, **headers: str) -> str:
    """Ask for a link; where it leads."""
    answer = client.post(reverse("account_reset_password"), {"email": email}, headers=headers)
    assert answer["Location"] == reverse("account_reset_password_done")
    return link_in(email)


def test_link_of_the_letter_sets_a_new_password(client: Client, anna: User) -> None:
    page = open_link(client, ask(client, anna.email))

    assert client.post(page, {"password1": BETTER})["Location"] == reverse("sign-in")

    assert sign_in(client, anna.email).status_code == 400
    assert sign_in(client, anna.email, BETTER)["Location"] == reverse("portal")
    assert Notice.objects.filter(address=anna.email, kind="account_changed").exists()


def test_a12_known_and_unknown_addresses_get_the_same_answer(anna: User) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in (anna.email, "niemand@example.org")
    ]

    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    kinds = Notice.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["password_reset", "account_unknown"]


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_a14_forged_host_never_stands_in_the_letter(
    client: Client, anna: User, header: str
) -> None:
    answer = client.post(
        reverse("account_reset_password"), {"email": anna.email}, headers={header: "evil.example"}
    )
    assert answer.status_code in (302, 400)
    assert not Notice.objects.filter(body__contains="evil.example").exists()
    other = client.post(
        reverse("account_reset_password"), {"email": anna.email}, headers={"host": "127.0.0.1"}
    )
    assert other.status_code == 302
    assert "http://localhost:8000/konto/" in Notice.objects.latest("pk").body


def test_a15_link_works_once(client: Client, anna: User) -> None:
    path = ask(client, anna.email)
    page = open_link(client, path)
    client.post(page, {"password1": BETTER})

    again = Client()
    answer = again.get(open_link(again, path))
    assert answer.status_code == 400
    assert "Dieser Link gilt nicht mehr" in text(answer)
    assert client.post(page, {"password1": PASSWORD}).status_code == 400
    assert sign_in(Client(), anna.email, BETTER).status_code == 302


def test_a15_second_link_voids_nothing_but_the_new_password_voids_both(
    client: Client, anna: User
) -> None:
    first = ask(client, anna.email)
    second = ask(client, anna.email)
    client.post(open_link(client, second), {"password1": BETTER})

    other = Client()
    assert other.get(open_link(other, first)).status_code == 400


def test_a15_link_of_somebody_else_is_refused(client: Client, anna: User, dora: User) -> None:
    mine, others = ask(client, anna.email), ask(client, dora.email)
    uid = re.search(r"passwort-vergessen/(\w+)/", others)
    assert uid
    forged = re.sub(r"(passwort-vergessen/)\w+/", rf"\g<1>{uid[1]}/", mine)

    assert client.get(open_link(client, forged)).status_code == 400


def test_a15_link_is_too_old_after_two_hours(
    client: Client, anna: User, settings: Settings
) -> None:
    page = open_link(client, ask(client, anna.email))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(page).status_code == 400


def test_a15_token_stands_in_no_address_referer_or_log(
    client: Client, anna: User, caplog: pytest.LogCaptureFixture
) -> None:
    path = ask(client, anna.email)
    token = path.rstrip("/").rpartition("/")[2]
    with caplog.at_level(logging.DEBUG):
        opened = client.get(path)
        page = client.get(opened["Location"])
        client.post(opened["Location"], {"password1": BETTER})
        client.get(opened["Location"])

    assert token not in opened["Location"]
    assert opened["Referrer-Policy"] == "no-referrer"
    assert token not in text(page)
    logged = [line for line in caplog.messages if "INSERT" not in line and "SELECT" not in line]
    assert not any(token in line for line in logged)


def test_new_password_never_opens_the_way_around_the_second_factor(
    client: Client, dora: User
) -> None:
    client.post(open_link(client, ask(client, dora.email)), {"password1": BETTER})

    assert sign_in(client, dora.email, BETTER)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("office")).status_code == 302
    assert prove(client, code_of())["Location"] == reverse("office")


def test_closed_account_gets_no_link(client: Client, anna: User) -> None:
    path = ask(client, anna.email)
    anna.is_active = False
    anna.save()

    assert client.get(open_link(client, path)).status_code == 400
    client.post(reverse("account_reset_password"), {"email": anna.email})
    assert Notice.objects.latest("pk").kind == "account_unknown"


@pytest.mark.parametrize("typed", ["kurz", "anna@example.org", ""])
def test_weak_new_password_is_refused_and_the_link_stays(
    client: Client, anna: User, typed: str
) -> None:
    page = open_link(client, ask(client, anna.email))
    assert client.post(page, {"password1": typed}).status_code == 400
    assert client.post(page, {"password1": BETTER}).status_code == 302


def test_change_asks_for_the_present_password(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    wrong = {"oldpassword": "falsch", "password1": BETTER}
    assert "nicht Ihr jetziges Passwort" in text(post(client, "account_change_password", wrong))

    right = {"oldpassword": PASSWORD, "password1": BETTER}
    assert post(client, "account_change_password", right)["Location"] == reverse("account")
    assert sign_in(Client(), anna.email, BETTER).status_code == 302


def test_who_has_no_password_sets_one(client: Client, boris: User) -> None:
    client.force_login(boris)
    assert client.get(reverse("account_change_password"))["Location"] == reverse(
        "account_set_password"
    )

    post(client, "account_set_password", {"password1": BETTER})

    assert sign_in(Client(), boris.email, BETTER)["Location"] == reverse("portal")


def test_a11_strangers_who_ask_for_passwords_keep_nobody_from_an_account() -> None:
    body = {"email": "neu@stadt.example"}
    answers = [post(Client(), "account_reset_password", body) for _ in range(LIMIT + 1)]
    assert [answer.status_code for answer in answers] == [302] * LIMIT + [429]

    made = {**body, "name": "Nele Neu", "password1": PASSWORD}
    assert post(Client(), "account_signup", made).status_code == 302
