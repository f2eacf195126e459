"""How often a page saves: the more people write, the longer it waits."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from competition import clock, pace
from competition.models import Application, User
from tests.fixtures.rounds import Round, answer


@pytest.mark.parametrize(
    ("editors", "seconds"),
    [(0, 20), (260, 20), (1_000, 20), (1_001, 21), (2_000, 40), (11_000, 220)],
)
def test_so_many_editors_never_save_more_than_fifty_times_a_second(
    editors: int, seconds: int
) -> None:
    assert pace.seconds_between_saves(editors) == seconds
    assert editors / seconds <= 50


@pytest.mark.django_db
def test_writers_of_the_last_ten_minutes_in_this_call_are_counted_once_for_a_while(
    open_round: Round,
    draft: Application,
    anna: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pace, "SAVES_PER_SECOND", 1)
    monkeypatch.setattr(pace, "SHORTEST_SECONDS", 0)
    answer(draft, anna, title="Anna schreibt auch.")
    answer(draft, anna, concept="Und noch etwas.")
    now = clock.now(draft.call)

    with django_assert_num_queries(1):
        assert pace.next_save_in(draft.call, now) == 2
        assert pace.next_save_in(draft.call, now + timedelta(hours=1)) == 2
    pace.forget()
    assert pace.next_save_in(draft.call, now + timedelta(hours=1)) == 0
