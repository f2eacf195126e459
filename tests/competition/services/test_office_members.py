"""Who works in the office: two clerks remain, auditors read, and nobody is raised by one alone."""

import ast
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from api import tokens
from api.models import ApiToken
from competition import policies
from competition.models import AuditEntry, Municipality, Notice, OfficeMember, User
from competition.models.membership import Role
from competition.services import (
    extensions,
    invitations,
    membership_requests,
    memberships,
    office_members,
    people,
    rescues,
)
from reviews.services import conflicts, session, settlements
from tests.competition.accounts.hands import give_password, prove, sign_in
from tests.fixtures.people import account, office_member
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.second_factors import code_of, give_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def frieda(db: None) -> User:
    """A third clerk."""
    return office_member("Frieda")


@pytest.fixture
def rita(dora: User, emil: User) -> User:
    """An auditor: court of audit."""
    user = account("Rita")
    office_members.admit_auditor(user=user, by=dora)
    give_app(user)
    return user


def seat(user: User) -> OfficeMember:
    return OfficeMember.objects.get(user=user)


def test_an_auditor_belongs_to_the_office_and_does_not_act_for_it(rita: User, dora: User) -> None:
    assert policies.is_office(rita)
    assert not policies.is_clerk(rita)
    assert policies.is_clerk(dora)
    with refused("office_reads_only"):
        policies.require_office(rita)


def test_letting_an_auditor_in_is_told_and_logged(rita: User, dora: User, emil: User) -> None:
    told = Notice.objects.filter(kind="office_changed").order_by("recipient__name")
    assert [notice.recipient for notice in told] == [dora, emil, rita]
    assert "Sie dürfen jetzt" in told.get(recipient=rita).body
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.payload) == ("office.admitted", dora, {"role": "auditor"})


def test_an_auditor_lets_nobody_in(rita: User, stranger: User) -> None:
    with refused("office_reads_only"):
        office_members.admit_auditor(user=stranger, by=rita)
    with refused("office_reads_only"):
        invitations.invite(email="x@example.org", role="office", by=rita)


def test_whoever_works_in_the_office_is_no_auditor_besides(dora: User, emil: User) -> None:
    with refused("office_role_standing") as caught:
        office_members.admit_auditor(user=emil, by=dora)
    assert caught.field == "email"


def test_whoever_acts_for_a_municipality_is_no_auditor(dora: User, anna: User) -> None:
    with refused("roles_collide"):
        office_members.admit_auditor(user=anna, by=dora)


def test_an_auditor_acts_for_no_municipality(rita: User, own_town: Municipality) -> None:
    somebody = account("Xaver")
    with refused("office_reads_only"):
        memberships.admit(user=somebody, municipality=own_town, role=Role.EDITOR, by=rita)
    with refused("roles_collide"):
        memberships.admit(user=rita, municipality=own_town, role=Role.EDITOR, by=None)
    assert policies.may_admit(rita, own_town, Role.EDITOR).why == "office_reads_only"


def test_an_auditor_is_refused_by_the_acts_that_look_at_the_office_themselves(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.LOCKED, applications=2)
    people.admit_to_office(user=account("Rita"), by=None, role="auditor")
    rita, juror = account("Rita"), round_.jurors[1]
    with refused("office_reads_only"):
        session.open(call=round_.call, by=rita, quorum=1)
    with refused("office_reads_only"):
        conflicts.record(
            juror=juror, application=round_.applications[0], reason="other", note="x", by=rita
        )
    with refused("office_reads_only"):
        settlements.settle(call=round_.call, chosen=[1], settlement="upheld", reason="x", by=rita)
    with refused("office_reads_only"):
        extensions.propose(
            call=round_.call, by=rita, deadline_to=round_.call.deadline_at, reason="x"
        )


def test_every_service_that_asks_for_the_office_asks_for_a_clerk() -> None:
    """A look at the source: ``is_office`` alone never opens an act."""
    # These refuse people of the office, or look who it is; what they open is guarded elsewhere.
    known = {
        "competition/services/exports.py:note",  # who may read may take out; it writes the log
        "competition/services/membership_requests.py:ask",
        "competition/services/awards.py:_require_public",
        "competition/services/memberships.py:put",
        "competition/services/memberships.py:remove",
        "competition/services/memberships.py:reason_of",
        "reviews/services/jury.py:appoint",
        "reviews/services/settlements.py:settler_of",
    }
    bare = set()
    for path in [
        *Path("competition/services").glob("*.py"),
        *Path("reviews/services").glob("*.py"),
    ]:
        for function in ast.parse(path.read_text()).body:
            if isinstance(function, ast.FunctionDef):
                names = {
                    each.attr for each in ast.walk(function) if isinstance(each, ast.Attribute)
                }
                if "is_office" in names and "require_office" not in names:
                    bare.add(f"{path}:{function.name}")
    assert bare <= known | {"competition/services/people.py:admit_to_office"}


def test_a_clerk_is_made_an_auditor_and_shut_out_at_once(
    client: Client, dora: User, emil: User, frieda: User
) -> None:
    give_password(frieda)
    sign_in(client, frieda.email)
    prove(client, code_of())
    token = tokens.issue(user=frieda, scopes=["run"], minutes=10)[1]
    changed = office_members.change_role(member=seat(frieda), role="auditor", by=dora)
    assert changed.role == "auditor"
    assert not Session.objects.exists()
    with refused("token_invalid"):
        tokens.recognise(token)
    assert AuditEntry.objects.latest("pk").act == "office.role_changed"
    assert Notice.objects.filter(kind="office_changed").count() == 3


def test_two_clerks_must_remain(dora: User, emil: User) -> None:
    with refused("last_clerks"):
        office_members.change_role(member=seat(emil), role="auditor", by=dora)
    with refused("last_clerks"):
        office_members.remove(member=seat(emil), by=dora)
    with refused("last_clerks"):
        office_members.remove(member=seat(dora), by=dora)


def test_closed_accounts_do_not_count_as_clerks(dora: User, emil: User, frieda: User) -> None:
    User.objects.filter(pk=emil.pk).update(is_active=False)
    with refused("last_clerks"):
        office_members.remove(member=seat(frieda), by=dora)


def test_nobody_is_made_a_clerk_by_one_alone(dora: User, rita: User) -> None:
    with refused("clerk_by_invitation"):
        office_members.change_role(member=seat(rita), role="clerk", by=dora)
    with refused("office_role_standing"):
        office_members.change_role(member=seat(rita), role="auditor", by=dora)
    with refused("unknown_choice"):
        office_members.change_role(member=seat(rita), role="king", by=dora)


def test_an_invitation_that_two_sign_makes_an_auditor_a_clerk(
    dora: User, emil: User, rita: User
) -> None:
    people.admit_to_office(user=rita, by=dora)
    assert policies.is_clerk(rita)
    assert AuditEntry.objects.latest("pk").payload == {"role": "clerk"}
    people.admit_to_office(user=rita, by=dora, role="auditor")
    assert policies.is_clerk(rita)


def test_an_end_takes_everything_but_the_account(dora: User, emil: User, frieda: User) -> None:
    tokens.issue(user=frieda, scopes=["read"], minutes=10)
    office_members.remove(member=seat(frieda), by=dora)
    assert not policies.is_office(frieda)
    assert not ApiToken.objects.filter(revoked_at=None).exists()
    assert User.objects.filter(pk=frieda.pk, is_active=True).exists()
    assert AuditEntry.objects.latest("pk").act == "office.removed"
    with refused("not_found"):
        office_members.remove(member=OfficeMember(pk=0, user=frieda), by=dora)


def test_auditors_leave_by_themselves_and_remove_nobody(rita: User, frieda: User) -> None:
    with refused("office_reads_only"):
        office_members.remove(member=seat(frieda), by=rita)
    office_members.remove(member=seat(rita), by=rita)
    assert not policies.is_office(rita)


def test_strangers_are_refused(dora: User, emil: User, frieda: User, stranger: User) -> None:
    for act in (office_members.remove, office_members.change_role):
        with refused("not_allowed"):
            act(
                member=seat(frieda),
                by=stranger,
                **({"role": "auditor"} if act != office_members.remove else {}),
            )


def test_an_auditors_token_reads_and_nothing_else(rita: User) -> None:
    text_of = tokens.issue(user=rita, scopes=["read"], minutes=10)[1]
    assert tokens.recognise(text_of).user == rita
    with refused("office_reads_only"):
        tokens.issue(user=rita, scopes=["read", "run"], minutes=10)


def test_letters_that_ask_for_an_act_go_to_clerks(
    rita: User, dora: User, emil: User, stranger: User, own_town: Municipality
) -> None:
    membership_requests.ask(municipality=own_town, role=Role.EDITOR, by=stranger)
    told = Notice.objects.filter(kind="membership_requested").values_list("recipient", flat=True)
    assert set(told) == {dora.pk, emil.pk}


def test_an_auditor_proposes_no_rescue(rita: User, dora: User) -> None:
    with refused("office_reads_only"):
        rescues.propose(user=dora, reason="x", by=rita)
