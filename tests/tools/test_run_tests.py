from collections import Counter

import pytest

from tools.run_tests import verdict


@pytest.mark.parametrize(
    ("counts", "everything", "line", "passed"),
    [
        ({"passed": 3}, True, "3 passed, 0 failed, 0 skipped", True),
        ({"passed": 3, "failed": 1, "error": 1}, False, "3 passed, 2 failed, 0 skipped", False),
        ({"passed": 3, "xpassed": 1}, False, "3 passed, 1 failed, 0 skipped", False),
        ({"passed": 3, "skipped": 1, "xfailed": 1}, False, "3 passed, 0 failed, 2 skipped", True),
        ({"passed": 3, "skipped": 1}, True, "3 passed, 0 failed, 1 skipped", False),
        ({"passed": 3, "deselected": 1}, True, "3 passed, 0 failed, 1 skipped", False),
        ({}, False, "0 passed, 0 failed, 0 skipped", False),
    ],
)
def test_the_closing_line_and_whether_it_counts(
    counts: dict[str, int], everything: bool, line: str, passed: bool
) -> None:
    assert verdict(Counter(counts), everything=everything, browser=True) == (line, passed)


def test_without_a_browser_not_everything_was_tested() -> None:
    assert verdict(Counter(passed=3), everything=True, browser=False)[1] is False
    assert verdict(Counter(passed=3), everything=False, browser=False)[1] is True
