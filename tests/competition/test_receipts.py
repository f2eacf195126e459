"""Receipts: canonical form, digest, signature; one flipped byte fails."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from competition import receipts

KEY = Ed25519PrivateKey.from_private_bytes(b"a seed for tests that signs them")
RECEIVED_AT = datetime(2017, 4, 21, 21, 59, 59, 999999, tzinfo=UTC)


def document() -> dict[str, Any]:
    return receipts.document(
        number="7QX4-M2ZC-09HD",
        call="beispielrunde",
        application="00112233445566778899",
        version=2,
        content_digest="ab" * 32,
        received_at=RECEIVED_AT,
        chain_sequence=17,
        chain_digest="cd" * 32,
        is_synthetic=False,
    )


def test_canonical_orders_keys_and_keeps_letters() -> None:
    assert receipts.canonical({"b": 1, "a": "Lübeck", "A": [True, None]}) == (
        '{"A":[true,null],"a":"Lübeck","b":1}'.encode()
    )


def test_digest_of_equal_documents_in_another_order_is_the_same() -> None:
    assert receipts.digest({"a": 1, "b": {"c": 2, "d": 3}}) == receipts.digest(
        {"b": {"d": 3, "c": 2}, "a": 1}
    )


def test_digest_is_the_known_value() -> None:
    # printf '{"a":"Lübeck","b":1}' | sha256sum
    assert receipts.digest({"b": 1, "a": "Lübeck"}) == (
        "5028af61606a9ff82949539de30201be7b9cfd2a906f158069dd71b90680966c"
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**60, b"bytes"])
def test_canonical_refuses_what_json_cannot_say(value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        receipts.canonical({"value": value})


def test_timestamp_is_utc_with_microseconds() -> None:
    local = datetime(2017, 4, 22, 0, 0, tzinfo=timezone(timedelta(hours=2)))

    assert receipts.timestamp(local) == "2017-04-21T22:00:00.000000Z"


def test_document_says_all_that_is_signed() -> None:
    assert document() == {
        "format": "modellkommune-receipt-1",
        "number": "7QX4-M2ZC-09HD",
        "call": "beispielrunde",
        "application": "00112233445566778899",
        "version": 2,
        "sha256": "ab" * 32,
        "received_at": "2017-04-21T21:59:59.999999Z",
        "chain_sequence": 17,
        "chain_digest": "cd" * 32,
        "synthetic": False,
    }


def test_receipt_verifies() -> None:
    signature = receipts.sign(document(), KEY)

    assert receipts.is_valid(document(), signature, KEY.public_key())


def test_receipt_verifies_after_a_way_through_json() -> None:
    signature = receipts.sign(document(), KEY)
    copy = json.loads(json.dumps(document(), indent=4, sort_keys=True))

    assert receipts.is_valid(copy, signature, KEY.public_key())


@pytest.mark.parametrize("position", range(64))
def test_flipped_byte_of_the_signature_fails(position: int) -> None:
    signature = bytearray(base64.b64decode(receipts.sign(document(), KEY)))
    signature[position] ^= 1

    flipped = base64.b64encode(bytes(signature)).decode()
    assert not receipts.is_valid(document(), flipped, KEY.public_key())


@pytest.mark.parametrize("field", sorted(document()))
def test_changed_field_of_the_document_fails(field: str) -> None:
    signature = receipts.sign(document(), KEY)
    value = document()[field]
    changed = (
        value + 1 if isinstance(value, int) else value[:-1] + ("0" if value[-1] > "0" else "1")
    )

    assert not receipts.is_valid({**document(), field: changed}, signature, KEY.public_key())


def test_signature_by_another_key_fails() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))

    assert not receipts.is_valid(document(), receipts.sign(document(), other), KEY.public_key())


@pytest.mark.parametrize("signature", ["", "no base64!", "AAAA", "ÄÖÜ"])
def test_malformed_signature_is_just_invalid(signature: str) -> None:
    assert not receipts.is_valid(document(), signature, KEY.public_key())


def test_number_survives_a_telephone_call() -> None:
    numbers = {receipts.new_number() for _ in range(200)}

    assert len(numbers) == 200
    assert all(
        re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", n) for n in numbers
    )


def test_key_id_is_of_the_public_key_alone() -> None:
    copy = Ed25519PrivateKey.from_private_bytes(b"a seed for tests that signs them")
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))

    assert re.fullmatch(r"[0-9a-f]{16}", receipts.key_id(KEY.public_key()))
    assert receipts.key_id(KEY.public_key()) == receipts.key_id(copy.public_key())
    assert receipts.key_id(KEY.public_key()) != receipts.key_id(other.public_key())
