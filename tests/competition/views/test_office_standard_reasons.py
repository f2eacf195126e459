"""The page of ready wordings, and where they are taken over."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Correction, StandardReason, User
from competition.services import standard_reasons as service
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
NEW = {"use": "exclusion", "title": "Summe", "text": "Es fehlt eine Summe."}


@pytest.fixture
def office(client: Client, dora: User) -> Client:
    client.force_login(dora)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_adding_editing_and_deleting(office: Client) -> None:
    listed = reverse("office-standard-reasons")
    assert "Noch gibt es keine." in text(office.get(listed))
    assert "Es fehlt eine Summe." in text(office.post(listed, NEW, follow=True))

    kept = StandardReason.objects.get()
    one = reverse("office-standard-reason", args=[kept.pk])
    typed = {**NEW, "text": "Neu.", "act": "edit", "read": service.digest(kept)}
    assert "Neu." in text(office.post(one, typed, follow=True))

    kept.refresh_from_db()
    gone = {"act": "delete", "read": service.digest(kept)}
    assert "gelöscht" in text(office.post(one, gone, follow=True))
    assert office.get(one).status_code == 404


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"title": ""}, 400), ({"use": "praise"}, 400), ({}, 409)],
)
def test_bad_input_keeps_what_was_typed(
    office: Client, dora: User, typed: dict[str, str], status: int
) -> None:
    service.add(**NEW, by=dora)
    with unchanged():
        answer = office.post(reverse("office-standard-reasons"), {**NEW, **typed})
    assert answer.status_code == status
    assert "Es fehlt eine Summe.</textarea>" in text(answer)


def test_what_somebody_else_changed_is_not_overwritten(office: Client, dora: User) -> None:
    kept = service.add(**NEW, by=dora)
    for act in ("edit", "delete"):
        typed = {**NEW, "text": "Mein Text.", "act": act, "read": "0" * 64}
        with unchanged():
            answer = office.post(reverse("office-standard-reason", args=[kept.pk]), typed)
        assert answer.status_code == 409
        assert "Mein Text.</textarea>" in text(answer)


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=1)


def test_an_exclusion_takes_a_wording_over(client: Client, closed: Round) -> None:
    client.force_login(closed.dora)
    kept = service.add(**NEW, by=closed.dora)
    service.add(**{**NEW, "use": "correction", "title": "Nur zum Berichtigen"}, by=closed.dora)
    application = closed.applications[0]
    page = reverse("office-application", args=[closed.call.slug, application.public_id])
    assert "Nur zum Berichtigen" not in text(client.get(page))

    with unchanged():
        filled = client.post(page, {"step": "take", "standard": kept.pk})
    assert "Es fehlt eine Summe.</textarea>" in text(filled)

    read = as_read.digest_of(application)
    client.post(page, {"act": "exclude", "standard": kept.pk, "reason": "Anders.", "read": read})
    application.refresh_from_db()
    assert application.screening_reason == "Anders."


def test_a_correction_takes_a_wording_over_and_keeps_the_rest(
    client: Client, closed: Round
) -> None:
    client.force_login(closed.dora)
    kept = service.add(**{**NEW, "use": "correction"}, by=closed.dora)
    args = [closed.call.slug, closed.applications[0].public_id]
    typed = {"step": "take", "standard": kept.pk, "keys": ["own_share"], "day": "2017-05-08"}
    with unchanged():
        page = text(client.post(reverse("office-correction", args=args), typed))
    assert "Es fehlt eine Summe.</textarea>" in page
    assert 'value="2017-05-08"' in page
    assert " checked" in page
    assert not Correction.objects.exists()


@pytest.mark.parametrize("chosen", ["", "99999", "x" * 500, "-1"])
def test_a_wording_that_is_not_there_changes_nothing(
    client: Client, closed: Round, chosen: str
) -> None:
    client.force_login(closed.dora)
    page = reverse("office-application", args=[closed.call.slug, closed.applications[0].public_id])
    answer = client.post(page, {"step": "take", "standard": chosen, "reason": "Mein Text."})
    assert answer.status_code == 200
    assert "Mein Text.</textarea>" in text(answer)
