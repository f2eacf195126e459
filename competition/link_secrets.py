"""Secrets of links that are sent by mail. Only their digest is ever kept."""

import hashlib
import secrets
from datetime import timedelta

# How long a link opens what it was sent for.
VALID = timedelta(days=14)


def new_secret() -> str:
    """A secret that nobody guesses (256 bits), fit for an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: SHA-256, hexadecimal. Enough for a secret drawn by chance."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
