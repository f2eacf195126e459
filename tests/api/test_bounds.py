"""A token that names a call opens nothing of any other, whatever address it tries."""

from collections.abc import Callable

import pytest

from competition.models import Call
from competition.services import calls
from reviews.services import jury
from tests.api.caller import Caller, assert_problem
from tests.api.operations import NOWHERE, OPERATIONS, Known
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import QUESTIONS, Round, call_fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("many_requests")]

BY_TOKEN = [known for known in OPERATIONS if known.operation.scope]
OF_ROWS = [known for known in BY_TOKEN if known.places]
LISTS = [known for known in BY_TOKEN if known.operation.many and not known.places]
# The site's own, of which a token for one call reads nothing.
OF_NO_CALL = {"listAvailability", "listBarrierReports", "listSiteTexts"}
Address = Callable[[Known], str]
Bound = Callable[[str, Call | None], Caller]


@pytest.fixture
def other(proposed: Round) -> Call:
    """A second call, of which there is nothing yet; Clara sits in its jury, too."""
    fields = call_fields(slug="anderswo", title="Andere Runde")
    call = calls.create(fields=fields, questions=list(QUESTIONS), by=proposed.dora)
    jury.appoint(call=call, user=proposed.jurors[0].user, by=proposed.dora)
    return call


def test_c09_a_bound_token_finds_nothing_of_another_call(
    other: Call, existing: Address, bound: Bound
) -> None:
    """One round for all: what every operation says of it is what it says of nothing."""
    made_up = {"slug": "no-such-call", "public_id": NOWHERE}
    for known in OF_ROWS:
        caller = bound(known.view.audience, other)  # of its own: requests are counted by token
        for body in (b"", known.example_body()):
            with unchanged():
                foreign = caller.call(known.method, existing(known), body)
            absent = caller.call(known.method, known.address(**made_up), body)
            assert (foreign.status, foreign.body) == (absent.status, absent.body), str(known)
        assert_problem(foreign, "not_found", 404)


def test_a_bound_token_lists_nothing_of_another_call(
    proposed: Round, other: Call, bound: Bound
) -> None:
    hidden = [proposed.call.slug, *(each.public_id for each in proposed.applications)]
    for known in LISTS:
        told = bound(known.view.audience, other).get(known.address())
        assert not [word for word in hidden if word in told.body.decode()], str(known)


def test_a_bound_token_lists_its_own_call(proposed: Round, other: Call, bound: Bound) -> None:
    for known in LISTS:
        told = bound(known.view.audience, proposed.call).get(known.address())
        is_told = str(known) not in OF_NO_CALL
        assert (told.status, bool(told.rows)) == (200, is_told), str(known)
        assert other.slug not in told.body.decode(), str(known)
