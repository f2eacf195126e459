"""Reporting a disturbance: from every page, with or without an account, and without Redis."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from competition.models import Application, Disturbance, User
from competition.services import disturbances
from competition.views.disturbances import own_path

pytestmark = pytest.mark.django_db
ADDRESS = "/stoerung/"
TEXT = "Der Knopf tut nichts."


def test_anybody_reports_and_reads_number_and_time(client: Client) -> None:
    answer = client.post(ADDRESS, {"text": TEXT, "page": "/portal/"}, follow=True)

    kept = Disturbance.objects.get()
    assert answer.redirect_chain == [(f"/stoerung/{kept.number}/", 302)]
    text = answer.content.decode()
    assert kept.number in text
    assert "Uhr" in text
    assert TEXT not in text  # who has the number alone learns no more
    assert (kept.reported_by, kept.page) == (None, "/portal/")


def test_a_signed_in_person_is_named_and_the_round_found(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    page = reverse("application-submit", args=[draft.public_id])
    client.post(ADDRESS, {"text": TEXT, "page": page}, headers={"user-agent": "Firefox/140"})

    kept = Disturbance.objects.get()
    assert (kept.reported_by, kept.call, kept.browser) == (anna, draft.call, "Firefox/140")


@pytest.mark.parametrize(
    "page",
    [
        *(
            "",
            "/",
            "Startseite",
            "/gibt/es/nicht/",
            "//evil.example/",
            "http://[",
            "/wettbewerbe/x/",
        ),
        "/portal/bewerbungen/ffffffffffffffffffff/",
    ],
)
def test_a_page_may_be_described_in_any_words(client: Client, page: str) -> None:
    assert client.post(ADDRESS, {"text": TEXT, "page": page}).status_code == 302
    assert Disturbance.objects.get().call is None


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("/portal/?page=2", "/portal/?page=2"),
        ("/einladung/geheim123/", "/einladung/[...]/"),  # the office reads it
        (None, ""),
        ("//evil.example", ""),
        ("/\\evil.example", ""),
        ("https://evil.example/", ""),
        ("portal/", ""),
        ("/a\nb", ""),
        ("/" + "a" * 300, ""),
    ],
)
def test_only_own_pages_are_filled_in(wanted: str | None, shown: str) -> None:
    assert own_path(wanted) == shown


def test_an_empty_report_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(ADDRESS, {"text": "", "contact": "anna@example.org"})
    assert answer.status_code == 400
    assert "anna@example.org" in answer.content.decode()
    assert not Disturbance.objects.exists()


def test_who_is_braked_is_told_and_loses_no_text(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disturbances, "PER_ADDRESS", 1)
    client.post(ADDRESS, {"text": TEXT})
    answer = client.post(ADDRESS, {"text": "Immer noch nicht."})
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "schon sehr viele Meldungen" in text
    assert "Immer noch nicht." in text


def test_a_forged_forwarding_header_bypasses_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disturbances, "PER_ADDRESS", 1)
    forged = [{"x-forwarded-for": f"192.0.2.{number}"} for number in range(3)]
    statuses = [client.post(ADDRESS, {"text": TEXT}, headers=each).status_code for each in forged]
    assert statuses == [302, 429, 429]


def test_behind_a_proxy_its_own_word_about_the_sender_counts(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """Else everybody would be the proxy, and the first few would lock out all others."""
    settings.BEHIND_PROXY = True
    monkeypatch.setattr(disturbances, "PER_ADDRESS", 1)
    told = ("192.0.2.1", "192.0.2.2", "198.51.100.9, 192.0.2.2", "192.0.2.2, 192.0.2.3", "")
    statuses = [
        client.post(ADDRESS, {"text": TEXT}, headers={"x-forwarded-for": each}).status_code
        for each in told
    ]
    assert statuses == [302, 302, 429, 302, 302]


def test_reporting_needs_no_redis(client: Client, anna: User, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    client.force_login(anna)
    assert client.post(ADDRESS, {"text": TEXT}).status_code == 302


def test_every_page_and_every_refusal_leads_there(client: Client) -> None:
    for path, status in (("/", 200), ("/gibt/es/nicht/", 404), ("/sprache/", 302)):
        answer = client.get(path)
        assert answer.status_code == status
        assert status == 302 or f"/stoerung/?page={path}" in answer.content.decode()


def test_a_made_up_number_is_not_found(client: Client) -> None:
    assert client.get("/stoerung/0000-0000-0000/").status_code == 404
