"""The key that signs receipts: 32 bytes in base64, and nothing else."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from competition import receipts, signing


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
