"""Reporting a barrier: from every page, with or without an account; the answer stands there."""

import pytest
from django.test import Client

from competition import clock
from competition.models import BarrierReport, User
from competition.services import barrier_reports

pytestmark = pytest.mark.django_db
ADDRESS = "/barriere-melden/"
TEXT = "Der Kontrast ist zu schwach."


def test_anybody_reports_and_reads_number_and_day(client: Client) -> None:
    answer = client.post(ADDRESS, {"text": TEXT, "page": "/portal/"}, follow=True)

    kept = BarrierReport.objects.get()
    assert answer.redirect_chain == [(f"{ADDRESS}{kept.number}/", 302)]
    text = answer.content.decode()
    assert kept.number in text
    assert "Antwort spätestens" in text
    assert TEXT not in text
    assert (kept.reported_by, kept.page) == (None, "/portal/")


def test_a_signed_in_person_is_named(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert "anna@example.org" in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"text": TEXT})
    assert BarrierReport.objects.get().reported_by == anna


def test_the_page_is_filled_in_where_it_is_one_of_ours(client: Client) -> None:
    assert 'value="/impressum/"' in client.get(ADDRESS, {"page": "/impressum/"}).content.decode()
    foreign = client.get(ADDRESS, {"page": "//evil.example"}).content.decode()
    assert 'value="//evil.example"' not in foreign


def test_what_is_wrong_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(ADDRESS, {"text": "", "contact": "anna@example.org"})
    assert answer.status_code == 400
    assert "anna@example.org" in answer.content.decode()
    answer = client.post(ADDRESS, {"text": "a\x00b", "contact": "kein Postfach"})
    assert answer.status_code == 400
    assert not BarrierReport.objects.exists()


def test_who_is_braked_loses_no_text(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barrier_reports, "PER_ADDRESS", 1)
    client.post(ADDRESS, {"text": TEXT})
    answer = client.post(ADDRESS, {"text": "Immer noch nicht."})
    assert answer.status_code == 429
    assert "Immer noch nicht." in answer.content.decode()


def test_the_answer_stands_on_the_page_of_the_report(client: Client, dora: User) -> None:
    kept = barrier_reports.report(text=TEXT, address="192.0.2.1", received_at=clock.now())
    barrier_reports.answer(report=kept, text="Er ist jetzt <stärker>.", by=dora)

    text = client.get(f"{ADDRESS}{kept.number}/").content.decode()

    assert "Er ist jetzt &lt;stärker&gt;." in text
    assert "Schlichtungsstelle" in text
    assert TEXT not in text


def test_every_page_leads_there(client: Client) -> None:
    for path, status in (("/", 200), ("/gibt/es/nicht/", 404)):
        answer = client.get(path)
        assert answer.status_code == status
        assert f"{ADDRESS}?page={path}" in answer.content.decode()


def test_a_made_up_number_is_not_found(client: Client) -> None:
    assert client.get(f"{ADDRESS}0000-0000-0000/").status_code == 404
