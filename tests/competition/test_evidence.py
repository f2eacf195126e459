"""What stands behind a report: the person's own refusals by name, everybody's as counts."""

from datetime import timedelta

import pytest

from competition import clock, evidence
from competition.errors import Refusal
from competition.models import Application, Attempt, Disturbance, User
from competition.services import disturbances
from competition.services.heartbeats import beat
from tests.fixtures.rounds import DEADLINE_AT, answer, submit

pytestmark = pytest.mark.django_db


def reported(by: User | None) -> Disturbance:
    return disturbances.report(
        text="Nichts geht.", by=by, address="192.0.2.1", received_at=clock.now()
    )


def failing(application: Application, by: User) -> None:
    with pytest.raises(Refusal):
        submit(application, by, DEADLINE_AT)


def test_own_attempts_are_told_those_of_others_only_counted(
    draft: Application, anna: User, berta: User, boris: User
) -> None:
    failing(draft, berta)  # a colleague, on the own application
    with pytest.raises(Refusal):
        submit(draft, boris)

    found = evidence.of(reported(anna))

    assert [(each.code, each.user) for each in found.own] == [
        ("deadline_passed", berta),
        ("not_found", boris),
    ]
    assert found.counts == [
        ("foreign", "not_found", 1),
        ("submission", "deadline_passed", 1),
    ]
    assert evidence.of(reported(None)).own == []


def test_what_went_through_is_counted(draft: Application, berta: User) -> None:
    submit(draft, berta)
    reported(None)
    beat("worker")

    found = evidence.of(reported(berta))

    assert (found.sealed_count, found.letters_count, found.reports_count) == (1, 0, 1)
    assert [sign.name for sign in found.signs] == ["worker"]


def test_only_the_time_around_the_report_counts(draft: Application, berta: User) -> None:
    answer(draft, berta, concept="")
    with pytest.raises(Refusal):
        submit(draft, berta)
    kept = reported(berta)
    for distance, seen in (
        (timedelta(minutes=59), 1),
        (timedelta(minutes=61), 0),
        (timedelta(minutes=-16), 0),
    ):
        Attempt.objects.filter(kind="submission").update(logged_at=kept.received_at - distance)
        assert len(evidence.of(kept).own) == seen
