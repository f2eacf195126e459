"""One round in real browsers: from the clerk's first answer to the public decision.

Real web server, worker, beat, Redis, PostgreSQL and mail server. Beispielstadt goes through the
pages; the three other applicants through the services. Two places, one conflict.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from competition.models import Application
from reviews.models import Decision
from tests.browser.conftest import Enter
from tests.browser.desks import Desk
from tests.browser.hands import (
    answer_everything,
    enter,
    give_password,
    type_into,
)
from tests.fixtures.mail import MailServer
from tests.fixtures.people import account
from tests.fixtures.rounds import CLOSED_AT, PUBLIC_AT, Round, Stage, submit
from tests.fixtures.site import Site
from tools.processes import wait_until

SLUG = "beispielrunde"
OFFICE = f"/geschaeftsstelle/{SLUG}/"
# Long enough for one press of a button, short enough to wait for.
BEFORE_THE_INSTANT = timedelta(seconds=15)


@pytest.fixture
def round_(make_round: Callable[..., Round]) -> Round:
    """An open round with three sealed applications, a jury of two, and people with passwords."""
    made = make_round(Stage.OPEN)
    for number in (1, 2, 3):
        application = made.draft(number)
        submit(application, application.contact)
    made.place(0)
    made.jurors_wanted = 2
    made.prepare_jury()
    names = ("Anna", "Berta", "Clara", "Juror 2", "Dora", "Emil")
    give_password(*(account(name) for name in names))
    return made


def test_a_round_from_the_first_answer_to_the_public_decision(
    round_: Round, site: Site, desk: Enter, mail_server: MailServer, browser: Browser
) -> None:
    site.web.start()
    own = apply(desk(account("Anna")), desk(account("Berta")))
    round_.at(CLOSED_AT)
    dora, emil = desk(account("Dora")), desk(account("Emil"))
    screen_and_open(dora)
    judge(desk(account("Clara")), conflict="Vorhaben 3")
    judge(desk(account("Juror 2")))
    select(dora, site)
    decide(dora, emil)
    announce(dora, emil, round_)
    public = browser.new_page(base_url=site.web.origin, locale="de-DE")
    see_the_embargo_end(public)
    letters_arrive(mail_server)
    the_clerk_reads(desk(account("Anna")), own)


def apply(anna: Desk, berta: Desk) -> str:
    """The editor writes and is told what is missing; the signatory releases; it is submitted."""
    anna.go(f"/wettbewerbe/{SLUG}/")
    anna.follow("Jetzt bewerben")
    anna.follow("Weiter mit meiner Kommune")
    anna.press("Entwurf beginnen")
    anna.reads("Entwurf – NICHT eingereicht")
    anna.follow("Fragen beantworten")
    anna.page.get_by_label("Titel des Vorhabens").fill("Offenes Rathaus")
    anna.press("Speichern und zur Übersicht")
    anna.reads("1 von 5 Pflichtfragen beantwortet")
    anna.follow("Fragen beantworten")
    answer_everything(anna.page, "Offenes Rathaus")
    anna.press("Speichern und zur Übersicht")
    anna.reads("5 von 5 Pflichtfragen beantwortet")
    own = Application.objects.get(municipality__name="Beispielstadt").public_id
    berta.go(f"/portal/bewerbungen/{own}/freigabe/")
    berta.press("Diesen Entwurf freigeben")
    berta.reads("Er ist noch NICHT eingereicht.")
    anna.follow("Einreichen", exact=True)
    anna.press("Verbindlich einreichen")
    anna.reads("Fassung 1 ist eingegangen")
    return own


def screen_and_open(dora: Desk) -> None:
    """The office admits all four and opens the reviewing."""
    dora.go(OFFICE)
    dora.reads("4 ungeprüft")
    for name in ("Beispielort 3", "Beispielort 4", "Beispielstadt", "Musterdorf"):
        dora.go(f"{OFFICE}bewerbungen/")
        dora.follow(name)
        dora.press("Zulassen")
        dora.reads("Die Bewerbung ist zugelassen.")
    dora.go(f"{OFFICE}jury/")
    dora.press("Begutachtung öffnen")
    dora.reads("Die Begutachtung ist geöffnet")


def judge(juror: Desk, conflict: str = "") -> None:
    """The juror declares for each application, then scores each with the keyboard."""
    page = juror.page
    juror.go(f"/jury/{SLUG}/")
    juror.follow("Zur Erklärung")
    for title in ("Offenes Rathaus", "Vorhaben 2", "Vorhaben 3", "Vorhaben 4"):
        answer = "Beschäftigung oder Auftrag" if title == conflict else "nicht befangen"
        page.get_by_role("group", name=title).get_by_label(answer).check()
    juror.press("Erklärungen speichern")
    juror.reads("gespeichert und vollständig")
    free = page.get_by_role("table").get_by_role("link")
    titles = [title for title in free.all_inner_texts() if title != conflict]
    for title in titles:
        juror.go(f"/jury/{SLUG}/")
        enter(page, page.get_by_role("link", name=title))
        points = "5" if title in ("Offenes Rathaus", "Vorhaben 4") else "3,5"
        type_into(page, "Überzeugungskraft", points)
        type_into(page, "Breitenwirkung", points)
        type_into(page, "Kommentar für die Jury", "Überzeugt.")
        enter(page, page.get_by_role("button", name="Bewertung abschließen"))
        juror.reads("Die Bewertung ist abgeschlossen und zählt.")
    assert len(titles) == (3 if conflict else 4)


def select(dora: Desk, site: Site) -> None:
    """Scores are locked; a run waits until there is a worker, whose result then appears."""
    dora.go(f"{OFFICE}jury/")
    dora.press("Bewertungen sperren")
    dora.press("Auswahllauf starten")
    dora.reads("Der Auswahllauf wartet.")
    site.worker.start()
    site.beat.start()
    # The page asks again by itself, every three seconds.
    expect(dora.page.get_by_role("button", name="Als Entscheidung vorschlagen")).to_be_visible(
        timeout=60_000
    )


def decide(dora: Desk, emil: Desk) -> None:
    """Who proposes cannot confirm, by no way; another person does."""
    dora.press("Als Entscheidung vorschlagen")
    dora.reads("Bestätigen muss eine zweite Person")
    page = dora.page
    expect(page.get_by_role("button", name="Entscheidung bestätigen")).to_have_count(0)
    hidden = {
        "csrfmiddlewaretoken": page.locator(
            "main input[name=csrfmiddlewaretoken]"
        ).first.input_value(),
        "read": Decision.objects.get().digest,
    }
    refused = page.request.post(page.url, form={**hidden, "act": "confirm"})
    assert not refused.ok
    emil.go(f"{OFFICE}entscheidung/")
    emil.press("Entscheidung bestätigen")
    emil.reads("Die Entscheidung ist bestätigt")


def announce(dora: Desk, emil: Desk, round_: Round) -> None:
    """One sets the instant; another confirms it, shortly before it comes."""
    dora.go(f"{OFFICE}bekanntgabe/")
    public_at = timezone.localtime(PUBLIC_AT)
    dora.page.get_by_label("Zeitpunkt der Bekanntgabe").fill(f"{public_at:%Y-%m-%dT%H:%M}")
    dora.press("Bekanntgabe vorbereiten")
    dora.reads("Es fehlt die Bestätigung einer zweiten Person")
    emil.go(f"{OFFICE}bekanntgabe/")
    emil.reads("Vorschau")
    round_.at(PUBLIC_AT - BEFORE_THE_INSTANT)
    emil.press("Bekanntgabe bestätigen")
    emil.reads("Die Bekanntgabe ist bestätigt.")


def see_the_embargo_end(public: Page) -> None:
    """Before the instant there is no decision; at it, everybody reads the two that are funded."""
    before = public.goto(f"/wettbewerbe/{SLUG}/entscheidung/")
    assert before is not None
    assert before.status == 404

    def is_public() -> bool:
        answer = public.goto(f"/wettbewerbe/{SLUG}/entscheidung/")
        return answer is not None and answer.ok

    wait_until(is_public, seconds=60, what="the decision")
    awarded = public.get_by_role("table").first
    expect(awarded).to_contain_text("Beispielstadt")
    expect(awarded).to_contain_text("Beispielort 4")
    expect(public.get_by_text("100.000,00 €").first).to_be_visible()
    public.close()


def letters_arrive(mail_server: MailServer) -> None:
    """Each applicant gets the own letter, once: two awards, two rejections."""

    def results() -> list[tuple[str, str]]:
        found = [
            (each.recipients[0], each.message["Subject"].strip()) for each in mail_server.delivered
        ]
        return sorted(each for each in found if each[1].startswith(("Zusage", "Entscheidung")))

    wait_until(lambda: len(results()) >= 4, seconds=90, what="four letters")
    assert results() == [
        ("anna@example.org", "Zusage: Beispielstadt, Beispielrunde"),
        ("boris@example.org", "Entscheidung über Ihre Bewerbung: Musterdorf, Beispielrunde"),
        ("frida@example.org", "Entscheidung über Ihre Bewerbung: Beispielort 3, Beispielrunde"),
        ("frida@example.org", "Zusage: Beispielort 4, Beispielrunde"),
    ]


def the_clerk_reads(anna: Desk, own: str) -> None:
    anna.go(f"/portal/bewerbungen/{own}/")
    anna.reads("Gefördert")
    anna.follow("Zusage")
    anna.press("Schreiben öffnen")
    anna.reads("50.000,00 €")
