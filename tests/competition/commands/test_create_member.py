from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from competition.models import AuditEntry, Membership, Municipality, User
from tests.fixtures.people import office_member
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db
PASSWORD = "vier bunte Vögel"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCOUNT_PASSWORD", PASSWORD)


def run(by: User, ags: str, email: str = "nina@example.org") -> str:
    out = StringIO()
    call_command(
        "create_member", email, name="Nina Neu", ags=ags, role="editor", by=by.email, stdout=out
    )
    return out.getvalue()


@pytest.fixture
def dora(db: None) -> User:
    return office_member("Dora")


def test_a_person_acts_for_a_municipality(dora: User, own_town: Municipality) -> None:
    assert run(dora, own_town.ags) == "Nina Neu handelt für Beispielstadt.\n"
    membership = Membership.objects.get(user__email="nina@example.org")
    assert (membership.municipality, membership.role) == (own_town, "editor")
    assert membership.user.check_password(PASSWORD)
    latest = AuditEntry.objects.filter(act="membership.admitted").last()
    assert latest is not None
    assert latest.actor == dora


def test_an_unknown_key_is_refused(dora: User) -> None:
    with unchanged(), pytest.raises(CommandError, match="kennt das Register nicht"):
        run(dora, "00000000")


def test_only_the_office_admits_and_no_account_is_left(anna: User, own_town: Municipality) -> None:
    with unchanged(), pytest.raises(CommandError, match="fehlt Ihnen die Berechtigung"):
        run(anna, own_town.ags)


def test_nobody_admits_without_an_account(own_town: Municipality) -> None:
    with unchanged(), pytest.raises(CommandError, match="hat kein Konto"):
        run(User(email="niemand@example.org"), own_town.ags)
