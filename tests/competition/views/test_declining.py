"""Doing without an award: by the municipality in its portal, by the office on evidence."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, Award, Notice, User
from tests.fixtures.amendments import award_of, corrected, declined
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
MEANT = {"reason": "Kein Eigenanteil.", "meant": "on"}
PROVEN = {**MEANT, "evidence": "Schreiben vom 3. Mai, Az. 12-34"}


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


@pytest.fixture
def application(announced: Round) -> Application:
    return announced.applications[0]


def own(application: Application) -> str:
    return reverse("application-decline", args=[application.public_id])


def office(application: Application) -> str:
    return reverse("office-award", args=[application.call.slug, application.public_id])


def page(client: Client, path: str) -> str:
    with unchanged():
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, path: str, **data: Any) -> HttpResponse:
    return client.post(path, data)  # type: ignore[return-value]  # its test twin


def test_signatory_reads_what_it_means(
    client: Client, application: Application, berta: User
) -> None:
    client.force_login(berta)
    assert own(application) in page(client, reverse("application", args=[application.public_id]))

    text = page(client, own(application))

    assert "Das lässt sich nicht rückgängig machen" in text
    assert "50.000,00" in text
    assert "Wenn Sie nichts tun, bleibt Ihre Kommune gefördert." in text


def test_signatory_declines(client: Client, application: Application, berta: User) -> None:
    client.force_login(berta)

    answer = post(client, own(application), **MEANT)

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("application", args=[application.public_id]),
    )
    assert award_of(application).state == "declined"
    text = page(client, answer["Location"])
    assert "hat auf die Förderung verzichtet. Sie bekommen eine Bestätigung." in text
    assert "Auf die Förderung verzichtet" in text
    assert "Bestätigung des Verzichts" in text
    assert own(application) not in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reason": "Kein Geld."}, "Bitte bestätigen Sie, dass Ihre Kommune verzichten will."),
        ({"meant": "on"}, "Bitte begründen Sie diesen Schritt."),
        ({"reason": " \n", "meant": "on"}, "Bitte begründen Sie diesen Schritt."),
        ({"reason": "xyz\x00", "meant": "on"}, "zeichen"),
        ({"reason": "x" * 2001, "meant": "on"}, "2.000"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_text_kept(
    client: Client, application: Application, berta: User, data: dict[str, str], sentence: str
) -> None:
    client.force_login(berta)

    with unchanged():
        answer = post(client, own(application), **data)

    assert answer.status_code == 400
    text = answer.content.decode()
    assert sentence in text
    assert data.get("reason", "").strip()[:3] in text


def test_editor_reads_who_may(client: Client, application: Application, anna: User) -> None:
    client.force_login(anna)

    text = page(client, own(application))

    assert "Berta Beispiel" in text
    assert "Endgültig verzichten" not in text
    with unchanged():
        assert post(client, own(application), **MEANT).status_code == 403


def test_others_find_nothing(client: Client, application: Application, boris: User) -> None:
    client.force_login(boris)

    assert client.get(own(application)).status_code == 404
    assert post(client, own(application), **MEANT).status_code == 404
    assert award_of(application).state == "granted"


def test_before_the_announcement_the_awarded_read_what_the_others_read(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CONFIRMED)
    for application in (round_.applications[0], round_.applications[2]):
        client.force_login(application.contact)
        assert "die bekannt gegeben ist und besteht" in page(client, own(application))
        with unchanged():
            assert post(client, own(application), **MEANT).status_code == 404
        assert own(application) not in page(
            client, reverse("application", args=[application.public_id])
        )


def test_declining_twice_is_told_once(
    client: Client, application: Application, berta: User
) -> None:
    client.force_login(berta)
    post(client, own(application), **MEANT)

    assert post(client, own(application), **MEANT).status_code == 302
    assert Notice.objects.filter(kind="award_declined", recipient__isnull=False).count() == 1
    assert "die bekannt gegeben ist und besteht" in page(client, own(application))


def test_office_enters_what_was_declared_elsewhere(
    client: Client, announced: Round, application: Application
) -> None:
    client.force_login(announced.dora)
    assert "Verzicht eintragen" in page(client, office(application))

    answer = post(client, office(application), **PROVEN)

    assert (answer.status_code, answer["Location"]) == (302, office(application))
    text = page(client, office(application))
    assert "Nachweis: Schreiben vom 3. Mai, Az. 12-34" in text
    assert "Von 2 Plätzen ist 1 frei." in " ".join(text.split())
    assert "Verzicht eintragen</button>" not in text


def test_office_needs_the_evidence(
    client: Client, announced: Round, application: Application
) -> None:
    client.force_login(announced.dora)

    with unchanged():
        answer = post(client, office(application), **MEANT)

    assert answer.status_code == 400
    assert "Bitte nennen Sie den Nachweis." in answer.content.decode()
    assert "Kein Eigenanteil." in answer.content.decode()


def test_office_declines_nothing_before_the_announcement(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CONFIRMED)
    first, _, third = round_.applications
    client.force_login(round_.dora)

    assert "Verzicht eintragen" not in page(client, office(first))
    with unchanged():
        assert post(client, office(first), **PROVEN).status_code == 409
        assert post(client, office(third), **PROVEN).status_code == 404


def test_office_cannot_decline_what_was_declined(
    client: Client, announced: Round, application: Application
) -> None:
    declined(announced)
    client.force_login(announced.dora)

    with unchanged():
        answer = post(client, office(application), **PROVEN)
    assert answer.status_code == 409
    assert "Diese Förderung besteht nicht mehr." in answer.content.decode()


def test_office_sees_the_whole_history(client: Client, announced: Round) -> None:
    corrected(announced)
    client.force_login(announced.dora)

    assert "mit Änderung 1, öffentlich:" in page(client, office(announced.applications[0]))
    assert "mit Änderung 1, öffentlich:" in page(client, office(announced.applications[2]))
    assert "mit Änderung" not in page(client, office(announced.applications[1]))


@pytest.mark.parametrize("person", ["anna", "boris", "clara", "stranger"])
def test_award_of_the_office_is_the_offices(
    client: Client, application: Application, person: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(office(application)).status_code == 404
    assert post(client, office(application), **PROVEN).status_code == 404
    assert Award.objects.filter(state="declined").count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fields = {"places_count": rows, "budget_cents": rows * 50_000_00}
    round_ = make_round(Stage.ANNOUNCED, applications=rows + 1, fields=fields)
    first = round_.applications[0]
    client.force_login(round_.dora)
    client.get(office(first))
    with django_assert_num_queries(10):
        client.get(office(first))
    client.force_login(first.contact)
    client.get(own(first))
    with django_assert_num_queries(11):
        client.get(own(first))
