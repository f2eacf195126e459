"""Somebody at a browser of their own."""

from playwright.sync_api import Page, expect

from competition.models import User
from tests.browser.hands import sign_in


class Desk:
    """One person at their own browser, signed in with a password."""

    def __init__(self, page: Page, origin: str, user: User) -> None:
        self.page, self.origin = page, origin
        sign_in(page, origin, user)

    def go(self, path: str) -> None:
        self.page.goto(self.origin + path)

    def follow(self, words: str, *, exact: bool = False) -> None:
        self.page.get_by_role("link", name=words, exact=exact).first.click()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def reads(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()
