"""What is erased of commenters, and when."""

from datetime import timedelta

import pytest

from competition import clock
from competition.models import Attempt, Notice
from competition.services import brakes
from programme.models import Comment, Consultation
from programme.services import comment_erasure, moderation
from tests.fixtures.consultations import ENDS_AT, comment, confirmed
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db


def test_what_nobody_confirmed_goes_altogether(begun_years: Years, running: Consultation) -> None:
    section = running.sections.get(position=1)
    kept, lapsing = confirmed(section), comment(section, address="hans@example.org")
    begun_years.round.at(lapsing.confirm_until_at - timedelta(seconds=10))
    with unchanged():
        comment_erasure.erase_due()
    begun_years.round.at(lapsing.confirm_until_at)
    comment_erasure.erase_due()
    assert Comment.objects.get() == kept
    assert not Notice.objects.filter(address="hans@example.org").exists()
    gone = Notice.objects.get(occasion__startswith=lapsing.number)
    assert (gone.state, gone.body, gone.secret) == ("failed", "", "")


def test_addresses_go_half_a_year_after_the_end(begun_years: Years, running: Consultation) -> None:
    section, dora = running.sections.get(position=1), begun_years.dora
    shown, withheld = confirmed(section), confirmed(section, address="hans@example.org")
    moderation.show(comment=shown, by=dora, read=moderation.read_of(shown))
    moderation.withhold(
        comment=withheld, by=dora, read=moderation.read_of(withheld), reason="Beleidigt."
    )
    begun_years.round.at(ENDS_AT + comment_erasure.KEPT - timedelta(seconds=10))
    with unchanged():
        comment_erasure.erase_due()
    begun_years.round.at(ENDS_AT + comment_erasure.KEPT)

    comment_erasure.erase_due()

    told = Comment.objects.order_by("pk").values_list("name", "address", "origin_digest")
    assert list(told) == [("Gisela Muster", "", ""), ("", "", "")]
    kept = Notice.objects.filter(kind__startswith="comment_")
    assert set(kept.values_list("address", flat=True)) == {""}
    assert Comment.objects.public(clock.now()).count() == 1
    with unchanged():
        comment_erasure.erase_due()


def test_after_the_erasure_nobody_is_written_to(begun_years: Years, running: Consultation) -> None:
    waiting = confirmed(running.sections.get(position=1))
    begun_years.round.at(ENDS_AT + comment_erasure.KEPT)
    comment_erasure.erase_due()
    moderation.show(comment=waiting, by=begun_years.dora, read=moderation.read_of(waiting))
    assert not Notice.objects.filter(kind="comment_decided").exists()


def test_who_has_tried_is_forgotten_a_week_later(running: Consultation) -> None:
    """Digests of addresses would tell who was there long after everything else is erased."""
    comment(running.sections.get(position=1))
    tries = Attempt.objects.filter(kind="report")
    count = tries.count()
    tries.update(received_at=clock.now() - brakes.KEPT + timedelta(minutes=1))
    comment_erasure.erase_due()
    assert tries.count() == count > 0
    tries.update(received_at=clock.now() - brakes.KEPT - timedelta(minutes=1))
    comment_erasure.erase_due()
    assert not tries.exists()
