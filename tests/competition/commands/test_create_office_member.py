import io
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from competition.models import AuditEntry, OfficeMember, User
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db
PASSWORD = "vier bunte Vögel"


def run(email: str = "Dora@Example.org", name: str = "Dora Beispiel") -> str:
    out = StringIO()
    call_command("create_office_member", email, name=name, stdout=out)
    return out.getvalue()


@pytest.fixture
def from_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCOUNT_PASSWORD", PASSWORD)


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Standard input of a shell pipe."""
    monkeypatch.delenv("ACCOUNT_PASSWORD", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_password_from_the_environment(from_environment: None) -> None:
    assert run() == "Dora Beispiel (dora@example.org) gehört zur Geschäftsstelle.\n"
    member = OfficeMember.objects.get()
    assert member.user.check_password(PASSWORD)
    assert AuditEntry.objects.get().act == "office.admitted"


def test_password_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, f"{PASSWORD}\nnächste Zeile\n")
    run()
    assert User.objects.get().check_password(PASSWORD)


def test_whoever_has_an_account_keeps_the_password(
    stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.set_password(PASSWORD)
    stranger.save()
    piped(monkeypatch, "")

    assert "das Passwort bleibt" in run(stranger.email, "Anders")

    stranger.refresh_from_db()
    assert stranger.check_password(PASSWORD)
    assert OfficeMember.objects.get().user == stranger


def test_whoever_acts_for_a_municipality_is_refused(
    anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, "")

    with pytest.raises(CommandError, match="weder für eine Kommune handeln"):
        run(anna.email, "Anna")
    assert not OfficeMember.objects.exists()


@pytest.mark.parametrize("password", ["", "zu kurz", "1q2w3e4r5t6y7u8i9o0p"])
def test_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    piped(monkeypatch, f"{password}\n")
    with unchanged(), pytest.raises(CommandError, match="Passwort"):
        run()


def test_address_that_is_none_is_refused(from_environment: None) -> None:
    with unchanged(), pytest.raises(CommandError, match="gültige E-Mail-Adresse"):
        run("dora")
