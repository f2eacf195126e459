"""Proposing otherwise than computed, correcting, moving up: shown first, then done as shown."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Award
from reviews.models import Decision, SelectionRun
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Round, Stage
from tests.reviews.services.test_later_decisions import (
    confirm,
    decline,
    ids,
    level,
    other,
    propose,
    rule,
    succession,
)

pytestmark = pytest.mark.django_db
WHEN = f"{PUBLIC_AT + timedelta(days=10):%Y-%m-%dT%H:%M}"


@pytest.fixture
def computed(make_round: MakeRound, client: Client) -> Round:
    made = make_round(Stage.COMPUTED)
    client.force_login(made.dora)
    return made


def proposal_address(round_: Round) -> str:
    assert round_.run
    return reverse("office-proposal", args=[round_.call.slug, round_.run.public_id])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def digest(answer: Any) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', answer.content.decode())
    assert found
    return found[1]


def test_another_set_is_shown_with_its_price_and_then_proposed(
    client: Client, computed: Round
) -> None:
    sent = {"selected": ids(computed, 0, 2), "deviation_reason": "Mehr <b>Breite</b>."}
    with unchanged():
        read = client.post(proposal_address(computed), sent)
    assert read.status_code == 200
    assert "Noch ist nichts geschehen." in text(read)
    assert "genau 3/2" in text(read)
    assert "Mehr &lt;b&gt;Breite&lt;/b&gt;." in text(read)
    done = client.post(proposal_address(computed), {**sent, "digest": digest(read)})
    assert done.headers["Location"] == reverse("office-decision", args=[computed.call.slug])
    assert Decision.objects.get().selected == ids(computed, 0, 2)


def test_a_plan_that_is_another_by_now_is_shown_again(client: Client, computed: Round) -> None:
    sent = {"selected": ids(computed, 0, 2), "deviation_reason": "Breite.", "digest": "0" * 64}
    with unchanged():
        answer = client.post(proposal_address(computed), sent)
    assert answer.status_code == 409
    assert "inzwischen ein anderer" in text(answer)
    assert digest(answer)


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({}, 400, "selected"),
        ({"selected": ["x"]}, 400, "selected"),
        ({"selected": "0"}, 409, "selected"),
        ({"selected": "02"}, 400, "deviation_reason"),
        ({"selected": "02", "deviation_reason": "a\x00"}, 400, "deviation_reason"),
        ({"selected": "02", "deviation_reason": "x" * 5_000}, 400, "deviation_reason"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    client: Client, computed: Round, sent: dict[str, Any], status: int, field: str
) -> None:
    wanted = dict(sent)
    if isinstance(sent.get("selected"), str):
        wanted["selected"] = ids(computed, *map(int, sent["selected"]))
    with unchanged():
        answer = client.post(proposal_address(computed), wanted)
    assert answer.status_code == status
    assert answer.context["form"].errors[field]


def test_the_confirmer_reads_deviation_and_price(client: Client, computed: Round) -> None:
    propose(computed, other(computed, 0, 2))
    client.force_login(computed.emil)
    page = text(client.get(reverse("office-decision", args=[computed.call.slug])))
    assert "Abweichung von der Rechnung" in page
    assert "genau 3/2" in page
    assert "Der Verbund zählt mehr." in page


def test_a_broken_rule_is_named(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, rules=[rule("HE", 1)])
    client.force_login(round_.dora)
    sent = {"selected": ids(round_, 0, 1), "deviation_reason": "Breite."}
    assert "Auswahlregeln sind nicht eingehalten" in text(
        client.post(proposal_address(round_), sent)
    )


def test_a_tie_leads_to_the_jurys_choice(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, points=level, rubric_fields={"tie_break": []})
    client.force_login(round_.dora)
    assert round_.run
    assert round_.run.result
    run = client.get(reverse("office-run", args=[round_.call.slug, round_.run.public_id]))
    assert "Entscheidung der Jury eintragen" in text(run)
    assert "Als Entscheidung vorschlagen" not in text(run)
    assert "?zusammenstellung=2" in text(run)
    for named, wanted in (("2", 1), ("9", None), ("0", None), ("x", None), ("١", None)):
        page = client.get(proposal_address(round_), {"zusammenstellung": named})
        tied = round_.run.result["tied_sets"]
        marked = page.context["form"]["selected"].initial
        assert marked == ([] if wanted is None else tied[wanted])
    sent = {"selected": ids(round_, 0, 2), "deviation_reason": "So beschlossen."}
    assert "kostet keine Punkte" in text(client.post(proposal_address(round_), sent))


def test_a_scenario_has_no_proposal_page(client: Client, computed: Round) -> None:
    assert computed.run
    SelectionRun.objects.update(is_scenario=True, scenario_title="X")
    answer = client.get(proposal_address(computed))
    assert answer.status_code == 409
    page = text(
        client.get(reverse("office-run", args=[computed.call.slug, computed.run.public_id]))
    )
    assert "SZENARIO: X" in page
    assert "vorschlagen</button>" not in page
    assert "SZENARIO" in text(client.get(reverse("office-selection", args=[computed.call.slug])))


def test_a_correction_may_rest_on_the_computed_set(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    round_.decision = confirm(round_, propose(round_, other(round_, 0, 2)))
    client.force_login(round_.dora)
    page = client.get(proposal_address(round_))
    assert "Berichtigung vorschlagen" in text(page)
    assert "public_at" not in page.context["form"].fields
    sent = {"selected": ids(round_, 0, 1), "reason": "Die Abweichung war falsch begründet."}
    read = client.post(proposal_address(round_), sent)
    assert "Was sich damit ändert" in text(read)
    client.post(proposal_address(round_), {**sent, "digest": digest(read)})
    made = Decision.objects.get(state="proposed")
    assert (made.kind, made.selected) == ("correction", ids(round_, 0, 1))
    assert not hasattr(made, "deviation")


@pytest.mark.parametrize("rows", [1, 3])
def test_proposal_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    fields = {"places_count": rows, "budget_cents": rows * 50_000_00}
    round_ = make_round(Stage.COMPUTED, applications=rows + 1, fields=fields)
    client.force_login(round_.emil)
    with django_assert_num_queries(8):
        client.get(proposal_address(round_))


# Moving up


@pytest.fixture
def vacant(make_round: MakeRound, client: Client) -> Round:
    made = make_round(Stage.ANNOUNCED)
    decline(made, 0)
    client.force_login(made.dora)
    return made


def succession_address(round_: Round, number: int = 0) -> str:
    public_id = round_.applications[number].public_id
    return reverse("office-succession", args=[round_.call.slug, public_id])


def test_a_free_place_leads_to_who_moves_up(
    client: Client, vacant: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = text(client.get(reverse("office-decision", args=[vacant.call.slug])))
    assert "Beispielstadt hat am" in page
    assert succession_address(vacant) in page
    assert page.count("hat verzichtet") == 1  # in the table, which shows what was decided
    with django_assert_num_queries(10):
        shown = client.get(succession_address(vacant))
    assert "Nach den Regeln rückt Beispielort 3 nach" in text(shown)
    sent = {"reason": "Beispielstadt verzichtet.", "public_at": WHEN}
    with unchanged():
        read = client.post(succession_address(vacant), sent)
    client.post(succession_address(vacant), {**sent, "digest": digest(read)})
    made = Decision.objects.get(state="proposed")
    assert (made.kind, made.selected) == ("succession", ids(vacant, 1, 2))
    client.force_login(vacant.emil)
    confirming = {"act": "confirm", "read": made.digest}
    client.post(reverse("office-decision", args=[vacant.call.slug]), confirming)
    assert Award.objects.filter(state="granted").count() == 2
    page = text(client.get(reverse("office-decision", args=[vacant.call.slug])))
    assert "Auswahlvermerk zur Entscheidung 2 (PDF)" in page
    assert "Beispielstadt verzichtet." in page


@pytest.mark.parametrize("public_at", ["", "2017-01-01T10:00", "0001-01-01T00:00", "x" * 99])
def test_moving_up_needs_an_instant_ahead(client: Client, vacant: Round, public_at: str) -> None:
    with unchanged():
        answer = client.post(
            succession_address(vacant), {"reason": "Verzicht.", "public_at": public_at}
        )
    assert answer.status_code in (400, 409)
    assert answer.context["form"].errors["public_at"]


def test_nobody_moves_up_for_who_keeps_the_place(client: Client, vacant: Round) -> None:
    assert client.get(succession_address(vacant, 1)).status_code == 404


def test_without_a_successor_the_page_says_what_can_be_done(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.ANNOUNCED, rules=[rule("BY", 1)])
    decline(round_, 1)
    client.force_login(round_.dora)
    page = text(client.get(succession_address(round_, 1)))
    assert "Niemand kann nach den Regeln nachrücken" in page
    assert "Ein neuer Auswahllauf rechnet ohne Musterdorf." in page


def test_a_filled_place_is_not_offered_again(client: Client, vacant: Round) -> None:
    confirm(vacant, propose(vacant, succession(vacant, 0)))
    assert client.get(succession_address(vacant)).status_code == 404
