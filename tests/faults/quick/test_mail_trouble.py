"""X13: a mail server that is down, refuses, hangs or is slow costs time, and no letter."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from competition import clock
from competition.letters.outbox import BACKOFF
from competition.models import Notice
from competition.models.notice import NoticeState
from tests.faults.killing import HEALING_SECONDS, Victim
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.site import Site
from tools.processes import wait_until

LETTERS = 5


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """A round whose applicants are owed a letter each."""
    made = make_round(Stage.SUBMITTED, applications=LETTERS)
    assert Notice.objects.filter(state=NoticeState.WAITING).count() == LETTERS
    return made


def one(round_: Round) -> Notice:
    """The letter that is first in line."""
    notice = round_.call.notices.order_by("next_try_at", "pk").first()
    assert notice
    return notice


def tried(notice: Notice, *, times: int = 1) -> Notice:
    """The letter once it has been tried so often in vain."""

    def enough() -> bool:
        notice.refresh_from_db()
        return notice.tries_count >= times

    wait_until(enough, seconds=HEALING_SECONDS, what="a try in vain")
    return notice


def let_time_pass() -> None:
    """What was put off is due again, as it will be after its wait."""
    Notice.objects.filter(state=NoticeState.WAITING).update(next_try_at=clock.now())


def test_x13_while_the_mail_server_is_down_letters_wait_and_none_has_used_up_a_try(
    victim: Victim, round_: Round
) -> None:
    victim.mail.stop()
    victim.start()
    wait_until(
        lambda: "mail server out of reach" in victim.worker.logged(),
        seconds=HEALING_SECONDS,
        what="a try in vain",
    )
    assert set(Notice.objects.values_list("state", "tries_count")) == {("waiting", 0)}
    victim.mail.start()
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert len(victim.mail.delivered) == LETTERS


def test_x13_what_is_refused_for_a_while_arrives_once_it_is_over(
    victim: Victim, round_: Round
) -> None:
    victim.mail.fail_next(LETTERS)
    victim.start()
    for notice in round_.call.notices.all():
        assert "451" in tried(notice).last_error
    assert victim.mail.delivered == []
    let_time_pass()
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert len(victim.mail.delivered) == LETTERS


def test_x13_an_address_that_is_refused_stops_no_other_and_is_shown_as_failed_at_last(
    victim: Victim, round_: Round, client: Client
) -> None:
    refused = one(round_)
    Notice.objects.filter(pk=refused.pk).update(address="nobody@example.org")
    victim.mail.refuse("nobody@example.org")
    victim.start()
    victim.mail.wait_for(LETTERS - 1, seconds=HEALING_SECONDS)
    assert "550" in tried(refused).last_error
    Notice.objects.filter(pk=refused.pk).update(tries_count=len(BACKOFF))
    let_time_pass()
    victim.wait_for_letters()
    refused.refresh_from_db()
    assert refused.state == NoticeState.FAILED
    client.force_login(round_.dora)
    page = client.get(reverse("office-notices", args=[round_.call.slug])).content.decode()
    for told in ("nobody@example.org", "gescheitert", "550"):
        assert told in page


def test_x13_a_letter_at_which_the_server_falls_silent_stops_no_other(
    victim: Victim, round_: Round
) -> None:
    silent = one(round_)
    Notice.objects.filter(pk=silent.pk).update(address="silent@example.org")
    victim.mail.hang_at("silent@example.org")
    victim.start()
    victim.mail.wait_for(LETTERS - 1, seconds=HEALING_SECONDS)
    assert "Disconnected" in tried(silent).last_error
    assert silent.state == NoticeState.WAITING
    victim.mail.hang_at(None)
    let_time_pass()
    victim.wait_for_letters()
    victim.assert_letters_whole()


def test_x13_a_slow_server_gets_each_letter_once(victim: Victim, round_: Round) -> None:
    victim.mail.delay(1)
    victim.start()
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert len(victim.mail.delivered) == LETTERS
