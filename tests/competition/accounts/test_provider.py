"""Signing in through an Open ID Connect provider, against a true one on this machine."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from competition.models import User
from config import environment
from tests.competition.accounts.hands import post, prove, sign_in, text
from tests.fixtures.provider import CLIENT_ID, CLIENT_SECRET, Provider
from tests.fixtures.second_factors import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.competition.accounts.urls")]


@pytest.fixture(autouse=True)
def is_set(provider: Provider, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator has set this provider."""
    values = {
        "OIDC_NAME": "BundID",
        "OIDC_ISSUER": provider.origin,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings.SOCIALACCOUNT_PROVIDERS = environment.openid_connect("OIDC")


def come_through(client: Client, provider: Provider, **claims: Any) -> Any:
    """The whole way: the button, the provider, and back."""
    provider.claims = {"sub": "4711", "name": "Nele Neu", **claims}
    begun = post(client, "openid_connect_login", provider_id="anbieter")
    back = provider.sign_in(begun["Location"])
    assert back.startswith("http://localhost:8000/anmelden/mit/anbieter/zurueck/?")
    return client.get(back.removeprefix("http://localhost:8000"))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_button_names_the_provider(client: Client) -> None:
    assert "Anmelden mit BundID" in text(client.get(reverse("sign-in")))


def test_there_is_no_button_without_a_provider(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Anmelden mit" not in text(client.get(reverse("sign-in")))
    assert post(client, "openid_connect_login", provider_id="anbieter").status_code == 404


def test_verified_address_links_the_account(client: Client, provider: Provider, anna: User) -> None:
    answer = come_through(client, provider, email=anna.email, email_verified=True)

    assert answer["Location"] == reverse("portal")
    assert client.get(reverse("portal")).context["user"] == anna


def test_verified_address_makes_an_account(client: Client, provider: Provider) -> None:
    come_through(client, provider, email="neu@stadt.example", email_verified=True)

    assert is_in(client)
    made = User.objects.get(email="neu@stadt.example")
    assert made.name == "Nele Neu"
    assert EmailAddress.objects.get(user=made).verified


@pytest.mark.parametrize("claims", [{"email_verified": False}, {}])
def test_unverified_address_links_nothing(
    client: Client, provider: Provider, anna: User, claims: dict[str, Any]
) -> None:
    answer = come_through(client, provider, email=anna.email, **claims)

    assert answer["Location"] == reverse("sign-in")
    assert "keine bestätigte E-Mail-Adresse" in text(client.get(reverse("sign-in")))
    assert not is_in(client)
    assert User.objects.count() == 1


def test_without_an_address_nobody_gets_in(client: Client, provider: Provider) -> None:
    come_through(client, provider)
    assert not is_in(client)
    assert not User.objects.exists()


def test_account_is_found_again_by_the_providers_number(
    client: Client, provider: Provider, anna: User
) -> None:
    come_through(client, provider, email=anna.email, email_verified=True)
    post(client, "sign-out")
    come_through(client, provider, email="anders@example.org", email_verified=True)
    assert client.get(reverse("portal")).context["user"] == anna


def test_second_factor_is_asked_for_after_the_provider(
    client: Client, provider: Provider, dora: User
) -> None:
    answer = come_through(client, provider, email=dora.email, email_verified=True)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert prove(client, code_of())["Location"] == reverse("office")


def test_password_of_an_unconfirmed_account_dies_with_the_link(
    client: Client, provider: Provider, anna: User
) -> None:
    """Whoever planted it with somebody else's address does not share the account."""
    anna.set_password("das Kennwort des Fremden")
    anna.save()
    EmailAddress.objects.filter(user=anna).update(verified=False)

    come_through(client, provider, email=anna.email, email_verified=True)

    assert sign_in(Client(), anna.email, "das Kennwort des Fremden").status_code == 400


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x&code=x", "?error=access_denied&state=x"]
)
def test_answer_that_nobody_asked_for_opens_nothing(client: Client, query: str) -> None:
    address = reverse("openid_connect_callback", args=["anbieter"])
    assert client.get(address + query)["Location"] == reverse("sign-in")
    assert not is_in(client)


def test_code_works_once(client: Client, provider: Provider, anna: User) -> None:
    provider.claims = {"sub": "4711", "email": anna.email, "email_verified": True}
    begun = post(client, "openid_connect_login", provider_id="anbieter")
    back = provider.sign_in(begun["Location"]).removeprefix("http://localhost:8000")
    client.get(back)
    thief = Client()
    assert thief.get(back)["Location"] == reverse("sign-in")
    assert not is_in(thief)


def test_provider_that_is_down_says_so(client: Client, provider: Provider) -> None:
    provider.server.shutdown()
    provider.server.server_close()

    answer = post(client, "openid_connect_login", provider_id="anbieter")

    assert answer["Location"] == reverse("sign-in")
    assert "nicht gelungen" in text(client.get(reverse("sign-in")))


def test_button_needs_a_post_and_a_known_provider(client: Client) -> None:
    assert client.get(reverse("openid_connect_login", args=["anbieter"])).status_code == 405
    assert post(client, "openid_connect_login", provider_id="anderer").status_code == 404


def test_a16_provider_never_leads_to_another_site(
    client: Client, provider: Provider, anna: User
) -> None:
    provider.claims = {"sub": "4711", "email": anna.email, "email_verified": True}
    address = reverse("openid_connect_login", args=["anbieter"])
    begun = client.post(address, {"next": "https://evil.example/"})
    back = provider.sign_in(begun["Location"]).removeprefix("http://localhost:8000")
    assert client.get(back)["Location"] == reverse("portal")


@pytest.mark.parametrize(
    ("name", "value"), [("OIDC_ISSUER", "http://id.example"), ("OIDC_CLIENT_SECRET", "")]
)
def test_wrong_setting_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match="OIDC"):
        environment.openid_connect("OIDC")
