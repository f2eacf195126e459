"""Faults at length take minutes each, and many of them on a loaded machine."""

from collections.abc import Iterable
from pathlib import Path

import pytest

BOUND_SECONDS = 1800
"""Against hanging for ever, instead of the suite's bound; nothing is measured by it."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(BOUND_SECONDS))
