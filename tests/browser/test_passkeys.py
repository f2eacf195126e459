"""A passkey in a real browser, kept by a virtual device: set up, used alone, and as second step."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from competition.models import User
from tests.browser.hands import PASSWORD, give_password
from tests.fixtures.passkeys import ORIGIN
from tools.site import WebServer

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def origin(live_web: WebServer) -> str:
    """Passkeys are bound to the name of the host, not to its number."""
    return live_web.origin.replace("127.0.0.1", "localhost")


@pytest.fixture
def device(context: BrowserContext, page: Page) -> Page:
    """A page whose browser has a device that keeps passkeys."""
    line = context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def sign_in(page: Page, origin: str, user: User) -> None:
    page.goto(f"{origin}/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_passkey_is_set_up_and_signs_in(
    transactional_db: None, device: Page, origin: str, anna: User
) -> None:
    assert ORIGIN.startswith("http://localhost")
    give_password(anna)
    page = device
    sign_in(page, origin, anna)
    page.goto(f"{origin}/konto/zweiter-faktor/passkeys/neu/")
    page.get_by_role("button", name="Passkey einrichten").click()
    page.get_by_role("button", name="Codes anzeigen").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)

    page.get_by_role("button", name="Abmelden").click()
    page.goto(f"{origin}/anmelden/")
    page.get_by_role("button", name="Passkey verwenden").click()
    expect(page.get_by_role("link", name="Mein Konto")).to_be_visible()

    page.get_by_role("button", name="Abmelden").click()
    sign_in(page, origin, anna)
    page.get_by_role("button", name="Mit Passkey bestätigen").click()
    expect(page.get_by_role("link", name="Mein Konto")).to_be_visible()


def test_browser_without_the_passkey_says_so(
    transactional_db: None, device: Page, origin: str
) -> None:
    device.goto(f"{origin}/anmelden/")
    device.get_by_role("button", name="Passkey verwenden").click()
    expect(device.get_by_role("alert")).to_contain_text("nicht angenommen")
