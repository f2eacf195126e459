"""The table of attacks on the deadline, at the services: T01, T02, T05, T11, T12 and one night.

T13 and T14 stand with the extensions, races with many hands in tests/races.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from competition import clock, deadlines, drafts, wording
from competition.models import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    Attempt,
    AuditEntry,
    Notice,
    Receipt,
    User,
)
from competition.models.application import Occasion
from competition.services import submission
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    OPEN_AT,
    MakeRound,
    Round,
    Stage,
    answer,
    submit,
)

pytestmark = pytest.mark.django_db
MILLISECOND, HOUR = timedelta(milliseconds=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("late", "is_in"),
    [
        pytest.param(-MILLISECOND, True, id="t01-a-millisecond-before"),
        pytest.param(timedelta(0), False, id="t01-at-the-deadline"),
        pytest.param(MILLISECOND, False, id="t01-a-millisecond-after"),
    ],
)
def test_t01_submission_around_the_deadline(
    draft: Application, berta: User, late: timedelta, is_in: bool
) -> None:
    before = drafts.digest(draft)
    if is_in:
        assert submit(draft, berta, DEADLINE_AT + late).version.received_at == DEADLINE_AT + late
        return
    with refused("deadline_passed"):
        submit(draft, berta, DEADLINE_AT + late)
    assert drafts.digest(draft) == before
    assert Attempt.objects.get().content_digest == before


def test_t02_last_day_ends_at_24_h_and_not_a_millisecond_later(
    draft: Application, berta: User
) -> None:
    end = datetime(2017, 4, 22, tzinfo=ZoneInfo("Europe/Berlin"))
    assert wording.moment(draft.call.deadline_at) == "Freitag, 21. April 2017, 24:00 Uhr"

    with refused("deadline_passed") as caught:
        submit(draft, berta, end)
    assert "22.04.2017, 00:00:00,000000 Uhr" in caught.sentence
    assert submit(draft, berta, end - MILLISECOND).version.received_at == end - MILLISECOND


def test_t05_second_click_gives_the_first_receipt_and_no_second_letter(
    draft: Application, berta: User
) -> None:
    first = submit(draft, berta, OPEN_AT)

    with unchanged():
        assert submit(draft, berta, OPEN_AT + MILLISECOND) == first
    assert Receipt.objects.count() == 1
    assert Notice.objects.filter(kind="receipt").count() == 1


def test_t11_saving_after_a_submission_opens_the_next_version_as_a_draft(
    draft: Application, berta: User
) -> None:
    first = submit(draft, berta, OPEN_AT)
    answer(draft, berta, title="Nächste Fassung")

    draft.refresh_from_db()
    assert draft.valid_version == first.version
    assert first.version.title == "Vorhaben 1"
    assert ApplicationVersion.objects.count() == 1
    assert submit(draft, berta, OPEN_AT + HOUR).version.title == "Nächste Fassung"


def test_t11_saving_after_the_deadline_is_refused(
    open_round: Round, draft: Application, berta: User
) -> None:
    submit(draft, berta, OPEN_AT)
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        answer(draft, berta, title="Zu spät")


@pytest.mark.parametrize("late", [timedelta(0), MILLISECOND, HOUR])
def test_t12_withdrawal_at_or_after_the_deadline_is_refused(
    draft: Application, berta: User, late: timedelta
) -> None:
    submit(draft, berta, OPEN_AT)

    with refused("deadline_passed"):
        submission.withdraw(application=draft, by=berta, received_at=DEADLINE_AT + late)


def test_t12_withdrawing_and_submitting_in_turn_leaves_its_order_in_the_chain(
    draft: Application, berta: User
) -> None:
    submit(draft, berta, OPEN_AT)
    submission.withdraw(application=draft, by=berta, received_at=DEADLINE_AT - 2 * MILLISECOND)
    submit(draft, berta, DEADLINE_AT - MILLISECOND)

    names = ["submit", "withdraw", "submit"]
    assert list(ApplicationMove.objects.order_by("pk").values_list("name", flat=True)) == names
    acts = AuditEntry.objects.filter(head__call=draft.call).order_by("sequence")
    assert [entry.act for entry in acts] == [
        "application.submitted",
        "application.withdrawn",
        "application.submitted",
    ]


# The night of 31 October 2027: 02:30 comes twice. The deadline is the second one.
NIGHT = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.fixture
def night(make_round: MakeRound) -> Round:
    return make_round(Stage.OPEN, fields={"opens_at": OPEN_AT - 30 * HOUR, "deadline_at": NIGHT})


@pytest.mark.parametrize(
    ("received_at", "is_in"),
    [
        pytest.param(NIGHT - timedelta(minutes=60), True, id="the-first-half-past-two"),
        pytest.param(NIGHT - timedelta(minutes=45), True, id="first-hour-later-by-the-wall"),
        pytest.param(NIGHT - MILLISECOND, True, id="a-millisecond-before-the-second"),
        pytest.param(NIGHT, False, id="the-second-half-past-two"),
        pytest.param(NIGHT + MILLISECOND, False, id="a-millisecond-after"),
    ],
)
def test_t01_night_of_october_has_one_deadline(
    night: Round, received_at: datetime, is_in: bool
) -> None:
    draft = night.draft(0)

    if is_in:
        assert submit(draft, draft.contact, received_at).version.received_at == received_at
        return
    with refused("deadline_passed") as caught:
        submit(draft, draft.contact, received_at)
    assert "(Winterzeit, MEZ)" in caught.sentence


def test_night_of_october_is_told_with_its_offset(night: Round) -> None:
    first = NIGHT - HOUR

    assert wording.moment(first).endswith("31. Oktober 2027, 02:30 Uhr (Sommerzeit, MESZ)")
    assert wording.moment(NIGHT).endswith("31. Oktober 2027, 02:30 Uhr (Winterzeit, MEZ)")
    assert clock.spoken(first).endswith("02:30:00,000000 Uhr (Sommerzeit, MESZ)")
    assert wording.span(NIGHT - first) == "1 Stunde"


def test_own_deadline_is_the_call_s_until_somebody_was_admitted_late(
    draft: Application,
) -> None:
    assert deadlines.own_deadline(draft) == DEADLINE_AT
    assert deadlines.occasion(draft, DEADLINE_AT - MILLISECOND) == Occasion.SUBMISSION
    assert deadlines.occasion(draft, DEADLINE_AT) is None
    assert deadlines.periods_of([draft]) == {draft.pk: deadlines.NONE}
    assert not deadlines.NONE.may_submit_late(CLOSED_AT)
    assert not deadlines.NONE.may_correct(CLOSED_AT)


def test_t01_what_waited_until_the_review_was_open_is_refused_and_on_record(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.OPEN)
    waited = round_.draft(9)
    round_.advance(Stage.REVIEWING)
    with refused("reviewing_open"):
        submit(waited, waited.contact, DEADLINE_AT - MILLISECOND)
    assert not ApplicationVersion.objects.filter(application=waited).exists()
    attempt = Attempt.objects.get(application=waited)
    assert (attempt.code, attempt.received_at) == ("reviewing_open", DEADLINE_AT - MILLISECOND)
