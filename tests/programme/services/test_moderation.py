"""What the office does with comments, and what their writers are told."""

from collections.abc import Callable

import pytest

from competition import clock
from competition.models import AuditEntry, Notice
from programme.models import Comment, Consultation
from programme.models.consultation import CommentState
from programme.services import moderation
from tests.fixtures.consultations import comment, confirmed
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(running: Consultation) -> Comment:
    return confirmed(running.sections.get(position=1))


def test_a_shown_comment_is_public_and_its_writer_told(
    begun_years: Years, waiting: Comment
) -> None:
    read = moderation.read_of(waiting)
    shown = moderation.show(comment=waiting, by=begun_years.dora, read=read)
    assert Comment.objects.public(clock.now()).get() == shown
    letter = Notice.objects.get(kind="comment_decided")
    assert letter.address == "gisela@example.org"
    assert "ist jetzt veröffentlicht" in letter.body
    assert "/beteiligung/ergebnisse/abschnitt/1/" in letter.body
    assert moderation.show(comment=waiting, by=begun_years.emil, read=read) == shown
    assert AuditEntry.objects.filter(act="comment.shown").count() == 1


def test_withholding_has_a_reason_that_goes_to_the_writer(
    begun_years: Years, waiting: Comment
) -> None:
    read = moderation.read_of(waiting)
    with refused("reason_required"):
        moderation.withhold(comment=waiting, by=begun_years.dora, read=read, reason=" ")
    moderation.withhold(
        comment=waiting, by=begun_years.dora, read=read, reason="Nennt eine andere Person."
    )
    assert not Comment.objects.public(clock.now()).exists()
    assert "Nennt eine andere Person." in Notice.objects.get(kind="comment_decided").body


def test_what_is_shown_may_be_taken_down_and_come_back(
    begun_years: Years, waiting: Comment
) -> None:
    dora = begun_years.dora
    shown = moderation.show(comment=waiting, by=dora, read=moderation.read_of(waiting))
    taken = moderation.withhold(
        comment=shown, by=dora, read=moderation.read_of(shown), reason="Beleidigt."
    )
    again = moderation.show(comment=taken, by=dora, read=moderation.read_of(taken))
    assert (again.state, again.withheld_reason) == (CommentState.SHOWN, "")
    assert Notice.objects.filter(kind="comment_decided").count() == 3


def test_only_what_was_read_is_decided(begun_years: Years, waiting: Comment) -> None:
    read = moderation.read_of(waiting)
    moderation.show(comment=waiting, by=begun_years.dora, read=read)
    with refused("comment_changed"):
        moderation.withhold(comment=waiting, by=begun_years.emil, read=read, reason="Nein.")


def test_an_answer_stands_below_and_goes_to_the_writer(
    begun_years: Years, waiting: Comment
) -> None:
    by = begun_years.dora
    with refused("comment_not_shown"):
        moderation.answer(
            comment=waiting, by=by, read=moderation.read_of(waiting), text="Danke, ja."
        )
    shown = moderation.show(comment=waiting, by=by, read=moderation.read_of(waiting))
    read = moderation.read_of(shown)
    answered = moderation.answer(comment=shown, by=by, read=read, text="Danke, ja.")
    assert answered.answer == "Danke, ja."
    assert "Danke, ja." in Notice.objects.get(kind="comment_answer").body
    with refused("comment_changed"):
        moderation.answer(comment=shown, by=begun_years.emil, read=read, text="Nein.")
    with refused("required"):
        moderation.answer(comment=shown, by=by, read=moderation.read_of(answered), text="")


def test_unconfirmed_comments_are_not_there(begun_years: Years, running: Consultation) -> None:
    kept = comment(running.sections.get(position=1))
    with refused("not_found"):
        moderation.show(comment=kept, by=begun_years.dora, read=moderation.read_of(kept))


def test_only_the_office_decides(begun_years: Years, waiting: Comment) -> None:
    read = moderation.read_of(waiting)
    acts: tuple[Callable[[], object], ...] = (
        lambda: moderation.show(comment=waiting, by=begun_years.anna, read=read),
        lambda: moderation.withhold(comment=waiting, by=begun_years.anna, read=read, reason="x"),
        lambda: moderation.answer(comment=waiting, by=begun_years.anna, read=read, text="x"),
    )
    for act in acts:
        with refused("not_allowed"):
            act()
