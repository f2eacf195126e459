"""What follows an announcement, in real browsers: citizens take part, and a report brings money.

Real web server, worker, Redis, PostgreSQL and mail server; every link comes out of a letter.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from programme.models import Comment, PaymentRequest, Registration, Report
from programme.services import agreements
from tests.browser.acting import Keyboard, Mouse, Scriptless
from tests.browser.conftest import Enter
from tests.browser.desks import Desk
from tests.browser.hands import give_password
from tests.fixtures.consultations import published
from tests.fixtures.events import Held
from tests.fixtures.mail import MailServer
from tests.fixtures.programmes import Years
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site
from tools.processes import wait_until

SLUG = "beispielrunde"
OFFICE = f"/geschaeftsstelle/{SLUG}/umsetzung/"
GISELA, IDA = "gisela@example.org", "ida@example.org"
IBAN = "DE89 3704 0044 0532 0130 00"
OpenWay = Callable[[type[Mouse]], Mouse]


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    """An announced round whose programme is published; nobody has an agreement yet."""
    made = Years(make_round(Stage.ANNOUNCED)).set_up()
    give_password(made.anna, made.berta, made.dora, made.emil)
    return made


@pytest.fixture
def way(browser: Browser, site: Site) -> Iterator[OpenWay]:
    """A citizen's browser, used in one of the three ways; the site and its worker run."""
    site.web.start()
    site.worker.start()
    opened = []

    def open_way(hands: type[Mouse]) -> Mouse:
        context = browser.new_context(
            base_url=site.web.origin,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            java_script_enabled=hands is not Scriptless,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return hands(context.new_page())

    yield open_way
    for context in opened:
        context.close()


def reads(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def link_in_letter(mail_server: MailServer, address: str, subject: str) -> str:
    """The first address of this site that the letter names, once it has come."""

    def letters() -> list[str]:
        return [
            str(each.message.get_content())
            for each in mail_server.delivered
            if each.recipients == (address,) and subject in each.message["Subject"]
        ]

    wait_until(lambda: bool(letters()), seconds=60, what=f"a letter to {address}: {subject}")
    found = re.search(r"https?://\S+", letters()[0])
    assert found
    return found[0]


# The citizen


def test_a_citizen_reads_the_decision_and_recomputes_it(
    years: Years, way: OpenWay, tmp_path: Path
) -> None:
    hands = way(Mouse)
    hands.page.goto("/")
    hands.follow("Die neueste Entscheidung nachlesen und nachrechnen")
    expect(hands.page.get_by_role("table").first).to_contain_text("Beispielstadt")
    document = hands.fetch("Datei zum Nachrechnen (JSON)")
    program = hands.fetch("Programm zum Nachrechnen (Python)")
    names = [document.suggested_filename, program.suggested_filename]
    for each, name in zip((document, program), names, strict=True):
        each.save_as(tmp_path / name)
    told = hands.page.locator("code", has_text="python3").inner_text()
    assert told == f"python3 {names[1]} {names[0]} --explain"
    run = subprocess.run(
        [sys.executable, "-I", names[1], names[0], "--explain"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "stimmt mit der Nachrechnung überein" in run.stdout
    assert "Beispielstadt" in run.stdout


@pytest.mark.parametrize("hands", [Mouse, Keyboard, Scriptless])
def test_a_citizen_comments_and_registers_with_links_from_letters(
    years: Years, way: OpenWay, mail_server: MailServer, hands: type[Mouse]
) -> None:
    published(years)
    held = Held(years, capacity=1).publish()
    citizen = way(hands)
    comment(citizen, mail_server)
    register(citizen, mail_server)
    assert Comment.objects.get().state == "waiting"
    assert held.of(IDA).state == "confirmed"


def comment(citizen: Mouse, mail_server: MailServer) -> None:
    """First without a text, which is told; then whole, and confirmed by the letter's link."""
    page = citizen.page
    page.goto("/beteiligung/")
    citizen.follow("Was offene Verwaltung braucht")
    citizen.follow("Kommentare lesen und schreiben zu „Was wir gelernt haben“")
    citizen.write("E-Mail-Adresse", GISELA)
    citizen.write("Name, wie er erscheinen soll", "Gisela Muster")
    citizen.press("Kommentar absenden")
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value(GISELA)
    assert not Comment.objects.exists()
    citizen.write("Ihr Kommentar", "Das sehe ich anders.")
    citizen.press("Kommentar absenden")
    reads(page, "Ihr Kommentar zählt noch nicht")
    assert Comment.objects.get().state == "unconfirmed"
    page.goto(link_in_letter(mail_server, GISELA, "bestätigen"))
    citizen.press("Das ist mein Kommentar")
    reads(page, "Ihr Kommentar ist bestätigt")


def register(citizen: Mouse, mail_server: MailServer) -> None:
    """A place is held, and theirs once the letter's link is confirmed; then none is left."""
    page = citizen.page
    page.goto("/veranstaltungen/")
    citizen.follow("Abschlusskonferenz")
    reads(page, "Es ist noch 1 Platz frei.")
    citizen.write("Ihr Name", "Ida Muster")
    citizen.write("E-Mail-Adresse", IDA)
    citizen.write("Was brauchen Sie, um gut teilzunehmen?", "Untertitel")
    citizen.press("Anmelden")
    reads(page, "Ein Platz ist für Sie gehalten.")
    assert Registration.objects.get().state == "held"
    page.goto(link_in_letter(mail_server, IDA, "Bitte bestätigen"))
    citizen.press("Anmeldung bestätigen")
    reads(page, "Ihr Platz ist bestätigt.")
    reads(page, "https://konferenz.example/geheim")
    page.goto("/veranstaltungen/abschlusskonferenz/")
    reads(page, "Alle Plätze sind vergeben.")
    assert page.get_by_text("https://konferenz.example/geheim").count() == 0


# The awardee and the office


def test_a_report_is_returned_filed_again_and_brings_its_tranche(
    years: Years, site: Site, desk: Enter, mail_server: MailServer
) -> None:
    site.web.start()
    site.worker.start()
    agreement = agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )
    agreements.confirm(agreement=agreement, by=years.emil, read=agreement.digest)
    application = years.awards[0].application
    assert application
    own = f"/portal/foerderungen/{application.public_id}/"
    anna, berta = desk(years.anna), desk(years.berta)
    dora, emil = desk(years.dora), desk(years.emil)
    waits = "Beispielstadt: Annahme der Vereinbarung steht aus Kommune"
    assert due(dora) == due(emil) == [waits]
    accept_agreement(berta, own)
    assert due(dora) == due(emil) == []
    write_report(anna, own)
    assert due(dora) == []  # a draft is nobody's business
    file_report(berta, own)
    to_judge = "Beispielstadt: Sachstand und Konzept prüfen Zu tun"
    assert due(dora) == due(emil) == [to_judge]
    return_report(dora)
    assert due(dora) == due(emil) == []
    answer_remark(anna, own)
    file_report(berta, own)
    assert due(dora) == due(emil) == [to_judge]
    accept_report(emil)
    assert due(dora) == due(emil) == []
    ask_for_money(berta, own)
    to_certify = "Beispielstadt: 2. Teilbetrag sachlich und rechnerisch prüfen Zu tun"
    assert due(dora) == due(emil) == [to_certify]
    certify(dora)
    waits = "Beispielstadt: 2. Teilbetrag wartet auf die Anordnung durch die zweite Person"
    assert due(dora) == [f"{waits} zweite Person"]
    assert due(emil) == ["Beispielstadt: 2. Teilbetrag anordnen Zu tun"]
    order(emil)
    to_pay = "Beispielstadt: Überweisung des 2. Teilbetrags eintragen Zu tun"
    assert due(dora) == due(emil) == [to_pay]
    enter_payment(dora)
    assert due(dora) == due(emil) == []
    paid(berta, own)
    letters_came(mail_server)


def due(office: Desk) -> list[str]:
    """What the office's page of the funded years names of Beispielstadt as waiting."""
    office.go(OFFICE)
    tasks = office.page.get_by_role("listitem").filter(has_text="Beispielstadt:")
    return [" ".join(each.split()) for each in tasks.all_inner_texts()]


def accept_agreement(berta: Desk, own: str) -> None:
    berta.go(own)
    berta.follow("Lesen und annehmen")
    berta.press("Verbindlich annehmen")
    berta.reads("Bitte bestätigen Sie, dass Ihre Kommune annimmt.")
    berta.page.get_by_label("Ja, unsere Kommune nimmt die Vereinbarung so an.").check()
    berta.press("Verbindlich annehmen")
    berta.reads("kann angefordert werden")


def write_report(anna: Desk, own: str) -> None:
    """The editor writes every section; filing is not hers."""
    anna.go(own)
    anna.follow("Sachstand und Konzept")
    for area in anna.page.locator("main textarea").all():
        area.fill("So steht es.")
    anna.press("Speichern und weiter zum Einreichen")
    anna.reads("Einreichen kann nur eine vertretungsberechtigte Person")
    expect(anna.page.get_by_role("button", name="Bericht verbindlich einreichen")).to_have_count(0)


def file_report(berta: Desk, own: str) -> None:
    berta.go(f"{own}berichte/sachstand/einreichen/")
    berta.press("Bericht verbindlich einreichen")
    berta.reads("ist eingegangen")


def return_report(dora: Desk) -> None:
    """Returned with a remark and a comment to one section."""
    dora.go(OFFICE)
    dora.follow("Beispielstadt: Sachstand und Konzept prüfen")
    dora.press("Zurückgeben")
    dora.page.get_by_label("Bemerkung").first.fill("Bitte nennen Sie Zahlen.")
    dora.page.get_by_label("Anmerkung zu: ").first.fill("Wie viele Menschen?")
    dora.press("Zurückgeben")
    dora.reads("Zurückgegeben: Jetzt ist die Kommune am Zug")


def answer_remark(anna: Desk, own: str) -> None:
    anna.go(f"{own}berichte/sachstand/")
    anna.reads("Bitte nennen Sie Zahlen.")
    anna.reads("Wie viele Menschen?")
    anna.page.locator("main textarea").first.fill("50.000 Menschen.")
    anna.press("Speichern und weiter zum Einreichen")
    anna.reads("Was sich seit der letzten Fassung geändert hat")


def accept_report(emil: Desk) -> None:
    emil.go(OFFICE)
    emil.follow("Beispielstadt: Sachstand und Konzept prüfen")
    emil.reads("50.000 Menschen.")
    emil.press("Bericht annehmen")
    emil.reads("Hier ist nichts mehr zu tun.")
    assert Report.objects.get(requirement__key="sachstand").state == "accepted"


def ask_for_money(berta: Desk, own: str) -> None:
    """The tranche that waited for the report; first to an account that cannot be."""
    page = berta.page
    berta.go(f"{own}mittel/")
    page.get_by_label("2. Teilbetrag: ").check()
    page.get_by_label("Verwendung in den nächsten Monaten").fill("Honorare")
    page.get_by_label("IBAN der Kommune").fill(IBAN.replace("89", "88"))
    berta.press("Teilbetrag anfordern")
    expect(page.get_by_label("Verwendung in den nächsten Monaten")).to_have_value("Honorare")
    page.get_by_label("IBAN der Kommune").fill(IBAN)
    berta.press("Teilbetrag anfordern")
    berta.reads("Angefordert.")


def certify(dora: Desk) -> None:
    """Who has certified is offered nothing more; nor does a request of their own order it."""
    dora.go(OFFICE)
    dora.follow("Beispielstadt: 2. Teilbetrag sachlich und rechnerisch prüfen")
    dora.press("Sachlich und rechnerisch richtig")
    dora.reads("Anordnen muss eine zweite Person")
    page = dora.page
    expect(page.get_by_role("button", name="Auszahlung anordnen")).to_have_count(0)
    token = page.locator("main input[name=csrfmiddlewaretoken]").first.input_value()
    read = PaymentRequest.objects.get().digest
    sent: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": token,
        "act": "order",
        "read": read,
    }
    assert page.request.post(page.url, form=sent).status == 409
    assert PaymentRequest.objects.get().approved_at is None


def order(emil: Desk) -> None:
    emil.go(OFFICE)
    emil.follow("Beispielstadt: 2. Teilbetrag anordnen")
    emil.press("Auszahlung anordnen")
    emil.reads("Als Nächstes: Überweisung eintragen")


def enter_payment(dora: Desk) -> None:
    dora.go(OFFICE)
    dora.follow("Beispielstadt: Überweisung des 2. Teilbetrags eintragen")
    dora.page.get_by_label("Tag der Überweisung").first.fill("2017-07-02")
    dora.press("Überweisung eintragen")
    dora.reads("eingetragen von")


def paid(berta: Desk, own: str) -> None:
    berta.go(own)
    berta.reads("überwiesen")
    expect(berta.page.get_by_role("main")).to_contain_text("20.000,00\xa0€ bisher überwiesen")


def letters_came(mail_server: MailServer) -> None:
    """Every step told the municipality, in this order."""
    wanted = [
        "Vereinbarung zur Annahme: Beispielstadt, Beispielrunde",
        "Angenommen: Beispielstadt, Beispielrunde",
        "Eingegangen: Sachstand und Konzept, Beispielstadt",
        "Bitte überarbeiten: Sachstand und Konzept, Beispielstadt",
        "Eingegangen: Sachstand und Konzept, Beispielstadt",
        "Angenommen: Sachstand und Konzept, Beispielstadt",
        "Mittelanforderung eingegangen: 2. Teilbetrag, Beispielstadt",
        "Auszahlung angeordnet: 2. Teilbetrag, Beispielstadt",
    ]

    def came() -> list[str]:
        subjects = [each.message["Subject"].strip() for each in mail_server.delivered]
        return [each for each in subjects if each in wanted]

    wait_until(lambda: len(came()) >= len(wanted), seconds=60, what="the letters of the two years")
    assert came() == wanted
