"""The decision: proposed by Dora, confirmed by Emil, never by one of them alone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Award, User
from reviews.models import Decision
from reviews.services import decision
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(make_round: MakeRound) -> Round:
    return make_round(Stage.PROPOSED)


def address(round_: Round) -> str:
    return reverse("office-decision", args=[round_.call.slug])


def read(round_: Round) -> str:
    """The latest proposal, as the page that is answered has shown it."""
    latest = Decision.objects.filter(call=round_.call).first()
    return latest.digest if latest else ""


def post(client: Client, round_: Round, by: User, **fields: str) -> Any:
    client.force_login(by)
    return client.post(address(round_), {"read": read(round_), **fields})


def text(client: Client, round_: Round, by: User) -> str:
    client.force_login(by)
    return " ".join(client.get(address(round_)).content.decode().split())


def test_the_proposal_is_read_with_names_and_sums(client: Client, proposed: Round) -> None:
    page = text(client, proposed, proposed.emil)
    assert "von Dora Beispiel" in page
    assert "Beispielstadt" in page
    assert "100.000,00 €" in page
    assert '<th scope="row">Beispielort 3</th>' not in page
    assert "Nachrücken könnten, in dieser Reihenfolge" in page


def test_the_proposer_is_told_why_another_must_confirm(client: Client, proposed: Round) -> None:
    page = text(client, proposed, proposed.dora)
    assert "Bestätigen muss eine zweite Person: Sie haben die Entscheidung selbst" in page
    assert "Entscheidung bestätigen" not in page


def test_the_proposer_cannot_confirm(client: Client, proposed: Round) -> None:
    with unchanged_but_session(client, proposed.dora):
        answer = client.post(address(proposed), {"act": "confirm", "read": read(proposed)})
    assert answer.status_code == 409
    assert "Bestätigen muss eine zweite Person" in answer.content.decode()
    assert not Award.objects.exists()


def unchanged_but_session(client: Client, person: User) -> Any:
    client.force_login(person)
    return unchanged()


def test_another_confirms_and_the_announcement_is_next(client: Client, proposed: Round) -> None:
    assert post(client, proposed, proposed.emil, act="confirm").status_code == 302
    assert Decision.objects.get().confirmed_by == proposed.emil
    assert Award.objects.count() == 2
    page = text(client, proposed, proposed.dora)
    assert "Als Nächstes: die Bekanntgabe vorbereiten." in page
    assert reverse("office-announcement", args=[proposed.call.slug]) in page


def test_confirming_again_changes_nothing(client: Client, proposed: Round) -> None:
    post(client, proposed, proposed.emil, act="confirm")
    with unchanged_but_session(client, proposed.emil):
        assert (
            client.post(address(proposed), {"act": "confirm", "read": read(proposed)}).status_code
            == 302
        )


def test_only_the_proposal_that_was_read_is_confirmed(client: Client, proposed: Round) -> None:
    seen = read(proposed)
    post(client, proposed, proposed.emil, act="reject", reason="Noch einmal beraten.")
    decision.propose(run=Decision.objects.get().run, by=proposed.dora)
    answer = post(client, proposed, proposed.emil, act="confirm", read=seen)
    assert answer.status_code == 409
    assert not Award.objects.exists()


def test_a_rejection_needs_a_reason(client: Client, proposed: Round) -> None:
    for reason in ("", "   "):
        answer = post(client, proposed, proposed.emil, act="reject", reason=reason)
        assert answer.status_code == 400
        assert "Bitte begründen Sie diesen Schritt." in str(
            answer.context["rejecting"].errors["reason"]
        )
    assert Decision.objects.get().state == "proposed"


def test_a_rejected_proposal_stays_readable(client: Client, proposed: Round) -> None:
    post(client, proposed, proposed.emil, act="reject", reason="Die Jury tagt noch einmal.")
    page = text(client, proposed, proposed.dora)
    assert "Es ist noch keine Entscheidung vorgeschlagen" in page
    assert "Die Jury tagt noch einmal." in page


def test_a_confirmed_decision_cannot_be_rejected(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    with unchanged_but_session(client, round_.dora):
        answer = client.post(
            address(round_), {"act": "reject", "reason": "doch nicht", "read": read(round_)}
        )
    assert "Über diesen Vorschlag ist bereits entschieden." in answer.content.decode()


def test_there_is_nothing_to_confirm_without_a_proposal(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.COMPUTED)
    assert post(client, round_, round_.emil, act="confirm").status_code == 409


def test_a_stale_proposal_is_not_confirmed(client: Client, proposed: Round) -> None:
    proposed.declare(proposed.jurors[0], proposed.applications[0], answer="kinship")
    answer = post(client, proposed, proposed.emil, act="confirm")
    assert "haben sich die Grundlagen geändert" in answer.content.decode()
    assert not Award.objects.exists()


@pytest.mark.parametrize(("rows", "queries"), [(1, 10), (3, 10)])
def test_decision_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
    queries: int,
) -> None:
    fields = {"places_count": rows, "budget_cents": rows * 50_000_00}
    round_ = make_round(Stage.PROPOSED, applications=rows + 1, fields=fields)
    client.force_login(round_.emil)
    with django_assert_num_queries(queries):
        client.get(address(round_))


def test_a_conflict_that_came_after_the_confirmation_is_shown(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.DECIDED)
    client.force_login(round_.dora)
    address = reverse("office-decision", args=[round_.call.slug])
    assert "Nach der Bestätigung sind" not in client.get(address).content.decode()
    round_.declare(round_.jurors[1], round_.applications[0], answer="kinship")
    page = client.get(address).content.decode()
    assert "Nach der Bestätigung sind Befangenheiten eingetragen" in page
    assert "Juror 2 Beispiel, Beispielstadt (Angehörige, selbst erklärt)" in page
