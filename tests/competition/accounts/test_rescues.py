"""Letting somebody back in: two of the office, and never oneself."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from competition.models import AuditEntry, Notice, Rescue, User
from competition.services import rescues
from tests.competition.accounts.hands import post, prove, sign_in, text
from tests.fixtures.people import office_member
from tests.fixtures.refusals import refused
from tests.fixtures.second_factors import code_of, give_app

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_passwords")]


@pytest.fixture
def frieda(db: None) -> User:
    """A third member of the office."""
    return office_member("Frieda")


@pytest.fixture
def proposed(dora: User, emil: User) -> Rescue:
    """Emil proposes to let Dora in."""
    return rescues.propose(user=dora, reason="Rückruf im Rathaus.", by=emil)


def test_confirmation_removes_the_factors_and_ends_the_sessions(
    client: Client, dora: User, frieda: User, proposed: Rescue
) -> None:
    sign_in(client, dora.email)
    prove(client, code_of())
    assert client.get(reverse("office")).status_code == 200

    rescues.confirm(rescue=proposed, by=frieda)

    assert client.get(reverse("office"))["Location"].startswith(reverse("sign-in"))
    assert not Authenticator.objects.filter(user=dora).exists()
    assert sign_in(client, dora.email)["Location"] == reverse("office")
    assert client.get(reverse("office"))["Location"].startswith(reverse("second-factor-required"))
    assert "zurückgesetzt" in Notice.objects.get(address=dora.email).body
    acts = AuditEntry.objects.filter(act__startswith="rescue").values_list("act", "actor")
    assert set(acts) == {
        ("rescue.proposed", proposed.proposed_by_id),
        ("rescue.confirmed", frieda.pk),
    }


def test_proposal_changes_nothing_for_the_person(
    client: Client, dora: User, proposed: Rescue
) -> None:
    sign_in(client, dora.email)
    assert prove(client, code_of())["Location"] == reverse("office")


def test_whoever_proposed_does_not_confirm(emil: User, proposed: Rescue) -> None:
    with refused("same_person"):
        rescues.confirm(rescue=proposed, by=emil)


def test_nobody_lets_oneself_in(dora: User, proposed: Rescue) -> None:
    with refused("rescue_of_oneself"):
        rescues.confirm(rescue=proposed, by=dora)
    with refused("rescue_of_oneself"):
        rescues.propose(user=dora, reason="Ich bin es.", by=dora)


@pytest.mark.parametrize("act", [rescues.confirm, rescues.reject])
def test_decided_proposal_stays_decided(act: object, frieda: User, proposed: Rescue) -> None:
    rescues.confirm(rescue=proposed, by=frieda)
    with refused("rescue_settled"):
        act(rescue=proposed, by=frieda)  # type: ignore[operator]  # a service


def test_rejected_proposal_leaves_everything(dora: User, emil: User, proposed: Rescue) -> None:
    rescues.reject(rescue=proposed, by=emil)
    assert Authenticator.objects.filter(user=dora).exists()
    assert rescues.propose(user=dora, reason="Noch ein Rückruf.", by=emil).pk != proposed.pk


def test_one_proposal_at_a_time(dora: User, frieda: User, proposed: Rescue) -> None:
    with refused("rescue_standing"):
        rescues.propose(user=dora, reason="Auch ich.", by=frieda)


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_required"), ("\x00", "control_characters")]
)
def test_proposal_needs_a_reason(dora: User, emil: User, reason: str, code: str) -> None:
    with refused(code):
        rescues.propose(user=dora, reason=reason, by=emil)


def test_who_has_no_second_factor_needs_no_rescue(anna: User, emil: User) -> None:
    with refused("second_factor_missing"):
        rescues.propose(user=anna, reason="Rückruf.", by=emil)


@pytest.mark.parametrize("act", [rescues.confirm, rescues.reject])
def test_only_the_office_decides(act: object, anna: User, proposed: Rescue) -> None:
    with refused("not_allowed"):
        act(rescue=proposed, by=anna)  # type: ignore[operator]  # a service
    with refused("not_allowed"):
        rescues.propose(user=proposed.user, reason="Rückruf.", by=anna)


def test_pages_propose_and_confirm(client: Client, emil: User, frieda: User) -> None:
    give_app(lost := User.objects.create_user("lost@example.org", name="Lotte"))
    client.force_login(emil)
    body = {"email": "LOST@example.org", "reason": "Rückruf."}
    assert post(client, "office-rescues", body)["Location"] == reverse("office-rescues")
    rescue = Rescue.objects.get()
    page = text(client.get(reverse("office-rescue", args=[rescue.pk])))
    assert 'name="confirm"' not in page
    assert 'name="reject"' in page

    client.force_login(frieda)
    page = text(client.get(reverse("office-rescue", args=[rescue.pk])))
    assert "Rückruf." in page
    post(client, "office-rescue", {"confirm": "1"}, pk=rescue.pk)

    assert not Authenticator.objects.filter(user=lost).exists()
    assert "bestätigt" in text(client.get(reverse("office-rescues")))


def test_page_refuses_an_unknown_address_at_the_field(client: Client, emil: User) -> None:
    client.force_login(emil)
    answer = post(client, "office-rescues", {"email": "niemand@example.org", "reason": "Rückruf."})
    assert answer.status_code == 400
    assert "Zu dieser Adresse gibt es kein Konto." in text(answer)
    assert "Rückruf." in text(answer)


def test_page_confirmed_twice_is_a_refusal(client: Client, frieda: User, proposed: Rescue) -> None:
    client.force_login(frieda)
    post(client, "office-rescue", {"confirm": "1"}, pk=proposed.pk)
    assert post(client, "office-rescue", {"confirm": "1"}, pk=proposed.pk).status_code == 409
