"""For whom one acts, for whom else one asks; and the overview by municipality."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import MembershipRequest, Municipality, User
from competition.models.membership import Role
from competition.services import membership_requests, memberships
from tests.fixtures.people import account, place
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import Round

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *parts: object, **query: str) -> str:
    found = client.get(reverse(name, args=parts), query)
    assert found.status_code == 200
    return found.content.decode()


def test_one_account_acts_for_several(
    client: Client, own_town: Municipality, other_town: Municipality, anna: User
) -> None:
    memberships.admit(user=anna, municipality=other_town, role=Role.SIGNATORY, by=None)
    nina = account("Nina")
    membership_requests.ask(municipality=other_town, role="deputy", by=nina)
    client.force_login(anna)

    text = page(client, "portal-municipalities")

    assert text.index("Beispielstadt") < text.index("Musterdorf")
    assert text.count("1 Anfrage wartet auf Ihre Entscheidung") == 1
    overview = page(client, "portal")
    assert "1 Anfrage zur Mitarbeit wartet" in overview
    for ags in (own_town.ags, other_town.ags):
        assert reverse("portal-municipality", args=[ags]) in overview


def test_request_that_one_may_not_decide_is_not_shown_as_due(
    client: Client, own_town: Municipality, anna: User, berta: User
) -> None:
    membership_requests.ask(municipality=own_town, role="deputy", by=account("Nina"))
    client.force_login(anna)
    assert "wartet auf Ihre Entscheidung" not in page(client, "portal-municipalities")
    client.force_login(berta)
    assert "wartet auf Ihre Entscheidung" in page(client, "portal-municipalities")


def test_newcomer_searches_asks_and_takes_it_back(
    client: Client, own_town: Municipality, stranger: User
) -> None:
    client.force_login(stranger)
    asking = reverse("membership-ask", args=[own_town.ags])
    assert asking in page(client, "portal-municipalities", q="beispiel")
    assert "gibt es keine Kommune" in page(client, "portal-municipalities", q="Nirgendwo")
    assert "Beispielstadt" in page(client, "membership-ask", own_town.ags)

    found = client.post(asking, {"role": "editor", "note": "Zimmer 12"})

    assert found["Location"] == reverse("portal-municipalities")
    asked = MembershipRequest.objects.get()
    assert (asked.user, asked.note) == (stranger, "Zimmer 12")
    assert "Ihre offenen Anfragen" in page(client, "portal-municipalities")

    client.post(reverse("request-withdraw", args=[asked.pk]))

    asked.refresh_from_db()
    assert asked.decided_by == stranger
    assert client.post(reverse("request-withdraw", args=[asked.pk])).status_code == 404


def test_asking_on_the_way_to_a_call_comes_back_to_it(
    client: Client, open_round: Round, own_town: Municipality, stranger: User
) -> None:
    client.force_login(stranger)
    asking = reverse("membership-ask", args=[own_town.ags])
    back = reverse("call-municipality", args=[open_round.call.slug])

    found = client.post(f"{asking}?wettbewerb={open_round.call.slug}", {"role": "editor"})

    assert found["Location"] == f"{back}?ags={own_town.ags}"


@pytest.mark.parametrize("wanted", ["gibt-es-nicht", "//evil.example", "x" * 500])
def test_made_up_call_leads_to_one_s_own_list(
    client: Client, own_town: Municipality, stranger: User, wanted: str
) -> None:
    client.force_login(stranger)
    asking = reverse("membership-ask", args=[own_town.ags])
    found = client.post(f"{asking}?wettbewerb={wanted}", {"role": "editor"})
    assert found["Location"] == reverse("portal-municipalities")


def test_wrong_request_keeps_what_was_typed(
    client: Client, own_town: Municipality, anna: User, stranger: User
) -> None:
    asking = reverse("membership-ask", args=[own_town.ags])
    client.force_login(stranger)
    with unchanged():
        found = client.post(asking, {"role": "mayor", "note": "Zimmer 12"})
    assert found.status_code == 400
    assert "Zimmer 12" in found.content.decode()
    client.force_login(anna)
    assert client.post(asking, {"role": "editor"}).status_code == 409


def test_answer_to_asking_is_the_same_with_members_and_without(
    client: Client, own_town: Municipality, berta: User, stranger: User
) -> None:
    free = place("99003001", "Beispielstadt")
    client.force_login(stranger)
    answers = []
    for town in (own_town, free):
        found = client.post(
            reverse("membership-ask", args=[town.ags]), {"role": "editor"}, follow=True
        )
        text = found.content.decode()
        answers.append(text[text.index("<h1>") - 400 : text.index("<h1>")])
    assert answers[0] == answers[1]


def test_another_s_request_cannot_be_taken_back(
    client: Client, own_town: Municipality, stranger: User, anna: User
) -> None:
    asked = membership_requests.ask(municipality=own_town, role="editor", by=stranger)
    client.force_login(anna)
    assert client.post(reverse("request-withdraw", args=[asked.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_own_list_costs_the_same_with_one_and_with_three(
    client: Client, anna: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(1, count + 1):
        town = place(f"9977{number}001", f"Musterort {number}")
        memberships.admit(user=anna, municipality=town, role=Role.SIGNATORY, by=None)
        membership_requests.ask(municipality=town, role="editor", by=account(f"Nina {number}"))
        free = place(f"9988{number}001", f"Musterau {number}")
        membership_requests.ask(municipality=free, role="editor", by=anna)
    client.force_login(anna)
    with django_assert_num_queries(6):
        page(client, "portal-municipalities", q="muster")
