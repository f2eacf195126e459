"""A token that names a call opens nothing of any other, whatever address it tries."""

import json
from collections.abc import Callable

import pytest

from api.models import SCOPES, Audience
from competition.models import Call, User
from competition.services import calls
from reviews.services import jury
from tests.api.caller import Caller, assert_problem, caller_of
from tests.api.operations import NOWHERE, OPERATIONS, Known
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import QUESTIONS, Round, call_fields
from tests.fixtures.second_factors import give_app

pytestmark = pytest.mark.django_db

AUDIENCES = Audience.values
BY_TOKEN = [known for known in OPERATIONS if known.operation.scope]
OF_ROWS = [known for known in BY_TOKEN if known.places]
LISTS = [known for known in BY_TOKEN if known.operation.many and not known.places]
Address = Callable[[Known], str]
Bound = Callable[[str, Call], Caller]


@pytest.fixture
def other(proposed: Round) -> Call:
    """A second call, of which there is nothing yet; Clara sits in its jury, too."""
    fields = call_fields(slug="anderswo", title="Andere Runde")
    call = calls.create(fields=fields, questions=list(QUESTIONS), by=proposed.dora)
    jury.appoint(call=call, user=proposed.jurors[0].user, by=proposed.dora)
    return call


@pytest.fixture
def bound(proposed: Round) -> Bound:
    """Whoever an operation is meant for, with every scope, for one call alone."""
    people: dict[str, User] = {
        Audience.OFFICE: proposed.dora,
        Audience.PORTAL: proposed.applications[0].contact,
        Audience.JURY: proposed.jurors[0].user,
    }

    give_app(proposed.jurors[0].user)

    def caller(audience: str, call: Call) -> Caller:
        scopes = SCOPES[audience].values
        return caller_of(people[audience], *scopes, audience=Audience(audience), call=call)

    return caller


def body_of(known: Known) -> bytes:
    example = known.operation.body_example
    return json.dumps(example).encode() if example else b""


def test_a_bound_token_finds_nothing_of_another_call(
    other: Call, existing: Address, bound: Bound
) -> None:
    """One round for all: what every operation says of it is what it says of nothing."""
    callers = {audience: bound(audience, other) for audience in AUDIENCES}
    made_up = {"slug": "no-such-call", "public_id": NOWHERE}
    for known in OF_ROWS:
        caller = callers[known.view.audience]
        for body in (b"", body_of(known)):
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
        assert (told.status, bool(told.rows)) == (200, True), str(known)
        assert other.slug not in told.body.decode(), str(known)
