"""Every page in a real browser: accessible, quiet, and whole on a small screen.

On a wide light screen and on a dark phone 320 pixels wide: as it is shown first, with everything
opened, and once more after something wrong was typed.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from competition.models import Notice
from programme.letters.registrations import secret_of
from programme.models import Comment, Registration
from tests.browser.conftest import Look, OpenProfile, Shown
from tests.browser.looking import Witness, faults
from tests.harness.addresses import (
    ACTS,
    FILES,
    PAGES,
    application_of,
    page_names,
    run_of,
)
from tests.harness.asked import Address, of
from tests.harness.funded_addresses import AWARD, DRAFTED, FILED, TOWN

pytestmark = pytest.mark.django_db
LOOKS: tuple[Look, ...] = ("wide light", "phone dark")
HTML = {name: address for name, address in PAGES.items() if name not in ACTS | FILES}


def own(stage: str) -> Address:
    """Beispielstadt's application in the portal."""
    return Address("editor", {"public_id": lambda world: world.own(stage)})


def unconfirmed_secret() -> str:
    """The secret of a link that nobody has opened."""
    number = Comment.objects.filter(state="unconfirmed").latest("pk").number
    return Notice.objects.get(kind="comment_confirmation", occasion__contains=number).secret


def registration_secret() -> str:
    return secret_of(Registration.objects.latest("pk").number)


# Addresses that show something else at another time or to another person.
STATES = {
    "call that is open": ("call", Address("anonymous", of("open"))),
    "call in review": ("call", Address("anonymous", of("reviewing"))),
    "page that is not there": ("decision", Address("anonymous", of("prepared"))),
    "portal of a stranger": ("portal", Address("juror")),
    "application that was submitted": ("application", own("open")),
    "application that was awarded": ("application", own("announced")),
    "answers after the deadline": ("application-edit", own("closed")),
    "jury that has declared nothing": ("jury-call", Address("chair", of("reviewing"))),
    "declaration with a conflict": ("jury-declaration", Address("recused juror", of("reviewing"))),
    "review of somebody recused": ("review", Address("recused juror", application_of("reviewing"))),
    "review that is finished": ("review", Address("chair", application_of("locked"))),
    "round that is open": ("office-call", Address("office", of("open"))),
    "round that is over": ("office-call", Address("office", of("announced"))),
    "applications before the end": ("office-applications", Address("office", of("open"))),
    "application before the end": ("office-application", Address("office", application_of("open"))),
    "run that waits": ("office-run", Address("office", {**of("locked"), **run_of("locked")})),
    "decision that is confirmed": ("office-decision", Address("office", of("announced"))),
    "announcement that is past": ("office-announcement", Address("office", of("announced"))),
    "comment behind its link": (
        "comment-link",
        Address("anonymous", {"secret": lambda _world: unconfirmed_secret()}),
    ),
    "registration behind its link": (
        "registration-link",
        Address("anonymous", {"secret": lambda _world: registration_secret()}),
    ),
    "report that the office reads": (
        "portal-report",
        Address("editor", {**AWARD, "key": lambda _world: "sachstand"}),
    ),
    "proof of use with its table": (
        "portal-report",
        Address("signatory", {**AWARD, "key": lambda _world: "verwendungsnachweis"}),
    ),
    "report that is not filed yet": (
        "office-report",
        Address("office", {**FILED, "pk": lambda world: world.years.reports[1].pk}),
    ),
    "consultation that is a draft": ("office-consultation", Address("office", DRAFTED)),
    "municipality that is funded too": (
        "office-agreement",
        Address("office", {**TOWN, "ags": lambda world: world.years.awards[1].municipality.ags}),
    ),
}


def send(page: Page, words: str) -> None:
    """Press a button without the browser's own checks, and wait for the answer."""
    page.evaluate("document.querySelectorAll('form').forEach(each => { each.noValidate = true })")
    with page.expect_navigation():
        page.get_by_role("button", name=words).last.click()


def fill(label: str, text: str, words: str) -> Callable[[Page], None]:
    def wrong(page: Page) -> None:
        page.get_by_label(label).first.fill(text)
        send(page, words)

    return wrong


def press(words: str) -> Callable[[Page], None]:
    return lambda page: send(page, words)


def answer_wrongly(page: Page) -> None:
    """The page saves by itself and stays; it is told at the field."""
    page.get_by_label("Eigenanteil in Euro").fill("viel")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("#problem-own_share")).not_to_be_empty()


# What is typed wrongly, on every page where something can be.
WRONG = {
    "sign-in": press("Anmelden"),
    "account_signup": press("Konto anlegen"),
    "account_reset_password": press("Link anfordern"),
    "account_email": press("Link an die neue Adresse schicken"),
    "account_change_password": press("Passwort ändern"),
    "account_set_password": press("Passwort festlegen"),
    "account_reauthenticate": press("Weiter"),
    "mfa_reauthenticate": press("Weiter"),
    "mfa_activate_totp": press("App einrichten"),
    "mfa_view_recovery_codes": press("Codes"),  # nothing wrong: they are shown
    "office-rescues": press("Vorschlagen"),
    "application-edit": answer_wrongly,
    "partner-invite": press("Suchen"),
    "review": fill("Breitenwirkung", "77", "Bewertung abschließen"),
    "office-application": press("Ausschließen"),
    "office-jury": press("Trotzdem sperren"),
    "office-decision": press("Verwerfen"),
    "office-announcement": fill("Zeitpunkt der Bekanntgabe", "", "Zeitpunkt ändern"),
    "consultation-section": press("Kommentar absenden"),
    "event": press("Anmelden"),
    "portal-report": press("Speichern und weiter"),  # the gaps are told on the next page
    "office-report": press("Zurückgeben"),
    "office-payment": press("Ablehnen"),
    "office-programme-setup": fill("Titel", "", "Speichern"),
    "office-workshops": press("Workshop vorbereiten"),
    "office-profile": press("Herunternehmen"),
    "office-event-new": press("Anlegen"),
    "office-event": press("Veranstaltung absagen"),
    "office-consultation-new": press("Entwurf speichern"),
    "office-consultation-edit": fill("Dokument", "Ohne Überschrift", "Entwurf speichern"),
    "office-comment": press("Nicht veröffentlichen"),
    "portal-profile": fill("Maßnahme", "Ohne das Übrige", "Speichern und Vorschau"),
}


def test_every_page_is_looked_at() -> None:
    assert sorted(HTML) == [name for name in page_names() if name not in ACTS | FILES]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", HTML)
def test_page_is_for_everybody(name: str, look: Look, shown: Shown, profile: OpenProfile) -> None:
    page, witness = visit(name, HTML[name], look, shown, profile)
    assert faults(page, witness) == []
    if name in WRONG:
        WRONG[name](page)
        assert faults(page, witness) == []
    page.close()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_page_is_for_everybody_in_every_state(
    state: str, look: Look, shown: Shown, profile: OpenProfile
) -> None:
    page, witness = visit(*STATES[state], look, shown, profile)
    assert faults(page, witness) == []
    page.close()


def visit(
    name: str, address: Address, look: Look, shown: Shown, profile: OpenProfile
) -> tuple[Page, Witness]:
    page = profile(address.viewer, look).new_page()
    witness = Witness(page, shown.origin)
    page.goto(shown.origin + address.path(name, shown.world))
    return page, witness
