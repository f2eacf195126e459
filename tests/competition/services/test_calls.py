"""Calls: created, published, archived; example rounds may have their clock moved."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from competition import clock
from competition.models import AuditEntry, Award, Call, User
from competition.services import calls
from tests.fixtures.people import OWN_TOWN, place
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MICROSECOND,
    OPENS_AT,
    PUBLISHED_AT,
    call_fields,
)

pytestmark = pytest.mark.django_db

LINE = {"key": "idea", "kind": "line", "label": "Idee", "max_chars": 80}
ARCHIVE = {
    "slug": "archiv",
    "title": "Archiv",
    "summary": "Eine vergangene Runde.",
    "published_at": PUBLISHED_AT,
    "is_synthetic": False,
}


def create(by: User, *questions: dict[str, Any], **fields: Any) -> Call:
    return calls.create(fields=call_fields(**fields), questions=questions or (LINE,), by=by)


def archive(**fields: Any) -> Call:
    return calls.archive(
        fields=call_fields(**{**ARCHIVE, **fields}),
        awards=[{"ags": OWN_TOWN, "title": "Offen", "amount_cents": 50_000_00}],
        granted_at=datetime(2017, 5, 17, tzinfo=UTC),
    )


def test_create_asks_for_a_title_first(dora: User) -> None:
    call = create(dora)

    assert [(q.position, q.key) for q in call.questions.all()] == [(0, "title"), (1, "idea")]
    assert call.published_at is None


def test_create_keeps_an_own_question_for_the_title(dora: User) -> None:
    own = {"key": "title", "kind": "line", "label": "Wie heißt es?", "max_chars": 300}

    call = create(dora, LINE, own)

    assert [question.key for question in call.questions.all()] == ["idea", "title"]


@pytest.mark.parametrize(
    "change",
    [{"max_chars": 301}, {"max_chars": None}, {"kind": "text"}, {"is_required": False}],
)
def test_create_refuses_a_title_that_fits_no_version(dora: User, change: dict[str, Any]) -> None:
    own = {"key": "title", "kind": "line", "label": "Titel", "max_chars": 150, **change}

    with refused("call_invalid") as caught:
        create(dora, own)
    assert caught.field == "questions"


def test_create_is_for_the_office(anna: User) -> None:
    with refused("not_allowed"):
        create(anna)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"slug": "kein slug"}, "slug"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"places_count": -1}, "places_count"),
        ({"contact_email": "keine Adresse"}, "contact_email"),
        ({"publication_level": "everything"}, "publication_level"),
        ({"eligible_kinds": []}, "eligible_kinds"),
        ({"eligible_kinds": ["town", "planet"]}, "eligible_kinds"),
        ({"opens_at": DEADLINE_AT}, "__all__"),
        ({"budget_cents": 99_999_99}, "__all__"),
        ({"is_synthetic": False, "clock_shift": timedelta(days=1)}, "__all__"),
    ],
)
def test_create_refuses_what_makes_no_call(dora: User, fields: dict[str, Any], field: str) -> None:
    with refused("call_invalid") as caught:
        create(dora, **fields)
    assert caught.field == field


@pytest.mark.parametrize(
    "question", [{"kind": "essay"}, {"key": "zwei Wörter"}, {"label": ""}, {"key": "title"}]
)
def test_create_refuses_a_wrong_question(dora: User, question: dict[str, Any]) -> None:
    again = {"key": "title", "kind": "line", "label": "Titel", "max_chars": 150}
    with refused("call_invalid"):
        create(dora, again, {**LINE, **question})


def test_create_with_a_slug_in_use_is_refused(dora: User) -> None:
    create(dora)

    with refused("call_invalid") as caught:
        create(dora)
    assert caught.field == "slug"


def test_publish_makes_a_call_visible(dora: User) -> None:
    call = create(dora)
    assert list(Call.objects.published()) == []

    calls.publish(call=call, by=dora)

    assert list(Call.objects.published()) == [call]
    assert Call.objects.get().published_by == dora


def test_publish_twice_is_refused(dora: User, emil: User) -> None:
    call = create(dora)
    calls.publish(call=call, by=dora)

    with refused("call_published"):
        calls.publish(call=call, by=emil)


def test_publish_is_for_the_office(dora: User, anna: User) -> None:
    call = create(dora)

    with refused("not_allowed"):
        calls.publish(call=call, by=anna)


def test_clock_of_an_example_is_moved_and_the_log_says_so(dora: User) -> None:
    call = create(dora)

    calls.shift_clock(call=call, to=CLOSED_AT, by=dora)

    call.refresh_from_db()
    assert CLOSED_AT <= clock.now(call) < CLOSED_AT + timedelta(minutes=1)
    logged = AuditEntry.objects.get(act="call.clock_shifted")
    assert (logged.actor, logged.subject) == (dora, call.slug)
    assert logged.payload == {"seconds": int(call.clock_shift.total_seconds())}


def test_clock_of_an_example_is_set_back_to_real_time(dora: User) -> None:
    call = create(dora)
    calls.shift_clock(call=call, to=CLOSED_AT, by=dora)

    calls.shift_clock(call=call, to=None, by=dora)

    call.refresh_from_db()
    assert call.clock_shift == timedelta(0)


def test_clock_of_a_real_call_is_never_moved(dora: User) -> None:
    call = create(dora, is_synthetic=False)

    with refused("synthetic_only"):
        calls.shift_clock(call=call, to=timezone.now(), by=dora)


def test_archive_enters_published_facts(db: None) -> None:
    place(OWN_TOWN, "Beispielstadt")

    call = archive()

    award = Award.objects.get()
    assert (call.is_archive, award.call, award.application) == (True, call, None)
    assert (award.municipality.ags, award.amount_cents) == (OWN_TOWN, 50_000_00)
    assert list(Award.objects.public(clock.now())) == [award]


def test_archive_entered_again_changes_nothing(db: None) -> None:
    place(OWN_TOWN, "Beispielstadt")
    call = archive()

    with unchanged():
        assert archive(title="Anders") == call


def test_archive_with_an_unknown_key_is_refused(db: None) -> None:
    with refused("municipality_unknown") as caught:
        archive()
    assert caught.field == "ags"


def test_archive_that_makes_no_call_is_refused(db: None) -> None:
    place(OWN_TOWN, "Beispielstadt")

    with refused("call_invalid"):
        archive(deadline_at=OPENS_AT - MICROSECOND)
