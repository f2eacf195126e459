"""What a receipt proves, with and without content and published keys."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from competition import receipts
from tests.fixtures.receipt_files import (
    CONTENT,
    OTHER,
    RECEIVED_AT,
    SEED,
    document,
    examined,
    keys_file,
    public,
    receipt_file,
)
from verify_receipt import OPEN, PROVEN, REFUTED


def test_genuine_receipt_with_content_and_published_key_is_proven() -> None:
    assert examined(receipt_file(), keys=keys_file(), content=receipts.canonical(CONTENT)) == (
        PROVEN,
        ["signature_genuine", "key_published", "content_matches"],
    )


def test_receipt_without_its_content_is_proven_and_says_what_was_not_compared() -> None:
    status, codes = examined(receipt_file(), keys=keys_file())
    assert (status, codes[2]) == (PROVEN, "content_missing")


@pytest.mark.parametrize("field", sorted(set(document()) - {"format", "synthetic"}))
def test_any_changed_field_is_refuted(field: str) -> None:
    said = document()
    value = said[field]
    if isinstance(value, int):
        changed: Any = value + 1
    elif field == "received_at":
        changed = value.replace("59.", "58.")
    else:
        changed = value[:-1] + ("1" if value[-1] == "0" else "0")
    file = receipt_file(document={**said, field: changed})
    status, codes = examined(file, keys=keys_file())
    assert (status, codes[0]) == (REFUTED, "signature_wrong")


def test_real_receipt_that_is_made_an_example_is_refuted() -> None:
    file = receipt_file(document={**document(), "synthetic": True})
    assert examined(file, keys=keys_file())[0] == REFUTED


def test_other_content_is_refuted() -> None:
    other = receipts.canonical({**CONTENT, "format": "x"})
    status, codes = examined(receipt_file(), keys=keys_file(), content=other)
    assert (status, codes[2]) == (REFUTED, "content_differs")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"no json", b"[1.5]", b'"\\ud800"'])
def test_content_that_is_no_json_is_just_another_content(content: bytes) -> None:
    assert examined(receipt_file(), keys=keys_file(), content=content)[1][2] == "content_differs"


def test_content_that_an_editor_has_indented_is_the_same() -> None:
    pretty = b"\xef\xbb\xbf" + json.dumps(CONTENT, indent=4).encode() + b"\r\n"
    assert examined(receipt_file(), keys=keys_file(), content=pretty)[1][2] == "content_matches"


def test_receipt_by_a_key_of_ones_own_is_not_proven() -> None:
    forged = receipt_file(by=OTHER)
    assert examined(forged, keys=keys_file()) == (
        OPEN,
        ["signature_fits", "key_unknown", "content_missing"],
    )


def test_receipt_by_a_key_of_ones_own_under_a_foreign_name_is_refuted() -> None:
    forged = receipt_file(by=OTHER, key_id=public(SEED).key_id)
    assert examined(forged, keys=keys_file())[0] == REFUTED


def test_key_in_the_file_that_has_not_its_id_is_not_used() -> None:
    forged = receipt_file(by=OTHER, key_id="0" * 16)
    assert examined(forged)[1][:2] == ["signature_unchecked", "key_unconfirmed"]


def test_without_published_keys_nothing_is_proven() -> None:
    assert examined(receipt_file()) == (
        OPEN,
        ["signature_fits", "key_unconfirmed", "content_missing"],
    )


def test_file_without_a_key_is_checked_by_the_published_one() -> None:
    assert examined(receipt_file(public_key=None), keys=keys_file())[0] == PROVEN
    assert examined(receipt_file(public_key=None))[1][0] == "signature_unchecked"


MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("begun", "ended", "found"),
    [
        (None, None, "key_published"),
        (RECEIVED_AT, RECEIVED_AT + MOMENT, "key_published"),
        (RECEIVED_AT + MOMENT, None, "key_outside"),
        (None, RECEIVED_AT, "key_outside"),
    ],
)
def test_key_counts_only_in_its_time(
    begun: datetime | None, ended: datetime | None, found: str
) -> None:
    keys = keys_file(public(SEED, valid_from=begun, valid_until=ended))
    status, codes = examined(receipt_file(), keys=keys)
    assert codes[1] == found
    assert status == (PROVEN if found == "key_published" else REFUTED)


def test_example_round_has_a_clock_of_its_own() -> None:
    keys = keys_file(public(SEED, valid_from=RECEIVED_AT + timedelta(days=3_000)))
    file = receipt_file(document(is_synthetic=True))
    assert examined(file, keys=keys)[0] == PROVEN


def test_rotated_keys_are_told_apart() -> None:
    keys = keys_file(
        public(OTHER, valid_from=RECEIVED_AT + MOMENT),
        public(SEED, valid_until=RECEIVED_AT + MOMENT),
    )
    assert examined(receipt_file(), keys=keys)[0] == PROVEN
    assert examined(receipt_file(by=OTHER), keys=keys)[1][1] == "key_outside"


@given(
    seed=st.sampled_from([SEED, OTHER]),
    field=st.sampled_from(["number", "call", "application", "chain_digest"]),
    hit=st.booleans(),
)
def test_library_and_own_arithmetic_find_the_same(
    seed: Ed25519PrivateKey, field: str, hit: bool
) -> None:
    said = document()
    shown = {**said, field: said[field][::-1]} if hit else said
    file = receipt_file(said, by=seed, document=shown)
    assert examined(file, keys=keys_file()) == examined(file, keys=keys_file(), fits=receipts.fits)
