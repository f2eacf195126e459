"""Guessing with many hands at once: no more tries than one after the other."""

import pytest

from competition.errors import Refusal
from competition.models import User
from competition.services import second_factors, sign_in
from competition.services.brakes import LIMIT
from tests.fixtures.second_factors import code_of
from tests.races.hands import at_once, refusals, successes

pytestmark = pytest.mark.django_db(transaction=True)


def test_a11_thirty_hands_have_ten_tries(anna: User) -> None:
    def guess() -> None:
        sign_in.verify(email=anna.email, password="falsch")

    outcomes = at_once([guess] * 30, hands=15)

    codes = [each.code for each in outcomes if isinstance(each, Refusal)]
    assert sorted(codes) == ["credentials_wrong"] * LIMIT + ["too_many_tries"] * (30 - LIMIT)


def test_a13_code_sent_by_eight_hands_counts_once(dora: User) -> None:
    code = code_of()

    outcomes = at_once([lambda: second_factors.prove(user=dora, code=code)] * 8, hands=8)

    assert len(successes(outcomes)) == 1
    assert set(refusals(outcomes)) == {"code_wrong"}
