"""The fictitious places: recognisable, in the reserved range, and shaped like the register's."""

from collections import Counter

import pytest

from competition.models.municipality import Kind
from competition.perspectives import OPENNESS
from demo.places import PARAGRAPHS, PARTNER, PLACES, Place, concept


def test_as_many_apply_as_in_2017() -> None:
    assert len(PLACES) == 26
    assert PARTNER not in PLACES


def test_keys_are_reserved_and_unique() -> None:
    keys = [place.ags for place in [*PLACES, PARTNER]]
    assert len(set(keys)) == 27
    assert all(key.startswith("99") and len(key) == 8 for key in keys)


def test_names_say_that_they_are_examples() -> None:
    for place in [*PLACES, PARTNER]:
        assert "beispiel" in place.name.casefold() or "muster" in place.name.casefold()


def test_every_kind_takes_part() -> None:
    assert set(Counter(place.kind for place in PLACES)) == set(Kind.values)


def test_every_perspective_is_somebodys() -> None:
    wanted = {key for place in PLACES for key in place.perspectives}
    assert wanted == {key for key, _ in OPENNESS} == set(PARAGRAPHS)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.ags)
def test_concept_fits_its_question_and_has_a_paragraph_per_perspective(place: Place) -> None:
    text = concept(place)
    assert len(text) <= 4_000
    assert len(text.split("\n\n")) == len(place.perspectives)
