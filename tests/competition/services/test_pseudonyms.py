"""Accounts that nothing needs any more are closed, and their people cannot be named."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate

from api import tokens
from competition import clock
from competition.models import (
    Application,
    AuditEntry,
    Disturbance,
    Enquiry,
    Membership,
    Notice,
    User,
)
from competition.services import disturbances, enquiries, pseudonyms
from tests.fixtures.people import account, office_member
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.second_factors import give_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(make_round: MakeRound) -> Round:
    """A round with a draft of Beispielstadt, in which nobody has signed in for a year."""
    round_ = make_round(Stage.OPEN)
    round_.draft(0)
    User.objects.update(last_login=clock.now() - timedelta(days=366))
    return round_


def erase_all() -> None:
    Application.objects.update(erased_at=clock.now())


def names(round_: Round) -> list[str]:
    return [user.name for user in pseudonyms.closable(round_.call)]


def test_accounts_are_needed_as_long_as_an_application_is(drafted: Round) -> None:
    assert names(drafted) == []
    erase_all()
    assert names(drafted) == ["Anna Beispiel", "Berta Beispiel"]


def test_whoever_signed_in_lately_keeps_the_account(drafted: Round) -> None:
    erase_all()
    User.objects.filter(name="Anna Beispiel").update(last_login=clock.now())
    User.objects.filter(name="Berta Beispiel").update(last_login=None)  # joined just now
    assert names(drafted) == []


def test_a_colleague_in_the_same_town_hall_is_needed_for_its_other_application(
    drafted: Round, make_round: MakeRound
) -> None:
    other = Application.objects.create(
        call=drafted.call,
        municipality=drafted.place(1)[0],
        contact=account("Berta"),
        started_by=account("Berta"),
        started_at=clock.now(),
    )
    Application.objects.exclude(pk=other.pk).update(erased_at=clock.now())
    assert names(drafted) == ["Anna Beispiel"]


def test_jurors_are_needed_until_everything_of_their_round_is_erased(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.READY, applications=1)
    User.objects.update(last_login=clock.now() - timedelta(days=366))
    assert names(round_) == []
    erase_all()
    assert names(round_)[-2:] == ["Clara Beispiel", "Juror 2 Beispiel"]


def test_the_office_is_never_closed(drafted: Round) -> None:
    erase_all()
    Application.objects.update(contact=drafted.dora)
    assert "Dora Beispiel" not in names(drafted)


def test_a_closed_account_has_no_name_no_address_and_no_way_in(drafted: Round) -> None:
    berta = account("Berta")
    berta.set_password("ein langes Kennwort")
    berta.save()
    give_app(berta)
    disturbances.report(
        text="Ich bin Berta.",
        by=berta,
        contact=berta.email,
        received_at=clock.now(),
        address="127.0.0.1",
    )
    enquiries.ask(
        call=drafted.call, text="Ich, Berta, frage.", by=berta, received_at=clock.now(drafted.call)
    )
    assert pseudonyms.pseudonymise(user=berta, by=drafted.emil)
    berta.refresh_from_db()
    assert berta.name == f"gelöschte Person {berta.pk}"
    assert berta.email == f"person-{berta.pk}@geloescht.invalid"
    assert not berta.is_active
    assert authenticate(username="berta@example.org", password="ein langes Kennwort") is None
    for model in (Authenticator, EmailAddress, Membership):
        assert not model.objects.filter(user=berta).exists()
    everything = [
        *Notice.objects.values_list("body", "address", "subject"),
        *Disturbance.objects.values_list("text", "contact"),
        *Enquiry.objects.values_list("text"),
    ]
    assert "berta@example.org" not in str(everything)
    assert "Ich bin Berta" not in str(everything)
    assert "Ich, Berta" not in str(everything)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.subject) == ("account.pseudonymised", f"user {berta.pk}")


def test_closing_again_changes_nothing(drafted: Round) -> None:
    berta = account("Berta")
    pseudonyms.pseudonymise(user=berta, by=None)
    with unchanged():
        assert not pseudonyms.pseudonymise(user=berta, by=None)
    assert berta.name not in names(drafted)


def test_tokens_end_with_the_account(db: None) -> None:
    frieda = office_member("Frieda")
    tokens.issue(user=frieda, scopes=["read"], minutes=10)
    pseudonyms.pseudonymise(user=frieda, by=None)
    assert not frieda.api_tokens.filter(revoked_at=None).exists()
