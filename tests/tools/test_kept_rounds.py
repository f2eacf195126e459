"""A kept round is the round that was built, and none is kept where it could differ."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone, translation

from competition import audit, clock, receipts, signing
from competition.models import Call, Receipt, SavedView, User
from tests.fixtures import kept_rounds
from tests.fixtures.kept_rounds import KEPT_SECONDS, KeptOr, Shelf, State, read_state
from tests.fixtures.people import account
from tests.fixtures.rounds import Points, Round, Stage, points_by_rank

Take = Callable[..., Any]


class Builds:
    """Counts how often Anna's account is written."""

    def __init__(self) -> None:
        self.count = 0

    def anna(self) -> User:
        self.count += 1
        return account("Anna")


@contextmanager
def undone() -> Iterator[None]:
    """Afterwards the database is as it was, as at the end of a test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def builds() -> Builds:
    return Builds()


@pytest.fixture
def own_shelf(db: None, shelf: Shelf | None) -> Shelf:
    """A shelf of this test's own, with nothing on it."""
    assert shelf
    return Shelf(shelf.empty)


@pytest.fixture
def take(own_shelf: Shelf) -> Take:
    """The round of a stage, from the test's own shelf or put on it."""
    return lambda stage: own_shelf.kept_or(lambda: Round().advance(stage), stage)


def age(shelf: Shelf, by: timedelta) -> None:
    """Everything on the shelf was built so much earlier."""
    for name, kept in shelf.kept.items():
        shelf.kept[name] = replace(
            kept,
            ended_at=kept.ended_at - by,
            kept_until=kept.kept_until - by.total_seconds(),
        )


def without_clocks(state: State) -> State:
    """Durations are numbers; the only one that a kept round changes is its clock."""
    columns = kept_rounds._columns()["competition_call"]
    place = columns.index('"clock_shift"')
    rows = [row[:place] + row[place + 1 :] for row in state.tables["competition_call"]]
    return State(state.schema, {**state.tables, "competition_call": rows})


def test_all_rows_are_the_same(take: Take) -> None:
    with undone():
        take(Stage.LOCKED)
        built = without_clocks(read_state())

    take(Stage.LOCKED)

    assert without_clocks(read_state()) == built


def test_values_are_stored_as_they_were(take: Take) -> None:
    kinds = 'SELECT typeof("opens_at"), typeof("clock_shift"), "opens_at" FROM competition_call'
    with undone(), connection.cursor() as cursor:
        take(Stage.OPEN)
        built = cursor.execute(kinds).fetchall()

    take(Stage.OPEN)

    with connection.cursor() as cursor:
        assert cursor.execute(kinds).fetchall() == built


def test_its_clock_stands_where_it_stood(own_shelf: Shelf, take: Take) -> None:
    with undone():
        stood_at = clock.now(take(Stage.SUBMITTED).call)
    earlier = timedelta(minutes=4)
    age(own_shelf, earlier)

    put_back = take(Stage.SUBMITTED)

    # The row itself is as it was written just now, so the time that is taken off it shows.
    passed = clock.now(put_back.call) + earlier - stood_at
    assert timedelta(0) <= passed < timedelta(minutes=1)
    shifts = {call.clock_shift for call in Call.objects.all()}
    shifts |= {each.call.clock_shift for each in put_back.applications}
    assert shifts == {put_back.call.clock_shift}


def test_a_round_without_a_clock_of_its_own_has_none(own_shelf: Shelf, take: Take) -> None:
    with undone():
        take(Stage.DRAFTED)
    age(own_shelf, timedelta(minutes=4))

    assert take(Stage.DRAFTED).call.clock_shift == timedelta(0)
    assert Call.objects.get().clock_shift == timedelta(0)


def test_it_goes_on_to_the_decision_and_all_its_proofs_hold(take: Take) -> None:
    with undone():
        take(Stage.LOCKED)

    round_ = take(Stage.LOCKED).advance(Stage.ANNOUNCED)

    assert round_.stage == Stage.ANNOUNCED
    assert round_.decision.awards.count() == 2
    assert [state for state in audit.verify() if not state.is_whole] == []
    public_key = signing.receipt_key().public_key()
    proven = [
        receipts.is_valid(each.document, each.signature, public_key)
        for each in Receipt.objects.order_by("pk")
    ]
    assert proven == [True] * 3


def test_numbers_go_on_behind_those_that_are_gone(own_shelf: Shelf) -> None:
    def build() -> User:
        gone, stays = account("Boris"), account("Anna")
        account("Clara").delete()
        gone.delete()
        return stays

    with undone():
        own_shelf.kept_or(build, "anna")
        after_built = account("Dora").pk

    own_shelf.kept_or(build, "anna")

    assert account("Dora").pk == after_built


def test_who_changes_a_round_changes_only_the_own(take: Take) -> None:
    with undone():
        built = take(Stage.OPEN)
        built.advance(Stage.SUBMITTED)
        built.call.title = "Geändert"
    with undone():
        put_back = take(Stage.OPEN)
        assert (put_back.stage, put_back.applications) == (Stage.OPEN, [])
        assert put_back.call.title == "Beispielrunde"
        put_back.advance(Stage.SUBMITTED)

    again = take(Stage.OPEN)

    assert (again.stage, again.applications, again.call.title) == (Stage.OPEN, [], "Beispielrunde")


def test_what_was_owed_at_the_commit_is_owed_again(own_shelf: Shelf) -> None:
    nudged = []

    def build() -> User:
        transaction.on_commit(lambda: nudged.append("anna"))
        return account("Anna")

    with undone():
        own_shelf.kept_or(build, "anna")
    before = len(connection.run_on_commit)
    own_shelf.kept_or(build, "anna")

    assert [each[1] for each in connection.run_on_commit[before:]] == own_shelf.kept.popitem()[
        1
    ].owed
    assert len(connection.run_on_commit) == before + 1


def test_same_wish_is_built_once(own_shelf: Shelf, builds: Builds) -> None:
    for wish in ("one", "other", "one"):
        with undone():
            own_shelf.kept_or(builds.anna, wish)

    assert builds.count == 2


def test_a_function_has_a_name_or_is_built(own_shelf: Shelf, builds: Builds) -> None:
    wishes: list[Points] = [points_by_rank, points_by_rank, lambda _juror, _application: {}]
    for points in wishes:
        with undone():
            own_shelf.kept_or(builds.anna, points)

    assert (builds.count, len(own_shelf.kept)) == (2, 1)


def test_beside_any_other_row_it_is_built_and_not_kept(own_shelf: Shelf, builds: Builds) -> None:
    with undone():
        ContentType.objects.create(app_label="other", model="row")
        own_shelf.kept_or(builds.anna, "anna")

    assert (builds.count, own_shelf.kept) == (1, {})


def test_a_changed_row_of_the_empty_database_is_not_kept(own_shelf: Shelf, builds: Builds) -> None:
    def build() -> None:
        builds.anna()
        ContentType.objects.filter(model="call").update(model="other")

    for _ in range(2):
        with undone():
            own_shelf.kept_or(build, "anna")

    assert (builds.count, own_shelf.kept) == (2, {})


def test_on_a_changed_schema_it_is_built(own_shelf: Shelf, builds: Builds) -> None:
    with undone():
        own_shelf.kept_or(builds.anna, "anna")
    with undone(), connection.cursor() as cursor:
        cursor.execute("CREATE INDEX another ON competition_call (title)")
        own_shelf.kept_or(builds.anna, "anna")

    assert builds.count == 2


def test_in_another_language_or_time_zone_it_is_another(own_shelf: Shelf, builds: Builds) -> None:
    with undone():
        own_shelf.kept_or(builds.anna, "anna")
    with undone(), translation.override("en"):
        own_shelf.kept_or(builds.anna, "anna")
    with undone(), timezone.override("UTC"):
        own_shelf.kept_or(builds.anna, "anna")

    assert builds.count == 3


def test_after_some_minutes_it_is_built(own_shelf: Shelf, builds: Builds) -> None:
    with undone():
        own_shelf.kept_or(builds.anna, "anna")
    age(own_shelf, timedelta(seconds=KEPT_SECONDS))
    own_shelf.kept_or(builds.anna, "anna")

    assert builds.count == 2


def test_what_fails_is_not_kept(own_shelf: Shelf) -> None:
    def fail() -> None:
        account("Anna")
        raise ValueError("too late")

    with undone(), pytest.raises(ValueError, match="too late"):
        own_shelf.kept_or(fail, "anna")

    assert own_shelf.kept == {}


def test_each_test_is_offered_what_the_worker_keeps(
    kept_or: KeptOr[User], builds: Builds, request: pytest.FixtureRequest
) -> None:
    for _ in range(2):
        with undone():
            kept_or(builds.anna, request.node.nodeid)

    assert builds.count == (2 if request.config.getoption("--built-anew") else 1)


@pytest.mark.built_anew
def test_a_marked_test_gets_it_built(kept_or: KeptOr[User], builds: Builds) -> None:
    for _ in range(2):
        with undone():
            kept_or(builds.anna, "marked")

    assert builds.count == 2


@pytest.mark.parametrize(
    "patch",
    [
        lambda monkeypatch: monkeypatch.setattr(SavedView, "__doc__", "patched"),
        lambda monkeypatch: monkeypatch.setitem({}, "a", "b"),
        lambda monkeypatch: monkeypatch.setenv("A_VARIABLE", "b"),
    ],
)
def test_after_a_patch_it_is_built(
    kept_or: KeptOr[User],
    builds: Builds,
    monkeypatch: pytest.MonkeyPatch,
    patch: Callable[[pytest.MonkeyPatch], None],
) -> None:
    with undone():
        kept_or(builds.anna, "patched")
    count = builds.count
    patch(monkeypatch)
    kept_or(builds.anna, "patched")

    assert builds.count == count + 1


def test_with_a_changed_setting_it_is_built(
    kept_or: KeptOr[User], builds: Builds, request: pytest.FixtureRequest, settings: LazySettings
) -> None:
    wish = request.node.nodeid
    with undone():
        kept_or(builds.anna, wish)
    with undone(), override_settings(DEBUG=True):
        kept_or(builds.anna, wish)
    settings.DEMO = True
    kept_or(builds.anna, wish)

    assert builds.count == 3
