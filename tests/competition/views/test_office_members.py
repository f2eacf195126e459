"""The office's page of its people."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import OfficeMember, User
from competition.services import office_members
from tests.competition.accounts.hands import post, text
from tests.fixtures.people import account
from tests.fixtures.second_factors import give_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(dora: User, emil: User) -> User:
    """An auditor: court of audit."""
    user = account("Rita")
    office_members.admit_auditor(user=user, by=dora)
    give_app(user)
    return user


def seat(user: User) -> OfficeMember:
    return OfficeMember.objects.get(user=user)


def test_pages_show_an_auditor_everything_but_act_for_nobody(client: Client, rita: User) -> None:
    client.force_login(rita)
    page = text(client.get(reverse("office-members")))
    assert "reads-only" in page
    assert "Nur lesend" in page
    answer = post(client, "office-rescues", {"email": "dora@example.org", "reason": "x"})
    assert answer.status_code == 403 or "nichts ändern" in text(answer)


def test_page_lets_an_auditor_in_and_ends_it(
    client: Client, dora: User, emil: User, stranger: User
) -> None:
    client.force_login(dora)
    assert "reads-only" not in text(client.get(reverse("office-members")))
    answer = post(client, "office-members", {"email": "niemand@example.org"})
    assert answer.status_code == 400
    post(client, "office-members", {"email": stranger.email})
    member = seat(stranger)
    page = text(client.get(reverse("office-members")))
    assert "nur lesend" in page
    answer = post(client, "office-member", {"act": "remove"}, pk=member.pk)
    assert answer["Location"] == reverse("office-members")
    assert not OfficeMember.objects.filter(pk=member.pk).exists()


def test_page_says_why_not(client: Client, dora: User, emil: User) -> None:
    client.force_login(dora)
    answer = post(client, "office-member", {"act": "auditor"}, pk=seat(emil).pk)
    assert answer.status_code == 409
    assert "zwei Personen der Sachbearbeitung" in text(answer)
    assert post(client, "office-member", {"act": "x"}, pk=seat(emil).pk).status_code == 400
