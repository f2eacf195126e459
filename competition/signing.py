"""The keys of receipts: the one that signs, and all whose signatures can be checked."""

import base64
import binascii
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.dateparse import parse_datetime

from competition import receipts
from verify_receipt import PublicKey, raw_of


def receipt_key() -> Ed25519PrivateKey:
    """The Ed25519 key (32-byte seed, base64). Raises ``ImproperlyConfigured`` for a wrong one."""
    try:
        seed = base64.b64decode(settings.RECEIPT_KEY, validate=True)
        return Ed25519PrivateKey.from_private_bytes(seed)
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured("RECEIPT_KEY must be 32 bytes in base64.") from error


def published_keys() -> list[PublicKey]:
    """All keys that have signed receipts: the one in use first, then the retired ones as set.

    Raises ``ImproperlyConfigured`` for settings that cannot be read.
    """
    current = PublicKey(
        receipts.raw_key(receipt_key().public_key()),
        _instant(settings.RECEIPT_KEY_VALID_FROM, "RECEIPT_KEY_VALID_FROM"),
    )
    return [current, *(_retired(row) for row in settings.RECEIPT_KEYS_RETIRED)]


def published_key(key_id: str) -> PublicKey | None:
    """One of them by its id."""
    return next((key for key in published_keys() if key.key_id == key_id), None)


def _retired(row: Mapping[str, Any]) -> PublicKey:
    """A retired key as it stood in the published file, with the end of its time."""
    name = "RECEIPT_KEYS_RETIRED"
    try:
        begun = _instant(row["valid_from"], name)
        ended = _instant(row["valid_until"], name)
        if ended is None:
            raise ImproperlyConfigured(f"{name}: a retired key has an end (valid_until).")
        return PublicKey(raw_of(row["public_key"], 32), begun, ended)
    except (KeyError, TypeError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name} must hold objects with public_key, valid_from and valid_until."
        ) from error


def _instant(text: str | None, name: str) -> datetime | None:
    """An instant with its offset from UTC; empty: none is set."""
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ImproperlyConfigured(f"{name}: {text!r} is no instant with an offset from UTC.")
    return found.astimezone(UTC)
