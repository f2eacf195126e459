"""What refusals give away: nothing. Table C of docs/security.md, over all operations."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competition.models import User
from tests.api.caller import Caller, jury_caller_of, portal_caller_of
from tests.api.operations import NOWHERE, OPERATIONS, Known
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("many_requests")]
Address = Callable[[Known], str]
LITERALS = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|NULL|\bs[0-9]+_x[0-9]+")
OF_MUNICIPALITIES = [known for known in OPERATIONS if known.view.audience == "portal"]
ODD: tuple[Any, ...] = ([], -1)
OF_JURORS = [known for known in OPERATIONS if known.view.audience == "jury"]


def statements(caller: Caller, known: Known, address: str) -> list[str]:
    """The statements that a request costs, without what they ask for; its answer is "not found"."""
    with CaptureQueriesContext(connection) as captured:
        answer = caller.call(known.method, address, known.example_body())
    assert answer.status == 404, (str(known), answer.value)
    return [LITERALS.sub("?", query["sql"]) for query in captured.captured_queries]


def test_c10_a_foreign_id_costs_the_same_statements_as_a_made_up_one(
    proposed: Round, existing: Address
) -> None:
    """Where the same work is done for both, no time tells them apart."""
    boris = portal_caller_of(User.objects.get(email="boris@example.org"))
    tried = [known for known in OF_MUNICIPALITIES if "public_id" in known.places]
    assert tried
    for known in tried:
        made_up = known.address(slug=proposed.call.slug, public_id=NOWHERE)
        assert statements(boris, known, existing(known)) == statements(boris, known, made_up)


def test_c10_what_is_befangen_costs_a_juror_the_same_statements_as_a_made_up_one(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.REVIEWING)
    clara, hidden = round_.jurors[0], round_.applications[0]
    round_.declare(clara)
    round_.declare(clara, hidden, answer="kinship")
    caller = jury_caller_of(clara.user, round_.call)
    tried = [known for known in OF_JURORS if known.places == ["public_id"]]
    tried = [known for known in tried if known.method == "GET"]
    assert tried
    for known in tried:
        foreign, made_up = (
            statements(caller, known, known.address(public_id=each))
            for each in (hidden.public_id, NOWHERE)
        )
        assert foreign == made_up, str(known)


def refusals(
    callers: Callable[[Known], Caller], existing: Address, audience: str
) -> Iterator[tuple[Known, str]]:
    """What an audience is told when its acts are refused: as they are, and with odd values."""
    for known in OPERATIONS:
        if known.view.audience != audience or known.method == "GET":
            continue
        example = dict(known.operation.body_example or {}) if known.takes_json else {}
        bodies = [b"", b"{}", known.example_body()]
        bodies += [known.example_body(**{name: value}) for name in example for value in ODD]
        for body in bodies:
            answer = callers(known).call(known.method, existing(known), body)
            if answer.status >= 400:
                yield known, answer.body.decode()


@pytest.mark.parametrize(
    ("audience", "hidden"),
    [
        ("portal", ("Clara", "Juror 2", "Musterdorf", "Boris", "Vorhaben 2", "Überzeugt", "Dora")),
        ("jury", ("Juror 2", "Boris", "Berta", "Dora")),
    ],
)
def test_c11_no_refusal_names_what_is_hidden(
    callers: Callable[[Known], Caller],
    existing: Address,
    audience: str,
    hidden: tuple[str, ...],
) -> None:
    told = list(refusals(callers, existing, audience))
    assert len(told) > 10
    for known, text in told:
        assert not [word for word in hidden if word in text], (str(known), text)
