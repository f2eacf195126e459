"""Declaring conflicts of interest: all applications on one page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition import clock
from competition.models import User
from competition.models.membership import Role
from reviews import queries
from reviews.models import Conflict, Declaration
from reviews.services import settlements
from reviews.views import declaration
from tests.fixtures.people import acting
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    made = make_round(Stage.REVIEWING)
    client.force_login(made.jurors[0].user)
    return made


def address(round_: Round) -> str:
    return reverse("jury-declaration", args=[round_.call.slug])


def text(client: Client, round_: Round) -> str:
    return " ".join(client.get(address(round_)).content.decode().split())


def declare(client: Client, round_: Round, *answers: str, **more: str) -> Any:
    """Answer for the first applications, in their order."""
    given = zip((each.public_id for each in round_.applications), answers, strict=False)
    return client.post(address(round_), dict(given) | more)


def test_all_applications_are_declared_in_one_sitting(client: Client, round_: Round) -> None:
    second = round_.applications[1]
    notes = {f"note-{second.public_id}": "Gutachten 2016"}
    answer = declare(client, round_, "free", "employment", "free", **notes)
    assert answer.status_code == 302
    assert Declaration.objects.count() == 2
    conflict = Conflict.objects.get()
    assert (conflict.application, conflict.note) == (round_.applications[1], "Gutachten 2016")


def test_what_is_left_open_stays_undeclared_and_is_said(client: Client, round_: Round) -> None:
    declare(client, round_, "free")
    page = client.get(reverse("jury-call", args=[round_.call.slug])).content.decode()
    assert Declaration.objects.count() == 1
    assert "Bei 2 Bewerbungen fehlt Ihre Erklärung noch." in page


def test_a_derived_conflict_stands_and_is_not_asked_for(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SCREENED)
    carla = round_.seat("Carla", municipality=round_.applications[0].municipality)
    round_.prepare_jury()
    round_.open_reviewing()
    client.force_login(carla.user)
    page = client.get(address(round_))
    assert "aus dem Register abgeleitet" in page.content.decode()
    assert round_.applications[0].public_id not in page.context["form"].fields


def test_a_conflict_cannot_be_taken_back(client: Client, round_: Round) -> None:
    declare(client, round_, "kinship")
    declare(client, round_, "free", "free")
    assert Conflict.objects.filter(application=round_.applications[0]).exists()
    assert not Declaration.objects.filter(application=round_.applications[0]).exists()


def test_an_invented_reason_is_refused_at_its_field(client: Client, round_: Round) -> None:
    with unchanged():
        key = f"note-{round_.applications[0].public_id}"
        answer = declare(client, round_, "free", "envy", **{key: "bleibt stehen"})
    assert answer.status_code == 400
    assert round_.applications[1].public_id in answer.context["form"].errors
    assert "bleibt stehen" in answer.content.decode()


def test_a_conflict_declared_after_scoring_is_taken(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    client.force_login(round_.jurors[0].user)
    known = {f"understood-{round_.applications[0].public_id}": "on"}
    declare(client, round_, "kinship", **known)
    assert Conflict.objects.get().application == round_.applications[0]


def test_whoever_has_scored_is_told_first_what_a_conflict_does(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.jurors[0].user)
    assert "zählt Ihre Bewertung in keinem Mittelwert mehr" in text(client, round_)
    with unchanged():
        answer = declare(client, round_, "kinship")
    assert answer.status_code == 400
    assert f"understood-{round_.applications[0].public_id}" in answer.context["form"].errors


def test_declaring_the_same_again_is_no_new_act(client: Client, round_: Round) -> None:
    declare(client, round_, "free", "free", "free")
    with unchanged():
        assert declare(client, round_, "free", "free", "free").status_code == 302


def test_before_reviewing_opens_there_is_nothing_to_declare(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.READY)
    client.force_login(round_.jurors[0].user)
    page = client.get(address(round_)).content.decode()
    assert "noch nicht geöffnet" in page
    assert "Vorhaben" not in page


def test_a_stranger_declares_nothing(client: Client, round_: Round, stranger: User) -> None:
    client.force_login(stranger)
    assert declare(client, round_, "free").status_code == 404
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(("rows", "queries"), [(1, 11), (3, 11)])
def test_declaration_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
    queries: int,
) -> None:
    round_ = make_round(Stage.REVIEWING, applications=rows)
    client.force_login(round_.jurors[0].user)
    with django_assert_num_queries(queries):
        client.get(address(round_))


# What the register found


@pytest.fixture
def derived(make_round: MakeRound, client: Client) -> Round:
    """Karla's own town is the first that applies; her association speaks for the second."""
    made = make_round(Stage.SCREENED)
    karla = made.seat(
        "Karla", municipality=made.applications[0].municipality, association="dstgb", state="HE"
    )
    made.prepare_jury()
    made.open_reviewing()
    client.force_login(karla.user)
    return made


def contest(round_: Round, number: int, reason: str) -> dict[str, str]:
    return {f"contest-{round_.applications[number].public_id}": reason}


def test_derived_conflicts_are_shown_with_why_and_count_as_declared(
    client: Client, derived: Round
) -> None:
    page = text(client, derived)
    assert "eigene Kommune oder ihr Landkreis: Beispielstadt; Mandat" in page
    assert "Es fehlt keine Erklärung." in page


def test_a_derived_conflict_is_contested_with_a_reason_and_stands(
    client: Client, derived: Round
) -> None:
    answer = client.post(address(derived), contest(derived, 1, "Ich habe dort kein Amt mehr."))
    assert answer.status_code == 302
    conflict = Conflict.objects.get(application=derived.applications[1])
    assert (conflict.contest_reason, conflict.settlement) == ("Ich habe dort kein Amt mehr.", "")
    page = text(client, derived)
    assert "widersprochen: „Ich habe dort kein Amt mehr.“" in page
    with unchanged():
        client.post(address(derived), contest(derived, 1, "Noch einmal."))


def test_an_empty_objection_is_none(client: Client, derived: Round) -> None:
    with unchanged():
        assert client.post(address(derived), contest(derived, 1, "  ")).status_code == 302


def test_an_objection_too_long_is_kept_and_refused_at_its_field(
    client: Client, derived: Round
) -> None:
    with unchanged():
        answer = client.post(address(derived), contest(derived, 1, "x" * 1001))
    assert answer.status_code == 400
    assert "x" * 1001 in answer.content.decode()


def test_what_was_found_meanwhile_is_shown_with_the_refusal(client: Client, round_: Round) -> None:
    acting("Clara", round_.applications[0].municipality, Role.EDITOR)
    assert "Sie handeln für eine der beteiligten Kommunen" in text(client, round_)
    assert declare(client, round_, "free", "free", "free").status_code == 302
    assert Conflict.objects.get().application == round_.applications[0]
    assert "eigene Kommune oder ihr Landkreis" in text(client, round_)


def test_after_a_waiver_the_page_says_so_and_asks_again(client: Client, derived: Round) -> None:
    conflict = Conflict.objects.get(application=derived.applications[1])
    settlements.settle(
        call=derived.call,
        chosen=[conflict.pk],
        settlement="waived",
        reason="Das Amt ruht.",
        by=derived.jurors[1].user,
    )
    page = text(client, derived)
    assert "Das Amt ruht." in page
    assert "Es fehlt noch 1 Erklärung." in page
    client.post(address(derived), {derived.applications[1].public_id: "free"})
    assert "Es fehlt keine Erklärung." in text(client, derived)


def test_what_is_not_assigned_comes_last_and_may_be_declared_and_opens_nothing(
    client: Client, round_: Round
) -> None:
    juror, other = round_.jurors[0], round_.applications[0]
    juror.assignments.filter(application=other).delete()
    page = text(client, round_)
    assert page.index("Ihnen zugeteilt") < page.index("Weitere Bewerbungen dieses Wettbewerbs")
    assert page.index("Weitere Bewerbungen") < page.index(other.public_id)
    client.post(address(round_), {other.public_id: "free"})
    assert Declaration.objects.filter(jury_member=juror, application=other).exists()
    assert not queries.applications_for(juror, clock.now(round_.call)).filter(pk=other.pk).exists()
    assert other.pk not in queries.undeclared_by(juror)
    client.post(address(round_), {other.public_id: "kinship"})
    assert Conflict.objects.filter(jury_member=juror, application=other).exists()


def test_many_are_declared_page_by_page(
    client: Client, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(declaration, "ROWS_PER_PAGE", 2)
    first = client.get(address(round_))
    assert first.context["missing_count"] == 3
    shown = {each.public_id: "free" for each in first.context["form"].applications}
    assert len(shown) == 2
    assert client.post(address(round_), shown)["Location"] == f"{address(round_)}?page=2"
    rest = {each.public_id: "free" for each in round_.applications if each.public_id not in shown}
    answer = client.post(f"{address(round_)}?page=2", rest)
    assert answer["Location"] == reverse("jury-call", args=[round_.call.slug])
    assert Declaration.objects.count() == 3
    assert client.get(f"{address(round_)}?page=3").status_code == 404
