"""People: accounts and what they may do."""

import pytest

from competition.models import AuditEntry, OfficeMember, User
from competition.services import people
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_account_is_found_again_in_any_case(db: None) -> None:
    first = people.create_user(email="Anna@Example.org", name="Anna", password="erstes Passwort")
    again = people.create_user(email="ANNA@example.ORG", name="Andere", password="zweites")

    assert again == first
    assert (again.email, again.name) == ("anna@example.org", "Anna")
    assert again.check_password("erstes Passwort")


def test_account_without_a_password_admits_nobody(db: None) -> None:
    user = people.create_user(email="anna@example.org", name="Anna")

    assert not user.has_usable_password()


def test_admission_to_the_office_is_logged_once(stranger: User, dora: User) -> None:
    before = AuditEntry.objects.filter(act="office.admitted").count()
    for _ in range(2):
        people.admit_to_office(user=stranger, by=dora)

    assert OfficeMember.objects.filter(user=stranger).count() == 1
    assert AuditEntry.objects.filter(act="office.admitted").count() == before + 1


def test_member_of_a_town_does_not_enter_the_office(anna: User, dora: User) -> None:
    with refused("roles_collide"):
        people.admit_to_office(user=anna, by=dora)


def test_juror_of_a_round_at_work_does_not_enter_the_office(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED)
    clara = round_.seat("Clara").user

    with refused("roles_collide"):
        people.admit_to_office(user=clara, by=round_.dora)


def test_juror_of_an_announced_round_may_enter_the_office(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)

    people.admit_to_office(user=round_.jurors[0].user, by=round_.dora)

    assert OfficeMember.objects.filter(user=round_.jurors[0].user).exists()
