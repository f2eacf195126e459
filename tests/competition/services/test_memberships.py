"""Who acts for a municipality: admitted, changed, removed, gone; and who is told."""

import pytest

from competition.models import AuditEntry, Invitation, Membership, Municipality, Notice, User
from competition.models.membership import Role
from competition.services import applications, invitations, mailboxes, memberships
from tests.fixtures.people import acting
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import Round

pytestmark = pytest.mark.django_db
WHY = "Die Bürgermeisterin ist erkrankt; ihr Vertreter hat um 15 Uhr angerufen."


def membership(user: User) -> Membership:
    return Membership.objects.get(user=user)


def told(kind: str = "membership_changed") -> list[str]:
    """To which addresses a letter of this kind is owed."""
    owed = Notice.objects.filter(kind=kind).order_by("address")
    return list(owed.values_list("address", flat=True))


def latest() -> AuditEntry:
    entry = AuditEntry.objects.order_by("sequence").last()
    assert entry
    return entry


def test_one_person_may_act_for_many(
    own_town: Municipality, other_town: Municipality, anna: User
) -> None:
    memberships.admit(user=anna, municipality=other_town, role=Role.SIGNATORY, by=None)

    roles = {(m.municipality, m.role) for m in anna.memberships.all()}
    assert roles == {(own_town, "editor"), (other_town, "signatory")}


def test_console_admits_without_letters(own_town: Municipality, anna: User, berta: User) -> None:
    assert {anna, berta} == {each.user for each in own_town.memberships.all()}
    assert not Notice.objects.exists()


def test_office_admits_the_first_and_everybody_is_told(
    own_town: Municipality, stranger: User, dora: User
) -> None:
    memberships.admit(user=stranger, municipality=own_town, role=Role.SIGNATORY, by=dora)

    assert membership(stranger).role == "signatory"
    assert told() == told("membership_admitted") == [stranger.email]
    assert (latest().act, latest().actor) == ("membership.admitted", dora)
    assert latest().payload == {"user": stranger.pk, "role": "signatory"}


def test_second_admission_changes_the_role(own_town: Municipality, anna: User, dora: User) -> None:
    memberships.admit(user=anna, municipality=own_town, role=Role.SIGNATORY, by=dora)

    assert membership(anna).role == "signatory"
    assert latest().act == "membership.changed"


def test_member_admits_nobody_past_asking_and_inviting(
    own_town: Municipality, berta: User, stranger: User
) -> None:
    with refused("not_allowed"):
        memberships.admit(user=stranger, municipality=own_town, role=Role.EDITOR, by=berta)


def test_unknown_role_is_refused(own_town: Municipality, stranger: User) -> None:
    with refused("unknown_choice") as caught:
        memberships.admit(user=stranger, municipality=own_town, role="mayor", by=None)
    assert caught.field == "role"


def test_office_acts_for_no_municipality(own_town: Municipality, dora: User) -> None:
    with refused("roles_collide"):
        memberships.admit(user=dora, municipality=own_town, role=Role.SIGNATORY, by=None)


def test_office_says_why_it_acts_in_the_place_of_a_signatory(
    own_town: Municipality, berta: User, stranger: User, dora: User
) -> None:
    def admit(reason: str) -> None:
        memberships.admit(
            user=stranger, municipality=own_town, role=Role.DEPUTY, by=dora, reason=reason
        )

    with refused("reason_required") as caught:
        admit("  ")
    assert caught.field == "reason"

    admit(WHY)

    assert membership(stranger).role == "deputy"
    assert told() == [berta.email, stranger.email]
    assert all(WHY in notice.body for notice in Notice.objects.filter(kind="membership_changed"))
    assert WHY not in str(latest().payload)
    assert len(latest().payload["reason_sha256"]) == 64


def test_signatory_names_a_deputy(anna: User, berta: User) -> None:
    memberships.change_role(membership=membership(anna), role=Role.DEPUTY, by=berta)

    assert membership(anna).role == "deputy"
    assert told() == [anna.email, berta.email]
    assert latest().payload == {"user": anna.pk, "role": "deputy"}


def test_office_names_a_deputy_on_the_last_day_with_its_reason(
    anna: User, berta: User, dora: User
) -> None:
    with refused("reason_required"):
        memberships.change_role(membership=membership(anna), role=Role.DEPUTY, by=dora)

    memberships.change_role(membership=membership(anna), role=Role.DEPUTY, by=dora, reason=WHY)

    assert membership(anna).role == "deputy"


def test_the_same_role_again_changes_nothing(anna: User, berta: User) -> None:
    with unchanged():
        memberships.change_role(membership=membership(anna), role=Role.EDITOR, by=berta)


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.DEPUTY])
def test_editor_promotes_nobody(anna: User, berta: User, role: Role) -> None:
    with refused("not_allowed"):
        memberships.change_role(membership=membership(anna), role=role, by=anna)
    with refused("not_allowed"):
        memberships.change_role(membership=membership(berta), role=Role.EDITOR, by=anna)


def test_deputy_does_not_promote_oneself(own_town: Municipality, berta: User) -> None:
    doris = acting("Doris", own_town, Role.DEPUTY)

    with refused("own_role"):
        memberships.change_role(membership=membership(doris), role=Role.SIGNATORY, by=doris)


def test_right_to_sign_may_be_given_up_while_another_has_it(
    own_town: Municipality, berta: User
) -> None:
    doris = acting("Doris", own_town, Role.DEPUTY)

    memberships.change_role(membership=membership(doris), role=Role.EDITOR, by=doris)

    with refused("last_signatory"):
        memberships.change_role(membership=membership(berta), role=Role.EDITOR, by=berta)


def test_stranger_learns_nothing(anna: User, boris: User) -> None:
    with refused("not_found"):
        memberships.change_role(membership=membership(anna), role=Role.EDITOR, by=boris)
    with refused("not_found"):
        memberships.remove(membership=membership(anna), by=boris)
    with refused("not_found"):
        memberships.leave(membership=membership(anna), by=boris)


def test_signatory_removes_an_editor_and_everybody_is_told(
    own_town: Municipality, anna: User, berta: User
) -> None:
    memberships.remove(membership=membership(anna), by=berta)

    assert [each.user for each in own_town.memberships.all()] == [berta]
    assert told() == [anna.email, berta.email]
    assert (latest().act, latest().payload) == ("membership.ended", {"user": anna.pk})


def test_editor_removes_nobody_else(own_town: Municipality, anna: User, berta: User) -> None:
    with refused("not_allowed"):
        memberships.remove(membership=membership(berta), by=anna)
    with refused("not_allowed"):
        memberships.leave(membership=membership(berta), by=anna)


def test_removed_twice_is_not_found(anna: User, berta: User) -> None:
    gone = membership(anna)
    memberships.remove(membership=gone, by=berta)
    gone.pk = gone.pk or 2**31

    with refused("not_found"):
        memberships.remove(membership=gone, by=berta)


def test_last_member_and_last_signatory_do_not_leave(
    own_town: Municipality, anna: User, berta: User
) -> None:
    with refused("last_signatory"):
        memberships.leave(membership=membership(berta), by=berta)
    memberships.leave(membership=membership(anna), by=anna)
    with refused("last_member"):
        memberships.leave(membership=membership(berta), by=berta)
    with refused("last_member"):
        memberships.remove(membership=membership(berta), by=berta)


def test_office_may_remove_the_last_one_with_its_reason(
    own_town: Municipality, berta: User, dora: User
) -> None:
    with refused("reason_required"):
        memberships.remove(membership=membership(berta), by=dora)

    memberships.remove(membership=membership(berta), by=dora, reason=WHY)

    assert not own_town.memberships.exists()
    assert told() == [berta.email]


def test_invitations_of_who_leaves_are_void(
    own_town: Municipality, anna: User, berta: User
) -> None:
    invitations.invite(email="neu@example.org", role="editor", by=anna, municipality=own_town)

    memberships.remove(membership=membership(anna), by=berta)

    assert Invitation.objects.get().revoked_by == berta


def test_invitations_to_sign_are_void_with_the_right_to_sign(
    own_town: Municipality, berta: User
) -> None:
    doris = acting("Doris", own_town, Role.DEPUTY)
    for role in ("editor", "signatory"):
        invitations.invite(email=f"{role}@example.org", role=role, by=doris, municipality=own_town)

    memberships.change_role(membership=membership(doris), role=Role.EDITOR, by=berta)

    standing = Invitation.objects.filter(revoked_at=None)
    assert [each.role for each in standing] == ["editor"]


def test_contact_of_an_application_is_always_a_member(open_round: Round) -> None:
    town, berta = open_round.place(0)
    anna = User.objects.get(email="anna@example.org")
    draft = applications.start(call=open_round.call, municipality=town, by=anna)

    memberships.remove(membership=membership(anna), by=berta)

    draft.refresh_from_db()
    assert draft.contact == berta


def test_contact_is_found_again_when_the_first_one_comes_after_the_last(
    open_round: Round, stranger: User
) -> None:
    town, berta = open_round.place(0)
    draft = applications.start(call=open_round.call, municipality=town, by=berta)
    for each in town.memberships.all():
        memberships.remove(membership=each, by=open_round.dora, reason=WHY)

    memberships.admit(user=stranger, municipality=town, role=Role.SIGNATORY, by=open_round.dora)

    draft.refresh_from_db()
    assert draft.contact == stranger


def test_shared_mailboxes_are_told_of_changes(
    own_town: Municipality, anna: User, berta: User
) -> None:
    box = mailboxes.add(municipality=own_town, address="post@example.org", by=anna)
    own_town.mailboxes.filter(pk=box.pk).update(confirmed_at=box.added_at)

    memberships.remove(membership=membership(anna), by=berta)

    assert told() == [anna.email, berta.email, "post@example.org"]
