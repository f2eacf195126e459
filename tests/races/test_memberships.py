"""A municipality's people, decided by several at once."""

from collections.abc import Callable

from competition.models import (
    AuditEntry,
    Invitation,
    Mailbox,
    Membership,
    MembershipRequest,
    Municipality,
    Notice,
    User,
)
from competition.models.membership import SIGNING, Role
from competition.services import invitations, mailboxes, membership_requests, memberships
from tests.fixtures.people import account, acting
from tests.races.hands import at_once, insisting, refusals, successes


def test_of_two_who_decide_one_request_one_is_second(
    own_town: Municipality, berta: User, stranger: User
) -> None:
    doris = acting("Doris", own_town, Role.DEPUTY)
    asked = membership_requests.ask(municipality=own_town, role="editor", by=stranger)

    outcomes = at_once(
        [
            lambda: membership_requests.admit(request=asked, by=berta),
            lambda: membership_requests.decline(request=asked, by=doris),
        ]
    )

    assert len(successes(outcomes)) == 1
    assert refusals(outcomes) == ["request_settled"]
    asked.refresh_from_db()
    is_member = Membership.objects.filter(user=stranger).exists()
    assert asked.is_admitted is is_member
    letters = Notice.objects.filter(kind__in=("membership_admitted", "membership_declined"))
    assert letters.count() == 1


def test_asking_many_times_at_once_asks_once(own_town: Municipality, stranger: User) -> None:
    def ask() -> MembershipRequest:
        return membership_requests.ask(municipality=own_town, role="editor", by=stranger)

    assert len({each.pk for each in successes(at_once([insisting(ask)] * 20))}) == 1
    assert AuditEntry.objects.filter(act="membership.requested").count() == 1


def test_of_all_who_leave_at_once_one_who_signs_stays(own_town: Municipality) -> None:
    people = [acting(f"Person {number}", own_town, Role.SIGNATORY) for number in range(8)]

    def leaving(person: User) -> Callable[[], None]:
        membership = Membership.objects.get(user=person)
        return insisting(lambda: memberships.leave(membership=membership, by=person))

    outcomes = at_once([leaving(person) for person in people])

    assert refusals(outcomes) == ["last_member"]
    assert Membership.objects.get(municipality=own_town).role in SIGNING


def test_two_who_take_each_other_s_right_leave_one(own_town: Municipality, berta: User) -> None:
    doris = acting("Doris", own_town, Role.DEPUTY)
    pairs = [(berta, doris), (doris, berta)]

    def demoting(by: User, person: User) -> Callable[[], Membership]:
        membership = Membership.objects.get(user=person)
        return insisting(
            lambda: memberships.change_role(membership=membership, role=Role.EDITOR, by=by)
        )

    outcomes = at_once([demoting(by, person) for by, person in pairs])

    assert len(successes(outcomes)) == 1
    assert Membership.objects.filter(municipality=own_town, role__in=SIGNING).count() == 1


def test_invitation_opened_by_many_lets_in_one(own_town: Municipality, berta: User) -> None:
    invitations.invite(email="x@example.org", role="editor", by=berta, municipality=own_town)
    secret = Notice.objects.get(kind="invitation").secret
    people = [account(f"Person {number}") for number in range(12)]

    def accepting(person: User) -> Callable[[], Invitation]:
        return insisting(lambda: invitations.accept(secret=secret, by=person, seen="x@example.org"))

    outcomes = at_once([accepting(person) for person in people])

    assert len(successes(outcomes)) == 1
    assert set(refusals(outcomes)) == {"link_used"}
    assert Membership.objects.filter(user__in=people).count() == 1


def test_accepting_and_revoking_at_once_have_one_order(
    own_town: Municipality, berta: User, stranger: User
) -> None:
    invitations.invite(email=stranger.email, role="editor", by=berta, municipality=own_town)
    secret = Notice.objects.get(kind="invitation").secret
    standing = Invitation.objects.get()

    outcomes = at_once(
        [
            lambda: invitations.accept(secret=secret, by=stranger),
            lambda: invitations.revoke(invitation=standing, by=berta),
        ]
    )

    assert len(successes(outcomes)) == 1
    standing.refresh_from_db()
    is_member = Membership.objects.filter(user=stranger).exists()
    assert is_member is (standing.accepted_at is not None) is (standing.revoked_at is None)


def test_mailbox_confirmed_many_times_at_once_is_told_once(
    own_town: Municipality, berta: User
) -> None:
    mailboxes.add(municipality=own_town, address="post@example.org", by=berta)
    secret = Notice.objects.get(kind="mailbox_confirmation").secret

    def confirm() -> Mailbox:
        return mailboxes.confirm(secret=secret)

    outcomes = at_once([insisting(confirm)] * 10)

    assert len(successes(outcomes)) == 1
    assert Notice.objects.filter(kind="membership_changed", recipient=berta).count() == 1
