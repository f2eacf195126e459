"""The state table, as the whole product of states and moves against literal sets."""

from itertools import product

import pytest

from competition import moves
from competition.models.application import ApplicationState
from competition.moves import MOVES, Actor, State
from competition.phases import Phase

NAMES = ["submit", "submit_late", "withdraw", "admit", "exclude", "announce", ""]
LEGAL = {
    ("draft", "submit", "submitted"),
    ("submitted", "submit", "submitted"),
    ("withdrawn", "submit", "submitted"),
    ("draft", "submit_late", "submitted"),
    ("withdrawn", "submit_late", "submitted"),
    ("submitted", "withdraw", "withdrawn"),
    ("submitted", "admit", "admitted"),
    ("excluded", "admit", "admitted"),
    ("submitted", "exclude", "excluded"),
    ("admitted", "exclude", "excluded"),
}
# (state, phase, actor) → moves, wherever there is any.
OFFERED = {
    ("draft", "open", "editor"): ["submit"],
    ("submitted", "open", "editor"): ["submit"],
    ("withdrawn", "open", "editor"): ["submit"],
    ("submitted", "open", "signatory"): ["withdraw"],
    ("submitted", "closed", "office"): ["admit", "exclude"],
    ("admitted", "closed", "office"): ["exclude"],
    ("excluded", "closed", "office"): ["admit"],
}


def test_legal_moves_are_exactly_these() -> None:
    found = {
        (str(state), name, str(MOVES[name].target))
        for state, name in product(State, NAMES)
        if moves.is_legal(name=name, state=state)
    }

    assert found == LEGAL


def test_offered_moves_are_exactly_these() -> None:
    offered = {
        (str(state), str(phase), str(actor)): moves.available(
            state=state, phase=phase, actors=frozenset({actor})
        )
        for state, phase, actor in product(State, Phase, Actor)
    }

    assert {key: names for key, names in offered.items() if names} == OFFERED


def test_late_submission_is_offered_only_to_who_was_admitted_late() -> None:
    offered = {
        (str(state), str(phase), str(actor))
        for state, phase, actor in product(State, Phase, Actor)
        if "submit_late"
        in moves.available(
            state=state, phase=phase, actors=frozenset({actor}), is_admitted_late=True
        )
    }

    assert offered == {("draft", "closed", "editor"), ("withdrawn", "closed", "editor")}


def test_offered_moves_are_all_legal() -> None:
    for state, phase in product(State, Phase):
        for name in moves.available(state=state, phase=phase, actors=frozenset(Actor)):
            assert moves.is_legal(name=name, state=state)


def test_available_without_a_role_is_nothing() -> None:
    for state, phase in product(State, Phase):
        assert moves.available(state=state, phase=phase, actors=frozenset()) == []


def test_states_of_the_table_and_of_the_database_are_the_same() -> None:
    assert [state.value for state in State] == ApplicationState.values


@pytest.mark.parametrize("state", ["", "SUBMITTED", "announced"])
def test_unknown_state_has_no_move(state: str) -> None:
    assert [name for name in NAMES if moves.is_legal(name=name, state=state)] == []
