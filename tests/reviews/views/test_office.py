"""The office's desk of a round, and its page of the jury."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Call, User
from competition.services import calls
from reviews.desk.facts import Facts
from reviews.desk.steps import Step
from reviews.models import Rubric
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, DEADLINE_AT, OPENS_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
PAGES = ("office-call", "office-jury", "office-selection", "office-decision")


def text(client: Client, name: str, call: Call) -> str:
    answer = client.get(reverse(name, args=[call.slug]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def due(client: Client, call: Call) -> Step | None:
    step: Step | None = client.get(reverse("office-call", args=[call.slug])).context["due"]
    return step


@pytest.mark.parametrize(
    ("stage", "name", "who"),
    [
        (Stage.DRAFTED, "Bewerbungen", "office"),
        (Stage.SUBMITTED, "Bewerbungen", "applicants"),
        (Stage.CLOSED, "Formale Prüfung", "office"),
        (Stage.READY, "Begutachtung öffnen", "office"),
        (Stage.REVIEWING, "Bewerten", "jury"),
        (Stage.SCORED, "Bewertungen sperren", "office"),
        (Stage.LOCKED, "Auswahllauf", "office"),
        (Stage.COMPUTED, "Entscheidung", "office"),
        (Stage.PROPOSED, "Entscheidung", "office"),
        (Stage.DECIDED, "Bekanntgabe", "office"),
        (Stage.PREPARED, "Bekanntgabe", "office"),
        (Stage.CONFIRMED, "Bekanntgabe", "time"),
        (Stage.ANNOUNCED, "Mitteilungen", "worker"),
    ],
)
def test_desk_says_what_is_due_and_who_must_act(
    client: Client, make_round: MakeRound, stage: Stage, name: str, who: str
) -> None:
    round_ = make_round(stage)
    client.force_login(round_.dora)
    step = due(client, round_.call)
    assert step is not None
    assert (step.name, step.who) == (name, who)


def test_desk_counts_nothing_but_numbers_before_the_deadline(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SUBMITTED)
    client.force_login(round_.dora)
    page = text(client, "office-call", round_.call)
    assert "Beispielstadt" not in page
    assert "Vorhaben 1" not in page
    counts = client.get(reverse("office-call", args=[round_.call.slug])).context["counts"]
    assert counts == [(0, "Entwürfe"), (3, "eingereicht"), (0, "zurückgezogen")]


def test_desk_counts_how_it_was_screened_from_the_deadline_on(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SUBMITTED)
    round_.at(DEADLINE_AT)
    client.force_login(round_.dora)
    counts = client.get(reverse("office-call", args=[round_.call.slug])).context["counts"]
    assert counts == [(0, "zugelassen"), (0, "ausgeschlossen"), (3, "ungeprüft")]


def test_desk_tells_of_no_score(client: Client, make_round: MakeRound) -> None:
    assert not {"scores", "result", "selected"} & set(Facts.__dataclass_fields__)
    round_ = make_round(Stage.COMPUTED)
    client.force_login(round_.dora)
    assert "Beispielstadt" not in text(client, "office-call", round_.call)


def test_pages_of_a_round_are_nothing_to_strangers(
    client: Client, make_round: MakeRound, stranger: User
) -> None:
    round_ = make_round(Stage.PROPOSED)
    for person in (stranger, round_.jurors[0].user, round_.applications[0].contact):
        client.force_login(person)
        for name in PAGES:
            assert client.get(reverse(name, args=[round_.call.slug])).status_code == 404


def test_the_archive_has_no_such_pages(client: Client, dora: User) -> None:
    fields = {
        "slug": "archiv",
        "title": "Archiv",
        "summary": "Veröffentlichte Fakten.",
        "opens_at": OPENS_AT,
        "deadline_at": DEADLINE_AT,
        "places_count": 9,
        "award_cents": 1,
        "budget_cents": 9,
        "eligible_kinds": ["town"],
        "published_at": OPENS_AT,
    }
    calls.archive(fields=fields, awards=[], granted_at=CLOSED_AT)
    client.force_login(dora)
    for name in PAGES:
        assert client.get(reverse(name, args=["archiv"])).status_code == 404


def test_reading_the_pages_writes_nothing(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    client.force_login(round_.emil)
    with unchanged():
        for name in PAGES:
            text(client, name, round_.call)


def test_opening_freezes_the_rubric(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    client.force_login(round_.dora)
    client.post(reverse("office-jury", args=[round_.call.slug]), {"act": "open"})
    assert Rubric.objects.get().frozen_by == round_.dora
    assert "Eingefroren am" in text(client, "office-jury", round_.call)


def test_opening_before_screening_says_what_is_missing(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CLOSED)
    round_.prepare_jury()
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(reverse("office-jury", args=[round_.call.slug]), {"act": "open"})
    assert answer.status_code == 400
    assert "Ungeprüft sind noch 3 Bewerbungen." in answer.content.decode()


def test_locking_early_says_what_is_lost_and_asks(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    address = reverse("office-jury", args=[round_.call.slug])
    client.force_login(round_.dora)
    assert "Noch 6 Bewertungen sind nicht abgeschlossen." in text(
        client, "office-jury", round_.call
    )
    with unchanged():
        assert client.post(address, {"act": "lock"}).status_code == 400
    assert client.post(address, {"act": "lock", "understood": "on"}).status_code == 302
    assert Rubric.objects.get().locked_by == round_.dora


def test_locking_too_early_names_how_many_would_be_out(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)

    page = text(client, "office-jury", round_.call)

    assert f"kommen {len(round_.applications)} Bewerbungen nicht in die Auswahl" in page


def test_finished_round_warns_of_no_missing_reviews(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.dora)

    assert "nicht in die Auswahl" not in text(client, "office-jury", round_.call)


def test_recusal_that_leaves_too_few_reviews_is_told_before_locking(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SCORED)
    for juror in round_.jurors:
        round_.declare(juror, round_.applications[0], answer="kinship")
    client.force_login(round_.dora)

    page = text(client, "office-jury", round_.call)

    assert "kommt 1 Bewerbung nicht in die Auswahl" in page


def test_locking_a_finished_round_asks_nothing(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.dora)
    answer = client.post(reverse("office-jury", args=[round_.call.slug]), {"act": "lock"})
    assert answer.headers["Location"] == reverse("office-selection", args=[round_.call.slug])


def test_locking_twice_is_refused(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    client.force_login(round_.emil)
    with unchanged():
        answer = client.post(reverse("office-jury", args=[round_.call.slug]), {"act": "lock"})
    assert "Die Bewertungen sind gesperrt." in answer.content.decode()


def test_members_stand_with_progress_and_conflicts(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    clara = round_.jurors[0]
    round_.declare(clara, round_.applications[0], answer="kinship")
    client.force_login(round_.dora)
    page = text(client, "office-jury", round_.call)
    assert "0 von 2" in page
    assert "Angehörige" in page


def test_a_round_without_rubric_has_its_pages(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    client.force_login(round_.dora)
    assert "Die Jury hat noch keine Mitglieder." in text(client, "office-jury", round_.call)
    assert "noch nicht gesperrt" in text(client, "office-selection", round_.call)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("office-call", 12), ("office-jury", 12)])
def test_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
    rows: int,
) -> None:
    round_: Round = make_round(Stage.REVIEWING, applications=rows, jurors=rows)
    for juror in round_.jurors:
        round_.declare(juror, round_.applications[0], answer="kinship")
    client.force_login(round_.dora)
    with django_assert_num_queries(queries):
        client.get(reverse(name, args=[round_.call.slug]))
