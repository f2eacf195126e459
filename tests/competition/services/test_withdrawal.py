"""Withdrawing: until the deadline, by the signatory; the draft stays."""

from datetime import datetime

import pytest

from competition import drafts
from competition.models import (
    Application,
    Notice,
    User,
)
from competition.services import submission
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import (
    DEADLINE_AT,
    MICROSECOND,
    OPEN_AT,
    submit,
)

pytestmark = pytest.mark.django_db


def withdraw(application: Application, by: User, at: datetime = OPEN_AT) -> None:
    submission.withdraw(application=application, by=by, received_at=at)


def test_withdraw_takes_the_version_out_and_keeps_the_draft(
    draft: Application, berta: User
) -> None:
    submit(draft, berta)

    withdraw(draft, berta)

    draft.refresh_from_db()
    assert (draft.state, draft.valid_version, draft.withdrawn_by) == ("withdrawn", None, berta)
    assert list(Application.objects.all().sealed()) == []
    assert drafts.values(draft)["title"] == "Vorhaben 1"
    assert list(draft.moves.order_by("pk").values_list("name", flat=True)) == ["submit", "withdraw"]
    assert Notice.objects.filter(kind="withdrawal").get().recipient == berta


def test_withdrawn_application_may_be_submitted_again(draft: Application, berta: User) -> None:
    first = submit(draft, berta)
    withdraw(draft, berta)

    second = submit(draft, berta)

    draft.refresh_from_db()
    assert (draft.state, second.version.number) == ("submitted", 2)
    assert second != first


def test_withdraw_of_a_draft_or_twice_is_refused(draft: Application, berta: User) -> None:
    with refused("unknown_move"):
        withdraw(draft, berta)
    submit(draft, berta)
    withdraw(draft, berta)
    with refused("unknown_move"):
        withdraw(draft, berta)


def test_withdraw_by_an_editor_or_a_stranger_is_refused(
    draft: Application, anna: User, berta: User, boris: User
) -> None:
    submit(draft, berta)

    for person, code in ((anna, "not_allowed"), (boris, "not_found")):
        with refused(code):
            withdraw(draft, person)


def test_withdraw_at_the_deadline_is_refused(draft: Application, berta: User) -> None:
    submit(draft, berta)

    with refused("deadline_passed"):
        withdraw(draft, berta, DEADLINE_AT)
    withdraw(draft, berta, DEADLINE_AT - MICROSECOND)
