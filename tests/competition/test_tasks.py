"""Tasks: nudges that make one service call; the sweep finds what they lost."""

import pytest
from celery import current_app
from django.core import mail
from pytest_django import Settings

from competition import tasks
from competition.letters import outbox
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


@pytest.fixture
def asked_for(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lanes that were asked to carry on, without a broker."""
    settings.REDIS_URL = "redis://nobody.invalid"
    asked: list[str] = []
    monkeypatch.setattr(tasks, "nudge", lambda name, lane: asked.append(f"{name} {lane}"))
    return asked


def test_where_more_is_due_several_carry_on_and_never_more_than_these(
    draft: Application, berta: User, asked_for: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "BATCH_SECONDS", 0)
    submit(draft, berta)
    tasks.deliver()
    lanes = [f"competition.deliver_more {lane}" for lane in range(1, tasks.LANES + 1)]
    assert asked_for == lanes
    Notice.objects.update(state="waiting", sent_at=None)
    tasks.deliver()
    assert asked_for == lanes
    assert Heartbeat.objects.count() == tasks.LANES


def test_a_lane_goes_on_while_more_is_due_and_rests_then(
    draft: Application, berta: User, asked_for: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "BATCH_SECONDS", 0)
    submit(draft, berta)
    tasks.deliver_more(2)
    assert asked_for == ["competition.deliver_more 2"]
    assert Heartbeat.objects.get().name == "letters 2"
    tasks.deliver_more(2)
    assert asked_for == ["competition.deliver_more 2"]
    assert not Heartbeat.objects.exists()


def test_without_more_nobody_carries_on(
    draft: Application, berta: User, asked_for: list[str]
) -> None:
    submit(draft, berta)
    tasks.deliver()
    assert asked_for == []
    assert not Heartbeat.objects.exists()


def test_remind_owes_the_reminders_that_are_due(open_round: Round, draft: Application) -> None:
    open_round.at(DEADLINE_AT.replace(hour=20))

    tasks.remind()
    tasks.remind()

    assert list(Notice.objects.values_list("kind", "occasion")) == [("reminder", "3h")]


@pytest.mark.parametrize(
    "name",
    [
        *["competition.deliver", "competition.deliver_more"],
        *["competition.sweep", "competition.remind"],
        *["reviews.compute", "reviews.sweep"],
    ],
)
def test_each_task_is_known_by_its_name(name: str) -> None:
    assert current_app.tasks[name].name == name


def test_each_task_of_the_schedule_exists(settings: Settings) -> None:
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert names - set(current_app.tasks) == set()
