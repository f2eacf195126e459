"""The key that signs receipts: 32 bytes in base64, and nothing else."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from competition import checks, receipts, signing


def test_key_is_made_of_the_configured_seed(settings: Settings) -> None:
    settings.RECEIPT_KEY = base64.b64encode(bytes(32)).decode()
    first = receipts.key_id(signing.receipt_key().public_key())
    settings.RECEIPT_KEY = base64.b64encode(bytes(31) + b"\x01").decode()

    assert receipts.key_id(signing.receipt_key().public_key()) != first


@pytest.mark.parametrize(
    "wrong", ["", "no base64!", "AAAA", base64.b64encode(bytes(33)).decode(), "ä" * 44]
)
def test_wrong_key_is_refused(settings: Settings, wrong: str) -> None:
    settings.RECEIPT_KEY = wrong

    with pytest.raises(ImproperlyConfigured, match="32 bytes in base64"):
        signing.receipt_key()


ROW = {
    "public_key": base64.b64encode(bytes(31) + b"\x01").decode(),
    "valid_from": None,
    "valid_until": "2027-01-01T00:00:00+01:00",
}


def test_published_keys_begin_with_the_one_in_use(settings: Settings) -> None:
    settings.RECEIPT_KEYS_RETIRED = [ROW]
    settings.RECEIPT_KEY_VALID_FROM = "2027-01-01T00:00:00+01:00"
    current, retired = signing.published_keys()
    assert current.key_id == receipts.key_id(signing.receipt_key().public_key())
    assert current.valid_from == retired.valid_until == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert (current.valid_until, retired.valid_from) == (None, None)


def test_published_key_is_found_by_its_id(settings: Settings) -> None:
    settings.RECEIPT_KEYS_RETIRED = [ROW]
    for key in signing.published_keys():
        assert signing.published_key(key.key_id) == key
    assert signing.published_key("0" * 16) is None


def test_published_file_holds_what_a_rotation_needs(settings: Settings) -> None:
    """The entry of the old key goes into the setting as it is, with the end of its time."""
    (row,) = receipts.keys_file(signing.published_keys())["keys"]
    old = signing.published_keys()[0]
    settings.RECEIPT_KEY = base64.b64encode(bytes(32)).decode()
    settings.RECEIPT_KEYS_RETIRED = [{**row, "valid_until": "2027-01-01T00:00:00Z"}]
    assert signing.published_keys()[1].raw == old.raw


@pytest.mark.parametrize(
    "row",
    [
        {},
        7,
        {**ROW, "public_key": "AAAA"},
        {**ROW, "public_key": None},
        {**ROW, "valid_until": None},
        {**ROW, "valid_until": "2027-01-01T00:00:00"},
        {**ROW, "valid_until": "2027-02-30T00:00:00Z"},
        {**ROW, "valid_from": "bald"},
        {**ROW, "valid_from": 7},
    ],
)
def test_wrong_retired_key_is_refused(settings: Settings, row: Any) -> None:
    settings.RECEIPT_KEYS_RETIRED = [row]
    with pytest.raises(ImproperlyConfigured, match="RECEIPT_KEYS_RETIRED"):
        signing.published_keys()


def test_wrong_beginning_is_refused(settings: Settings) -> None:
    settings.RECEIPT_KEY_VALID_FROM = "2027-01-01"
    with pytest.raises(ImproperlyConfigured, match="RECEIPT_KEY_VALID_FROM"):
        signing.published_keys()


def test_check_at_the_start_reads_all_keys(settings: Settings) -> None:
    assert checks.receipt_keys(None) == []
    settings.RECEIPT_KEYS_RETIRED = [7]
    (found,) = checks.receipt_keys(None)
    assert found.id == "competition.E001"
    assert "RECEIPT_KEYS_RETIRED" in found.msg
