"""The key that signs receipts."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def receipt_key() -> Ed25519PrivateKey:
    """The Ed25519 key (32-byte seed, base64). Raises ``ImproperlyConfigured`` for a wrong one."""
    try:
        seed = base64.b64decode(settings.RECEIPT_KEY, validate=True)
        return Ed25519PrivateKey.from_private_bytes(seed)
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured("RECEIPT_KEY must be 32 bytes in base64.") from error
