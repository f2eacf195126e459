"""A plan leaves sealed for its juror and comes back as it was, or not at all."""

import secrets

import pytest

from reviews.forms.workbook import MAX_SEALED_CHARS, opened, sealed
from reviews.models import JuryMember
from reviews.services.imports import Step
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db
CLARA, OTHER = JuryMember(pk=1), JuryMember(pk=2)
STEP = Step("abc", 3, {"comment": "Schlüssig."}, is_stale=True)


def test_what_was_sealed_comes_back() -> None:
    assert opened(CLARA, sealed(CLARA, [STEP])) == [STEP]


def test_more_than_a_page_can_carry_is_refused() -> None:
    noise = secrets.token_hex(MAX_SEALED_CHARS)
    with refused("workbook_too_long"):
        sealed(CLARA, [Step("abc", 1, {"comment": noise}, is_stale=False)])


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: text * 2, lambda _: ""])
def test_a_plan_that_was_touched_is_refused(change: object) -> None:
    assert callable(change)
    with refused("plan_unreadable"):
        opened(CLARA, change(sealed(CLARA, [STEP])))


def test_a_plan_is_its_juror_s_alone() -> None:
    with refused("plan_unreadable"):
        opened(OTHER, sealed(CLARA, [STEP]))


def test_a_plan_beyond_its_length_is_refused() -> None:
    with refused("plan_unreadable"):
        opened(CLARA, "x" * (MAX_SEALED_CHARS + 1))
