"""Callers of the API: Dora and Emil by token, and everybody without one."""

from collections.abc import Callable

import pytest

from api.models import Scope
from competition.models import User
from tests.api.caller import Caller, caller_of, portal_caller_of
from tests.api.operations import Known
from tests.fixtures.rounds import MakeRound, Round, Stage


@pytest.fixture
def as_dora(dora: User) -> Caller:
    """Dora with every scope."""
    return caller_of(dora, *Scope.values)


@pytest.fixture
def as_emil(emil: User) -> Caller:
    """Emil with every scope."""
    return caller_of(emil, *Scope.values)


@pytest.fixture
def as_anna(anna: User) -> Caller:
    """Anna with every scope of the portal."""
    return portal_caller_of(anna)


@pytest.fixture
def entitled(as_dora: Caller, as_anna: Caller) -> Callable[[Known], Caller]:
    """Whoever an operation is meant for."""
    return lambda known: as_anna if known.view.audience == "portal" else as_dora


@pytest.fixture
def anybody(db: None) -> Caller:
    """Somebody without a token."""
    return Caller()


@pytest.fixture
def proposed(make_round: MakeRound) -> Round:
    """A round whose decision Dora has proposed."""
    return make_round(Stage.PROPOSED)


@pytest.fixture
def existing(proposed: Round) -> Callable[[Known], str]:
    """The address of an operation in that round."""
    assert proposed.run
    assert proposed.decision
    ids = {"run": proposed.run.public_id, "decision": proposed.decision.public_id}

    def address(known: Known) -> str:
        of_application = proposed.applications[0].public_id
        wanted = next((ids[word] for word in ids if word in known.name), of_application)
        return known.address(slug=proposed.call.slug, public_id=wanted)

    return address
