"""Comments of citizens: confirmed by link, in time by arrival, and no tool to write to others."""

from datetime import timedelta
from typing import Any

import pytest

from competition import clock
from competition.models import Attempt, AuditEntry, Notice
from programme.models import Comment, Consultation, Section
from programme.models.consultation import CommentState
from programme.services import comments, consultations
from tests.fixtures.consultations import (
    ENDS_AT,
    comment,
    confirmed,
    consultation_fields,
    received_at,
    secret_of,
)
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(running: Consultation) -> Section:
    return running.sections.get(position=1)


def test_a_comment_counts_once_its_address_is_confirmed(section: Section) -> None:
    kept = comment(section)
    assert (kept.state, len(kept.number)) == (CommentState.UNCONFIRMED, 14)
    assert not Comment.objects.public(clock.now()).exists()

    waiting = comments.confirm(secret=secret_of(kept))

    assert waiting.state == CommentState.WAITING
    assert not Comment.objects.public(clock.now()).exists()
    entry = AuditEntry.objects.get(act="comment.confirmed")
    assert entry.payload == {"consultation": "ergebnisse", "comment": kept.number}


def test_the_letter_holds_nothing_that_was_typed(section: Section) -> None:
    kept = comment(section, name="Kaufen Sie!", organisation="Billig GmbH", text="Nur heute.")
    letter = Notice.objects.get(kind="comment_confirmation")
    assert (letter.address, letter.recipient) == ("gisela@example.org", None)
    assert kept.number in letter.body
    assert f"/beteiligung/bestaetigen/{letter.secret}/" in letter.body
    for typed in ("Kaufen", "Billig", "Nur heute"):
        assert typed not in letter.subject + letter.body


def test_of_the_link_and_of_the_origin_digests_are_kept(section: Section) -> None:
    kept = comment(section)
    assert secret_of(kept) not in (kept.secret_digest, "")
    assert "192.0.2.1" not in kept.origin_digest
    assert len(kept.origin_digest) == 64


def test_the_arrival_decides_at_the_end(begun_years: Years, section: Section) -> None:
    begun_years.round.at(ENDS_AT + timedelta(minutes=1))
    begun_years.call.refresh_from_db()
    end = received_at(begun_years.call, ENDS_AT)
    last = comment(section, received_at=end - timedelta(microseconds=1))
    assert comments.confirm(secret=secret_of(last)).state == CommentState.WAITING
    with refused("comments_closed"):
        comment(section, text="Zu spät.", received_at=end)


def test_a_link_holds_for_seven_days(begun_years: Years, section: Section) -> None:
    kept = comment(section)
    begun_years.round.at(kept.received_at + timedelta(days=7))
    with refused("link_used"):
        comments.confirm(secret=secret_of(kept))


def test_confirming_again_changes_nothing(section: Section) -> None:
    waiting = confirmed(section)
    assert comments.confirm(secret=secret_of(waiting)) == waiting
    assert AuditEntry.objects.filter(act="comment.confirmed").count() == 1


def test_a_made_up_link_confirms_nothing(section: Section) -> None:
    comment(section)
    with refused("link_used"):
        comments.confirm(secret="geraten")


def test_a_double_click_is_one_comment(section: Section) -> None:
    first = comment(section)
    assert comment(section, text=" Das sehe ich anders. ", address="Gisela@Example.org") == first
    assert Notice.objects.filter(kind="comment_confirmation").count() == 1


def test_after_five_minutes_there_is_a_new_link(section: Section) -> None:
    first = comment(section, received_at=clock.now() - timedelta(minutes=6))
    old = secret_of(first)
    assert comment(section) == first
    with refused("link_used"):
        comments.confirm(secret=old)
    assert comments.confirm(secret=secret_of(first)) == first


def test_new_links_have_an_end_too(section: Section) -> None:
    comment(section, received_at=clock.now() - timedelta(minutes=6))
    for _again in range(comments.AGAIN_PER_DAY):
        comment(section)
    with refused("too_many_comments"):
        comment(section)


def test_three_links_wait_at_an_address_at_most(section: Section) -> None:
    for number in range(comments.UNCONFIRMED):
        comment(section, text=f"Kommentar {number}", network_address=f"192.0.2.{number}")
    with refused("comments_unconfirmed"):
        comment(section, text="Noch einer.", network_address="198.51.100.7")
    comment(section, text="Jemand anderes.", address="hans@example.org")


def test_one_origin_writes_only_so_much(section: Section, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "PER_ORIGIN_HOUR", 2)
    for number in range(2):
        comment(section, address=f"person{number}@example.org", network_address="2001:db8::1")
    with refused("too_many_comments") as caught:
        comment(section, address="hans@example.org", network_address="2001:db8::2")
    assert caught.details == {"minutes": 60}
    assert not Attempt.objects.filter(subject__contains="2001").exists()
    comment(section, address="hans@example.org", network_address="2001:db8:0:1::1")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "required"),
        ({"text": ""}, "required"),
        ({"text": "x" * 4_001}, "too_long"),
        ({"name": "a\x00"}, "control_characters"),
        ({"address": "keine"}, "address_invalid"),
        ({"address": "a\x00@example.org"}, "control_characters"),
    ],
)
def test_what_cannot_be_kept_is_refused(section: Section, given: dict[str, Any], code: str) -> None:
    with refused(code):
        comment(section, **given)


def test_silent_sections_take_nothing(running: Consultation) -> None:
    with refused("comments_not_taken"):
        comment(running.sections.get(position=2))


def test_nobody_comments_on_what_is_not_public(begun_years: Years) -> None:
    hidden = consultations.create(
        programme=begun_years.programme, by=begun_years.dora, fields=consultation_fields()
    )
    with refused("not_found"):
        comment(hidden.sections.get(position=1))
