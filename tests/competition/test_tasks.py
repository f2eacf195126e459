"""Tasks: nudges that make one service call; the sweep finds what they lost."""

import pytest
from celery import current_app
from django.core import mail
from pytest_django import Settings

from competition import tasks
from competition.models import Application, Heartbeat, Notice, User
from competition.services import heartbeats
from tests.fixtures.rounds import DEADLINE_AT, Round, submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_memory(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_sweep_delivers_what_waits_and_shows_that_the_worker_lives(
    draft: Application, berta: User
) -> None:
    submit(draft, berta)
    assert not heartbeats.is_alive("worker")

    tasks.sweep()

    assert [message.to for message in mail.outbox] == [["berta@example.org"]]
    assert Notice.objects.get().state == "sent"
    assert Heartbeat.objects.get().name == "worker"


def test_remind_owes_the_reminders_that_are_due(open_round: Round, draft: Application) -> None:
    open_round.at(DEADLINE_AT.replace(hour=20))

    tasks.remind()
    tasks.remind()

    assert list(Notice.objects.values_list("kind", "occasion")) == [("reminder", "3h")]


@pytest.mark.parametrize(
    "name",
    [
        *["competition.deliver", "competition.sweep", "competition.remind"],
        *["reviews.compute", "reviews.sweep"],
    ],
)
def test_each_task_is_known_by_its_name(name: str) -> None:
    assert current_app.tasks[name].name == name


def test_each_task_of_the_schedule_exists(settings: Settings) -> None:
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert names - set(current_app.tasks) == set()
