"""What is typed is saved by itself; whatever gets in the way, no text is lost, and it is told."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route, expect

from competition.models import Answer, Application, User
from competition.services import extensions
from tests.browser.hands import give_password, sign_in
from tests.fixtures.rounds import DEADLINE_AT, Round
from tools.site import WebServer

TITLE, CONCEPT = "Titel des Vorhabens", "Beschreiben Sie Ihre Idee."
SAVED = re.compile(r"Gespeichert um \d\d:\d\d:\d\d Uhr · NICHT eingereicht")
Desk = Callable[[User], Page]


@pytest.fixture
def desk(browser: Browser, draft: Application, live_web: WebServer) -> Iterator[Desk]:
    """Puts a person before the draft's questions, in a browser of their own."""
    opened: list[BrowserContext] = []

    def sit_down(person: User) -> Page:
        context = browser.new_context(locale="de-DE", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        opened.append(context)
        client = Client()
        client.force_login(person)
        for name, cookie in client.cookies.items():
            context.add_cookies([{"name": name, "value": cookie.value, "url": live_web.origin}])
        page = context.new_page()
        page.goto(f"{live_web.origin}/portal/bewerbungen/{draft.public_id}/fragen/")
        return page

    yield sit_down
    for context in opened:
        context.close()


def saved(key: str) -> object:
    return Answer.objects.get(question__key=key).value


def leave(field: Locator) -> None:
    """Go on to the next field: what was typed is saved at once."""
    field.press("Tab")


def open_answers(page: Page) -> Locator:
    return page.locator("#save-open li")


def save_line(page: Page) -> Locator:
    return page.locator("#save-bar")


def cut(route: Route) -> None:
    """The network takes a save away."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_typing_is_saved_by_itself_and_only_what_was_changed(
    transactional_db: None, desk: Desk, anna: User
) -> None:
    page = desk(anna)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))

    page.get_by_label(TITLE).fill("Nur getippt")
    expect(save_line(page)).to_contain_text(SAVED)
    assert saved("title") == "Nur getippt"
    page.get_by_label(CONCEPT).fill("Und das Feld verlassen")
    leave(page.get_by_label(CONCEPT))
    expect(page.locator("#id_version-concept")).to_have_value(re.compile(r"2\."))

    assert saved("concept") == "Und das Feld verlassen"
    first, second = (body for body in sent if "csrfmiddlewaretoken" in body)
    assert ("title=" in first, "concept=" in first) == (True, False)
    assert ("title=" in second, "concept=" in second) == (False, True)
    page.reload()
    expect(page.get_by_label(TITLE)).to_have_value("Nur getippt")


def test_a_wrong_answer_is_told_at_its_field_and_holds_up_no_other(
    transactional_db: None, desk: Desk, anna: User
) -> None:
    page = desk(anna)
    share = page.get_by_label("Eigenanteil in Euro")

    share.fill("viel")
    leave(share)

    expect(page.locator("#problem-own_share")).to_contain_text("Bitte geben Sie einen Betrag an")
    expect(share).to_have_attribute("aria-invalid", "true")
    expect(share).to_have_value("viel")
    expect(open_answers(page)).to_have_text(["Eigenanteil in Euro"])
    page.get_by_label(TITLE).fill("Trotzdem gespeichert")
    leave(page.get_by_label(TITLE))
    expect(save_line(page)).to_contain_text(SAVED)
    share.fill("1.000,00")
    leave(share)
    expect(page.locator("#problem-own_share")).to_be_empty()
    expect(open_answers(page)).to_have_count(0)
    assert (saved("title"), saved("own_share")) == ("Trotzdem gespeichert", 100_000)


def test_t09_two_colleagues_over_one_text_keep_both(
    transactional_db: None, desk: Desk, anna: User, berta: User
) -> None:
    annas, bertas = desk(anna), desk(berta)
    annas.get_by_label(TITLE).fill("Annas Titel")
    leave(annas.get_by_label(TITLE))
    expect(save_line(annas)).to_contain_text(SAVED)

    bertas.get_by_label(TITLE).fill("Bertas Titel")
    leave(bertas.get_by_label(TITLE))

    conflict = bertas.locator("#problem-title")
    expect(conflict).to_contain_text("Anna Beispiel hat inzwischen gespeichert")
    expect(conflict).to_contain_text("Annas Titel")
    expect(bertas.get_by_label(TITLE)).to_have_value("Bertas Titel")
    # Writing on decides nothing.
    bertas.get_by_label(TITLE).fill("Bertas Titel, länger")
    leave(bertas.get_by_label(TITLE))
    bertas.get_by_label(CONCEPT).fill("Anderes wird weiter gespeichert.")
    leave(bertas.get_by_label(CONCEPT))
    expect(bertas.locator("#id_version-concept")).to_have_value(re.compile(r"2\."))
    assert saved("title") == "Annas Titel"

    conflict.get_by_role("button", name="Gespeicherten Stand ins Feld holen").click()
    expect(bertas.get_by_label(TITLE)).to_have_value("Annas Titel")
    expect(conflict).to_contain_text("Bertas Titel, länger")
    bertas.get_by_label(TITLE).fill("Annas und Bertas Titel")
    leave(bertas.get_by_label(TITLE))
    expect(bertas.locator("#id_version-title")).to_have_value(re.compile(r"3\."))
    assert saved("title") == "Annas und Bertas Titel"


def test_one_s_own_text_can_be_saved_over_the_other(
    transactional_db: None, desk: Desk, anna: User, berta: User
) -> None:
    annas, bertas = desk(anna), desk(berta)
    annas.get_by_label(TITLE).fill("Annas Titel")
    leave(annas.get_by_label(TITLE))
    expect(save_line(annas)).to_contain_text(SAVED)
    bertas.get_by_label(TITLE).fill("Bertas Titel")
    leave(bertas.get_by_label(TITLE))

    bertas.get_by_role("button", name="Meinen Text speichern").click()

    expect(bertas.locator("#problem-title")).to_be_empty()
    expect(save_line(bertas)).to_contain_text(SAVED)
    assert saved("title") == "Bertas Titel"


def test_a_lost_connection_is_told_and_heals(
    transactional_db: None, desk: Desk, anna: User
) -> None:
    page = desk(anna)
    warned: list[str] = []

    def stay(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.route("**/speichern/", cut)
    page.get_by_label(TITLE).fill("Ohne Netz")
    leave(page.get_by_label(TITLE))

    expect(save_line(page)).to_contain_text("Noch nicht gespeichert, neuer Versuch in")
    expect(open_answers(page)).to_have_text([TITLE])
    expect(page.locator("#save-said")).to_contain_text("Die Verbindung ist unterbrochen")
    page.evaluate("location.reload()")
    page.wait_for_timeout(300)
    assert warned == ["beforeunload"]
    expect(page.get_by_label(TITLE)).to_have_value("Ohne Netz")

    page.unroute("**/speichern/")
    expect(save_line(page)).to_contain_text(SAVED, timeout=30_000)
    expect(open_answers(page)).to_have_count(0)
    expect(page.locator("#save-said")).to_contain_text("Alles ist wieder gespeichert.")
    assert saved("title") == "Ohne Netz"
    page.reload()
    assert warned == ["beforeunload"]


def test_a_busy_server_is_asked_again_when_it_says(
    transactional_db: None, desk: Desk, anna: User
) -> None:
    page = desk(anna)
    answers = iter([503, 429])

    def refuse_twice(route: Route) -> None:
        status = next(answers, None)
        if status is None:
            route.continue_()
        else:
            route.fulfill(status=status, headers={"Retry-After": "1"}, body="<h1>Gleich</h1>")

    page.route("**/speichern/", refuse_twice)
    page.get_by_label(TITLE).fill("Nach einer Weile")
    leave(page.get_by_label(TITLE))

    expect(save_line(page)).to_contain_text("neuer Versuch in")
    expect(save_line(page)).to_contain_text(SAVED, timeout=30_000)
    assert saved("title") == "Nach einer Weile"


def test_t24_who_is_signed_out_meanwhile_loses_nothing(
    transactional_db: None, desk: Desk, anna: User, live_web: WebServer
) -> None:
    give_password(anna)
    page = desk(anna)
    Session.objects.all().delete()
    page.get_by_label(TITLE).fill("Nach dem Abmelden")
    leave(page.get_by_label(TITLE))

    expect(save_line(page)).to_contain_text("Sie sind nicht mehr angemeldet")
    expect(open_answers(page)).to_have_text([TITLE])
    page.get_by_label(CONCEPT).fill("Weitergeschrieben")
    leave(page.get_by_label(CONCEPT))
    expect(open_answers(page)).to_have_text([TITLE, CONCEPT])
    assert saved("title") == "Vorhaben 1"

    with page.expect_popup() as popup:
        page.get_by_role("link", name="In einem neuen Tab anmelden").click()
    sign_in(popup.value, live_web.origin, anna)
    expect(popup.value.get_by_role("button", name="Abmelden")).to_be_visible()
    page.bring_to_front()
    page.get_by_role("button", name="Jetzt speichern").or_(
        page.get_by_role("button", name="Speichern", exact=True)
    ).first.click()

    expect(save_line(page)).to_contain_text(SAVED)
    expect(open_answers(page)).to_have_count(0)
    expect(page.get_by_text("Sie sind nicht mehr angemeldet")).to_have_count(0)
    assert (saved("title"), saved("concept")) == ("Nach dem Abmelden", "Weitergeschrieben")


def test_t11_a_deadline_that_passes_while_one_writes_leaves_the_text_readable(
    transactional_db: None, desk: Desk, open_round: Round, anna: User
) -> None:
    page = desk(anna)
    open_round.at(DEADLINE_AT)
    page.get_by_label(TITLE).fill("Eine Sekunde zu spät")
    leave(page.get_by_label(TITLE))

    expect(save_line(page)).to_contain_text("Die Bewerbungsfrist ist abgelaufen")
    expect(save_line(page)).to_contain_text("ist nicht gespeichert")
    expect(open_answers(page)).to_have_text([TITLE])
    expect(page.get_by_label(TITLE)).to_have_value("Eine Sekunde zu spät")
    expect(page.get_by_text("Der Bewerbungsschluss war am")).to_be_visible()
    assert saved("title") == "Vorhaben 1"


def test_t13_a_deadline_extended_while_one_writes_lets_one_go_on(
    transactional_db: None, desk: Desk, open_round: Round, anna: User
) -> None:
    page = desk(anna)
    expect(page.locator("#deadline")).to_contain_text("21. April 2017")
    open_round.at(DEADLINE_AT)
    page.get_by_label(TITLE).fill("Gerettet")
    leave(page.get_by_label(TITLE))
    expect(save_line(page)).to_contain_text("Die Bewerbungsfrist ist abgelaufen")

    extension = extensions.propose(
        call=open_round.call,
        by=open_round.dora,
        deadline_to=DEADLINE_AT + timedelta(days=7),
        reason="Die Leitung war gestört.",
    )
    extensions.confirm(extension=extension, by=open_round.emil)
    page.get_by_role("button", name="Speichern", exact=True).click()

    expect(save_line(page)).to_contain_text(SAVED)
    expect(page.get_by_text("Die Bewerbungsfrist ist abgelaufen")).to_have_count(0)
    expect(page.locator("#deadline")).to_contain_text("28. April 2017")
    assert saved("title") == "Gerettet"


def test_t03_the_countdown_follows_the_server_and_not_this_computer(
    transactional_db: None, browser: Browser, desk: Desk, open_round: Round, anna: User
) -> None:
    open_round.at(DEADLINE_AT - timedelta(minutes=10))
    page = desk(anna)
    page.clock.install(time="2030-01-01T02:00:00")
    page.reload()

    left = page.locator("#deadline [data-left]")
    expect(left).to_have_text(re.compile(r"^9 Minuten$"))
    page.clock.run_for(5 * 60_000)
    expect(left).to_have_text(re.compile(r"^4 Minuten$"))
    expect(page.locator("[data-left-said]")).to_contain_text("noch 4 Minuten")


def test_save_and_go_on_to_the_overview(
    transactional_db: None, desk: Desk, draft: Application, anna: User
) -> None:
    page = desk(anna)
    page.get_by_label(TITLE).fill("Und weiter")

    page.get_by_role("button", name="Speichern und zur Übersicht").click()

    page.wait_for_url(f"**/portal/bewerbungen/{draft.public_id}/")
    assert saved("title") == "Und weiter"


def test_a_busy_server_is_told_which_save_somebody_waits_for(
    transactional_db: None, desk: Desk, anna: User
) -> None:
    page = desk(anna)

    def put_off_by_itself(route: Route) -> None:
        if "saved-by-hand" in route.request.headers:
            route.continue_()
        else:
            route.fulfill(status=429, headers={"Retry-After": "600"}, body="Gleich")

    page.route("**/speichern/", put_off_by_itself)
    page.get_by_label(TITLE).fill("Noch vor der Frist")
    leave(page.get_by_label(TITLE))
    expect(open_answers(page)).to_have_text([TITLE])

    page.get_by_role("button", name="Speichern und zur Übersicht").click()

    page.wait_for_url(re.compile(r"/portal/bewerbungen/[^/]+/$"))
    assert saved("title") == "Noch vor der Frist"


def test_a_link_is_followed_once_everything_is_saved(
    transactional_db: None, desk: Desk, draft: Application, anna: User
) -> None:
    page = desk(anna)
    page.on("dialog", lambda dialog: pytest.fail(dialog.type))
    page.get_by_label(TITLE).fill("Vor dem Weggehen")

    page.get_by_role("link", name="Meine Bewerbungen").first.click()

    page.wait_for_url("**/portal/")
    assert saved("title") == "Vor dem Weggehen"
