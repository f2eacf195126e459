import contextvars

import pytest
from psycopg import OperationalError

from config.postgresql import driver, patience


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_asked_again_at", 0.0)


def test_without_a_request_there_is_no_limit() -> None:
    assert patience.left() is None


def test_inside_of_a_request_each_wait_has_one() -> None:
    with patience.limited(4):
        assert patience.left() == 4
    assert patience.left() is None


def test_nobody_is_patient_twice() -> None:
    with patience.limited(4):
        patience.give_up()
        assert patience.left() == 0
    with patience.limited(4):
        assert patience.left() == 4


def test_a_shorter_patience_inside_ends_with_its_block() -> None:
    with patience.limited(4):
        with patience.limited(2):
            patience.give_up()
        assert patience.left() == 4


def test_a_silent_database_is_not_asked_for_a_moment() -> None:
    patience.rest()
    with patience.limited(4):
        assert patience.is_resting()
        with pytest.raises(OperationalError):
            driver.connect(host="127.0.0.1")


def test_the_worker_asks_at_any_time() -> None:
    patience.rest()
    assert not patience.is_resting()


def test_the_moment_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "REST_SECONDS", -1.0)
    patience.rest()
    with patience.limited(4):
        assert not patience.is_resting()


def test_what_follows_a_request_is_as_impatient_and_the_next_begins_anew() -> None:
    def thread() -> list[float | None]:
        patience.begin(4)
        patience.give_up()
        after = patience.left()
        patience.begin(4)
        return [after, patience.left()]

    assert contextvars.copy_context().run(thread) == [0, 4]
    assert patience.left() is None
