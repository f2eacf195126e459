"""Drafts of calls: edited over what was read, copied from an earlier round."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from competition import clock
from competition.call_setup import draft
from competition.models import AuditEntry, Call, LetterText, User
from competition.services import call_drafts, calls
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, ENQUIRIES_UNTIL_AT, OPENS_AT, call_fields

pytestmark = pytest.mark.django_db

QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "alone",
        "kind": "choice",
        "label": "Allein?",
        "choices": [{"value": "yes", "label": "Ja"}, {"value": "no", "label": "Nein"}],
    },
    {
        "key": "others",
        "kind": "line",
        "label": "Mit wem?",
        "max_chars": 80,
        "condition": {"question": "alone", "values": ["no"]},
    },
    {
        "key": "resolution",
        "kind": "files",
        "label": "Beschluss",
        "deadline_at": DEADLINE_AT + timedelta(days=14),
    },
]


@pytest.fixture
def call(dora: User) -> Call:
    return calls.create(fields=call_fields(), questions=QUESTIONS, by=dora)


def edit(call: Call, by: User, **fields: Any) -> Call:
    stands = Call.objects.get(pk=call.pk)
    return call_drafts.edit(call=call, fields=fields, over=draft.digest(stands, fields), by=by)


def copy(call: Call, by: User, **fields: Any) -> Call:
    given = {
        "slug": "naechste-runde",
        "title": "Nächste Runde",
        "opens_at": OPENS_AT + timedelta(days=365),
        "deadline_at": DEADLINE_AT + timedelta(days=365),
        **fields,
    }
    return call_drafts.copy(call=call, by=by, **given)


def test_edit_keeps_what_it_does_not_name(call: Call, dora: User) -> None:
    edited = edit(call, dora, title=" Neuer Titel ", remedy_notice="Klage binnen eines Monats.")

    edited.refresh_from_db()
    assert edited.title == "Neuer Titel"
    assert edited.facts == {"remedy_notice": "Klage binnen eines Monats."}
    assert edited.summary == call.summary
    logged = AuditEntry.objects.get(act="call.edited")
    assert logged.payload["fields"] == ["title", "remedy_notice"]
    assert edit(call, dora, remedy_notice="").facts == {}


def test_two_colleagues_lose_nothing(call: Call, dora: User, emil: User) -> None:
    seen = draft.digest(call, ["title"])
    edit(call, emil, summary="Eine andere Beschreibung.")
    call_drafts.edit(call=call, fields={"title": "Doras Titel"}, over=seen, by=dora)

    with refused("version_conflict"):
        call_drafts.edit(call=call, fields={"title": "Emils Titel"}, over=seen, by=emil)
    assert Call.objects.get().title == "Doras Titel"
    assert Call.objects.get().summary == "Eine andere Beschreibung."


def test_edit_without_a_change_is_not_logged(call: Call, dora: User) -> None:
    edit(call, dora, title=call.title)

    assert not AuditEntry.objects.filter(act="call.edited").exists()


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": " "}, "required", "title"),
        ({"title": "x" * 201}, "too_long", "title"),
        ({"summary": "a\x00b"}, "control_characters", "summary"),
        ({"summary": "x" * 10_001}, "too_long", "summary"),
        ({"contact_email": "keine"}, "call_invalid", "contact_email"),
        ({"slug": "neu"}, "call_invalid", "slug"),
        ({"slug": "konten"}, "call_invalid", "slug"),
        ({"opens_at": DEADLINE_AT}, "call_invalid", "__all__"),
        ({"enquiries_until_at": DEADLINE_AT + timedelta(1)}, "call_invalid", "enquiries_until_at"),
        ({"deadline_at": DEADLINE_AT + timedelta(days=15)}, "call_invalid", "questions"),
        ({"budget_cents": 99_999_99}, "call_invalid", "__all__"),
        ({"places_count": None}, "call_invalid", "places_count"),
        ({"award_cents": None}, "call_invalid", "award_cents"),
        ({"eligible_kinds": []}, "call_invalid", "eligible_kinds"),
        ({"population_min": 9, "population_max": 8}, "call_invalid", "population_max"),
        ({"publication_level": "all"}, "call_invalid", "publication_level"),
        ({"retention_months": {"rejected": 0}}, "call_invalid", "retention_rejected"),
        ({"retention_months": {"rejected": 601}}, "call_invalid", "retention_rejected"),
        ({"retention_months": {"rejected": True}}, "call_invalid", "retention_rejected"),
        ({"retention_months": {"somebody": 3}}, "call_invalid", "retention_months"),
        ({"published_at": OPENS_AT}, "unknown_field", "published_at"),
    ],
)
def test_edit_refuses(
    call: Call, dora: User, fields: dict[str, Any], code: str, field: str
) -> None:
    over = "" if code == "unknown_field" else draft.digest(call, fields)
    with refused(code) as caught:
        call_drafts.edit(call=call, fields=fields, over=over, by=dora)
    assert caught.field == field


def test_edit_ends_with_publishing(call: Call, dora: User) -> None:
    calls.publish(call=call, by=dora)

    for fields in ({"title": "Anders"}, {"places_count": 1}, {"deadline_at": DEADLINE_AT}):
        with refused("call_published"):
            edit(call, dora, **fields)


def test_drafts_are_the_offices(call: Call, anna: User) -> None:
    with refused("not_allowed"):
        edit(call, anna, title="Anders")
    with refused("not_allowed"):
        copy(call, anna)


def test_copy_takes_all_but_name_dates_and_history(call: Call, dora: User, emil: User) -> None:
    edit(call, dora, retention_months={"rejected": 24}, remedy_notice="Klage.", names_reserve=True)
    LetterText.objects.create(
        call=call,
        kind="award",
        subject="Zusage",
        body="Herzlichen Glückwunsch",
        version=4,
        saved_at=clock.now(),
        saved_by=dora,
    )
    calls.publish(call=call, by=dora)

    made = copy(Call.objects.get(), emil)

    made.refresh_from_db()
    assert (made.copied_from, made.title, made.slug) == (call, "Nächste Runde", "naechste-runde")
    assert (made.published_at, made.screening_closed_at) == (None, None)
    assert made.retention_months == {"rejected": 24}
    assert (made.facts, made.names_reserve) == ({"remedy_notice": "Klage."}, True)
    assert (made.places_count, made.budget_cents) == (call.places_count, call.budget_cents)
    assert made.clock_shift == timedelta(0)
    keys = [(question.key, question.condition) for question in made.questions.all()]
    assert keys == [(question.key, question.condition) for question in call.questions.all()]
    letter = made.letter_texts.get()
    assert (letter.body, letter.version, letter.saved_by) == ("Herzlichen Glückwunsch", 1, emil)
    assert AuditEntry.objects.get(act="call.copied").payload == {"from": call.slug}


def test_copied_dates_keep_their_time_on_the_wall(call: Call, dora: User) -> None:
    # 24:00 of a day of November: winter time, the earlier round ended in summer time.
    made = copy(
        call,
        dora,
        opens_at=datetime(2018, 9, 1, tzinfo=UTC),
        deadline_at=datetime(2018, 11, 9, 23, tzinfo=UTC),
    )

    assert made.enquiries_until_at == datetime(2018, 11, 2, 23, tzinfo=UTC)
    file = made.questions.get(key="resolution").deadline_at
    assert file
    assert f"{timezone.localtime(file):%d.%m. %H:%M}" == "24.11. 00:00"
    assert call.enquiries_until_at == ENQUIRIES_UNTIL_AT


def test_copy_takes_no_enquiries_where_they_would_end_before_it_opens(
    call: Call, dora: User
) -> None:
    opens = DEADLINE_AT + timedelta(days=360)

    assert copy(call, dora, opens_at=opens).enquiries_until_at is None


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"slug": "beispielrunde"}, "call_invalid", "slug"),
        ({"slug": "Mit Blank"}, "call_invalid", "slug"),
        ({"title": ""}, "required", "title"),
        ({"opens_at": DEADLINE_AT + timedelta(days=366)}, "call_invalid", "__all__"),
    ],
)
def test_copy_refuses(
    call: Call, dora: User, fields: dict[str, Any], code: str, field: str
) -> None:
    with refused(code) as caught:
        copy(call, dora, **fields)
    assert caught.field == field


def test_an_archive_round_is_no_template(dora: User) -> None:
    archived = calls.archive(
        fields=call_fields(is_synthetic=False, published_at=OPENS_AT),
        awards=[],
        granted_at=OPENS_AT,
    )

    with refused("not_found"):
        copy(archived, dora)
