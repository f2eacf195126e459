"""Two members of the office in real browsers: a round like that of 2017, from its set-up to a
successor.

Web server, worker, beat, Redis, PostgreSQL and mail server are real. What municipalities and jury
do goes through the services; what the office does goes through its pages.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from competition.models import Application, Award, Call, Municipality, Notice
from competition.services import applications
from reviews.models import Decision, SelectionRun
from tests.browser.desks import Desk
from tests.browser.hands import give_password
from tests.fixtures.mail import MailServer
from tests.fixtures.people import account
from tests.fixtures.rounds import (
    ANSWERS,
    CLOSED_AT,
    OPEN_AT,
    PUBLIC_AT,
    PUBLISHED_AT,
    Round,
    Stage,
    answer,
    submit,
)
from tests.fixtures.site import Site
from tools.processes import wait_until

BERLIN = ZoneInfo("Europe/Berlin")
SLUG = "zweite-runde"
OFFICE = f"/geschaeftsstelle/{SLUG}/"
APPLICANTS, PLACES = 26, 9
NINE = {"places_count": PLACES, "award_cents": 50_000_00, "budget_cents": PLACES * 50_000_00}
LATER = timedelta(days=7)
BEFORE_THE_INSTANT = timedelta(seconds=15)
Enter = Callable[[str], Desk]
Letters = list[tuple[str, str]]


@pytest.fixture
def round_(make_round: Callable[..., Round]) -> Round:
    """An earlier round to be copied, and 26 municipalities that will apply to the next."""
    made = make_round(Stage.OPEN, applications=APPLICANTS, fields={**NINE, "names_reserve": True})
    for number in range(APPLICANTS):
        made.place(number)
    give_password(*(account(name) for name in ("Berta", "Clara", "Dora", "Emil")))
    return made


@pytest.fixture
def enter(browser: Browser, site: Site) -> Iterator[Enter]:
    """Opens a browser of their own for somebody."""
    opened: list[BrowserContext] = []

    def open_desk(name: str) -> Desk:
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
        context.set_default_timeout(20_000)
        opened.append(context)
        return Desk(context.new_page(), site.web.origin, account(name))

    yield open_desk
    for context in opened:
        context.close()


def test_an_office_of_two_runs_a_round_to_the_end(
    round_: Round, site: Site, enter: Enter, mail_server: MailServer, browser: Browser
) -> None:
    site.web.start()
    site.worker.start()
    site.beat.start()
    dora, emil = enter("Dora"), enter("Emil")
    set_up_by_copy(dora, round_)
    apply(round_)
    extend(dora, emil, round_)
    screen_in_bulk(dora, round_)
    judge(round_)
    run(dora)
    decide_otherwise(dora)
    be_refused_as_proposer(dora)
    confirm(emil)
    prepare(dora)
    announce(emil, round_)
    public = browser.new_page(base_url=site.web.origin, locale="de-DE")
    see_the_embargo_end(public)
    look_at_26_letters(mail_server)
    decline(enter("Berta"))
    let_somebody_move_up(dora, emil)
    see_the_successor(public, mail_server)


def set_up_by_copy(dora: Desk, round_: Round) -> None:
    """The next round begins as a copy; only name and dates are new; what was read is published."""
    dora.go("/geschaeftsstelle/neu/")
    dora.follow("Beispielrunde")
    page = dora.page
    page.get_by_label("Titel").fill("Zweite Runde")
    page.get_by_label("Kennung").fill(SLUG)
    page.get_by_label("Bewerbung möglich ab: Tag").fill("2017-02-01")
    page.get_by_label("Bewerbungsschluss: letzter Tag").fill("2017-04-21")
    dora.press("Entwurf anlegen")
    dora.reads("Der Entwurf ist angelegt.")
    dora.reads("Freitag, 21. April 2017, 24:00 Uhr")
    made = Call.objects.get(slug=SLUG)
    round_.call = made
    round_.at(PUBLISHED_AT)
    dora.follow("Prüfen und veröffentlichen")
    dora.reads("So lesen es alle")
    dora.press("Wettbewerb veröffentlichen")
    dora.reads("veröffentlicht")
    assert (made.places_count, made.is_synthetic, made.names_reserve) == (PLACES, True, True)
    assert made.questions.count() == round_.call.questions.count()
    round_.applications = []
    round_.at(OPEN_AT)


def apply(round_: Round) -> None:
    """26 municipalities submit, each by who signs for it."""
    for number, town in enumerate(Municipality.objects.order_by("ags")[:APPLICANTS]):
        signatory = town.memberships.exclude(role="editor").get().user
        made = applications.start(call=round_.call, municipality=town, by=signatory)
        answer(made, signatory, **{**ANSWERS, "title": f"Vorhaben {number + 1}"})
        submit(made, signatory)
        made.refresh_from_db()
        round_.applications.append(made)


def extend(dora: Desk, emil: Desk, round_: Round) -> None:
    """One proposes a week more, the other confirms; every applicant is told."""
    dora.go(f"{OFFICE}frist/")
    dora.page.get_by_label("Letzter Tag").fill("2017-04-28")
    dora.page.get_by_label("Begründung").first.fill("Der Server war am letzten Tag gestört.")
    dora.press("Verlängerung vorschlagen")
    dora.reads("Es fehlt die Bestätigung einer zweiten Person")
    emil.go("/geschaeftsstelle/")
    emil.follow("Verlängerung der Frist bestätigen")
    emil.press("Verlängerung bestätigen")
    emil.reads("Freitag, 28. April 2017, 24:00 Uhr")
    told = Notice.objects.filter(call=round_.call, kind="extension", recipient__isnull=False)
    assert told.count() == APPLICANTS
    round_.at(CLOSED_AT + LATER)


def screen_in_bulk(dora: Desk, round_: Round) -> None:
    """One is excluded with a reason, all others are admitted at once; each time it is said first
    what will happen."""
    dora.go("/geschaeftsstelle/")
    dora.follow("26 Bewerbungen formal prüfen")
    dora.go(f"{OFFICE}pruefung/")
    page = dora.page
    page.get_by_role("row").filter(has_text="Vorhaben 26").get_by_role("checkbox").check()
    page.get_by_label("Ausschließen, mit Begründung").check()
    page.locator("textarea[name=reason]").fill("Der Beschluss des Rates fehlt.")
    dora.press("Weiter: ansehen, was geschieht")
    dora.reads("Noch ist nichts geschehen.")
    dora.press("So ausführen")
    dora.go(f"{OFFICE}pruefung/?all=1")
    page.get_by_label("Zulassen: vollständig und antragsberechtigt").check()
    dora.press("Weiter: ansehen, was geschieht")
    dora.reads("25 Bewerbungen")
    dora.press("So ausführen")
    states = Application.objects.filter(call=round_.call).values_list("state", flat=True)
    assert sorted(states) == ["admitted"] * 25 + ["excluded"]


def judge(round_: Round) -> None:
    """A jury of two scores all; the first application is the best, the next half a point less."""
    round_.jurors_wanted = 2
    round_.prepare_jury()
    round_.open_reviewing()
    round_.applications = round_.applications[: APPLICANTS - 1]
    for each in round_.applications:
        each.refresh_from_db()
    round_.points = _points
    round_.score()
    round_.lock()


def _points(_juror: int, application: int) -> dict[str, str]:
    """Half a point less for each: first for the idea, then for the breadth, so that none of the
    first twenty stand equal."""
    idea, breadth = max(0, 10 - application), min(10, max(0, 20 - application))
    return {"idea": str(Decimal(idea) / 2), "breadth": str(Decimal(breadth) / 2)}


def run(dora: Desk) -> None:
    dora.go(f"{OFFICE}auswahl/")
    dora.press("Auswahllauf starten")
    expect(dora.page.get_by_role("link", name="Anders entscheiden")).to_be_visible(timeout=90_000)
    dora.reads("9 Bewerbungen sind ausgewählt")


def decide_otherwise(dora: Desk) -> None:
    """The ninth stays out, the tenth comes in; what that costs is said before it is proposed."""
    result = SelectionRun.objects.get(call__slug=SLUG).result
    assert result is not None
    ninth, tenth = (_application(f"Vorhaben {number}") for number in (9, 10))
    assert ninth.public_id in result["selected"]
    dora.follow("Anders entscheiden")
    page = dora.page
    page.get_by_role("checkbox", name=f"{ninth.municipality.name} (").uncheck()
    page.get_by_role("checkbox", name=f"{tenth.municipality.name} (").check()
    page.get_by_label("Begründung der Abweichung").fill("Die Jury gewichtet die Breite höher.")
    dora.press("Weiter zur Prüfung")
    dora.reads("Noch ist nichts geschehen.")
    dora.press("So vorschlagen")
    dora.reads("Bestätigen muss eine zweite Person")
    proposed = Decision.objects.get(call__slug=SLUG)
    assert (proposed.deviation.enters, proposed.deviation.leaves) == (
        [tenth.public_id],
        [ninth.public_id],
    )
    assert proposed.deviation.price == "1"  # half a point at a weight of two


def _application(title: str) -> Application:
    return Application.objects.get(call__slug=SLUG, valid_version__title=title)


def be_refused_as_proposer(dora: Desk) -> None:
    """No button, and no other way either."""
    page = dora.page
    expect(page.get_by_role("button", name="Entscheidung bestätigen")).to_have_count(0)
    token = page.locator("main input[name=csrfmiddlewaretoken]").first.input_value()
    read = Decision.objects.get(call__slug=SLUG).digest
    answer_ = page.request.post(
        page.url, form={"csrfmiddlewaretoken": token, "read": read, "act": "confirm"}
    )
    assert not answer_.ok
    assert Decision.objects.get(call__slug=SLUG).state == "proposed"


def confirm(emil: Desk) -> None:
    emil.go("/geschaeftsstelle/")
    emil.follow("Entscheidung bestätigen")
    emil.reads("Die Jury gewichtet die Breite höher.")
    emil.press("Entscheidung bestätigen")
    emil.reads("Die Entscheidung ist bestätigt")
    assert Award.objects.filter(call__slug=SLUG, state="granted").count() == PLACES


def prepare(dora: Desk) -> None:
    dora.go(f"{OFFICE}bekanntgabe/")
    dora.page.get_by_label("Zeitpunkt der Bekanntgabe").fill(_local(PUBLIC_AT))
    dora.press("Bekanntgabe vorbereiten")
    dora.reads("Es fehlt die Bestätigung einer zweiten Person")


def announce(emil: Desk, round_: Round) -> None:
    emil.go(f"{OFFICE}bekanntgabe/")
    round_.at(PUBLIC_AT - BEFORE_THE_INSTANT)
    emil.press("Bekanntgabe bestätigen")
    emil.reads("Die Bekanntgabe ist bestätigt.")


def _local(instant: datetime) -> str:
    return f"{instant.astimezone(BERLIN):%Y-%m-%dT%H:%M}"


def see_the_embargo_end(public: Page) -> None:
    """Silent until the instant; at it the nine are there, with the sum."""
    path = f"/wettbewerbe/{SLUG}/entscheidung/"
    before = public.goto(path)
    assert before is not None
    assert before.status == 404
    wait_until(lambda: _is_there(public, path), seconds=60, what="the decision")
    awarded = public.get_by_role("table").first
    expect(awarded.locator("tbody tr")).to_have_count(PLACES)
    expect(awarded).to_contain_text("Vorhaben 10")
    expect(awarded).not_to_contain_text("Vorhaben 9")
    expect(public.get_by_text("450.000,00 €").first).to_be_visible()


def _is_there(public: Page, path: str) -> bool:
    answer_ = public.goto(path)
    return answer_ is not None and answer_.ok


def look_at_26_letters(mail_server: MailServer) -> None:
    """Nine awards, one exclusion, the rest rejections, of which some may move up; each with the
    own town and the own numbers, and with nobody else's."""
    wait_until(lambda: len(result_letters(mail_server)) >= APPLICANTS, seconds=120, what="letters")
    letters = result_letters(mail_server)
    assert len(letters) == APPLICANTS
    owed = Notice.objects.filter(call__slug=SLUG, occasion="announcement")
    kinds = list(owed.values_list("kind", flat=True))
    assert (kinds.count("award"), kinds.count("exclusion")) == (PLACES, 1)
    assert kinds.count("reserve") + kinds.count("rejection") == APPLICANTS - PLACES - 1
    assert kinds.count("reserve") >= 1
    for notice in owed.select_related("application__municipality", "application__valid_version"):
        check_letter(notice, letters)


def check_letter(notice: Notice, letters: Letters) -> None:
    application = notice.application
    assert application is not None
    town, version = application.municipality.name, application.valid_version
    assert version is not None
    found = [body for subject, body in letters if re.search(rf"\b{re.escape(town)}\b", subject)]
    assert len(found) == 1, town
    body = found[0]
    others = Municipality.objects.exclude(name=town).values_list("name", flat=True)
    assert not [other for other in others if re.search(rf"\b{re.escape(other)}\b", body)]
    expected = {
        "award": ["50.000,00", version.title, "Überzeugungskraft"],
        "reserve": ["Überzeugungskraft", "verzichtet"],
        "rejection": ["Überzeugungskraft"],
        "exclusion": ["Der Beschluss des Rates fehlt."],
    }
    assert [words for words in expected[notice.kind] if words not in body] == []


def result_letters(mail_server: MailServer) -> Letters:
    """Subjects and texts of the letters about the result, as they came by SMTP."""
    ids = set(
        Notice.objects.filter(call__slug=SLUG, occasion="announcement").values_list(
            "message_id", flat=True
        )
    )
    return [
        (" ".join(each.message["Subject"].split()), " ".join(each.message.get_content().split()))
        for each in mail_server.delivered
        if each.message["Message-ID"].strip() in ids
    ]


def decline(berta: Desk) -> None:
    """The signatory of a funded town gives the funding back, in the portal."""
    own = Application.objects.get(call__slug=SLUG, municipality__name="Beispielstadt")
    berta.go(f"/portal/bewerbungen/{own.public_id}/")
    berta.follow("Auf die Förderung verzichten")
    berta.page.get_by_label("Grund").first.fill("Der Rat hat den Eigenanteil nicht beschlossen.")
    berta.page.get_by_role("checkbox").first.check()
    berta.press("Endgültig verzichten")
    berta.reads("verzichtet")
    assert Award.objects.get(application=own).state == "declined"


def let_somebody_move_up(dora: Desk, emil: Desk) -> None:
    """Who moves up has been computed; it takes two persons again, and an instant of its own."""
    dora.go("/geschaeftsstelle/")
    dora.follow("Über das Nachrücken entscheiden")
    dora.follow("Nachrücken für Beispielstadt vorbereiten")
    dora.reads("rückt")
    dora.page.get_by_label("Begründung der Änderung").fill("Eine Kommune hat verzichtet.")
    soon = PUBLIC_AT + timedelta(minutes=30)
    dora.page.get_by_label("Bekanntgabe der Änderung").fill(_local(soon))
    dora.press("Weiter zur Prüfung")
    dora.press("So vorschlagen")
    emil.go("/geschaeftsstelle/")
    emil.follow("Entscheidung bestätigen")
    emil.press("Entscheidung bestätigen")
    emil.reads("Die Entscheidung ist bestätigt")
    assert Award.objects.filter(call__slug=SLUG, state="granted").count() == PLACES


def see_the_successor(public: Page, mail_server: MailServer) -> None:
    """Before its instant only that a place was given back; then who moved up, and why."""
    successor = Award.objects.get(call__slug=SLUG, amendment__isnull=False)
    path = f"/wettbewerbe/{SLUG}/entscheidung/"
    public.goto(path)
    awarded = public.get_by_role("table").first
    expect(awarded).not_to_contain_text(successor.title)
    move_the_clock(PUBLIC_AT + timedelta(minutes=31))
    public.goto(path)
    awarded = public.get_by_role("table").first
    expect(awarded).to_contain_text(successor.title)
    expect(public.get_by_text("Eine Kommune hat verzichtet.").first).to_be_visible()


def move_the_clock(instant: datetime) -> None:
    round_ = Round.__new__(Round)
    round_.call, round_.applications = Call.objects.get(slug=SLUG), []
    round_.dora = account("Dora")
    round_.at(instant)
