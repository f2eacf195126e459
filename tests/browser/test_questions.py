"""A form with a question of every kind: with script, without, on a small screen, and by axe."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from competition.models import Application
from competition.services import answers, applications
from competition.services.answers import Change
from demo import drafts, questions
from demo.places import PLACES
from tests.browser.hands import give_password, sign_in
from tests.browser.looking import Witness, faults
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Stage
from tools.site import WebServer

BUDGET = "Was kostet das Vorhaben, und wie finanzieren Sie es?"


@pytest.fixture
def begun(transactional_db: None, make_round: MakeRound) -> Application:
    """An application with the example's answers, to a call that asks the example's questions."""
    asked = questions.form(resolution_until=DEADLINE_AT + timedelta(days=28))
    round_ = make_round(Stage.OPEN, questions=asked)
    town, berta = round_.place(0)
    application = applications.start(call=round_.call, municipality=town, by=berta)
    given = drafts.answers(PLACES[0], year=2017) | {"cooperation": "agreed", "others": "Kreis"}
    answers.save(
        application=application,
        by=berta,
        changes=[Change(key, value, 0) for key, value in given.items()],
    )
    give_password(berta)
    return application


def open_form(page: Page, web: WebServer, application: Application) -> None:
    sign_in(page, web.origin, application.contact)
    page.wait_for_url("**/portal/**")
    page.goto(f"{web.origin}/portal/bewerbungen/{application.public_id}/fragen/")


def test_questions_follow_the_answers_at_once_and_say_so(
    begun: Application, page: Page, live_web: WebServer
) -> None:
    open_form(page, live_web, begun)
    others, agreed_on = page.get_by_label("Mit wem?"), page.get_by_label("Seit wann besteht")
    expect(others).to_be_visible()

    nobody = page.get_by_label("Nein", exact=True)
    nobody.check()

    expect(others).to_be_hidden()
    expect(nobody).to_be_focused()
    expect(page.get_by_text("Nicht mehr gefragt: Mit wem?")).to_have_count(1)
    page.get_by_label("Ja, eine Vereinbarung ist geplant").check()
    expect(others).to_have_value("Kreis")
    expect(agreed_on).to_be_hidden()
    expect(page.get_by_text("Neue Frage: Mit wem?")).to_have_count(1)


def test_sums_run_while_one_types_and_rows_are_added(
    begun: Application, page: Page, live_web: WebServer
) -> None:
    open_form(page, live_web, begun)
    budget = page.get_by_role("group", name=BUDGET)
    budget.get_by_role("button", name="Weitere Zeilen").first.click()
    expect(page.get_by_label("Kosten, Zeile 7: Wofür")).to_be_focused()
    page.keyboard.type("Druck")
    page.keyboard.press("Tab")
    page.keyboard.type("1.234,5")
    expect(budget.locator("[data-kern-sum=costs]")).to_have_text("58.734,50\xa0€")
    page.keyboard.press("Tab")
    expect(budget.get_by_role("status")).to_contain_text("Unterschied: 1.234,50")


def test_explanation_is_seen_and_sent_only_while_its_perspective_is_ticked(
    begun: Application, page: Page, live_web: WebServer
) -> None:
    open_form(page, live_web, begun)
    name = "Offenheit für Veränderung und Innovation"
    tick, text = page.get_by_label(name, exact=True), page.get_by_label(f"Erläuterung: {name}")
    expect(text).to_be_hidden()
    tick.check()
    text.fill("Wir probieren aus.")
    tick.uncheck()
    expect(text).to_be_disabled()
    tick.check()
    expect(text).to_have_value("Wir probieren aus.")


def test_rows_and_conditions_work_without_script(
    begun: Application, browser: Browser, live_web: WebServer
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    open_form(page, live_web, begun)
    page.get_by_label("Kosten, Zeile 6: Wofür").fill("Druck")
    page.get_by_label("Nein", exact=True).check()
    page.get_by_role("button", name="Weitere Zeilen").first.click()

    expect(page.get_by_label("Kosten, Zeile 4: Wofür")).to_have_value("Druck")
    expect(page.get_by_label("Kosten, Zeile 7: Wofür")).to_be_visible()
    expect(page.get_by_label("Mit wem?")).to_be_hidden()
    page.goto(f"{live_web.origin}/portal/bewerbungen/{begun.public_id}/")
    page.get_by_role("link", name=BUDGET).click()
    expect(page.get_by_label("Kosten, Zeile 4: Betrag in Euro")).to_be_focused()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_form_is_accessible_and_fits(
    begun: Application, browser: Browser, live_web: WebServer, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if width == 320 else "light",
        locale="de-DE",
    )
    page = context.new_page()
    open_form(page, live_web, begun)
    witness = Witness(page, live_web.origin)
    page.reload()
    assert faults(page, witness) == []
    page.get_by_label("Kosten, Zeile 1: Betrag in Euro").fill("viel")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("#problem-budget")).to_contain_text("Es geht um: Kosten, Zeile 1.")
    assert faults(page, witness) == []
    page.goto(f"{live_web.origin}/portal/bewerbungen/{begun.public_id}/freigabe/")
    assert faults(page, witness) == []
    context.close()
