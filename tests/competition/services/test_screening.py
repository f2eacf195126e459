"""Screening: admissible or not, after the deadline and before reviewing opens."""

import pytest

from competition import receipts
from competition.models import Application, AuditEntry, User
from competition.services import screening
from tests.fixtures import as_read
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import DEADLINE_AT, MICROSECOND, MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(make_round: MakeRound) -> Application:
    return make_round(Stage.CLOSED, applications=1).applications[0]


def test_admit_lets_it_take_part(application: Application, emil: User) -> None:
    as_read.admit(application=application, by=emil)

    application.refresh_from_db()
    assert (application.state, application.screened_by) == ("admitted", emil)
    move = application.moves.order_by("pk").last()
    assert move
    assert (move.name, move.source, move.made_by) == ("admit", "submitted", emil)


def test_exclude_keeps_its_reason(application: Application, emil: User) -> None:
    as_read.exclude(application=application, by=emil, reason=" Kein Beschluss. ")

    application.refresh_from_db()
    assert (application.state, application.screening_reason) == ("excluded", "Kein Beschluss.")
    logged = AuditEntry.objects.get(act="application.excluded")
    # The log is never cleared, so it names the reason by its digest alone.
    digest = receipts.digest({"reason": "Kein Beschluss."})
    assert (logged.actor, logged.payload) == (emil, {"reason_sha256": digest})


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_exclude_without_a_reason_is_refused(
    application: Application, emil: User, reason: str
) -> None:
    with refused("reason_required") as caught:
        as_read.exclude(application=application, by=emil, reason=reason)
    assert caught.field == "reason"


@pytest.mark.parametrize(
    ("reason", "code"), [("x" * 2_001, "too_long"), ("a\x07", "control_characters")]
)
def test_the_reason_of_an_exclusion_is_short_and_printable(
    application: Application, emil: User, reason: str, code: str
) -> None:
    with refused(code) as caught:
        as_read.exclude(application=application, by=emil, reason=reason)
    assert caught.field == "reason"


def test_screening_may_be_changed_until_reviewing_opens(
    application: Application, emil: User
) -> None:
    as_read.exclude(application=application, by=emil, reason="Kein Beschluss.")
    as_read.admit(application=application, by=emil)

    application.refresh_from_db()
    assert (application.state, application.screening_reason) == ("admitted", "")


def test_admit_twice_and_exclude_twice_are_refused(application: Application, emil: User) -> None:
    as_read.admit(application=application, by=emil)
    with refused("unknown_move"):
        as_read.admit(application=application, by=emil)
    as_read.exclude(application=application, by=emil, reason="Grund")
    with refused("unknown_move"):
        as_read.exclude(application=application, by=emil, reason="Anderer Grund")


def test_screening_of_a_draft_or_a_withdrawn_one_is_refused(
    open_round: Round, draft: Application, emil: User
) -> None:
    open_round.close()

    with refused("unknown_move"):
        as_read.admit(application=draft, by=emil)
    with refused("unknown_move"):
        as_read.exclude(application=draft, by=emil, reason="Grund")


def test_screening_before_the_deadline_is_refused(
    open_round: Round, draft: Application, berta: User, emil: User
) -> None:
    submit(draft, berta)
    open_round.at(DEADLINE_AT - MICROSECOND * 10_000_000)

    with refused("call_not_closed"):
        as_read.admit(application=draft, by=emil)


def test_screening_after_reviewing_opened_is_refused(make_round: MakeRound, emil: User) -> None:
    application = make_round(Stage.REVIEWING).applications[0]

    with refused("reviewing_open"):
        as_read.exclude(application=application, by=emil, reason="Zu spät bemerkt")


def test_screening_is_for_the_office(
    application: Application, anna: User, berta: User, clara: User
) -> None:
    for person in (anna, berta, clara):
        with refused("not_allowed"):
            as_read.admit(application=application, by=person)


@pytest.mark.parametrize("read", ["", "0" * 64])
def test_another_version_than_was_read_is_not_judged(
    make_round: MakeRound, emil: User, read: str
) -> None:
    """A late or a corrected version is read before it is judged."""
    application = make_round(Stage.CLOSED, applications=1).applications[0]
    with refused("version_changed"), unchanged():
        screening.admit(application=application, read=read, by=emil)
    with refused("version_changed"), unchanged():
        screening.exclude(application=application, read=read, by=emil, reason="Grund")
