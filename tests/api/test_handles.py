"""Names of rows that tell nothing of their number."""

import pytest

from api.handles import CHARS, handle_of, row_of
from competition.errors import Refusal
from programme.models import Event, Workshop


def test_a_name_is_of_one_row_of_one_kind() -> None:
    rows = [Workshop(pk=number) for number in range(1, 50)]
    names = {handle_of(row) for row in rows}
    assert len(names) == 49
    assert {len(name) for name in names} == {CHARS}
    assert handle_of(Workshop(pk=1)) == handle_of(rows[0])
    assert handle_of(Event(pk=1)) not in names


def test_a_name_leads_back_to_its_row() -> None:
    rows = [Workshop(pk=1), Workshop(pk=2)]
    assert row_of(rows, handle_of(rows[1])) is rows[1]


@pytest.mark.parametrize("made_up", ["", "1", "2", "x" * CHARS, handle_of(Workshop(pk=3))])
def test_what_names_none_is_not_found(made_up: str) -> None:
    with pytest.raises(Refusal) as caught:
        row_of([Workshop(pk=1), Workshop(pk=2)], made_up)
    assert caught.value.code == "not_found"
