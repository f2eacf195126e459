"""The jury's own rounds, and the list of applications of one."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, User
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING)


def text(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_own_rounds_show_own_progress_only(client: Client, round_: Round, clara: User) -> None:
    round_.declare(round_.jurors[1])
    round_.review(round_.jurors[1], round_.applications[0], {"idea": "3", "breadth": "3"})
    client.force_login(clara)
    page = text(client, "jury")
    assert "Beispielrunde" in page
    assert "Ihre abgeschlossenen Bewertungen: 0 von 3" in page


def test_rounds_are_nothing_to_a_stranger(client: Client, round_: Round, stranger: User) -> None:
    client.force_login(stranger)
    for address in (reverse("jury"), reverse("jury-call", args=[round_.call.slug])):
        assert client.get(address).status_code == 404


def test_the_office_is_no_juror(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    assert client.get(reverse("jury-call", args=[round_.call.slug])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, round_: Round) -> None:
    answer = client.get(reverse("jury-call", args=[round_.call.slug]))
    assert answer.headers["Location"].startswith(reverse("sign-in"))


def test_list_is_empty_before_reviewing_opens(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    client.force_login(round_.jurors[0].user)
    page = text(client, "jury-call", round_.call.slug)
    assert "Die Begutachtung ist noch nicht geöffnet" in page
    assert "Vorhaben 1" not in page


def test_list_asks_for_the_declaration_first(client: Client, round_: Round, clara: User) -> None:
    client.force_login(clara)
    page = text(client, "jury-call", round_.call.slug)
    assert "Bei 3 Bewerbungen haben Sie noch nicht erklärt" in page
    assert "Vorhaben 1" in page
    assert "/bewerbungen/" not in page


def test_list_names_a_conflicted_application_without_a_way_in(
    client: Client, round_: Round, clara: User
) -> None:
    conflicted = round_.applications[0]
    round_.declare(round_.jurors[0], conflicted, answer="kinship")
    client.force_login(clara)
    page = text(client, "jury-call", round_.call.slug)
    assert "Vorhaben 1" in page
    assert "befangen" in page
    assert conflicted.public_id not in page


def test_list_leads_to_the_next_unread(client: Client, round_: Round, clara: User) -> None:
    juror = round_.jurors[0]
    round_.declare(juror)
    first = client_next(client, round_, clara)
    round_.review(juror, first, {"idea": "3", "breadth": "3"})
    assert client_next(client, round_, clara) != first


def client_next(client: Client, round_: Round, user: User) -> Application:
    client.force_login(user)
    found = client.get(reverse("jury-call", args=[round_.call.slug])).context["next"]
    assert isinstance(found, Application)
    return found


def test_list_is_silent_about_other_jurors(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.jurors[0].user)
    page = text(client, "jury-call", round_.call.slug)
    assert "Juror 2" not in page
    assert "Überzeugt." not in page


def test_reading_the_pages_writes_nothing(client: Client, round_: Round, clara: User) -> None:
    round_.declare(round_.jurors[0])
    client.force_login(clara)
    slug, own = round_.call.slug, round_.applications[0].public_id
    with unchanged():
        for name, args in [
            ("jury", []),
            ("jury-call", [slug]),
            ("jury-declaration", [slug]),
            ("review", [slug, own]),
        ]:
            assert client.get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize(("rows", "queries"), [(1, 8), (3, 8)])
def test_list_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
    queries: int,
) -> None:
    round_ = make_round(Stage.SCORED, applications=rows, jurors=rows)
    client.force_login(round_.jurors[0].user)
    with django_assert_num_queries(queries):
        text(client, "jury-call", round_.call.slug)
