"""The own canonical form (RFC 8785), and JSON that has one meaning only."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

import verify_receipt
from competition import receipts
from verify_receipt import MalformedError, canonical

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=20,
)
NAMED = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), JSON | st.floats(-9, 9))


@given(JSON)
def test_canonical_form_is_that_of_the_library(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)
    assert verify_receipt.parse(canonical(value), 10**6) == value


@given(NAMED)
def test_what_the_site_signs_is_in_the_form_of_the_library(document: dict[str, Any]) -> None:
    """Also where the standard library writes it."""
    assert receipts.canonical(document) == rfc8785.dumps(document)


def test_names_are_sorted_as_rfc_8785_wants() -> None:
    """By UTF-16: the emoji's surrogates come before the ligature (RFC 8785, 3.2.3)."""
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    assert canonical(dict.fromkeys(names, 1)) == rfc8785.dumps(dict.fromkeys(names, 1))
    assert receipts.canonical(dict.fromkeys(names, 1)) == rfc8785.dumps(dict.fromkeys(names, 1))


@pytest.mark.parametrize("value", [1.5, 2**53, {1: 2}, b"x", "\ud800", {"a": object()}])
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        canonical(value)


@pytest.mark.parametrize(
    "text",
    ["", "{", "NaN", "1.5", "1e3", "9007199254740992", "1" * 5_000, '{"a":1,"a":2}', "[" * 100_000],
)
def test_json_without_one_meaning_is_refused(text: str) -> None:
    with pytest.raises(MalformedError) as raised:
        verify_receipt.parse(text.encode(), 10**6)
    assert raised.value.code == "not_json"


def test_file_over_the_limit_is_refused() -> None:
    with pytest.raises(MalformedError) as raised:
        verify_receipt.parse(b" " * 11, 10)
    assert raised.value.code == "too_large"
