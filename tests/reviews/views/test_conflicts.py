"""Conflicts settled and recorded: the chair's page, and the office's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import User
from reviews.models import Conflict, JuryMember, Review
from reviews.services import conflicts
from reviews.views import desk_lines
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
WHY = "Das Amt hat das Mitglied 2020 aufgegeben."


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """Clara chairs; Karla has a mandate that speaks for all three, and one own town."""
    made = make_round(Stage.SCREENED)
    made.prepare_jury()
    made.seat("Karla", municipality=made.applications[0].municipality, association="dstgb")
    made.open_reviewing()
    client.force_login(made.jurors[0].user)
    return made


def karla(round_: Round) -> JuryMember:
    return round_.jurors[-1]


def held(round_: Round, number: int, juror: JuryMember | None = None) -> Conflict:
    return Conflict.objects.get(
        jury_member=juror or karla(round_), application=round_.applications[number]
    )


def address(round_: Round, name: str = "jury-conflicts") -> str:
    return reverse(name, args=[round_.call.slug])


def text(client: Client, round_: Round, name: str = "jury-conflicts") -> str:
    return " ".join(client.get(address(round_, name)).content.decode().split())


def settle(
    client: Client, round_: Round, *chosen: Conflict, name: str = "jury-conflicts", **more: str
) -> Any:
    given = {"act": "settle", "settlement": "waived", "reason": WHY}
    ticked = {f"conflict-{each.pk}": "on" for each in chosen}
    return client.post(address(round_, name), given | ticked | more)


def contest(conflict: Conflict) -> Conflict:
    return conflicts.contest(
        conflict=conflict, by=conflict.jury_member.user, reason="Ich wohne dort nicht mehr."
    )


def test_the_chair_sees_what_waits_with_why_and_no_score(client: Client, round_: Round) -> None:
    page = text(client, round_)
    assert "Karla Beispiel: Musterdorf" in page
    assert "Vorhaben 2" in page
    assert "Mandat oder Amt in einem Verband: Musterdorf" in page
    assert "Karla Beispiel: Beispielstadt" not in page  # excludes, and nobody objected
    assert "Überzeugt." not in page


def test_an_exclusion_is_listed_once_it_is_contested(client: Client, round_: Round) -> None:
    contest(held(round_, 0))
    page = text(client, round_)
    assert "Karla Beispiel: Beispielstadt" in page
    assert "Ich wohne dort nicht mehr." in page


def test_what_is_not_contested_the_office_alone_sees(client: Client, round_: Round) -> None:
    round_.declare(round_.jurors[1], round_.applications[1], answer="kinship")
    assert "Angehörige (" not in text(client, round_)
    client.force_login(round_.dora)
    assert "Angehörige (" in text(client, round_, "office-conflicts")


def test_several_are_first_shown_and_then_settled_with_one_reason(
    client: Client, round_: Round
) -> None:
    wrong = contest(held(round_, 0))
    chosen = [held(round_, 1), held(round_, 2), wrong]
    with unchanged():
        answer = settle(client, round_, *chosen, act="preview")
    page = " ".join(answer.content.decode().split())
    assert "2 Befangenheiten werden entschieden:" in page
    assert "Karla Beispiel: Beispielstadt – Dieser Grund schließt von Gesetzes wegen aus" in page
    sent = dict(answer.context["form"].sent())
    client.post(address(round_), sent | {"act": "settle"})
    waived = Conflict.objects.filter(settlement="waived", settlement_reason=WHY)
    assert set(waived) == set(chosen[:2])


def test_what_was_settled_meanwhile_is_said(client: Client, round_: Round) -> None:
    first, second = held(round_, 1), held(round_, 2)
    settle(client, round_, first)
    with unchanged():
        # No longer among what waits, so nothing is chosen.
        assert settle(client, round_, first).status_code == 400
    settle(client, round_, second)
    assert "nichts zu entscheiden" in text(client, round_)


@pytest.mark.parametrize(
    "wrong", [{"settlement": "gone"}, {"reason": " "}, {"reason": "x" * 2001}, {"reason": "\x00"}]
)
def test_a_settlement_needs_a_way_and_a_reason(
    client: Client, round_: Round, wrong: dict[str, str]
) -> None:
    for act in ("preview", "settle"):
        with unchanged():
            assert settle(client, round_, held(round_, 1), act=act, **wrong).status_code == 400


def test_a_settlement_of_nothing_is_refused(client: Client, round_: Round) -> None:
    for act in ("preview", "settle", "", "dance"):
        with unchanged():
            assert settle(client, round_, act=act).status_code == 400


def test_the_chair_s_own_is_for_the_office(client: Client, round_: Round) -> None:
    clara = round_.jurors[0]
    round_.declare(clara, round_.applications[2], answer="mandate")
    own = held(round_, 2, clara)
    assert "betrifft Sie selbst" in text(client, round_)
    with unchanged():
        assert settle(client, round_, own).status_code == 400
    client.force_login(round_.dora)
    settle(client, round_, own, name="office-conflicts")
    assert held(round_, 2, clara).settlement == "waived"


def test_the_office_stands_in_when_the_chair_is_unable(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    given = {"name": "office-conflicts", "settlement": "upheld"}
    with unchanged():
        answer = settle(client, round_, held(round_, 1), **given)
    assert answer.status_code == 409
    assert "Darüber entscheidet der Vorsitz." in answer.content.decode()
    settle(client, round_, held(round_, 1), stands_in="on", **given)
    assert held(round_, 1).settled_by == round_.dora


def record(client: Client, round_: Round, name: str = "jury-conflicts", **more: Any) -> Any:
    given = {
        "act": "record",
        "juror": round_.jurors[1].pk,
        "application": round_.applications[0].public_id,
        "conflict_reason": "employment",
        "note": "Gutachten von 2024.",
    }
    return client.post(address(round_, name), given | more)


@pytest.mark.parametrize(
    ("name", "source"), [("jury-conflicts", "chair"), ("office-conflicts", "office")]
)
def test_a_conflict_of_another_juror_is_recorded(
    client: Client, round_: Round, name: str, source: str
) -> None:
    if source == "office":
        client.force_login(round_.dora)
    assert record(client, round_, name).status_code == 302
    found = held(round_, 0, round_.jurors[1])
    assert (found.source, found.reason, found.severity) == (source, "employment", "hard")


@pytest.mark.parametrize(
    "wrong",
    [
        {"juror": ""},
        {"juror": "10" * 30},
        {"application": "zzz"},
        {"conflict_reason": "envy"},
        {"note": ""},
        {"note": "\x00"},
    ],
)
def test_a_record_that_is_wrong_is_shown_again(
    client: Client, round_: Round, wrong: dict[str, str]
) -> None:
    with unchanged():
        assert record(client, round_, **wrong).status_code == 400


def test_the_chair_records_no_own_one_here_and_none_twice(client: Client, round_: Round) -> None:
    with unchanged():
        assert record(client, round_, juror=round_.jurors[0].pk).status_code == 400
        answer = record(client, round_, juror=karla(round_).pk)
    assert "bereits als befangen vermerkt" in answer.content.decode()


def test_the_chair_s_page_is_nobody_else_s(client: Client, round_: Round, stranger: User) -> None:
    for person in (stranger, round_.jurors[1].user, round_.dora, round_.applications[0].contact):
        client.force_login(person)
        assert client.get(address(round_)).status_code == 404
        assert settle(client, round_, held(round_, 1)).status_code == 404
    client.force_login(round_.jurors[0].user)
    assert client.get(address(round_, "office-conflicts")).status_code == 404


def test_before_reviewing_opens_there_is_nothing_to_settle(
    client: Client, make_round: MakeRound
) -> None:
    made = make_round(Stage.READY)
    client.force_login(made.jurors[0].user)
    assert "nichts zu entscheiden" in text(client, made)
    with unchanged():
        assert record(client, made).status_code == 400


def test_no_page_of_conflicts_tells_a_score(client: Client, make_round: MakeRound) -> None:
    made = make_round(Stage.SCORED)
    Review.objects.update(comment="Nur für die Jury.")
    made.declare(made.jurors[1], made.applications[0], answer="mandate")
    client.force_login(made.jurors[0].user)
    page = text(client, made)
    assert "Juror 2 Beispiel: Beispielstadt" in page
    assert "Nur für die Jury." not in page


@pytest.mark.parametrize("name", ["jury-conflicts", "office-conflicts"])
@pytest.mark.parametrize("rows", [1, 3])
def test_conflicts_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    rows: int,
) -> None:
    made = make_round(Stage.SCREENED, applications=rows)
    made.prepare_jury()
    made.seat("Karla", association="dstgb")
    made.open_reviewing()
    client.force_login(made.jurors[0].user if name == "jury-conflicts" else made.dora)
    with django_assert_num_queries(11 if name == "jury-conflicts" else 8):
        client.get(address(made, name))


def test_the_many_that_nobody_contests_have_pages(
    client: Client, make_round: MakeRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_lines, "ROWS_PER_PAGE", 2)
    made = make_round(Stage.REVIEWING)
    for application in made.applications:
        made.declare(made.jurors[1], application, answer="kinship")
    client.force_login(made.dora)
    path = address(made, "office-conflicts")
    assert len(client.get(path).context["page"]) == 2
    second = client.get(path, {"page": "2"})
    assert len(second.context["page"]) == 1
    assert "?page=1" in second.content.decode()
    assert client.get(path, {"page": "3"}).status_code == 404
