"""One application beside its scores: who may open it, what is saved, what is refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, User
from reviews.models import Review
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """Clara is signed in and has declared for all three applications."""
    made = make_round(Stage.REVIEWING)
    made.declare(made.jurors[0])
    client.force_login(made.jurors[0].user)
    return made


@pytest.fixture
def first(round_: Round) -> Application:
    return round_.applications[0]


def address(application: Application) -> str:
    return reverse("review", args=[application.call.slug, application.public_id])


def type_in(
    client: Client,
    application: Application,
    idea: str = "4",
    breadth: str = "3,5",
    *,
    act: str = "save",
    version: int = 0,
    comment: str = "Überzeugend,\r\naber teuer.",
) -> Any:
    typed = {"points-idea": idea, "points-breadth": breadth, "comment": comment}
    return client.post(address(application), typed | {"act": act, "version": str(version)})


def test_text_and_rubric_stand_side_by_side(client: Client, first: Application) -> None:
    page = client.get(address(first)).content.decode()
    assert "Alle Vorlagen des Rates werden offene Daten." in page
    assert "Transparenz" in page
    assert "0 bis 5 Punkte in Schritten von 0,5" in page


def test_a_draft_is_saved_and_shown_again(client: Client, first: Application) -> None:
    assert type_in(client, first, breadth="").status_code == 302
    review = Review.objects.get()
    assert (review.state, review.version, review.comment) == (
        "draft",
        1,
        "Überzeugend,\naber teuer.",
    )
    form = client.get(address(first)).context["form"]
    assert (form["points-idea"].value(), form["version"].value()) == ("4", 1)


def test_finishing_saves_what_was_typed_and_shows_it(client: Client, first: Application) -> None:
    answer = type_in(client, first, act="finish")
    assert answer.headers["Location"] == address(first)
    review = Review.objects.get()
    assert review.state == "final"
    assert sorted(review.scores.values_list("steps", flat=True)) == [7, 8]


def test_a_finished_review_is_read_only(client: Client, first: Application) -> None:
    type_in(client, first, act="finish")
    page = client.get(address(first)).content.decode()
    assert "abgeschlossen" in page
    assert "3,5" in page
    assert "points-idea" not in page


def test_points_off_the_grid_are_refused_at_their_field_and_kept_as_typed(
    client: Client, first: Application
) -> None:
    with unchanged():
        answer = type_in(client, first, idea="3,7", breadth="sehr gut")
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"points-idea", "points-breadth"}
    page = answer.content.decode()
    assert 'value="3,7"' in page
    assert 'value="sehr gut"' in page
    assert "aber teuer." in page
    assert "Erlaubt sind 0 bis 5 in Schritten von 0,5." in page


def test_finishing_without_all_points_names_them_and_keeps_the_draft(
    client: Client, first: Application
) -> None:
    answer = type_in(client, first, breadth="", act="finish")
    assert answer.status_code == 400
    assert "Breitenwirkung" in str(answer.context["form"].errors["points-breadth"])
    assert Review.objects.get().state == "draft"
    assert type_in(client, first, act="finish", version=1).status_code == 302


def test_two_windows_show_both_texts(client: Client, first: Application) -> None:
    type_in(client, first, idea="5", comment="Erste Fassung.")
    with unchanged():
        answer = type_in(client, first, idea="1", comment="Zweite Fassung.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Erste Fassung." in page
    assert "Zweite Fassung." in page
    assert [(each.label, each.stored, each.typed) for each in answer.context["both"]] == [
        ("Überzeugungskraft", "5", "1"),
        ("Kommentar für die Jury", "Erste Fassung.", "Zweite Fassung."),
    ]


def test_after_both_texts_were_seen_the_typed_one_may_be_saved(
    client: Client, first: Application
) -> None:
    type_in(client, first, comment="Erste Fassung.")
    version = type_in(client, first, comment="Zweite.").context["form"]["version"].value()
    assert type_in(client, first, comment="Zweite.", version=int(version)).status_code == 302
    assert Review.objects.get().comment == "Zweite."


def test_a_wrong_entry_over_an_old_version_does_not_skip_the_conflict(
    client: Client, first: Application
) -> None:
    type_in(client, first, comment="Erste Fassung.")
    version = type_in(client, first, idea="9").context["form"]["version"].value()
    assert type_in(client, first, version=int(version)).status_code == 409


def test_typed_text_stays_when_the_other_window_has_finished(
    client: Client, first: Application
) -> None:
    type_in(client, first, act="finish")
    answer = type_in(client, first, version=1, comment="Noch ein Gedanke.")
    assert answer.status_code == 409
    assert "Diese Bewertung ist abgeschlossen." in answer.content.decode()
    assert "Noch ein Gedanke." in answer.content.decode()


def test_a_recused_juror_cannot_open(client: Client, round_: Round, first: Application) -> None:
    round_.declare(round_.jurors[0], first, answer="kinship")
    answer = client.get(address(first))
    assert answer.status_code == 403
    assert "Alle Vorlagen des Rates" not in answer.content.decode()
    with unchanged():
        assert type_in(client, first).status_code == 403


def test_an_undeclared_juror_cannot_open(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.jurors[0].user)
    answer = client.get(address(round_.applications[0]))
    assert answer.status_code == 409
    assert "Alle Vorlagen des Rates" not in answer.content.decode()


def test_an_excluded_application_is_nothing_to_the_jury(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CLOSED)
    excluded = round_.applications[2]
    as_read.exclude(application=excluded, by=round_.dora, reason="Zu spät begonnen.")
    round_.advance(Stage.REVIEWING)
    client.force_login(round_.jurors[0].user)
    assert client.get(address(excluded)).status_code == 404


def test_the_application_of_another_round_is_not_found(
    client: Client, round_: Round, make_round: MakeRound
) -> None:
    other = make_round(Stage.REVIEWING, fields={"slug": "andere"}, applications=1)
    foreign = reverse("review", args=[round_.call.slug, other.applications[0].public_id])
    assert client.get(foreign).status_code == 404


def test_nobody_else_opens_it(
    client: Client, round_: Round, first: Application, stranger: User
) -> None:
    for person in (stranger, round_.dora, first.contact):
        client.force_login(person)
        assert client.get(address(first)).status_code == 404


def test_after_the_lock_the_own_review_is_readable_and_nothing_is_saved(
    client: Client, round_: Round, first: Application
) -> None:
    type_in(client, first)
    round_.lock()
    assert "Die Bewertungen sind gesperrt." in client.get(address(first)).content.decode()
    with unchanged():
        answer = type_in(client, first, version=1, comment="Zu spät.")
    assert answer.status_code == 409
    assert "Zu spät." in answer.content.decode()


def test_nothing_of_another_juror_stands_on_the_page(
    client: Client, round_: Round, first: Application
) -> None:
    other = round_.jurors[1]
    round_.declare(other)
    round_.review(other, first, {"idea": "1.5", "breadth": "2.5"})
    page = client.get(address(first)).content.decode()
    for leak in ("Juror 2", "Überzeugt.", "Die anderen Bewertungen"):
        assert leak not in page
    assert page.count(" checked") == 2  # no points yet, for both criteria


def test_each_gap_is_named_at_its_field(client: Client, make_round: MakeRound) -> None:
    criteria = [
        {"key": "idea", "label": "Idee", "reason_required": True},
        {"key": "breadth", "label": "Breite"},
    ]
    made = make_round(Stage.REVIEWING, criteria=criteria, rubric_fields={"tie_break": []})
    made.declare(made.jurors[0])
    client.force_login(made.jurors[0].user)
    answer = type_in(client, made.applications[0], idea="", act="finish")
    assert set(answer.context["form"].errors) == {"points-idea", "reason-idea"}
    page = answer.content.decode()
    assert 'href="#id_points-idea-typed"' in page
    assert 'href="#id_reason-idea"' in page
    assert "data-saving=" in page  # all is stored, and goes on saving itself


def test_points_may_be_typed_beside_the_chosen_ones(client: Client, first: Application) -> None:
    typed = {"points-idea": "2", "points-idea-typed": " 3,5 ", "points-breadth": "1"}
    client.post(address(first), typed | {"version": "0"})
    assert sorted(Review.objects.get().scores.values_list("steps", flat=True)) == [2, 7]
    page = client.get(address(first)).content.decode()
    assert 'value="3,5" id="id_points-idea_7" checked' in page


def test_saving_may_lead_on_to_the_next_unread(
    client: Client, first: Application, round_: Round
) -> None:
    answer = type_in(client, first, act="next")
    unread = [each for each in round_.applications if each != first]
    assert answer.headers["Location"] in [address(each) for each in unread]


def test_abstaining_keeps_what_was_typed_and_can_be_undone(
    client: Client, first: Application
) -> None:
    typed = {"version": "0", "comment": "Gut.", "abstention_reason": "Zu nah.", "act": "abstain"}
    assert client.post(address(first), typed).status_code == 302
    review = Review.objects.get()
    assert (review.state, review.comment) == ("abstained", "Gut.")
    page = client.get(address(first)).content.decode()
    assert "Zu nah." in page
    assert "points-idea" not in page
    client.post(address(first), {"act": "resume"})
    assert Review.objects.get().state == "draft"


def test_abstaining_without_a_reason_keeps_the_typed_text(
    client: Client, first: Application
) -> None:
    answer = type_in(client, first, act="abstain", comment="Bleibt.")
    assert answer.status_code == 400
    assert "abstention_reason" in answer.context["form"].errors
    assert "Bleibt." in answer.content.decode()


def test_where_the_rubric_knows_no_abstention_none_is_offered(
    client: Client, make_round: MakeRound
) -> None:
    made = make_round(Stage.REVIEWING, rubric_fields={"abstention_allowed": False})
    made.declare(made.jurors[0])
    client.force_login(made.jurors[0].user)
    assert "Sich enthalten" not in client.get(address(made.applications[0])).content.decode()
    assert type_in(client, made.applications[0], act="abstain").status_code == 409


def test_an_unknown_act_is_refused(client: Client, first: Application) -> None:
    with unchanged():
        assert type_in(client, first, act="delete").status_code == 400


def test_a_page_that_is_asked_for_marks_nothing_as_read(client: Client, first: Application) -> None:
    with unchanged():
        page = client.get(address(first)).content.decode()
    assert "Als gelesen merken" in page
    path = reverse("review-read", args=[first.call.slug, first.public_id])
    assert client.post(path).headers["Location"] == address(first)
    assert "Als gelesen merken" not in client.get(address(first)).content.decode()
    assert client.post(path, headers={"HX-Request": "true"}).status_code == 204


def test_single_keys_can_be_switched_off_and_on(client: Client, first: Application) -> None:
    path = reverse("review-keys", args=[first.call.slug, first.public_id])
    assert "data-single-keys" in client.get(address(first)).content.decode()
    client.post(path, {"keys": "off"})
    page = client.get(address(first)).content.decode()
    assert "data-single-keys" not in page
    assert "Einzelne Tasten einschalten" in page
    client.post(path, {"keys": "on"})
    assert "data-single-keys" in client.get(address(first)).content.decode()


def test_the_others_are_shown_once_the_own_review_is_final_and_the_rubric_says_so(
    client: Client, make_round: MakeRound
) -> None:
    made = make_round(Stage.REVIEWING, rubric_fields={"disclosure": "own_final"})
    for juror in made.jurors:
        made.declare(juror)
    first, scores = made.applications[0], {"idea": "1.5", "breadth": "2.5"}
    made.review(made.jurors[1], first, scores)
    client.force_login(made.jurors[0].user)
    assert "Juror 2" not in client.get(address(first)).content.decode()
    type_in(client, first, act="finish")
    page = client.get(address(first)).content.decode()
    for expected in ("Die anderen Bewertungen", "Juror 2 Beispiel", "1,5", "2,5", "Überzeugt."):
        assert expected in page


def test_a_text_with_line_breaks_may_be_as_long_as_it_is_stored(
    client: Client, first: Application
) -> None:
    assert type_in(client, first, comment="x\r\n" * 1999 + "xx").status_code == 302
    assert type_in(client, first, comment="x" * 4001, version=1).status_code == 400


@pytest.mark.parametrize(("rows", "queries"), [(1, 13), (3, 13)])
def test_review_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
    queries: int,
) -> None:
    criteria = [{"key": f"c{number}", "label": f"Kriterium {number}"} for number in range(rows)]
    round_ = make_round(
        Stage.REVIEWING, criteria=criteria, jurors=rows, rubric_fields={"tie_break": []}
    )
    clara = round_.jurors[0]
    round_.declare(clara)
    round_.review(clara, round_.applications[0], {each["key"]: "3" for each in criteria})
    client.force_login(clara.user)
    path = address(round_.applications[0])
    with django_assert_num_queries(queries):
        client.get(path)
