"""Signing in and out."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from competition import clock
from competition.models import Attempt, User
from competition.services.sign_in import FAILURES, WINDOW, address_digest

pytestmark = pytest.mark.django_db
PASSWORD = "ein langes Kennwort für Anna"


@pytest.fixture(autouse=True)
def with_password(anna: User) -> None:
    anna.set_password(PASSWORD)
    anna.save()


def sign_in(client: Client, email: str, password: str = PASSWORD, target: str = "") -> HttpResponse:
    body = {"email": email, "password": password, "next": target}
    return client.post(reverse("sign-in"), body)  # type: ignore[return-value]  # its test twin


def test_sign_in_leads_a_clerk_to_the_portal(client: Client, anna: User) -> None:
    answer = sign_in(client, anna.email.upper())

    assert answer["Location"] == reverse("portal")
    assert client.get(reverse("portal")).status_code == 200


def test_sign_in_leads_the_office_to_its_rounds(client: Client, dora: User) -> None:
    dora.set_password(PASSWORD)
    dora.save()

    assert sign_in(client, dora.email)["Location"] == reverse("office")


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
        "javascript:alert(1)",
        "sign-out",  # the name of an address is no address
        "%0d%0aX: y",
    ],
)
def test_sign_in_never_leads_to_another_site(client: Client, anna: User, target: str) -> None:
    assert sign_in(client, anna.email, target=target)["Location"] == reverse("portal")


def test_unknown_address_and_wrong_password_get_the_same_answer(client: Client, anna: User) -> None:
    wrong = sign_in(client, anna.email, "falsch")
    unknown = sign_in(client, "niemand@example.org", "falsch")

    assert wrong.status_code == unknown.status_code == 400
    shown = wrong.content.decode().replace(anna.email, "niemand@example.org")
    assert "E-Mail-Adresse oder Passwort stimmt nicht." in shown
    assert without_token(shown) == without_token(unknown.content.decode())


def without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_closed_account_cannot_sign_in(client: Client, anna: User) -> None:
    anna.is_active = False
    anna.save()

    assert sign_in(client, anna.email).status_code == 400


def test_eleventh_failure_within_a_quarter_of_an_hour_must_wait(client: Client, anna: User) -> None:
    for _ in range(FAILURES):
        assert sign_in(client, anna.email, "falsch").status_code == 400

    answer = sign_in(client, anna.email)

    assert answer.status_code == 429
    assert "Bitte warten Sie 15 Minuten." in answer.content.decode()
    assert Attempt.objects.count() == FAILURES


def test_wait_ends_a_quarter_of_an_hour_after_the_first_failure(client: Client, anna: User) -> None:
    for number in range(FAILURES):
        failed(anna.email, WINDOW + timedelta(minutes=-number))
    assert sign_in(client, anna.email).status_code == 302


def test_strangers_failures_do_not_lock_out_the_own_browser(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    client.post(reverse("sign-out"))
    for _ in range(FAILURES):
        sign_in(Client(), anna.email, "falsch")
    assert sign_in(Client(), anna.email).status_code == 429

    assert sign_in(client, anna.email.upper()).status_code == 302


def test_own_browser_is_slowed_like_any_other(client: Client, anna: User) -> None:
    sign_in(client, anna.email)
    client.post(reverse("sign-out"))
    for _ in range(FAILURES):
        assert sign_in(client, anna.email, "falsch").status_code == 400

    assert sign_in(client, anna.email).status_code == 429
    assert sign_in(Client(), anna.email).status_code == 302


def test_browser_of_one_address_is_none_of_another(client: Client, anna: User, berta: User) -> None:
    sign_in(client, anna.email)
    client.post(reverse("sign-out"))
    for _ in range(FAILURES):
        sign_in(Client(), berta.email, "falsch")

    assert sign_in(client, berta.email, "falsch").status_code == 429
    client.cookies["device"] = "gefälscht"
    assert sign_in(client, berta.email, "falsch").status_code == 429


def test_failures_of_one_address_do_not_slow_another(
    client: Client, anna: User, boris: User
) -> None:
    for _ in range(FAILURES):
        failed(boris.email, timedelta(minutes=1))

    assert sign_in(client, anna.email).status_code == 302


def failed(email: str, ago: timedelta) -> None:
    at = clock.now() - ago
    Attempt.objects.create(
        kind="sign_in",
        code="credentials_wrong",
        subject=address_digest(email),
        received_at=at,
        logged_at=at,
    )


def test_what_was_typed_as_an_address_is_not_kept(client: Client) -> None:
    sign_in(client, "mein geheimes Kennwort", "x")

    assert "geheim" not in Attempt.objects.get().subject


def test_sign_out_needs_a_post(client: Client, anna: User) -> None:
    client.force_login(anna)

    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["Location"] == reverse("start")
    assert client.get(reverse("portal")).status_code == 302
