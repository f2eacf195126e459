"""The office's page of one application: sealed, read, screened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, User
from competition.models.membership import Role
from tests.fixtures import as_read
from tests.fixtures.people import acting, place
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db


def address(application: Application) -> str:
    return reverse("office-application", args=[application.call.slug, application.public_id])


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def submitted(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED)


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED)


def test_application_is_sealed_until_the_deadline(client: Client, submitted: Round) -> None:
    client.force_login(submitted.dora)

    page = text(client, address(submitted.applications[0]))

    assert "Versiegelt bis zum Bewerbungsschluss" in page
    assert "Beispielstadt" in page
    for secret in ("Vorhaben 1", "offene Daten", "5.000,00", submitted.receipts[0].number):
        assert secret not in page


def test_application_is_read_whole_after_the_deadline(client: Client, closed: Round) -> None:
    client.force_login(closed.dora)

    page = text(client, address(closed.applications[0]))

    for told in ("Vorhaben 1", "offene Daten", "5.000,00", closed.receipts[0].number):
        assert told in page


def test_draft_is_never_read_by_the_office(client: Client, closed: Round) -> None:
    closed.at(DEADLINE_AT - timedelta(days=1))
    draft = closed.draft(3, concept="Noch geheim.")
    closed.at(DEADLINE_AT + timedelta(days=1))
    client.force_login(closed.dora)

    page = text(client, address(draft))

    assert "Es liegt keine gültige Fassung vor." in page
    assert "Noch geheim." not in page


def test_late_attempt_is_on_the_page(client: Client, closed: Round) -> None:
    closed.at(DEADLINE_AT - timedelta(days=1))
    draft = closed.draft(3)
    closed.at(DEADLINE_AT + timedelta(days=1))
    with pytest.raises(Exception, match="deadline_passed"):
        submit(draft, draft.contact)
    client.force_login(closed.dora)

    assert "nach Ablauf der Frist" in text(client, address(draft))


def read(application: Application) -> dict[str, str]:
    """What the page sends along: the version that it shows."""
    return {"read": as_read.digest_of(application)}


def test_admit(client: Client, closed: Round) -> None:
    client.force_login(closed.dora)
    application = closed.applications[0]

    answer = client.post(address(application), {"act": "admit", **read(application)}, follow=True)

    application.refresh_from_db()
    assert application.state == "admitted"
    assert "Die Bewerbung ist zugelassen." in answer.content.decode()


def test_exclude_with_reason(client: Client, closed: Round) -> None:
    client.force_login(closed.dora)
    application = closed.applications[0]

    typed = {"act": "exclude", "reason": "Zu spät begonnen.", **read(application)}
    client.post(address(application), typed)

    application.refresh_from_db()
    assert (application.state, application.screening_reason) == ("excluded", "Zu spät begonnen.")


def test_the_page_names_the_version_that_it_shows(client: Client, closed: Round) -> None:
    client.force_login(closed.dora)
    named = f'name="read" value="{as_read.digest_of(closed.applications[0])}"'
    assert text(client, address(closed.applications[0])).count(named) == 2


@pytest.mark.parametrize("typed", [{"act": "admit"}, {"act": "exclude", "reason": "Nein."}])
def test_another_version_than_was_read_is_not_judged(
    client: Client, closed: Round, typed: dict[str, str]
) -> None:
    client.force_login(closed.dora)
    with unchanged():
        for other in ({}, {"read": "0" * 64}):
            answer = client.post(address(closed.applications[0]), {**typed, **other})
            assert "Es gilt inzwischen eine andere Fassung" in answer.content.decode()


def test_exclude_without_reason_is_refused_at_the_field(client: Client, closed: Round) -> None:
    client.force_login(closed.dora)
    with unchanged():
        answer = client.post(address(closed.applications[0]), {"act": "exclude", "reason": " "})
    assert answer.context["exclusion"].errors == {"reason": ["Bitte begründen Sie diesen Schritt."]}


def test_screening_before_the_deadline_is_refused_and_keeps_what_was_typed(
    client: Client, submitted: Round
) -> None:
    client.force_login(submitted.dora)
    with unchanged():
        answer = client.post(
            address(submitted.applications[0]), {"act": "exclude", "reason": "Formfehler"}
        )
    assert "Das ist erst nach dem Bewerbungsschluss möglich." in answer.content.decode()
    assert answer.context["exclusion"]["reason"].value() == "Formfehler"


def test_screening_once_reviewing_has_opened_is_refused(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(
            address(round_.applications[0]), {"act": "exclude", "reason": "Formfehler"}
        )
    page = answer.content.decode()
    assert "Die Begutachtung läuft bereits." in page
    assert 'value="admit"' not in page


def test_unknown_act_changes_nothing(client: Client, closed: Round) -> None:
    client.force_login(closed.dora)
    with unchanged():
        answer = client.post(address(closed.applications[0]), {"act": "award"})
    assert "Die Anfrage ist nicht lesbar" in answer.content.decode()


def test_application_of_another_round_is_not_found(client: Client, closed: Round) -> None:
    other = Round(fields={"slug": "andere"})
    client.force_login(closed.dora)
    path = reverse("office-application", args=["andere", closed.applications[0].public_id])
    assert other.call.slug == "andere"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_application_query_count(
    client: Client,
    closed: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    closed.at(DEADLINE_AT - timedelta(days=1))
    late = closed.draft(3)
    closed.at(DEADLINE_AT + timedelta(days=1))
    for _ in range(rows):
        with pytest.raises(Exception, match="deadline_passed"):
            submit(late, late.contact)
    client.force_login(closed.dora)
    with django_assert_num_queries(10):
        client.get(address(late))


@pytest.mark.parametrize("name", ["Anna", "Clara"])
def test_applications_are_not_found_by_others(client: Client, closed: Round, name: str) -> None:
    person = acting(name, place("99001001", "Beispielstadt"), Role.EDITOR)
    client.force_login(person)
    list_path = reverse("office-applications", args=[closed.call.slug])
    assert client.get(list_path).status_code == 404
    assert client.get(address(closed.applications[0])).status_code == 404
    with unchanged():
        assert client.post(address(closed.applications[0]), {"act": "admit"}).status_code == 404


def test_visitor_is_sent_to_sign_in(client: Client, closed: Round) -> None:
    path = reverse("office-applications", args=[closed.call.slug])
    assert client.get(path).headers["Location"] == f"/anmelden/?next={path}"


def test_person_who_left_is_not_of_the_office(client: Client, closed: Round, dora: User) -> None:
    client.force_login(dora)
    dora.is_active = False
    dora.save()
    assert client.get(address(closed.applications[0])).status_code == 302
