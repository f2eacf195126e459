"""Selection runs: started, waited for, read, proposed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.services import heartbeats
from reviews.models import Decision, SelectionRun
from reviews.services import selection
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
LOT = {"tie_break": ["lot"], "lot_source": "Ziehung am 6. Mai 2017"}


def level(_juror: int, _application: int) -> dict[str, str]:
    """Everybody gives everything the same."""
    return {"idea": "3", "breadth": "3"}


@pytest.fixture
def locked(make_round: MakeRound, client: Client) -> Round:
    made = make_round(Stage.LOCKED)
    client.force_login(made.dora)
    return made


def start(client: Client, round_: Round) -> Any:
    return client.post(reverse("office-selection", args=[round_.call.slug]), {"act": "start"})


def address(round_: Round) -> str:
    run = SelectionRun.objects.get(call=round_.call)
    return reverse("office-run", args=[round_.call.slug, run.public_id])


def page_of(client: Client, round_: Round) -> str:
    """The page of the round's run, computed and read by Dora."""
    client.force_login(round_.dora)
    answer = client.get(address(round_))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_starting_leads_to_the_waiting_run(client: Client, locked: Round) -> None:
    answer = start(client, locked)
    assert answer.headers["Location"] == address(locked)
    assert SelectionRun.objects.get().state == "queued"


def test_starting_twice_is_one_run(client: Client, locked: Round) -> None:
    start(client, locked)
    start(client, locked)
    assert SelectionRun.objects.count() == 1


def test_starting_before_the_lock_is_refused(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.dora)
    with unchanged():
        answer = start(client, round_)
    assert answer.status_code == 400
    assert "Die Bewertungen sind noch nicht gesperrt." in answer.content.decode()


def test_a_waiting_run_asks_again_and_says_when_nobody_computes(
    client: Client, locked: Round
) -> None:
    start(client, locked)
    answer = client.get(address(locked))
    assert answer.headers["Refresh"] == "3"
    assert "Der Hintergrunddienst meldet sich nicht" in answer.content.decode()
    heartbeats.beat("worker")
    assert "meldet sich nicht" not in client.get(address(locked)).content.decode()


def test_a_computed_run_is_read_in_words(client: Client, locked: Round) -> None:
    start(client, locked)
    selection.compute(run_id=SelectionRun.objects.get().pk)
    answer = client.get(address(locked))
    page = " ".join(answer.content.decode().split())
    assert "Refresh" not in answer.headers
    assert "2 Bewerbungen sind ausgewählt" in page
    assert "Genau eine Zusammenstellung" in page
    assert "Am knappsten nicht ausgewählt: Beispielort 3, es fehlen" in page
    assert SelectionRun.objects.get().result_digest in page


def test_exact_fractions_are_in_reach(client: Client, make_round: MakeRound) -> None:
    given = iter(["4.5", "4", "4", "3.5", "3", "3", "1", "1", "1"])
    round_ = make_round(
        Stage.COMPUTED,
        jurors=3,
        points=lambda _juror, _application: {"idea": "0", "breadth": next(given)},
    )
    assert '<abbr title="genau' in page_of(client, round_)


def test_a_tie_is_told_with_its_sets(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, points=level)
    page = page_of(client, round_)
    assert "Es besteht Gleichstand, den die Regeln nicht auflösen" in page
    assert "Beispielort 3, Beispielstadt, Musterdorf" in page
    assert "<li>Beispielort 3, Musterdorf (<a href=" in page
    assert "Als Entscheidung vorschlagen" not in page


def test_a_tie_broken_by_a_criterion_names_it(client: Client, make_round: MakeRound) -> None:
    def points(_juror: int, application: int) -> dict[str, str]:
        return [
            {"idea": "5", "breadth": "5"},
            {"idea": "4", "breadth": "1"},
            {"idea": "3", "breadth": "3"},
        ][application]

    page = page_of(client, make_round(Stage.COMPUTED, points=points))
    assert "das Kriterium „Überzeugungskraft“" in page
    assert "Gleichauf und doch nicht ausgewählt: Beispielort 3." in page


def test_rules_that_contradict_each_other_are_named(client: Client, make_round: MakeRound) -> None:
    rules = [{"key": "land", "label": "Zwei aus Bayern", "attribute": "state", "value": "BY"}]
    round_ = make_round(Stage.COMPUTED, rules=[rules[0] | {"minimum": 2}])
    page = page_of(client, round_)
    assert "Die Auswahlregeln sind zusammen nicht erfüllbar" in page
    assert "Zwei aus Bayern (Land: Bayern)" in page


def test_too_few_are_counted(client: Client, make_round: MakeRound) -> None:
    page = page_of(client, make_round(Stage.COMPUTED, rubric_fields={"quorum": 3}))
    assert "In Betracht kommen 0, zu vergeben sind 2 Plätze." in page
    assert "zu wenige gültige Bewertungen" in page


def test_the_price_of_a_rule_names_who_changes_places(
    client: Client, make_round: MakeRound
) -> None:
    rule = {
        "key": "land",
        "label": "Hessen ist dabei",
        "attribute": "state",
        "value": "HE",
        "minimum": 1,
    }
    page = page_of(client, make_round(Stage.COMPUTED, rules=[rule]))
    row = page.split("Preis der Regeln</h2>")[1].split("</tbody>")[0]
    assert "Hessen ist dabei" in row
    assert "<td>Musterdorf</td> <td>Beispielort 3</td>" in row


def test_the_lot_needs_its_public_value_once(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, rubric_fields=LOT)
    client.force_login(round_.dora)
    path = reverse("office-selection", args=[round_.call.slug])
    assert "Auswahllauf starten" not in client.get(path).content.decode()
    with unchanged():
        assert "der öffentliche Wert fehlt noch" in start(client, round_).content.decode()
    client.post(path, {"act": "lot", "public_value": " 6aus49 03 11 19 "})
    assert "Auswahllauf starten" in client.get(path).content.decode()
    with unchanged():
        answer = client.post(path, {"act": "lot", "public_value": "ein anderer"})
    assert "public_value" in answer.context["lot"].errors


def test_the_secret_of_the_lot_stays_secret(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, rubric_fields=LOT)
    client.force_login(round_.dora)
    page = client.get(reverse("office-selection", args=[round_.call.slug])).content.decode()
    assert round_.call.rubric.lot_nonce_hex not in page


def test_proposing_leads_to_the_decision(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    client.force_login(round_.dora)
    answer = client.post(address(round_))
    assert answer.headers["Location"] == reverse("office-decision", args=[round_.call.slug])
    assert Decision.objects.get().proposed_by == round_.dora


def test_a_second_proposal_is_refused(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    client.force_login(round_.emil)
    with unchanged():
        answer = client.post(address(round_))
    assert answer.status_code == 409
    assert "Es gibt bereits eine vorgeschlagene Entscheidung." in answer.content.decode()


def test_a_stale_run_is_refused(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    round_.declare(round_.jurors[0], round_.applications[0], answer="kinship")
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(address(round_))
    assert "haben sich die Grundlagen geändert" in answer.content.decode()


def test_a_failed_run_says_why(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    run = selection.request(call=round_.call, by=round_.dora)
    run.input["round"]["seats"] = "viele"
    run.save(update_fields=["input"])
    selection.compute(run_id=run.pk)
    assert "Der Auswahllauf ist gescheitert" in page_of(client, round_)


def test_the_run_of_another_round_is_not_found(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    other = make_round(Stage.OPEN, fields={"slug": "andere"})
    assert round_.run
    client.force_login(round_.dora)
    foreign = reverse("office-run", args=[other.call.slug, round_.run.public_id])
    assert client.get(foreign).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("office-selection", 8), ("office-run", 11)])
def test_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
    rows: int,
) -> None:
    round_ = make_round(Stage.COMPUTED, applications=rows + 1, jurors=rows)
    client.force_login(round_.dora)
    path = address(round_)
    if name == "office-selection":
        for _ in range(rows - 1):
            selection.compute(run_id=selection.request(call=round_.call, by=round_.emil).pk)
        path = reverse(name, args=[round_.call.slug])
    with django_assert_num_queries(queries):
        client.get(path)
