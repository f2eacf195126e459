"""The log of refused acts, and what of it stays sealed until the deadline."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competition.errors import Refusal
from competition.models import Application, Attempt, User
from tests.fixtures.rounds import DEADLINE_AT, Round, submit

pytestmark = pytest.mark.django_db
ADDRESS = "/geschaeftsstelle/versuche/"


@pytest.fixture
def late(draft: Application, berta: User) -> Attempt:
    with pytest.raises(Refusal):
        submit(draft, berta, DEADLINE_AT)
    return Attempt.objects.get()


def found(client: Client, **query: str) -> int:
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    return len(answer.context["page"])


def test_who_tried_to_submit_is_sealed_until_the_deadline(
    client: Client, open_round: Round, late: Attempt
) -> None:
    client.force_login(open_round.dora)
    before = client.get(ADDRESS).content.decode()
    assert "nach Ablauf der Frist" in before
    assert "versiegelt bis zum Bewerbungsschluss" in before
    assert "Berta" not in before
    assert "Beispielstadt" not in before

    open_round.at(DEADLINE_AT)

    after = client.get(ADDRESS).content.decode()
    assert "Berta Beispiel" in after
    assert "Beispielstadt" in after


def test_foreign_access_is_shown_at_once(
    client: Client, draft: Application, boris: User, dora: User
) -> None:
    client.force_login(boris)
    path = reverse("application", args=[draft.public_id])
    client.get(path)
    client.force_login(dora)
    text = client.get(ADDRESS, {"kind": "foreign"}).content.decode()
    assert "Boris Beispiel" in text
    assert path in text


def test_the_log_is_filtered(client: Client, late: Attempt, dora: User) -> None:
    client.force_login(dora)
    slug = late.application.call.slug if late.application else ""
    assert found(client, call=slug) == found(client, kind="submission") == 1
    assert found(client, code="deadline_passed") == 1
    assert found(client, kind="upload") == 0
    hour = timedelta(hours=1)
    local = timezone.localtime(late.logged_at)
    earlier, later = (f"{local + way:%Y-%m-%dT%H:%M}" for way in (-hour, hour))
    assert found(client, since=earlier, until=later) == 1
    assert found(client, since=later) == found(client, until=earlier) == 0


@pytest.mark.parametrize(
    "query", [{"call": "x"}, {"kind": "x"}, {"code": "x"}, {"since": "gestern"}]
)
def test_a_filter_that_is_not_understood_finds_nothing(
    client: Client, late: Attempt, dora: User, query: dict[str, str]
) -> None:
    client.force_login(dora)
    assert found(client, **query) == 0


def test_the_log_is_not_found_by_others(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get(ADDRESS).status_code == 404
