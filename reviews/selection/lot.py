"""The lot: a seed nobody could choose, and the order of the applications that follows from it.

Before scoring, the office publishes `commitment(nonce)` and the source of a future public value.
After the scores are locked, nonce and public value give the seed. An order by SHA-256 is uniform
and can be recomputed by anyone. Where the nonce is refused it is empty.
"""

from collections.abc import Iterable
from hashlib import sha256

from reviews.selection.case import LotValues


def commitment(nonce_hex: str) -> str:
    """What is published before scoring, so that the nonce cannot be changed afterwards."""
    return sha256(f"modellkommune-commit-v1\n{nonce_hex}".encode()).hexdigest()


def seed(values: LotValues) -> bytes:
    """The seed of the lot, 32 bytes."""
    text = f"modellkommune-lot-v1\n{values.nonce_hex}\n{values.public_value}\n"
    return sha256(text.encode()).digest()


def order(seed_bytes: bytes, ids: Iterable[str]) -> list[str]:
    """The ids in the order of the lot: ascending SHA-256 of seed, a zero byte and the id."""
    return sorted(
        ids, key=lambda each: (sha256(seed_bytes + b"\x00" + each.encode()).digest(), each)
    )
