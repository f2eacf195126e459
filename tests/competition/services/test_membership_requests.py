"""Asking to act for a municipality: who decides, who is told, and what nobody learns."""

import pytest

from competition.models import AuditEntry, Membership, MembershipRequest, Municipality, Notice, User
from competition.models.membership import Role
from competition.services import membership_requests, memberships, people
from tests.fixtures.people import place
from tests.fixtures.refusals import refused, unchanged

pytestmark = pytest.mark.django_db
WHY = "Auf Bitte der Bürgermeisterin."


def ask(
    town: Municipality, by: User, role: Role = Role.EDITOR, note: str = ""
) -> MembershipRequest:
    return membership_requests.ask(municipality=town, role=role, by=by, note=note)


def told(kind: str) -> list[str]:
    owed = Notice.objects.filter(kind=kind).order_by("address")
    return list(owed.values_list("address", flat=True))


@pytest.fixture
def request_(own_town: Municipality, anna: User, berta: User, stranger: User) -> MembershipRequest:
    """Stefan asks to write for Beispielstadt."""
    return ask(own_town, stranger, note="Kämmerei, Zimmer 12")


def test_editor_is_asked_of_all_members(
    request_: MembershipRequest, anna: User, berta: User, dora: User
) -> None:
    assert told("membership_requested") == [anna.email, berta.email]
    assert "Zimmer 12" not in Notice.objects.filter(kind="membership_requested")[0].body


def test_signing_is_asked_of_who_signs(
    own_town: Municipality, anna: User, berta: User, stranger: User
) -> None:
    ask(own_town, stranger, Role.DEPUTY)

    assert told("membership_requested") == [berta.email]


def test_the_office_is_asked_where_nobody_can_decide(
    own_town: Municipality, anna: User, stranger: User, dora: User, emil: User
) -> None:
    ask(own_town, stranger, Role.SIGNATORY)

    assert told("membership_requested") == [dora.email, emil.email]
    letter = Notice.objects.filter(kind="membership_requested")[0]
    assert "/geschaeftsstelle/kommunen/99001001/" in letter.body


def test_asking_again_changes_nothing(request_: MembershipRequest, stranger: User) -> None:
    with unchanged():
        assert ask(request_.municipality, stranger, Role.SIGNATORY) == request_


def test_who_asks_must_not_be_a_member_or_of_the_office(
    own_town: Municipality, anna: User, dora: User
) -> None:
    with refused("already_member"):
        ask(own_town, anna)
    with refused("roles_collide"):
        ask(own_town, dora)


@pytest.mark.parametrize(
    ("role", "note", "code"),
    [
        ("mayor", "", "unknown_choice"),
        ("editor", "x" * 1_001, "too_long"),
        ("editor", "\x07", "control_characters"),
    ],
)
def test_nonsense_is_refused(
    own_town: Municipality, stranger: User, role: str, note: str, code: str
) -> None:
    with refused(code):
        membership_requests.ask(municipality=own_town, role=role, by=stranger, note=note)


def test_nobody_asks_without_end(
    stranger: User, other_town: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membership_requests, "ASKED_A_DAY", 2)
    for number in (1, 2):
        ask(place(f"9977{number}001", f"Musterort {number}"), stranger)

    with refused("too_many_tries"):
        ask(other_town, stranger)


def test_editor_admits_an_editor(
    request_: MembershipRequest, own_town: Municipality, anna: User, stranger: User
) -> None:
    membership_requests.admit(request=request_, by=anna)

    assert Membership.objects.get(user=stranger).role == "editor"
    request_.refresh_from_db()
    assert (request_.is_admitted, request_.decided_by) == (True, anna)
    assert told("membership_admitted") == [stranger.email]
    assert told("membership_changed") == ["anna@example.org", "berta@example.org", stranger.email]
    acts = list(AuditEntry.objects.order_by("-sequence").values_list("act", flat=True)[:2])
    assert acts == ["membership.admitted", "membership.requested"]


def test_editor_does_not_give_the_right_to_sign(
    request_: MembershipRequest, anna: User, berta: User, stranger: User
) -> None:
    with refused("not_allowed"):
        membership_requests.admit(request=request_, by=anna, role=Role.DEPUTY)

    membership_requests.admit(request=request_, by=berta, role=Role.DEPUTY)

    assert Membership.objects.get(user=stranger).role == "deputy"


def test_editor_admits_who_wanted_to_sign_as_an_editor_only(
    own_town: Municipality, anna: User, berta: User, stranger: User
) -> None:
    asked = ask(own_town, stranger, Role.SIGNATORY)
    with refused("not_allowed"):
        membership_requests.admit(request=asked, by=anna)
    with refused("not_allowed"):
        membership_requests.decline(request=asked, by=anna)

    membership_requests.admit(request=asked, by=anna, role=Role.EDITOR)

    assert Membership.objects.get(user=stranger).role == "editor"


def test_the_second_decision_is_refused(
    request_: MembershipRequest, anna: User, berta: User
) -> None:
    membership_requests.admit(request=request_, by=anna)
    stale = MembershipRequest(pk=request_.pk, municipality=request_.municipality)

    with refused("request_settled"):
        membership_requests.decline(request=stale, by=berta)
    with refused("request_settled"):
        membership_requests.admit(request=stale, by=berta)


def test_strangers_decide_nothing_and_learn_nothing(
    request_: MembershipRequest, boris: User, stranger: User
) -> None:
    for person in (boris, stranger):
        with refused("not_found"):
            membership_requests.admit(request=request_, by=person)
        with refused("not_found"):
            membership_requests.decline(request=request_, by=person)


def test_office_admits_the_first_without_and_others_with_a_reason(
    request_: MembershipRequest, other_town: Municipality, stranger: User, dora: User
) -> None:
    membership_requests.admit(request=ask(other_town, stranger, Role.SIGNATORY), by=dora)
    with refused("reason_required"):
        membership_requests.admit(request=request_, by=dora)

    membership_requests.admit(request=request_, by=dora, reason=WHY)

    assert stranger.memberships.count() == 2


def test_who_came_in_by_invitation_meanwhile_is_not_admitted_twice(
    request_: MembershipRequest, own_town: Municipality, anna: User, stranger: User
) -> None:
    memberships.admit(user=stranger, municipality=own_town, role=Role.SIGNATORY, by=None)

    with refused("already_member"):
        membership_requests.admit(request=request_, by=anna)


def test_who_joined_the_office_meanwhile_is_not_admitted(
    request_: MembershipRequest, anna: User, stranger: User
) -> None:
    people.admit_to_office(user=stranger, by=None)

    with refused("roles_collide"):
        membership_requests.admit(request=request_, by=anna)


def test_declined_person_is_told_and_may_ask_again(
    request_: MembershipRequest, berta: User, stranger: User
) -> None:
    membership_requests.decline(request=request_, by=berta)

    assert told("membership_declined") == [stranger.email]
    assert "berta" not in Notice.objects.get(kind="membership_declined").body.casefold()
    assert not Membership.objects.filter(user=stranger).exists()
    assert ask(request_.municipality, stranger) != request_


def test_asking_person_takes_it_back(
    request_: MembershipRequest, anna: User, stranger: User
) -> None:
    with refused("not_found"):
        membership_requests.withdraw(request=request_, by=anna)

    membership_requests.withdraw(request=request_, by=stranger)

    with refused("request_settled"):
        membership_requests.admit(request=request_, by=anna)
