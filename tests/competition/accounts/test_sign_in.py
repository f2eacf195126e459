"""Signing in and out: passwords, where it leads, and the brake on guessing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from competition import clock
from competition.models import Attempt, User
from competition.services import brakes
from competition.services.brakes import LIMIT, WINDOW
from tests.competition.accounts.hands import give_password, post, prove, sign_in, text
from tests.fixtures.second_factors import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_passwords")]


def test_sign_in_leads_a_clerk_to_the_portal(client: Client, anna: User) -> None:
    answer = sign_in(client, anna.email.upper())

    assert answer["Location"] == reverse("portal")
    assert client.get(reverse("portal")).status_code == 200


def test_sign_in_leads_the_office_to_its_rounds(client: Client, dora: User) -> None:
    assert sign_in(client, dora.email)["Location"] == reverse("mfa_authenticate")
    assert prove(client, code_of())["Location"] == reverse("office")


def test_sign_in_returns_to_the_page_that_was_wanted(client: Client, anna: User) -> None:
    wanted = client.get(reverse("portal") + "?a=1")["Location"]
    assert wanted == f"{reverse('sign-in')}?next=/portal/%3Fa%3D1"

    assert sign_in(client, anna.email, target="/portal/?a=1")["Location"] == "/portal/?a=1"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "\\example.org",
        "https:example.org",
        "javascript:alert(1)",
        "sign-out",  # the name of an address is no address
        "%0d%0aX: y",
        "/portal/\r\nX: y",
        "/\t/example.org",
    ],
)
def test_a16_sign_in_never_leads_to_another_site(client: Client, anna: User, target: str) -> None:
    assert sign_in(client, anna.email, target=target)["Location"] == reverse("portal")


def test_a12_unknown_address_and_wrong_password_get_the_same_answer(
    client: Client, anna: User
) -> None:
    wrong = sign_in(client, anna.email, "falsch")
    unknown = sign_in(client, "niemand@example.org", "falsch")

    assert wrong.status_code == unknown.status_code == 400
    shown = text(wrong).replace(anna.email, "niemand@example.org")
    assert "E-Mail-Adresse oder Passwort stimmt nicht." in shown
    assert without_token(shown) == without_token(text(unknown))


def without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_closed_account_cannot_sign_in(client: Client, anna: User) -> None:
    anna.is_active = False
    anna.save()

    assert sign_in(client, anna.email).status_code == 400


def test_a11_eleventh_failure_within_a_quarter_of_an_hour_must_wait(
    client: Client, anna: User
) -> None:
    for _ in range(LIMIT):
        assert sign_in(client, anna.email, "falsch").status_code == 400

    answer = sign_in(client, anna.email)

    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "Bitte warten Sie 15 Minuten." in text(answer)
    assert Attempt.objects.count() == LIMIT


def test_a11_two_hundred_wrong_passwords_and_fifty_forged_senders_are_stopped(
    client: Client, anna: User
) -> None:
    statuses = [
        Client(headers={"x-forwarded-for": f"203.0.113.{number % 50}"})
        .post(reverse("sign-in"), {"login": anna.email, "password": f"falsch {number}"})
        .status_code
        for number in range(200)
    ]

    assert statuses == [400] * LIMIT + [429] * 190


def test_wait_ends_a_quarter_of_an_hour_after_the_first_failure(client: Client, anna: User) -> None:
    for number in range(LIMIT):
        failed(anna.email, WINDOW + timedelta(minutes=-number))
    assert sign_in(client, anna.email).status_code == 302


def test_a11_strangers_failures_do_not_lock_out_the_own_browser(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    post(client, "sign-out")
    for _ in range(LIMIT):
        sign_in(Client(), anna.email, "falsch")
    assert sign_in(Client(), anna.email).status_code == 429

    assert sign_in(client, anna.email.upper()).status_code == 302


def test_own_browser_is_slowed_like_any_other(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    post(client, "sign-out")
    for _ in range(LIMIT):
        assert sign_in(client, anna.email, "falsch").status_code == 400

    assert sign_in(client, anna.email).status_code == 429
    assert sign_in(Client(), anna.email).status_code == 302


def test_browser_of_one_address_is_none_of_another(client: Client, anna: User, berta: User) -> None:
    sign_in(client, anna.email)
    post(client, "sign-out")
    for _ in range(LIMIT):
        sign_in(Client(), berta.email, "falsch")

    assert sign_in(client, berta.email, "falsch").status_code == 429
    client.cookies["device"] = "gefälscht"
    assert sign_in(client, berta.email, "falsch").status_code == 429


def test_failures_of_one_address_do_not_slow_another(
    client: Client, anna: User, boris: User
) -> None:
    for _ in range(LIMIT):
        failed(boris.email, timedelta(minutes=1))

    assert sign_in(client, anna.email).status_code == 302


def failed(email: str, ago: timedelta) -> None:
    at = clock.now() - ago
    Attempt.objects.create(
        kind="sign_in",
        code="credentials_wrong",
        subject=brakes.digest(f"{email} "),
        received_at=at,
        logged_at=at,
    )


def test_what_was_typed_as_an_address_is_not_kept(client: Client) -> None:
    sign_in(client, "mein geheimes Kennwort", "x")

    assert "geheim" not in Attempt.objects.get().subject


def test_success_leaves_no_attempt_behind(client: Client, anna: User) -> None:
    sign_in(client, anna.email)

    assert not Attempt.objects.exists()


@pytest.mark.parametrize("email", ["", "\x00", "a" * 300, "\ud800"])
def test_what_cannot_be_an_address_is_refused(client: Client, email: str) -> None:
    assert sign_in(client, email.encode("utf-8", "replace").decode()).status_code == 400


def test_sign_out_needs_a_post(client: Client, anna: User) -> None:
    sign_in(client, anna.email)

    assert client.get(reverse("sign-out")).status_code == 405
    answer = post(client, "sign-out")
    assert answer["Location"] == reverse("start")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("portal")).status_code == 302


def test_signed_in_person_has_nothing_to_do_at_the_door(client: Client, anna: User) -> None:
    give_password(anna)
    sign_in(client, anna.email)

    assert client.get(reverse("sign-in"))["Location"] == reverse("portal")
    assert client.get(reverse("account_signup"))["Location"] == reverse("portal")
