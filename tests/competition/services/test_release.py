"""Releasing: exactly this draft, voided by any change; partners confirm before it is sealed."""

import pytest

from competition import drafts
from competition.models import (
    Application,
    AuditEntry,
    Municipality,
    User,
)
from competition.services import partners, submission
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import (
    DEADLINE_AT,
    Round,
    answer,
    partner_of,
    submit,
)

pytestmark = pytest.mark.django_db


def release(application: Application, by: User) -> str:
    digest = drafts.digest(application)
    submission.release(application=application, by=by, digest=digest)
    return digest


def test_submit_by_an_editor_without_a_release_is_refused(draft: Application, anna: User) -> None:
    with refused("not_released"):
        submit(draft, anna)


def test_submit_by_an_editor_of_the_released_draft_names_the_signatory(
    draft: Application, anna: User, berta: User
) -> None:
    release(draft, berta)

    receipt = submit(draft, anna)

    assert (receipt.version.submitted_by, receipt.version.released_by) == (anna, berta)


@pytest.mark.parametrize(
    "change",
    [{"title": "Anders"}, {"remark": "neu"}, {"own_share": "0"}, {"perspectives": []}],
)
def test_any_change_voids_the_release(
    draft: Application, anna: User, berta: User, change: dict[str, object]
) -> None:
    release(draft, berta)
    answer(draft, anna, **change)
    if change == {"perspectives": []}:
        answer(draft, anna, perspectives=["participation"])

    with refused("not_released"):
        submit(draft, anna)


def test_a_new_partner_voids_the_release(
    draft: Application, anna: User, berta: User, boris: User, other_town: Municipality
) -> None:
    release(draft, berta)
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)

    with refused("not_released"):
        submit(draft, anna)


def test_release_of_one_version_does_not_reach_the_next(
    draft: Application, anna: User, berta: User
) -> None:
    release(draft, berta)
    submit(draft, anna)
    answer(draft, anna, title="Zweite Fassung")

    with refused("not_released"):
        submit(draft, anna)


def test_release_of_another_draft_than_was_read_is_refused(
    draft: Application, anna: User, berta: User
) -> None:
    read = drafts.digest(draft)
    answer(draft, anna, title="Heimlich geändert")

    with refused("draft_changed"):
        submission.release(application=draft, by=berta, digest=read)


def test_release_by_an_editor_or_a_stranger_is_refused(
    draft: Application, anna: User, boris: User
) -> None:
    for person, code in ((anna, "not_allowed"), (boris, "not_found")):
        with refused(code):
            release(draft, person)


def test_release_after_the_deadline_is_refused(
    open_round: Round, draft: Application, berta: User
) -> None:
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        release(draft, berta)


def test_release_is_logged_with_the_digest(draft: Application, berta: User) -> None:
    digest = release(draft, berta)

    logged = AuditEntry.objects.get(act="application.released")
    assert (logged.actor, logged.subject, logged.payload) == (
        berta,
        draft.public_id,
        {"sha256": digest},
    )


def test_submit_with_an_unconfirmed_partner_is_refused_by_name(
    draft: Application, anna: User, berta: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)

    with refused("partner_unconfirmed") as caught:
        submit(draft, berta)
    assert caught.details == {"names": "Musterdorf"}


def test_submit_with_a_confirmed_partner_seals_it(
    draft: Application, anna: User, berta: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)

    version = submit(draft, berta).version

    assert version.content["partners"] == [{"ags": "99002001", "name": "Musterdorf"}]
