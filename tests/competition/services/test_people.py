"""People: accounts and what they may do."""

import pytest

from competition.models import AuditEntry, Membership, Municipality, OfficeMember, User
from competition.models.membership import Role
from competition.services import people
from tests.fixtures.refusals import refused

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


def test_one_person_may_act_for_many(
    own_town: Municipality, other_town: Municipality, anna: User
) -> None:
    people.admit_to_municipality(user=anna, municipality=other_town, role=Role.SIGNATORY, by=None)

    roles = {(m.municipality, m.role) for m in anna.memberships.all()}
    assert roles == {(own_town, "editor"), (other_town, "signatory")}


def test_second_admission_changes_the_role(own_town: Municipality, anna: User, dora: User) -> None:
    people.admit_to_municipality(user=anna, municipality=own_town, role=Role.SIGNATORY, by=dora)

    assert Membership.objects.get(user=anna).role == "signatory"
    logged = AuditEntry.objects.order_by("sequence").last()
    assert logged
    assert (logged.act, logged.actor) == ("membership.admitted", dora)
    assert logged.payload == {"user": anna.pk, "role": "signatory"}


def test_unknown_role_is_refused(own_town: Municipality, stranger: User) -> None:
    with refused("unknown_choice") as caught:
        people.admit_to_municipality(
            user=stranger,
            municipality=own_town,
            role="mayor",  # type: ignore[arg-type]  # what a careless caller might pass
            by=None,
        )
    assert caught.field == "role"


def test_admission_to_the_office_is_logged_once(stranger: User, dora: User) -> None:
    before = AuditEntry.objects.filter(act="office.admitted").count()
    for _ in range(2):
        people.admit_to_office(user=stranger, by=dora)

    assert OfficeMember.objects.filter(user=stranger).count() == 1
    assert AuditEntry.objects.filter(act="office.admitted").count() == before + 1


def test_office_acts_for_no_municipality(own_town: Municipality, anna: User, dora: User) -> None:
    with refused("roles_collide"):
        people.admit_to_office(user=anna, by=dora)
    with refused("roles_collide"):
        people.admit_to_municipality(user=dora, municipality=own_town, role=Role.SIGNATORY, by=None)
