"""The lot, against the published vector."""

from reviews.selection import lot
from reviews.selection.case import LotValues

NONCE = "8f3a1c5e7b9d02466882aaccee13579bdf02468ace13579bdf0123456789abcd"
VALUES = LotValues(NONCE, "2026-12-05 6aus49 03 11 19 27 38 44 SZ 7")


def test_commitment_of_the_vector() -> None:
    expected = "41842da2a946b0a2f0dfc1a8d1c1157a9dbecc9ff4818cc2b688ec1dd249c5c7"
    assert lot.commitment(NONCE) == expected


def test_seed_of_the_vector() -> None:
    expected = "22109395d8de021e404a30803266f98e05a4d98acc576c871f64309c87226b43"
    assert lot.seed(VALUES).hex() == expected


def test_order_of_four_twins() -> None:
    twins = ["A11", "A12", "A13", "A14"]
    assert lot.order(lot.seed(VALUES), twins) == ["A12", "A14", "A13", "A11"]


def test_order_does_not_depend_on_how_the_ids_are_given() -> None:
    ids = ["Ü", "A", "A1", "b"]
    assert lot.order(b"seed", ids) == lot.order(b"seed", reversed(ids))


def test_refused_nonce_leaves_the_public_value_alone() -> None:
    refused = LotValues("", VALUES.public_value)
    assert lot.seed(refused) != lot.seed(VALUES)
