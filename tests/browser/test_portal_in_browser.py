"""The portal from the first click to a receipt that anyone can verify.

The same way three times: by mouse with everything the pages can do, without JavaScript, and with
the keyboard alone. Worker, mail server and web server are real.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from competition.models import Application, Membership
from competition.models.membership import Role
from tests.browser.acting import Keyboard, Mouse, Scriptless
from tests.browser.hands import PASSWORD, give_password
from tests.fixtures.files import pdf
from tests.fixtures.mail import MailServer
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN, acting, place
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage
from tests.fixtures.site import Site
from tools.processes import wait_until

HANDS: dict[str, type[Mouse]] = {"mouse": Mouse, "scriptless": Scriptless, "keyboard": Keyboard}
QUESTION_OF_FILES = {
    "key": "council",
    "kind": "files",
    "label": "Beschluss des Rates",
    "is_required": False,
}
ANNA, BERTA, BORIS = "anna.neu@example.org", "berta@example.org", "boris@example.org"


class Office:
    """Opens a browser for each person, all with the same kind of hands, and reads the mail."""

    def __init__(self, browser: Browser, site: Site, mails: MailServer, hands: str) -> None:
        self.browser, self.mails, self.hands = browser, mails, hands
        self.origin = site.web.start().origin
        self.contexts: list[BrowserContext] = []

    def visitor(self, path: str = "/") -> Mouse:
        """Somebody opens a page in a fresh browser."""
        context = self.browser.new_context(
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            java_script_enabled=self.hands != "scriptless",
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        hands = HANDS[self.hands](context.new_page())
        hands.page.goto(self.origin + path)
        return hands

    def signed_in(self, address: str, path: str) -> Mouse:
        """Somebody signs in and is where the path leads."""
        hands = self.visitor(f"/anmelden/?next={path}")
        sign_in(hands, address)
        return hands

    def link_in_mail(self, address: str, part: str) -> str:
        """The path of the link, holding ``part``, in a letter that has reached the address."""
        found: list[str] = []

        def look() -> bool:
            for mail in self.mails.delivered:
                if address in mail.recipients:
                    text = mail.message.get_content()
                    found.extend(re.findall(rf"https?://[^/\s]+(/\S*{part}\S*)", text))
            return bool(found)

        wait_until(look, seconds=60, what=f"a letter with {part} for {address}")
        return found[-1]


@pytest.fixture(params=HANDS)
def office(
    transactional_db: None,
    browser: Browser,
    site: Site,
    mail_server: MailServer,
    request: pytest.FixtureRequest,
) -> Iterator[Office]:
    site.worker.start()
    made = Office(browser, site, mail_server, request.param)
    yield made
    for context in made.contexts:
        context.close()


def sign_in(hands: Mouse, address: str) -> None:
    hands.write("E-Mail-Adresse", address)
    hands.write("Passwort", PASSWORD)
    hands.press("Anmelden")


def sign_up(office: Office, hands: Mouse) -> None:
    """Name, address, password; the link in the mail; the first sign-in."""
    hands.write("Vor- und Nachname", "Anna Neu")
    hands.write("E-Mail-Adresse", ANNA)
    hands.write("Passwort", PASSWORD)
    hands.press("Konto anlegen")
    expect(hands.page.get_by_role("heading", level=1)).to_contain_text("Postfach")
    hands.page.goto(office.origin + office.link_in_mail(ANNA, "bestaetigen"))
    hands.press("Ja, bestätigen")
    if hands.page.get_by_label("Passwort").count():
        sign_in(hands, ANNA)


def save(hands: Mouse) -> None:
    """Let what was typed be saved: by itself, or with the button."""
    if not hands.saves_itself:
        hands.press("Speichern")
    expect(hands.page.get_by_text("NICHT eingereicht").first).to_be_visible()


def reads(hands: Mouse, text: str) -> None:
    expect(hands.page.get_by_text(text).first).to_be_visible()


def test_a_clerk_goes_from_the_first_click_to_a_receipt_that_anyone_verifies(
    office: Office, make_round: MakeRound, tmp_path: Path
) -> None:
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, QUESTION_OF_FILES])
    town = place(OWN_TOWN, "Beispielstadt")
    partner = place(OTHER_TOWN, "Musterdorf", kind="municipality", state="BY", population=4500)
    give_password(acting("Berta", town, Role.SIGNATORY), acting("Boris", partner, Role.SIGNATORY))
    own = f"/wettbewerbe/{round_.call.slug}/kommune/"

    anna = office.visitor()
    find_the_municipality(anna, round_.call.title)
    sign_up(office, anna)
    ask_and_be_admitted(office, anna, own)
    application = begin(office, anna, own)
    answer_and_meet_a_conflict(office, anna, application)
    win_a_partner(office, anna, application)
    attach(office, anna, application, tmp_path)
    print_the_draft(office, anna, application, tmp_path)
    release(office, application)
    submit_and_verify(office, anna, application, tmp_path)
    change_and_submit_again(office, anna, application)
    withdraw(office, application)


def find_the_municipality(anna: Mouse, title: str) -> None:
    anna.follow(title)
    anna.follow("Jetzt bewerben")
    anna.page.get_by_label("Name", exact=False).first.wait_for()
    search(anna, "Beispielst")
    anna.follow("Beispielstadt")
    reads(anna, "Diese Kommune darf sich bewerben")
    anna.press("Konto anlegen")


def search(hands: Mouse, text: str) -> None:
    field = hands.page.get_by_role("searchbox").or_(hands.page.locator("input[name=q]")).first
    label = hands.page.locator(f"label[for={field.get_attribute('id')}]").inner_text().strip()
    hands.write(label, text)
    hands.press("Suchen")


def ask_and_be_admitted(office: Office, anna: Mouse, own: str) -> None:
    anna.page.goto(f"{office.origin}{own}?ags={OWN_TOWN}")
    anna.follow("Um Aufnahme bitten")
    anna.tick("Bearbeitung")
    anna.write("Nachricht", "Hauptamt, Zimmer 12")
    anna.press("Anfrage stellen")
    berta = office.signed_in(BERTA, f"/portal/kommunen/{OWN_TOWN}/")
    berta.follow("Anna Neu möchte mitarbeiten")
    reads(berta, "Zimmer 12")
    berta.press("Aufnehmen")
    assert Membership.objects.get(user__email=ANNA).role == Role.EDITOR


def begin(office: Office, anna: Mouse, own: str) -> Application:
    anna.page.goto(f"{office.origin}{own}?ags={OWN_TOWN}")
    anna.follow("Bewerbung beginnen")
    anna.press("Entwurf beginnen")
    reads(anna, "NICHT eingereicht")
    return Application.objects.get()


def address(application: Application, rest: str = "") -> str:
    return f"/portal/bewerbungen/{application.public_id}/{rest}"


def answer_and_meet_a_conflict(office: Office, anna: Mouse, application: Application) -> None:
    berta = office.signed_in(BERTA, address(application, "fragen/"))
    anna.page.goto(office.origin + address(application, "fragen/"))
    anna.write("Titel des Vorhabens", "Rathaus von Anna")
    save(anna)
    if anna.saves_itself:
        reads(anna, "Gespeichert um")
    berta.write("Titel des Vorhabens", "Rathaus von Berta")
    if not berta.saves_itself:
        berta.press("Speichern")
    # Both texts are there; nothing is lost, and nothing was overwritten.
    reads(berta, "Anna Neu hat inzwischen gespeichert")
    reads(berta, "Rathaus von Anna")
    expect(berta.page.get_by_label("Titel des Vorhabens").first).to_have_value("Rathaus von Berta")
    assert application.answers.get(question__key="title").value == "Rathaus von Anna"
    if berta.saves_itself:
        berta.touch("Meinen Text speichern")
        reads(berta, "Gespeichert um")
    else:
        berta.press("Speichern")
    wait_until(
        lambda: application.answers.get(question__key="title").value == "Rathaus von Berta",
        seconds=20,
        what="Berta's title",
    )
    anna.page.goto(office.origin + address(application, "fragen/"))
    anna.write("Beschreiben Sie Ihre Idee.", "Alle Vorlagen werden offene Daten.")
    anna.tick("Transparenz")
    anna.write("Eigenanteil in Euro", "5.000,00")
    anna.tick("Das Vorhaben hat nicht begonnen.")
    anna.press("Speichern und zur Übersicht")
    wait_until(lambda: application.answers.count() >= 5, seconds=20, what="five answers")


def win_a_partner(office: Office, anna: Mouse, application: Application) -> None:
    anna.page.goto(office.origin + address(application, "partner/"))
    search(anna, "Musterd")
    anna.tick("Musterdorf")
    anna.press("Einladen")
    anna.page.goto(office.origin + address(application, "einreichen/"))
    reads(anna, "Musterdorf")
    assert not anna.page.get_by_role("button", name="Verbindlich einreichen").count()
    boris = office.signed_in(BORIS, "/portal/")
    boris.follow("Beispielstadt")
    boris.press("Partnerschaft bestätigen")
    reads(boris, "Bestätigt")


def attach(office: Office, anna: Mouse, application: Application, folder: Path) -> None:
    file = folder / "Beschluss.pdf"
    file.write_bytes(pdf())
    anna.page.goto(office.origin + address(application, "anlagen/council/"))
    anna.bring(file)
    if not anna.saves_itself:
        anna.press("Hochladen")
    elif not anna.page.get_by_role("link", name="Beschluss.pdf").count():
        anna.touch("Hochladen")
    expect(anna.page.get_by_role("link", name="Beschluss.pdf", exact=True)).to_be_visible()
    assert application.attachments.get().name == "Beschluss.pdf"


def print_the_draft(office: Office, anna: Mouse, application: Application, folder: Path) -> None:
    anna.page.goto(office.origin + address(application))
    for name, start in (("Entwurf als PDF", b"%PDF-"), ("Entwurf als Word-Datei", b"PK")):
        file = folder / "entwurf"
        anna.fetch(name).save_as(file)
        assert file.read_bytes().startswith(start)


def release(office: Office, application: Application) -> None:
    berta = office.signed_in(BERTA, address(application, "freigabe/"))
    reads(berta, "Rathaus von")
    berta.press("Diesen Entwurf freigeben")
    application.refresh_from_db()
    assert application.released_by
    assert application.released_by.email == BERTA


def submit_and_verify(office: Office, anna: Mouse, application: Application, folder: Path) -> None:
    anna.page.goto(office.origin + address(application, "einreichen/"))
    anna.press("Verbindlich einreichen")
    reads(anna, "Fassung 1 ist eingegangen")
    files = {}
    for name, file in (
        ("Bestätigung zu Fassung 1 zum Prüfen", "eingang.json"),
        ("Inhalt von Fassung 1 zum Prüfen", "fassung.json"),
        ("Eingangsbestätigung zu Fassung 1 (PDF)", "eingang.pdf"),
    ):
        files[file] = folder / file
        anna.fetch(name).save_as(files[file])
    stranger = office.visitor("/eingang/")
    for name, file in (("verify_receipt.py", "verify_receipt.py"), ("Schlüssel", "keys.json")):
        files[file] = folder / file
        fetch_public(office, stranger, name, files[file])
    assert verified(files).returncode == 0, verified(files).stdout
    forged = files["fassung.json"].read_bytes().replace(b"Berta", b"Greta")
    files["fassung.json"].write_bytes(forged)
    assert verified(files).returncode == 1
    assert files["eingang.pdf"].read_bytes().startswith(b"%PDF-")
    office.link_in_mail(ANNA, "eingang")


def verified(files: dict[str, Path]) -> "subprocess.CompletedProcess[str]":
    """What the stand-alone script says, in a Python that knows nothing of this project."""
    command = [sys.executable, "-I", files["verify_receipt.py"], files["eingang.json"]]
    return subprocess.run(
        [*map(str, command), "--content", files["fassung.json"], "--keys", files["keys.json"]],
        check=False,
        capture_output=True,
        text=True,
    )


def fetch_public(office: Office, stranger: Mouse, name: str, file: Path) -> None:
    """What a public link leads to, as somebody outside would keep it."""
    path = stranger.page.get_by_role("link", name=name).first.get_attribute("href")
    answer = stranger.page.request.get(office.origin + str(path))
    assert answer.ok
    file.write_bytes(answer.body())


def change_and_submit_again(office: Office, anna: Mouse, application: Application) -> None:
    anna.page.goto(office.origin + address(application, "fragen/"))
    anna.write("Anmerkung", "Die Zahlen sind geprüft.")
    save(anna)
    wait_until(
        lambda: application.answers.filter(question__key="remark").exists(),
        seconds=20,
        what="the remark",
    )
    anna.page.goto(office.origin + address(application, "einreichen/"))
    reads(anna, "Änderungen NICHT eingereicht")
    assert not anna.page.get_by_role("button", name="Verbindlich einreichen").count()
    release(office, application)
    anna.page.goto(office.origin + address(application, "einreichen/"))
    anna.press("Verbindlich einreichen")
    reads(anna, "Fassung 2 ist eingegangen")


def withdraw(office: Office, application: Application) -> None:
    berta = office.signed_in(BERTA, address(application, "rueckzug/"))
    berta.press("Bewerbung jetzt zurückziehen")
    reads(berta, "NICHT eingereicht")
    application.refresh_from_db()
    assert (application.state, application.versions.count()) == ("withdrawn", 2)
