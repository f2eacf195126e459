"""What a page complains of is found by the test that has opened it (tests/fixtures/browser.py)."""

import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import COMPLAINTS

POLICY = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""


def complaints(page: Page, config: pytest.Config) -> list[str]:
    """What the pages have complained of so far; it is forgiven."""
    page.wait_for_timeout(200)
    told = config.stash[COMPLAINTS]
    found = list(told)
    told.clear()
    return found


def test_an_error_at_the_console_is_a_complaint(page: Page, pytestconfig: pytest.Config) -> None:
    page.evaluate("console.warn('nothing'); console.error('all wrong')")
    (told,) = complaints(page, pytestconfig)
    assert told.endswith("all wrong")


def test_an_error_that_nobody_caught_is_a_complaint(
    page: Page, pytestconfig: pytest.Config
) -> None:
    page.evaluate("setTimeout(() => { throw new Error('never caught') })")
    (told,) = complaints(page, pytestconfig)
    assert "never caught" in told


def test_what_the_policy_forbids_is_a_complaint(page: Page, pytestconfig: pytest.Config) -> None:
    page.set_content(f"{POLICY}<script>document.title = 'run'</script>")
    (told,) = complaints(page, pytestconfig)
    assert "Content Security Policy" in told


def test_a_line_that_was_cut_is_none(page: Page, pytestconfig: pytest.Config) -> None:
    page.route("**/*", lambda route: route.abort())
    page.set_content("<img src='https://example.org/none.png'>")
    assert complaints(page, pytestconfig) == []
