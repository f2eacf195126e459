"""Two jurors and a chair in real browsers: declare, read, score, meet; nothing lost, nothing seen.

Rita's own town applies; Jonas works in a ministry of the state of another applicant. The scores of
others open when the own review is final, as this call says.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from competition.models import Municipality, User
from reviews.models import Conflict, Review, Score, Session
from reviews.services import rubric
from tests.browser.hands import give_password, sign_in
from tests.fixtures import pdf
from tests.fixtures.people import OWN_TOWN, account
from tests.fixtures.rounds import Round, Stage
from tools.site import WebServer

SLUG = "beispielrunde"
SAVED = re.compile(r"Gespeichert um \d\d:\d\d:\d\d Uhr")
COMMENT, NOTE = "Kommentar für die Jury", "Eigene Notiz"
MakeRound = Callable[..., Round]
Enter = Callable[[User], "Juror"]


class Juror:
    """A member of the jury at an own browser, signed in with password and second factor."""

    def __init__(self, page: Page, origin: str, user: User) -> None:
        self.page, self.origin = page, origin
        sign_in(page, origin, user)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.origin}/jury/{SLUG}/{path}")

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def reads(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def reads_nothing_of(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def answer(self, title: str, label: str) -> None:
        self.page.get_by_role("group", name=title).get_by_label(label).check()

    def scale(self, number: int) -> Locator:
        return self.page.locator("[data-scale]").nth(number)


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Three admitted applications; Clara holds the chair, Rita and Jonas have ties."""
    made = make_round(
        Stage.SCREENED,
        applications=3,
        rubric_fields={"quorum": 1, "disclosure": "own_final"},
    )
    made.seat("Clara", is_chair=True)
    made.seat("Rita", municipality=Municipality.objects.get(ags=OWN_TOWN))
    made.seat("Jonas", state="BY")
    give_password(*(account(name) for name in ("Clara", "Rita", "Jonas")))
    made.open_reviewing()
    return made


@pytest.fixture
def enter(browser: Browser, live_web: WebServer) -> Iterator[Enter]:
    """Opens a browser of their own for somebody."""
    opened: list[BrowserContext] = []

    def open_browser(user: User) -> Juror:
        context = browser.new_context(locale="de-DE", reduced_motion="reduce")
        context.set_default_timeout(30_000)
        opened.append(context)
        return Juror(context.new_page(), live_web.origin, user)

    yield open_browser
    for context in opened:
        context.close()


def test_a_jury_declares_scores_and_meets(round_: Round, enter: Enter, tmp_path: Path) -> None:
    clara, rita, jonas = (enter(account(name)) for name in ("Clara", "Rita", "Jonas"))
    contest_a_hint(jonas)
    waive_it(clara)
    declare_the_rest(jonas, "Vorhaben 2")
    declare_with_an_own_town(rita)
    declare_all(clara)
    score_with_the_keyboard(clara, round_)
    lose_the_connection(jonas, round_)
    write_in_two_windows(jonas, round_)
    finish_and_see_the_others(jonas, round_)
    rubric.lock_scores(call=round_.call, by=round_.dora)
    meet(clara, jonas, rita)
    read_the_minutes(clara, tmp_path)


def contest_a_hint(jonas: Juror) -> None:
    """What was derived from the ministry is proposed; he contests it and declares what he can."""
    jonas.go("befangenheit/")
    jonas.reads("Ministerium des Landes")
    jonas.page.get_by_text("Das trifft nicht zu: widersprechen").click()
    why = jonas.page.get_by_label("Widerspruch: Warum trifft das nicht zu?")
    why.fill("Meine Abteilung fördert keine Kommunen.")
    for title in ("Vorhaben 1", "Vorhaben 3"):
        jonas.answer(title, "nicht befangen")
    jonas.press("Erklärungen speichern")
    assert Conflict.objects.get(jury_member__user=account("Jonas")).contested_at is not None
    jonas.go("befangenheit/")
    jonas.reads("Bis zur Entscheidung bleibt der Text geschlossen.")


def waive_it(clara: Juror) -> None:
    """The chair reads both sides, sees what would happen, and waives the hint with a reason."""
    clara.go("befangenheiten/")
    clara.reads("Meine Abteilung fördert keine Kommunen.")
    clara.page.get_by_label("Jonas Beispiel: Musterdorf").check()
    clara.page.get_by_label("aufheben: Der Hinweis stimmt").check()
    clara.page.get_by_label("Begründung").first.fill("Die Abteilung hat damit nichts zu tun.")
    clara.press("Prüfen und weiter")
    clara.reads("1 Befangenheit wird entschieden")
    clara.press("So entscheiden")
    assert not Conflict.objects.standing().filter(jury_member__user=account("Jonas")).exists()


def declare_the_rest(jonas: Juror, title: str) -> None:
    jonas.go("befangenheit/")
    jonas.answer(title, "nicht befangen")
    jonas.press("Erklärungen speichern")
    jonas.reads("gespeichert und vollständig")


def declare_with_an_own_town(rita: Juror) -> None:
    """Her own town is barred without her doing: befangen in the list, no text, no way in."""
    rita.go("befangenheit/")
    rita.reads("Das schlägt das System vor")
    for title in ("Vorhaben 2", "Vorhaben 3"):
        rita.answer(title, "nicht befangen")
    rita.press("Erklärungen speichern")
    row = rita.page.get_by_role("row", name=re.compile("Vorhaben 1"))
    expect(row).to_contain_text("befangen")
    expect(row.get_by_role("link")).to_have_count(0)


def declare_all(clara: Juror) -> None:
    clara.go("befangenheit/")
    for title in ("Vorhaben 1", "Vorhaben 2", "Vorhaben 3"):
        clara.answer(title, "nicht befangen")
    clara.press("Erklärungen speichern")


def address(round_: Round, number: int) -> str:
    return f"bewerbungen/{round_.applications[number].public_id}/"


def score_with_the_keyboard(clara: Juror, round_: Round) -> None:
    """A digit sets the points, a comma adds a half; arrows do as arrows do; then she finishes."""
    clara.go(address(round_, 0))
    keyboard = clara.page.keyboard
    clara.scale(0).get_by_role("radio").first.focus()
    keyboard.press("4")
    keyboard.press(",")
    expect(clara.scale(0).get_by_role("radio", name="4,5")).to_be_checked()
    clara.scale(1).get_by_role("radio").first.focus()
    keyboard.press("3")
    keyboard.press("ArrowRight")
    expect(clara.scale(1).get_by_role("radio", name="3,5")).to_be_checked()
    clara.page.get_by_label(COMMENT).fill("Klares Ziel, gute Partner.")
    clara.page.get_by_label(COMMENT).press("Tab")
    expect(clara.page.locator("#save-bar")).to_contain_text(SAVED)
    clara.press("Bewertung abschließen")
    clara.reads("Die Bewertung ist abgeschlossen und zählt.")
    given = Review.objects.get(jury_member__user=account("Clara")).scores.order_by("pk")
    assert [score.steps for score in given] == [9, 7]


def lose_the_connection(jonas: Juror, round_: Round) -> None:
    """The network goes while he writes: he is told, loses nothing, and it heals."""
    page = jonas.page
    jonas.go(address(round_, 0))
    jonas.reads_nothing_of("Klares Ziel, gute Partner.")
    page.get_by_label(NOTE).fill("Nach dem Zeitplan fragen.")
    page.get_by_label(NOTE).press("Tab")
    expect(page.locator("#save-bar")).to_contain_text(SAVED)
    page.context.route("**/*", cut)
    page.get_by_label(COMMENT).fill("Ohne Netz geschrieben.")
    page.get_by_label(COMMENT).press("Tab")
    expect(page.locator("#save-open")).to_be_visible()
    expect(page.locator("#save-open")).to_contain_text("Noch nicht gespeichert")
    expect(page.get_by_label(COMMENT)).to_have_value("Ohne Netz geschrieben.")
    page.context.unroute("**/*", cut)
    expect(page.locator("#save-open")).to_be_hidden(timeout=60_000)
    expect(page.locator("#save-bar")).to_contain_text(SAVED)
    assert Review.objects.get(jury_member__user=account("Jonas")).comment == (
        "Ohne Netz geschrieben."
    )


def cut(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def write_in_two_windows(jonas: Juror, round_: Round) -> None:
    """What a second window saved is shown beside what stands here; he decides."""
    page, other = jonas.page, jonas.page.context.new_page()
    other.goto(page.url)
    other.get_by_label(COMMENT).fill("Aus dem zweiten Fenster.")
    other.get_by_label(COMMENT).press("Tab")
    expect(other.locator("#save-bar")).to_contain_text(SAVED)
    other.get_by_label(NOTE).fill("Auch nach den Kosten fragen.")
    other.get_by_label(NOTE).press("Tab")
    expect(other.locator("#id_version")).to_have_value("4")
    page.get_by_label(COMMENT).fill("Aus dem ersten Fenster.")
    page.get_by_label(COMMENT).press("Tab")
    problem = page.locator("#problem-comment")
    expect(problem).to_contain_text("Aus dem zweiten Fenster.")
    expect(problem).to_contain_text("Aus dem ersten Fenster.")
    # Where nothing was written here, nothing is asked.
    expect(page.get_by_label(NOTE)).to_have_value("Auch nach den Kosten fragen.")
    expect(page.locator("#problem-private_note")).to_be_empty()
    problem.get_by_role("button", name="Meine Eingabe speichern").click()
    expect(problem).to_be_empty()
    other.close()
    review = Review.objects.get(jury_member__user=account("Jonas"))
    assert review.comment == "Aus dem ersten Fenster."
    assert review.private_note == "Auch nach den Kosten fragen."
    kept = review.snapshots.order_by("version").values_list("content__comment", flat=True)
    assert "Aus dem zweiten Fenster." in kept


def finish_and_see_the_others(jonas: Juror, round_: Round) -> None:
    """Blind until the own review is final; then what Clara gave is there, and the own is fixed."""
    page = jonas.page
    expect(page.get_by_role("heading", name="Die anderen Bewertungen")).to_have_count(0)
    page.locator("[data-typed]").nth(0).fill("2,5")
    page.locator("[data-typed]").nth(1).fill("3")
    jonas.press("Bewertung abschließen")
    jonas.go(address(round_, 0))
    expect(page.get_by_role("heading", name="Die anderen Bewertungen")).to_be_visible()
    jonas.reads("Klares Ziel, gute Partner.")
    expect(page.get_by_role("button", name="Bewertung abschließen")).to_have_count(0)


def meet(clara: Juror, jonas: Juror, rita: Juror) -> None:
    """The chair opens and calls; Jonas changes points, with a reason; Rita is out, sees nothing."""
    clara.go("sitzung/")
    clara.page.get_by_label("Beschlussfähig ab").fill("2")
    clara.press("Sitzung eröffnen")
    for name in ("Clara", "Jonas", "Rita"):
        clara.press(f"{name} Beispiel ist da")
    number = Session.objects.get().items.get(application__municipality__ags=OWN_TOWN).position
    clara.press(f"Nummer {number} aufrufen")
    clara.reads("Spannweite der Jury")
    rita.go("sitzung/")
    rita.reads("Bitte verlassen Sie den Raum")
    rita.reads_nothing_of("Spannweite der Jury")
    jonas.go("sitzung/")
    jonas.page.get_by_label("Neue Punkte").fill("4")
    jonas.page.get_by_label("Begründung der Änderung").fill("Der Zeitplan ist doch belegt.")
    jonas.press("Punkte ändern")
    score = Score.objects.get(review__jury_member__user=account("Jonas"), criterion__key="idea")
    change = score.revisions.get()
    assert (change.steps_before, change.steps_after, score.steps) == (5, 8, 8)
    clara.go("sitzung/")
    clara.page.get_by_label("Antrag").fill("Förderwürdig")
    clara.page.get_by_label("Ja", exact=True).fill("2")
    clara.page.get_by_label("Nein", exact=True).fill("0")
    clara.press("Abstimmung eintragen")
    clara.press("Beratung beenden")
    rita.go("sitzung/")
    rita.reads_nothing_of("Förderwürdig")
    rita.reads_nothing_of("Der Zeitplan ist doch belegt.")
    clara.page.get_by_label("Ich weiß, dass über").check()
    clara.press("Sitzung schließen")
    clara.reads("Die Sitzung ist geschlossen")


def read_the_minutes(clara: Juror, folder: Path) -> None:
    """The minutes are one accessible document that holds both values, the vote and its digest."""
    clara.go("sitzung/")
    with clara.page.expect_download() as waiting:
        clara.page.get_by_role("link", name="Niederschrift herunterladen (PDF)").click()
    path = folder / "niederschrift.pdf"
    waiting.value.save_as(path)
    document = pdf.read(path.read_bytes())
    words = re.sub(r"\s+", " ", document.text)
    for said in ("Der Zeitplan ist doch belegt.", "Förderwürdig", "2,5", "Rita Beispiel"):
        assert said in words
    assert "ENTWURF" not in words
    assert Session.objects.get().minutes_digest in re.sub(r"\s", "", document.text)
    assert document.structure[0] == "Title"
    assert {"H1", "LI", "TH", "TD"} <= set(document.structure)
    assert b"/Lang(de-DE)" in document.raw
