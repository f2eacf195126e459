"""Partners: invited, confirmed, removed; they count from their confirmation."""

import pytest

from competition.models import (
    Application,
    AuditEntry,
    Call,
    Municipality,
    Notice,
    Participant,
    User,
)
from competition.models.membership import Role
from competition.services import applications, partners
from tests.fixtures.people import acting, place
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    DEADLINE_AT,
    MakeRound,
    Round,
    Stage,
    partner_of,
    submit,
)

pytestmark = pytest.mark.django_db


def start(call: Call, municipality: Municipality, by: User) -> Application:
    return applications.start(call=call, municipality=municipality, by=by)


def test_invite_tells_everybody_who_acts_for_the_partner(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    bruno = acting("Bruno", other_town, Role.EDITOR)

    partners.invite(application=draft, municipality=other_town, by=anna)

    owed = Notice.objects.filter(kind="partner_invitation").order_by("recipient__name")
    assert [notice.recipient for notice in owed] == [boris, bruno]
    assert partner_of(draft, other_town).confirmed_at is None


def test_invite_twice_or_the_lead_itself_is_refused(
    draft: Application, anna: User, other_town: Municipality, own_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)

    for municipality in (other_town, own_town):
        with refused("already_applied"):
            partners.invite(application=draft, municipality=municipality, by=anna)


def test_invite_of_a_town_that_may_not_apply_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, fields={"population_max": 40_000})
    application = round_.draft(0)
    large = place("99003001", "Großbeispiel", population=40_001)

    with refused("not_eligible"):
        partners.invite(application=application, municipality=large, by=application.contact)


def test_invite_after_the_deadline_is_refused(
    open_round: Round, draft: Application, anna: User, other_town: Municipality
) -> None:
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        partners.invite(application=draft, municipality=other_town, by=anna)


def test_confirm_by_an_editor_or_a_stranger_is_refused(
    draft: Application, anna: User, berta: User, other_town: Municipality
) -> None:
    bruno = acting("Bruno", other_town, Role.EDITOR)
    partners.invite(application=draft, municipality=other_town, by=anna)

    for person in (bruno, berta):
        with refused("not_allowed"):
            partners.confirm(participant=partner_of(draft, other_town), by=person)


def test_who_takes_part_is_logged(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)
    partners.remove(participant=partner_of(draft, other_town), by=anna)

    logged = AuditEntry.objects.filter(subject=draft.public_id).order_by("sequence")
    assert [(each.act, each.actor, each.payload["ags"]) for each in logged] == [
        ("application.started", draft.started_by, draft.municipality.ags),
        ("partner.invited", anna, other_town.ags),
        ("partner.confirmed", boris, other_town.ags),
        ("partner.removed", anna, other_town.ags),
    ]


def test_confirm_again_keeps_the_first_confirmation(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)
    bianca = acting("Bianca", other_town, Role.SIGNATORY)

    with unchanged():
        partners.confirm(participant=partner_of(draft, other_town), by=bianca)


def test_confirm_of_an_invitation_taken_back_meanwhile_is_refused(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    read = partner_of(draft, other_town)
    partners.remove(participant=partner_of(draft, other_town), by=anna)

    with refused("not_found"):
        partners.confirm(participant=read, by=boris)


def test_confirm_by_a_town_with_an_own_application_is_refused(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    start(draft.call, other_town, boris)
    partners.invite(application=draft, municipality=other_town, by=anna)

    with refused("already_applied"):
        partners.confirm(participant=partner_of(draft, other_town), by=boris)


def test_confirm_after_the_deadline_is_refused(
    open_round: Round, draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        partners.confirm(participant=partner_of(draft, other_town), by=boris)


def test_remove_sets_a_partner_of_a_draft_free(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)

    partners.remove(participant=partner_of(draft, other_town), by=anna)

    assert start(draft.call, other_town, boris).municipality == other_town


def test_remove_of_the_lead_or_by_the_partner_is_refused(
    draft: Application, anna: User, boris: User, own_town: Municipality, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)

    with refused("unknown_move"):
        partners.remove(participant=partner_of(draft, own_town), by=anna)
    with refused("not_found"):
        partners.remove(participant=partner_of(draft, other_town), by=boris)


def test_remove_of_a_partner_that_is_sealed_is_refused(
    draft: Application, berta: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=berta)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)
    submit(draft, berta)

    with refused("unknown_move"):
        partners.remove(participant=partner_of(draft, other_town), by=berta)


def test_remove_after_the_deadline_is_refused(
    open_round: Round, draft: Application, anna: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        partners.remove(participant=partner_of(draft, other_town), by=anna)


# Stepping back


@pytest.fixture
def confirmed(draft: Application, anna: User, boris: User, other_town: Municipality) -> Participant:
    """Musterdorf, invited by Anna and confirmed by Boris."""
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)
    return partner_of(draft, other_town)


def test_step_back_frees_the_partner_and_tells_the_lead(
    draft: Application, confirmed: Participant, anna: User, boris: User
) -> None:
    partners.step_back(participant=confirmed, by=boris)

    confirmed.refresh_from_db()
    assert (confirmed.confirmed_at, confirmed.confirmed_by) == (None, None)
    told = Notice.objects.filter(kind="partner_step_back").order_by("recipient__name")
    assert [letter.recipient for letter in told] == [anna, draft.contact]
    assert "Musterdorf" in told[0].body
    assert AuditEntry.objects.filter(act="partner.stepped_back").count() == 1
    assert start(draft.call, confirmed.municipality, boris).municipality == confirmed.municipality


def test_step_back_leaves_the_invitation_which_blocks_the_submission(
    draft: Application, confirmed: Participant, boris: User
) -> None:
    partners.step_back(participant=confirmed, by=boris)

    with refused("partner_unconfirmed"):
        submit(draft, draft.contact)
    partners.confirm(participant=confirmed, by=boris)
    submit(draft, draft.contact)


def test_step_back_twice_or_without_a_confirmation_is_refused(
    draft: Application, confirmed: Participant, boris: User
) -> None:
    partners.step_back(participant=confirmed, by=boris)

    with refused("unknown_move"):
        partners.step_back(participant=confirmed, by=boris)


def test_step_back_again_later_is_told_again(confirmed: Participant, boris: User) -> None:
    for _ in range(2):
        partners.step_back(participant=confirmed, by=boris)
        partners.confirm(participant=confirmed, by=boris)

    assert Notice.objects.filter(kind="partner_step_back").count() == 4


def test_step_back_from_a_submitted_version_is_refused(
    draft: Application, confirmed: Participant, boris: User
) -> None:
    submit(draft, draft.contact)

    with refused("unknown_move"):
        partners.step_back(participant=confirmed, by=boris)


def test_step_back_by_an_editor_or_the_lead_is_refused(
    confirmed: Participant, berta: User, other_town: Municipality
) -> None:
    bruno = acting("Bruno", other_town, Role.EDITOR)

    for person in (bruno, berta):
        with refused("not_allowed"):
            partners.step_back(participant=confirmed, by=person)


def test_step_back_of_the_lead_itself_is_refused(
    draft: Application, berta: User, own_town: Municipality
) -> None:
    with refused("unknown_move"):
        partners.step_back(participant=partner_of(draft, own_town), by=berta)


def test_step_back_after_the_deadline_is_refused(
    open_round: Round, confirmed: Participant, boris: User
) -> None:
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        partners.step_back(participant=confirmed, by=boris)
