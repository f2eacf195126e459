"""Three ways to use a page: by mouse, by keyboard alone, and by mouse without JavaScript."""

from pathlib import Path

from playwright.sync_api import Download, Locator, Page

from tests.browser.hands import tab_to


class Mouse:
    """Clicks and fills in. ``saves_itself``: what is typed is saved without a button."""

    saves_itself = True

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str) -> None:
        """Open the link of this name, the first of several."""
        self.enter(self.page.get_by_role("link", name=name).first)

    def press(self, name: str) -> None:
        """Press the button of this name; the next page has come when it returns."""
        self.enter(self.page.get_by_role("button", name=name, exact=True).first)

    def enter(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()

    def touch(self, name: str) -> None:
        """Press a button that stays on the page."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)
        self.leave(self.page.get_by_label(label).first)

    def leave(self, field: Locator) -> None:
        """Leave the field, as somebody does who goes on to the next."""
        field.blur()

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).first.check()

    def bring(self, file: Path) -> None:
        """Choose a file in the page's one place for it."""
        self.page.locator("input[type=file]").set_input_files(file)

    def fetch(self, name: str) -> Download:
        """Download what the link of this name leads to."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name).first.click()
        return waiting.value


class Scriptless(Mouse):
    """The mouse in a browser without JavaScript."""

    saves_itself = False

    def leave(self, field: Locator) -> None:
        """Nothing happens there."""


class Keyboard(Mouse):
    """Tab, Enter, Space and letters only; wherever the focus is, it shows."""

    def enter(self, target: Locator) -> None:
        tab_to(self.page, target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def touch(self, name: str) -> None:
        tab_to(self.page, self.page.get_by_role("button", name=name, exact=True).first)
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        tab_to(self.page, self.page.get_by_label(label).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")

    def tick(self, label: str) -> None:
        tab_to(self.page, self.page.get_by_label(label).first)
        self.page.keyboard.press("Space")

    def bring(self, file: Path) -> None:
        tab_to(self.page, self.page.locator("input[type=file]"))
        with self.page.expect_file_chooser() as waiting:
            self.page.keyboard.press("Space")
        waiting.value.set_files(file)

    def fetch(self, name: str) -> Download:
        tab_to(self.page, self.page.get_by_role("link", name=name).first)
        with self.page.expect_download() as waiting:
            self.page.keyboard.press("Enter")
        return waiting.value
