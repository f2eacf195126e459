"""Receipts: canonical form, digest, signature, verification. Plain Python with ``cryptography``.

A receipt says that exactly these bytes arrived at this instant. Canonical JSON follows RFC 8785,
digests are SHA-256 in lower-case hex, signatures Ed25519 (RFC 8032) in base64.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from verify_receipt import DOCUMENT_FORMAT, FILE_FORMAT, KEYS_FORMAT, PublicKey

# Crockford's alphabet: no I, L, O, U, so that a number survives a telephone call.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SAFE = 2**53 - 1
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one byte form of a document (RFC 8785). Raises ``ValueError`` for what JSON can't say."""
    plain = dict(document)
    return _PLAIN.encode(plain).encode() if _is_plain(plain) else rfc8785.dumps(plain)


def _is_plain(value: object) -> bool:
    """Whether the standard library writes it to the byte as RFC 8785 does, in a quarter of the
    time: no float, safe integers, and names that sort alike by characters and by UTF-16.
    """
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, dict):
        for name, each in value.items():
            if not (isinstance(name, str) and name.isascii() and _is_plain(each)):
                return False
        return True
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return type(value) is bool or (type(value) is int and -SAFE <= value <= SAFE)


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, 64 lower-case hex digits."""
    return hashlib.sha256(canonical(document)).hexdigest()


def timestamp(instant: datetime) -> str:
    """An aware instant as UTC text with microseconds, the form that documents are signed with."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_number() -> str:
    """A receipt number such as ``7QX4-M2ZC-09HD``: 60 random bits, so it tells nothing."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join((text[:4], text[4:8], text[8:]))


def document(
    *,
    number: str,
    call: str,
    application: str,
    version: int,
    content_digest: str,
    received_at: datetime,
    chain_sequence: int,
    chain_digest: str,
    is_synthetic: bool,
) -> dict[str, Any]:
    """The document that is signed. ``chain_digest`` is the head of the call's submission chain."""
    return {
        "format": DOCUMENT_FORMAT,
        "number": number,
        "call": call,
        "application": application,
        "version": version,
        "sha256": content_digest,
        "received_at": timestamp(received_at),
        "chain_sequence": chain_sequence,
        "chain_digest": chain_digest,
        "synthetic": is_synthetic,
    }


def file(
    *, document: Mapping[str, Any], signature: str, key_id: str, key: PublicKey | None, keys_at: str
) -> dict[str, Any]:
    """The receipt as a file to keep: what was signed, the signature, and which key made it.

    The key stands in it as a hint only: whose it is, say the keys that are published ``keys_at``.
    """
    return {
        "format": FILE_FORMAT,
        "document": dict(document),
        "signature": signature,
        "key_id": key_id,
        "public_key": encoded(key) if key else None,
        "keys_at": keys_at,
    }


def keys_file(keys: Iterable[PublicKey]) -> dict[str, Any]:
    """The file of published keys; ``valid_until`` is exclusive, null where none is set."""
    return {
        "format": KEYS_FORMAT,
        "keys": [
            {
                "key_id": key.key_id,
                "public_key": encoded(key),
                "valid_from": timestamp(key.valid_from) if key.valid_from else None,
                "valid_until": timestamp(key.valid_until) if key.valid_until else None,
            }
            for key in keys
        ],
    }


def encoded(key: PublicKey) -> str:
    """The 32 bytes of a public key in base64."""
    return base64.b64encode(key.raw).decode("ascii")


def raw_key(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hex digits of the SHA-256 of the raw public key."""
    return PublicKey(raw_key(key)).key_id


def fits(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the raw signature belongs to the message and the raw key, by ``cryptography``."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def sign(document: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    """Base64 of the Ed25519 signature over the canonical form."""
    return base64.b64encode(key.sign(canonical(document))).decode("ascii")


def is_valid(document: Mapping[str, Any], signature: str, key: Ed25519PublicKey) -> bool:
    """Whether the signature belongs to exactly this document. Malformed base64 is just invalid."""
    try:
        key.verify(base64.b64decode(signature, validate=True), canonical(document))
    except (InvalidSignature, ValueError):
        return False
    return True
