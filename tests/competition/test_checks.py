"""Checks at the start, and before production."""

from pathlib import Path

from pytest_django import Settings

from competition import checks


def test_the_store_may_not_lie_where_files_are_served(settings: Settings) -> None:
    assert checks.private_store(None) == []
    settings.ATTACHMENTS_DIR = Path(settings.STATIC_ROOT) / "attachments"
    (found,) = checks.private_store(None)
    assert found.id == "competition.E002"


def test_a_missing_virus_scanner_is_told(settings: Settings) -> None:
    assert "competition.I002" in [found.id for found in checks.production_parts(None)]
    settings.CLAMD_ADDRESS = "127.0.0.1:3310"
    assert "competition.I002" not in [found.id for found in checks.production_parts(None)]
