"""What the database itself refuses, whoever writes."""

from datetime import timedelta
from typing import Any

import pytest

from competition.models import (
    Announcement,
    Answer,
    Application,
    ApplicationMove,
    ApplicationVersion,
    AuditEntry,
    AuditHead,
    Award,
    Call,
    Membership,
    Municipality,
    Notice,
    Participant,
    User,
)
from tests.fixtures.constraints import refuse, update
from tests.fixtures.people import place
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MICROSECOND,
    OPEN_AT,
    MakeRound,
    Round,
    Stage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=2)


@pytest.fixture
def confirmed(make_round: MakeRound) -> Round:
    return make_round(Stage.CONFIRMED)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "unknown"},
        {"valid_version": None},
        {"submitted_at": None},
        {"submitted_by": None},
        {"released_digest": "f" * 64},
        {"released_at": OPEN_AT},
        {"state": "admitted"},
        {"state": "excluded", "screening_reason": "Grund"},
        {"state": "excluded", "screened_at": CLOSED_AT, "screening_reason": "Grund"},
        {"state": "withdrawn"},
        {"state": "draft"},
    ],
)
def test_application_with_half_a_state_is_refused(sent: Round, fields: dict[str, Any]) -> None:
    refuse(update(Application, **fields))


def test_application_excluded_without_a_reason_is_refused(sent: Round, dora: User) -> None:
    fields = {"screened_at": CLOSED_AT, "screened_by": dora, "state": "excluded"}

    refuse(update(Application, **fields, screening_reason=""))
    update(Application, **fields, screening_reason="Grund")()


def test_second_application_of_a_municipality_is_refused(sent: Round, emil: User) -> None:
    first = sent.applications[0]

    refuse(
        lambda: Application.objects.create(
            call=sent.call,
            municipality=first.municipality,
            contact=emil,
            started_at=OPEN_AT,
            started_by=emil,
        )
    )


def test_municipality_in_two_applications_is_refused_once_it_has_confirmed(
    sent: Round, emil: User
) -> None:
    first, second = sent.applications
    fields: dict[str, Any] = {
        "application": first,
        "call": sent.call,
        "municipality": second.municipality,
        "role": "partner",
        "place": {},
        "invited_at": OPEN_AT,
        "invited_by": emil,
    }
    confirmed = {"confirmed_at": OPEN_AT, "confirmed_by": emil}

    refuse(lambda: Participant.objects.create(**fields, **confirmed))
    refuse(lambda: Participant.objects.create(**fields, confirmed_at=OPEN_AT))
    Participant.objects.create(**fields)
    refuse(update(Participant, role="guest"))
    refuse(lambda: Participant.objects.filter(role="partner").update(**confirmed))


@pytest.mark.parametrize(
    "fields",
    [
        {"sealed_at": OPEN_AT - timedelta(days=99)},
        {"number": 2},
    ],
)
def test_version_that_contradicts_itself_is_refused(sent: Round, fields: dict[str, Any]) -> None:
    application = sent.applications[0]
    ApplicationVersion.objects.filter(application=sent.applications[1]).update(
        application=application, number=2
    )

    refuse(update(ApplicationVersion, **fields))


def test_move_to_nowhere_or_without_its_reason_is_refused(sent: Round) -> None:
    for fields in ({"source": "nowhere"}, {"target": "nowhere"}, {"name": "exclude"}):
        refuse(update(ApplicationMove, **fields))


def test_answer_is_one_for_each_question(sent: Round) -> None:
    first = Answer.objects.order_by("pk").first()
    assert first
    others = Answer.objects.filter(application=first.application).exclude(pk=first.pk)

    refuse(lambda: others.update(question=first.question))


@pytest.mark.parametrize(
    "fields",
    [
        {"published_by": None},
        {"opens_at": DEADLINE_AT},
        {"budget_cents": 99_999_99},
        {"places_count": 3},
        {"is_synthetic": False},
        {"publication_level": "everything"},
    ],
)
def test_call_that_contradicts_itself_is_refused(call: Call, fields: dict[str, Any]) -> None:
    refuse(update(Call, **fields))


def test_clock_of_a_real_call_cannot_be_shifted_by_a_microsecond(call: Call) -> None:
    Call.objects.update(is_synthetic=False, clock_shift=timedelta(0))

    refuse(update(Call, clock_shift=MICROSECOND))


def test_municipality_is_an_example_exactly_in_the_reserved_range(own_town: Municipality) -> None:
    for fields in (
        {"is_synthetic": False},
        {"ags": "05314000"},
        {"state": "XX"},
        {"kind": "planet"},
    ):
        refuse(update(Municipality, **fields))
    refuse(lambda: place("99001002", "Zweites Beispiel") and update(Municipality, ags="99001002")())


def test_address_of_an_account_is_one_in_any_case(anna: User, berta: User) -> None:
    refuse(lambda: User.objects.filter(pk=berta.pk).update(email="ANNA@example.org"))


def test_membership_has_a_known_role_and_is_one(anna: User, berta: User) -> None:
    refuse(update(Membership, role="mayor"))
    refuse(lambda: Membership.objects.filter(user=berta).update(user=anna))


@pytest.mark.parametrize(
    "fields",
    [
        {"confirmed_by": None},
        {"confirmed_at": None},
        {"confirmed_at": DEADLINE_AT + timedelta(days=400)},
    ],
)
def test_announcement_without_a_second_person_in_time_is_refused(
    confirmed: Round, fields: dict[str, Any]
) -> None:
    refuse(update(Announcement, **fields))


def test_announcement_confirmed_by_who_prepared_is_refused(confirmed: Round, dora: User) -> None:
    refuse(update(Announcement, confirmed_by=dora))


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_cents": 0},
        {"declined_at": DEADLINE_AT},
        {"state": "declined"},
        {"state": "paid"},
    ],
)
def test_award_that_contradicts_itself_is_refused(confirmed: Round, fields: dict[str, Any]) -> None:
    refuse(update(Award, **fields))


def test_second_award_of_a_municipality_is_refused(confirmed: Round) -> None:
    first, second = confirmed.call.awards.order_by("pk")

    refuse(lambda: Award.objects.filter(pk=second.pk).update(municipality=first.municipality))


def test_notice_is_owed_once(sent: Round) -> None:
    first = Notice.objects.order_by("pk").first()
    assert first
    fields = {"application": first.application, "recipient": first.recipient, "kind": first.kind}

    refuse(lambda: Notice.objects.exclude(pk=first.pk).update(**fields, occasion=first.occasion))


def test_audit_has_one_internal_log_and_each_place_in_it_once(sent: Round) -> None:
    refuse(lambda: AuditHead.objects.create(digest="0" * 64))
    first, second = AuditEntry.objects.filter(head__call=sent.call).order_by("pk")
    refuse(lambda: AuditEntry.objects.filter(pk=second.pk).update(sequence=first.sequence))
