"""The way of a clerk without JavaScript, and with nothing but a keyboard."""

from playwright.sync_api import Browser, Page, expect

from competition.models import Application, User
from tests.browser.hands import (
    PASSWORD,
    answer_everything,
    enter,
    give_password,
    sign_in,
    tick,
    type_into,
)
from tests.fixtures.rounds import Round
from tools.site import WebServer


def test_a_clerk_applies_without_javascript(
    transactional_db: None,
    browser: Browser,
    open_round: Round,
    berta: User,
    live_web: WebServer,
) -> None:
    give_password(berta)
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    sign_in(page, live_web.origin, berta)
    page.get_by_role("link", name=open_round.call.title).click()
    page.get_by_role("button", name="Entwurf beginnen").click()
    page.get_by_role("link", name="Fragen beantworten").click()
    page.get_by_label("Eigenanteil in Euro").fill("viel")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_text("Es wurde noch nichts gespeichert.")).to_be_visible()
    expect(page.get_by_label("Eigenanteil in Euro")).to_have_value("viel")
    answer_everything(page, "Rathaus ohne Skript")
    page.get_by_role("button", name="Speichern und zur Übersicht").click()
    page.get_by_role("link", name="Einreichen", exact=True).click()
    page.get_by_role("button", name="Verbindlich einreichen").click()
    expect(page.get_by_text("Fassung 1 ist eingegangen")).to_be_visible()
    context.close()
    assert Application.objects.get().state == "submitted"


def test_a_clerk_applies_with_the_keyboard_alone(
    transactional_db: None, page: Page, open_round: Round, berta: User, live_web: WebServer
) -> None:
    give_password(berta)
    page.goto(f"{live_web.origin}/anmelden/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    type_into(page, "E-Mail-Adresse", berta.email)
    type_into(page, "Passwort", "ein falsches Passwort")
    enter(page, page.get_by_role("button", name="Anmelden", exact=True))
    # After a mistake the focus is where the mistake is told, or a few steps from it.
    type_into(page, "Passwort", PASSWORD)
    enter(page, page.get_by_role("button", name="Anmelden", exact=True))
    enter(page, page.get_by_role("link", name=open_round.call.title))
    enter(page, page.get_by_role("button", name="Entwurf beginnen"))
    enter(page, page.get_by_role("link", name="Fragen beantworten"))
    type_into(page, "Titel des Vorhabens", "Rathaus ohne Maus")
    type_into(page, "Beschreiben Sie Ihre Idee.", "Alle Vorlagen werden offene Daten.")
    tick(page, "Transparenz")
    type_into(page, "Eigenanteil in Euro", "5.000,00")
    tick(page, "Das Vorhaben hat nicht begonnen.")
    enter(page, page.get_by_role("button", name="Speichern und zur Übersicht"))
    enter(page, page.get_by_role("link", name="Einreichen", exact=True))
    enter(page, page.get_by_role("button", name="Verbindlich einreichen"))
    expect(page.get_by_text("Fassung 1 ist eingegangen")).to_be_visible()
    assert Application.objects.get().state == "submitted"
