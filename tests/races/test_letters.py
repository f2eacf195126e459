"""Letters and nudges leave after the commit of their act, and never because of one that failed."""

import redis
from django.core import mail
from django.db import transaction

from competition.models import Application, Notice, Receipt, User
from tests.fixtures.rounds import submit
from tools.services import RedisServer

QUEUE = "celery"


def test_no_letter_leaves_in_the_request_that_owes_it(draft: Application, berta: User) -> None:
    submit(draft, berta)
    assert mail.outbox == []
    assert Notice.objects.filter(kind="receipt").exists()


def test_an_act_that_is_rolled_back_sends_and_owes_nothing(draft: Application, berta: User) -> None:
    with transaction.atomic():
        submit(draft, berta)
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not Notice.objects.exists()


def test_a_nudge_leaves_after_the_commit(
    draft: Application, berta: User, broker: RedisServer
) -> None:
    with redis.Redis.from_url(broker.url()) as line:
        with transaction.atomic():
            submit(draft, berta)
            assert line.llen(QUEUE) == 0
        assert line.llen(QUEUE) == 1


def test_a_dead_broker_fails_no_submission(
    draft: Application, berta: User, broker: RedisServer
) -> None:
    broker.kill9()
    assert isinstance(submit(draft, berta), Receipt)
    assert Notice.objects.filter(kind="receipt").exists()
