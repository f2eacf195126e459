"""What the site says about itself, with and without the operator's words."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from competition.accounts import devices
from competition.models import User
from competition.services import barrier_reports, site_texts
from programme.services import comment_erasure, comments, registrants

pytestmark = pytest.mark.django_db
HOSTILE = '# <b>Amt</b>\n<script>alert(1)</script> https://amt.example/?a=1&b="2" amt@example.org'


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def write(by: User, name: str, text: str) -> None:
    site_texts.save(page=name, language="de", text=text, read=0, by=by)


def test_the_imprint_says_what_is_missing(client: Client, dora: User) -> None:
    assert "noch nicht eingetragen" in page(client, "/impressum/")
    write(dora, "imprint", "# Amt für Beispiele\nBeispielweg 1")
    shown = page(client, "/impressum/")
    assert "<h2>Amt für Beispiele</h2>" in shown
    assert "noch nicht eingetragen" not in shown
    assert "EUPL 1.2" in shown


def test_the_demo_says_that_it_is_one(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    shown = page(client, "/impressum/")
    assert "laufen zur Vorführung" in shown
    assert "noch nicht eingetragen" not in shown


@pytest.mark.parametrize("path", ["impressum", "datenschutz", "barrierefreiheit"])
def test_no_mark_up_passes_through(client: Client, dora: User, path: str) -> None:
    names = {"impressum": "imprint", "datenschutz": "privacy", "barrierefreiheit": "accessibility"}
    write(dora, names[path], HOSTILE)
    shown = page(client, f"/{path}/")
    assert "<script>alert" not in shown
    assert "<h2>&lt;b&gt;Amt&lt;/b&gt;</h2>" in shown
    assert 'href="https://amt.example/?a=1' in shown
    assert 'href="mailto:amt@example.org"' in shown


def test_the_privacy_notice_names_all_processing(client: Client, dora: User) -> None:
    write(dora, "privacy", "Verantwortlich: Amt für Beispiele")
    shown = page(client, "/datenschutz/")
    for word in (
        *("Amt für Beispiele", "sessionid", "csrftoken", "django_language", "device"),
        *("Beteiligung", "Veranstaltung", "Mittelanforderungen", "Barriere", "Prüfsumme"),
    ):
        assert word in shown


def test_the_periods_that_are_told_are_those_that_are_kept(
    client: Client, settings: Settings
) -> None:
    shown = page(client, "/datenschutz/")
    assert f"höchstens {settings.SESSION_COOKIE_AGE // 3600} Stunden" in shown
    assert f"<td>{devices.AGE.days} Tage</td>" in shown
    assert f"{comment_erasure.KEPT.days} Tage nach dem Ende der Beteiligung" in shown
    assert comments.CONFIRM_WITHIN == registrants.KEPT_AFTER_END == timedelta(days=7)
    assert "nicht innerhalb von sieben Tagen bestätigen" in shown
    assert "löschen wir nach sieben Tagen" in shown
    assert barrier_reports.KEPT.days == 180
    assert "ein halbes Jahr nach der Antwort gelöscht" in shown


def test_the_accessibility_statement_says_what_the_law_asks_for(client: Client, dora: User) -> None:
    shown = page(client, "/barrierefreiheit/")
    for word in (
        *("teilweise vereinbar", "Das Video fehlt noch", "noch nicht geprüft", "Selbstbewertung"),
        *("/barriere-melden/", "innerhalb eines Monats", "Schlichtungsstelle"),
    ):
        assert word in shown
    write(dora, "sign_language", "https://video.amt.example/dgs")
    write(dora, "easy_language", "Geprüft: Prüfgruppe\nHallo.")
    shown = page(client, "/barrierefreiheit/")
    assert "Das Video fehlt noch" not in shown
    assert "§ 4 BITV 2.0" not in shown


def test_leichte_sprache_is_marked_until_somebody_has_tried_it(client: Client, dora: User) -> None:
    shown = page(client, "/leichte-sprache/")
    assert "haben ihn noch nicht geprüft" in shown
    assert "Worum geht es auf dieser Internet-Seite?" in shown
    write(dora, "easy_language", "# Hallo\nDas ist unser Text.")
    shown = page(client, "/leichte-sprache/")
    assert "haben ihn noch nicht geprüft" in shown
    assert "Das ist unser Text." in shown
    assert "Worum geht es auf dieser" not in shown


def test_leichte_sprache_that_was_tried_says_by_whom(client: Client, dora: User) -> None:
    write(dora, "easy_language", "Geprüft: Prüfgruppe Musterstadt\nHallo.")
    shown = page(client, "/leichte-sprache/")
    assert "haben ihn noch nicht geprüft" not in shown
    assert "Prüfgruppe Musterstadt" in shown


def test_until_there_is_a_video_the_page_says_what_to_do(client: Client, dora: User) -> None:
    shown = page(client, "/gebaerdensprache/")
    assert "Noch gibt es keines" in shown
    assert "/barriere-melden/?page=/gebaerdensprache/" in shown
    write(dora, "sign_language", "https://video.amt.example/dgs")
    assert 'href="https://video.amt.example/dgs"' in page(client, "/gebaerdensprache/")


def test_a_german_text_keeps_its_language_on_english_pages(client: Client, dora: User) -> None:
    write(dora, "imprint", "Amt")
    answer = client.get("/impressum/", headers={"accept-language": "en"})
    assert '<div class="prose" lang="de">' in answer.content.decode()


def test_every_page_leads_to_them(client: Client) -> None:
    shown = page(client, "/impressum/")
    for path in ("/leichte-sprache/", "/gebaerdensprache/", "/barrierefreiheit/", "/datenschutz/"):
        assert f'href="{path}"' in shown
