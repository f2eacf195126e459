"""A juror in conflict sees "befangen" everywhere, and nothing of the application's content."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models.membership import Role
from tests.fixtures.people import acting
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """Three that applied; Clara has declared and begun, and then comes to act for the first."""
    made = make_round(Stage.SCORED)
    client.force_login(made.jurors[0].user)
    return made


def page(client: Client, round_: Round, name: str, *more: str) -> tuple[int, str]:
    answer = client.get(reverse(name, args=[round_.call.slug, *more]))
    return answer.status_code, " ".join(answer.content.decode().split())


@pytest.mark.parametrize("how", ["declared", "acting"])
def test_the_review_closes_and_the_list_says_why(client: Client, round_: Round, how: str) -> None:
    first = round_.applications[0]
    assert page(client, round_, "review", first.public_id)[0] == 200
    if how == "declared":
        round_.declare(round_.jurors[0], first, answer="kinship")
    else:
        acting("Clara", first.municipality, Role.EDITOR)
    status, text = page(client, round_, "review", first.public_id)
    assert status == 403
    assert "Sie sind bei dieser Bewerbung befangen." in text
    assert "Überzeugt." not in text
    status, text = page(client, round_, "jury-call")
    assert status == 200
    assert "befangen" in text
    assert reverse("review", args=[round_.call.slug, first.public_id]) not in text
    assert "2 von 2" in text or "2/2" in text or 'max="2"' in text


@pytest.mark.parametrize("how", ["declared", "acting"])
def test_the_own_matrix_leaves_the_points_out(client: Client, round_: Round, how: str) -> None:
    first = round_.applications[0]
    before = client.get(reverse("jury-matrix", args=[round_.call.slug])).content
    if how == "declared":
        round_.declare(round_.jurors[0], first, answer="kinship")
    else:
        acting("Clara", first.municipality, Role.EDITOR)
    after = client.get(reverse("jury-matrix", args=[round_.call.slug])).content
    assert before != after
    assert reverse("review", args=[round_.call.slug, first.public_id]) not in after.decode()


@pytest.mark.parametrize("act", ["save", "finish"])
def test_nothing_is_written_either(client: Client, make_round: MakeRound, act: str) -> None:
    made = make_round(Stage.REVIEWING)
    clara, first = made.jurors[0], made.applications[0]
    made.declare(clara)
    acting("Clara", first.municipality, Role.EDITOR)
    client.force_login(clara.user)
    where = reverse("review", args=[made.call.slug, first.public_id])
    assert client.post(where, {"act": act, "version": "0", "idea": "3"}).status_code == 403
    assert not clara.reviews.exists()
