"""The outbox: owed once, text frozen, one bad address never stops the others."""

import smtplib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from competition import clock
from competition.letters import kinds, outbox
from competition.models import Application, Municipality, Notice, User
from competition.services import invitations
from tests.fixtures.people import account
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import answer, submit

pytestmark = pytest.mark.django_db

LOCAL_MEMORY = "django.core.mail.backends.locmem.EmailBackend"


class MoodyServer(BaseEmailBackend):
    """A mail server that answers as a test tells it to, by address; "" is for the greeting."""

    answers: ClassVar[dict[str, Exception]] = {}
    sent: ClassVar[list[EmailMessage]] = []

    def open(self) -> bool:
        if "" in self.answers:
            raise self.answers[""]
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.to[0] in self.answers:
                raise self.answers[message.to[0]]
            self.sent.append(message)
        return len(email_messages)


@pytest.fixture
def server(settings: Settings) -> type[MoodyServer]:
    settings.EMAIL_BACKEND = f"{__name__}.MoodyServer"
    MoodyServer.answers.clear()
    MoodyServer.sent.clear()
    return MoodyServer


@pytest.fixture
def in_memory(settings: Settings) -> None:
    settings.EMAIL_BACKEND = LOCAL_MEMORY


def letter(application: Application, recipient: User, **fields: Any) -> Notice:
    """An owed letter: a reminder."""
    call = application.call
    written = outbox.written(
        kinds.REMINDER,
        call=call,
        recipient=recipient,
        application=application,
        context={"deadline_at": call.deadline_at},
        **fields,
    )
    outbox.owe(written)
    return Notice.objects.get(message_id=written.message_id)


@pytest.fixture
def three(draft: Application) -> list[Notice]:
    """Letters to Xaver, Yvonne and Zoe, in this order."""
    people = [account(name) for name in ("Xaver", "Yvonne", "Zoe")]
    return [letter(draft, person) for person in people]


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


# Owing


def test_letter_owed_twice_stays_as_it_is(draft: Application, berta: User) -> None:
    first = letter(draft, berta, occasion="3h")

    with unchanged():
        again = outbox.written(
            kinds.REMINDER,
            call=draft.call,
            recipient=berta,
            application=draft,
            occasion="3h",
            context={"deadline_at": draft.call.deadline_at},
        )
        outbox.owe(again)
    assert Notice.objects.get() == first


def test_letter_about_no_application_is_owed_once_too(draft: Application, berta: User) -> None:
    context = {"deadline_at": draft.call.deadline_at}
    for _ in range(2):
        written = outbox.written(
            kinds.REMINDER, call=draft.call, recipient=berta, application=draft, context=context
        )
        written.application = None
        outbox.owe(written)

    assert Notice.objects.get().application is None


def test_text_is_frozen_when_owed(
    in_memory: None, draft: Application, berta: User, own_town: Municipality
) -> None:
    submit(draft, berta)
    text = Notice.objects.values("subject", "body", "address").get()
    own_town.name = "Umbenanntes Beispiel"
    own_town.save()
    berta.email = "neu@example.org"
    berta.save()
    answer(draft, berta, title="Neuer Titel")

    outbox.deliver_due()

    message = mail.outbox[0]
    assert (message.subject, message.body) == (text["subject"], text["body"])
    assert message.to == ["berta@example.org"]


# Tokens


@pytest.fixture
def invited(own_town: Municipality, anna: User) -> Notice:
    """A letter with a link that opens a role."""
    invitations.invite(email="nina@example.org", role="editor", by=anna, municipality=own_town)
    return Notice.objects.get()


def test_token_leaves_with_the_letter_and_stays_nowhere(in_memory: None, invited: Notice) -> None:
    assert outbox.deliver_due() == 1

    assert invited.secret in mail.outbox[0].body
    kept = Notice.objects.get()
    assert kept.secret == ""
    assert invited.secret not in kept.body


def test_token_of_a_letter_that_is_given_up_stays_nowhere(
    server: type[MoodyServer], invited: Notice
) -> None:
    server.answers[invited.address] = smtplib.SMTPRecipientsRefused({})
    Notice.objects.update(tries_count=len(outbox.BACKOFF))

    assert outbox.deliver_due() == 0

    kept = Notice.objects.get()
    assert (kept.state, kept.secret) == ("failed", "")
    assert invited.secret not in kept.body


# Delivering


def test_c18_deliver_sends_each_letter_to_one_person_alone(
    in_memory: None, three: list[Notice]
) -> None:
    assert outbox.deliver_due() == 3

    assert [message.recipients() for message in mail.outbox] == [[n.address] for n in three]
    assert [message.message()["Message-ID"] for message in mail.outbox] == [
        notice.message_id for notice in three
    ]
    assert states() == ["sent", "sent", "sent"]
    assert list(Notice.objects.order_by("pk").values_list("tries_count", flat=True)) == [1, 1, 1]


def test_deliver_again_sends_nothing(in_memory: None, three: list[Notice]) -> None:
    outbox.deliver_due()

    with unchanged():
        assert outbox.deliver_due() == 0
    assert len(mail.outbox) == 3


def test_deliver_stops_at_its_limit(in_memory: None, three: list[Notice]) -> None:
    assert outbox.deliver_due(limit=2) == 2
    assert states() == ["sent", "sent", "waiting"]
    assert Notice.objects.due(clock.now()).count() == 1


def test_deliver_waits_for_the_instant(in_memory: None, draft: Application, berta: User) -> None:
    due_at = clock.now() + timedelta(hours=1)
    letter(draft, berta, due_at=due_at)

    assert outbox.deliver_due() == 0
    assert mail.outbox == []
    assert Notice.objects.due(due_at - timedelta(microseconds=1)).count() == 0
    assert Notice.objects.due(due_at).count() == 1


@pytest.mark.parametrize(
    "failure",
    [
        smtplib.SMTPRecipientsRefused({"yvonne@example.org": (550, b"No such mailbox")}),
        smtplib.SMTPDataError(451, b"Try again later"),
        smtplib.SMTPSenderRefused(552, b"Too much", "noreply@localhost"),
        smtplib.SMTPNotSupportedError("SMTPUTF8"),
        ValueError("Invalid address"),
        UnicodeEncodeError("ascii", "ü", 0, 1, "ordinal not in range"),
    ],
)
def test_one_bad_address_never_stops_the_others(
    server: type[MoodyServer], three: list[Notice], failure: Exception
) -> None:
    server.answers["yvonne@example.org"] = failure

    assert outbox.deliver_due() == 2

    assert [message.to for message in server.sent] == [["xaver@example.org"], ["zoe@example.org"]]
    assert states() == ["sent", "waiting", "sent"]
    put_off = Notice.objects.get(address="yvonne@example.org")
    assert (put_off.tries_count, put_off.last_error) == (1, repr(failure)[:300])


def test_i14_address_with_a_line_break_never_stops_the_others(
    in_memory: None, three: list[Notice]
) -> None:
    Notice.objects.filter(pk=three[0].pk).update(address="x@example.org\nBcc: y@example.org")

    assert outbox.deliver_due() == 2
    assert states() == ["waiting", "sent", "sent"]


def test_refused_letter_waits_longer_each_time_and_fails_at_last(
    server: type[MoodyServer], three: list[Notice]
) -> None:
    server.answers["yvonne@example.org"] = smtplib.SMTPDataError(451, b"Try again later")
    waits = []
    for _ in range(len(outbox.BACKOFF) + 1):
        at = clock.now()
        outbox.deliver_due()
        notice = Notice.objects.get(address="yvonne@example.org")
        waits.append(round((notice.next_try_at - at).total_seconds() / 60))
        Notice.objects.filter(pk=notice.pk).update(next_try_at=at)

    assert waits == [*[1, 2, 4, 8, 16, 32, 60, 60, 60, 120, 240, 480, 1440], 0]
    notice.refresh_from_db()
    assert (notice.state, notice.tries_count) == ("failed", 14)
    assert notice.failed_at
    assert len(server.sent) == 2
    assert outbox.deliver_due() == 0


def test_refused_letter_is_not_tried_before_its_time(
    server: type[MoodyServer], three: list[Notice]
) -> None:
    server.answers["yvonne@example.org"] = smtplib.SMTPDataError(451, b"Try again later")
    outbox.deliver_due()
    server.answers.clear()

    assert outbox.deliver_due() == 0
    Notice.objects.filter(state="waiting").update(next_try_at=clock.now())
    assert outbox.deliver_due() == 1
    assert (states(), Notice.objects.get(address="yvonne@example.org").last_error) == (
        ["sent", "sent", "sent"],
        "",
    )


@pytest.mark.parametrize(
    "failure",
    [
        smtplib.SMTPServerDisconnected("gone"),
        TimeoutError("silent"),
        SoftTimeLimitExceeded(),
    ],
)
def test_a_letter_at_which_the_line_breaks_waits_and_the_others_leave(
    server: type[MoodyServer],
    three: list[Notice],
    failure: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.answers["xaver@example.org"] = failure

    assert outbox.deliver_due() == 2

    assert states() == ["waiting", "sent", "sent"]
    put_off = Notice.objects.get(address="xaver@example.org")
    assert (put_off.tries_count, put_off.last_error) == (1, repr(failure))
    assert caplog.messages == [f"mail server lost in the middle of a letter: {failure}"]


def test_a_line_that_breaks_twice_in_a_row_ends_the_batch(
    server: type[MoodyServer], three: list[Notice]
) -> None:
    for name in ("xaver", "yvonne"):
        server.answers[f"{name}@example.org"] = TimeoutError("silent")

    assert outbox.deliver_batch() == outbox.Batch(sent=0, is_cut=False)
    assert list(Notice.objects.order_by("pk").values_list("tries_count", flat=True)) == [1, 1, 0]


def test_a_batch_says_whether_it_ended_by_its_own_limit(
    in_memory: None, three: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outbox.deliver_batch(limit=1) == outbox.Batch(sent=1, is_cut=True)
    monkeypatch.setattr(outbox, "BATCH_SECONDS", 0)
    assert outbox.deliver_batch() == outbox.Batch(sent=1, is_cut=True)
    monkeypatch.undo()
    assert outbox.deliver_batch() == outbox.Batch(sent=1, is_cut=False)
    assert outbox.deliver_batch() == outbox.Batch(sent=0, is_cut=False)


@pytest.mark.parametrize(
    "failure",
    [
        ConnectionRefusedError("away"),
        smtplib.SMTPConnectError(421, b"busy"),
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
    ],
)
def test_server_out_of_reach_ends_the_batch_and_costs_no_letter_a_try(
    server: type[MoodyServer],
    three: list[Notice],
    failure: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.answers[""] = failure

    with unchanged():
        assert outbox.deliver_due() == 0
    assert server.sent == []
    assert caplog.messages == [f"mail server out of reach: {failure}"]


def test_letters_leave_in_the_order_in_which_they_fell_due(
    server: type[MoodyServer], draft: Application
) -> None:
    now = clock.now()
    for name, minutes in (("Xaver", 1), ("Yvonne", 3), ("Zoe", 2)):
        letter(draft, account(name), due_at=now - timedelta(minutes=minutes))

    outbox.deliver_due()

    assert [message.to[0].partition("@")[0] for message in server.sent] == [
        "yvonne",
        "zoe",
        "xaver",
    ]
