"""What hands do in a browser: sign in with a password, answer questions, work by keyboard."""

from playwright.sync_api import Locator, Page

from competition import policies
from competition.models import User
from reviews.models import JuryMember
from tests.fixtures.second_factors import give_app, give_recovery_codes

PASSWORD = "ein Kennwort nur für Prüfungen"
TABS = 120
# Where the focus is must show: a visible outline of the element, of its shade, or of its label.
SHOWS_FOCUS = """element => {
    const ring = (box, shade) => {
        const style = getComputedStyle(box, shade);
        const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1;
        return drawn && !style.outlineColor.endsWith(", 0)");
    };
    const boxes = [element, element.parentElement, ...element.querySelectorAll("*")];
    return boxes.some(box => [null, "::before", "::after"].some(shade => ring(box, shade)));
}"""


def give_password(*users: User) -> None:
    """Let these people sign in with ``PASSWORD``."""
    for user in users:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def sign_in(page: Page, origin: str, user: User) -> None:
    """Sign in with ``PASSWORD`` and, where one is needed, with a recovery code."""
    needs_factor = policies.is_office(user) or JuryMember.objects.filter(user=user).exists()
    if needs_factor:
        give_app(user)
    page.goto(f"{origin}/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    if needs_factor:
        page.get_by_label("Code").fill(give_recovery_codes(user)[0])
        page.get_by_role("button", name="Anmelden", exact=True).click()


def answer_everything(page: Page, title: str) -> None:
    """Fill in the form of the example round."""
    page.get_by_label("Titel des Vorhabens").fill(title)
    page.get_by_label("Beschreiben Sie Ihre Idee.").fill("Alle Vorlagen werden offene Daten.")
    page.get_by_label("Transparenz").check()
    page.get_by_label("Eigenanteil in Euro").fill("5.000,00")
    page.get_by_label("Das Vorhaben hat nicht begonnen.").check()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that the focus shows."""
    wanted = target.element_handle()
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate("element => document.activeElement === element", wanted):
            assert page.evaluate(SHOWS_FOCUS, wanted), "The focus does not show."
            return
    raise AssertionError(f"{target} cannot be reached with Tab.")


def enter(page: Page, target: Locator) -> None:
    """Go there with Tab and press Enter; the next page has come when it returns."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, label: str, text: str) -> None:
    """Go to a field with Tab and type over what stands there."""
    tab_to(page, page.get_by_label(label).first)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def tick(page: Page, label: str) -> None:
    """Go to a box with Tab and tick it with Space."""
    tab_to(page, page.get_by_label(label).first)
    page.keyboard.press("Space")
