"""Files that are no receipts and no keys: malformed, and nothing else happens."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import verify_receipt
from competition import receipts
from tests.fixtures.receipt_files import document, receipt_file
from verify_receipt import MalformedError


@pytest.mark.parametrize(
    "file",
    [
        b"null",
        b"[]",
        b"{}",
        b'"text"',
        b'{"document": 1}',
        receipt_file(format="other"),
        receipt_file(signature="AAAA"),
        receipt_file(signature=None),
        receipt_file(signature="ä" * 88),
        receipt_file(public_key="AAAA"),
        receipt_file(public_key=7),
        receipt_file(key_id="ABC"),
        receipt_file(key_id=None),
        receipt_file(document=None),
        receipt_file(document={**document(), "format": "modellkommune-receipt-2"}),
        receipt_file(document={**document(), "version": "2"}),
        receipt_file(document={**document(), "version": True}),
        receipt_file(document={**document(), "synthetic": 0}),
        receipt_file(document={**document(), "number": "\x1b[31mrot"}),
        receipt_file(document={**document(), "received_at": "2017-02-30T00:00:00.000000Z"}),
        receipt_file(document={**document(), "received_at": "gestern"}),
        receipt_file(document={**document(), "call": ["x"]}),
        receipt_file(document={k: v for k, v in document().items() if k != "sha256"}),
    ],
)
def test_what_is_no_receipt_is_malformed(file: bytes) -> None:
    with pytest.raises(MalformedError) as raised:
        verify_receipt.read_receipt(file)
    assert raised.value.code == "not_a_receipt"


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_garbage_is_malformed_and_nothing_else(file: bytes) -> None:
    for reading in (verify_receipt.read_receipt, verify_receipt.read_keys):
        with pytest.raises(MalformedError):
            reading(file)


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"public_key": "AAAA", "valid_from": None, "valid_until": None},
        {
            "public_key": base64.b64encode(bytes(32)).decode(),
            "valid_from": "x",
            "valid_until": None,
        },
        7,
    ],
)
def test_malformed_key_is_refused(row: Any) -> None:
    with pytest.raises(MalformedError) as raised:
        verify_receipt.read_keys(
            receipts.canonical({"format": "modellkommune-keys-1", "keys": [row]})
        )
    assert raised.value.code == "not_keys"
