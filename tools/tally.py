"""A pytest plugin that writes down what became of the tests: ``-p tools.tally --tally FILE``.

``tools/run_tests.py`` adds up the tallies of its runs.
"""

import json
from pathlib import Path

import pytest

OUTCOMES = ("passed", "failed", "error", "skipped", "xfailed", "xpassed", "deselected")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tally", metavar="FILE", help="where to write the numbers of the run")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Only the controller of parallel workers has a terminal, and it knows all results."""
    if target := config.getoption("tally"):
        counts = {name: len(terminalreporter.getreports(name)) for name in OUTCOMES}
        Path(target).write_text(json.dumps(counts), encoding="ascii")
