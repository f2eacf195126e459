"""The jury's own rounds, and the list of applications of one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, ApplicationVersion, Municipality, User
from reviews.models import Assignment, Declaration, Review, Score
from reviews.services import abstentions, readings
from reviews.views import desk_lines
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING)


def text(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_own_rounds_show_own_progress_only(client: Client, round_: Round, clara: User) -> None:
    round_.declare(round_.jurors[1])
    round_.review(round_.jurors[1], round_.applications[0], {"idea": "3", "breadth": "3"})
    client.force_login(clara)
    page = text(client, "jury")
    assert "Beispielrunde" in page
    assert "Ihre abgeschlossenen Bewertungen: 0 von 3" in page


def test_rounds_are_nothing_to_a_stranger(client: Client, round_: Round, stranger: User) -> None:
    client.force_login(stranger)
    for address in (reverse("jury"), reverse("jury-call", args=[round_.call.slug])):
        assert client.get(address).status_code == 404


def test_the_office_is_no_juror(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    assert client.get(reverse("jury-call", args=[round_.call.slug])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, round_: Round) -> None:
    answer = client.get(reverse("jury-call", args=[round_.call.slug]))
    assert answer.headers["Location"].startswith(reverse("sign-in"))


def test_list_is_empty_before_reviewing_opens(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    client.force_login(round_.jurors[0].user)
    page = text(client, "jury-call", round_.call.slug)
    assert "Die Begutachtung ist noch nicht geöffnet" in page
    assert "Vorhaben 1" not in page


def test_list_asks_for_the_declaration_first(client: Client, round_: Round, clara: User) -> None:
    client.force_login(clara)
    page = text(client, "jury-call", round_.call.slug)
    assert "Bei 3 Bewerbungen haben Sie noch nicht erklärt" in page
    assert "Vorhaben 1" in page
    assert "/bewerbungen/" not in page


def test_list_names_a_conflicted_application_without_a_way_in(
    client: Client, round_: Round, clara: User
) -> None:
    conflicted = round_.applications[0]
    round_.declare(round_.jurors[0], conflicted, answer="kinship")
    client.force_login(clara)
    page = text(client, "jury-call", round_.call.slug)
    assert "Vorhaben 1" in page
    assert "befangen" in page
    assert conflicted.public_id not in page


def test_list_leads_to_the_next_unread(client: Client, round_: Round, clara: User) -> None:
    juror = round_.jurors[0]
    round_.declare(juror)
    first = client_next(client, round_, clara)
    round_.review(juror, first, {"idea": "3", "breadth": "3"})
    assert client_next(client, round_, clara) != first


def client_next(client: Client, round_: Round, user: User) -> Application:
    client.force_login(user)
    found = client.get(reverse("jury-call", args=[round_.call.slug])).context["next"]
    return Application.objects.get(public_id=found.public_id)


def test_list_is_silent_about_other_jurors(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.jurors[0].user)
    page = text(client, "jury-call", round_.call.slug)
    assert "Juror 2" not in page
    assert "Überzeugt." not in page


def test_reading_the_pages_writes_nothing(client: Client, round_: Round, clara: User) -> None:
    round_.declare(round_.jurors[0])
    client.force_login(clara)
    slug, own = round_.call.slug, round_.applications[0].public_id
    with unchanged():
        for name, args in [
            ("jury", []),
            ("jury-call", [slug]),
            ("jury-declaration", [slug]),
            ("review", [slug, own]),
        ]:
            assert client.get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize(("rows", "queries"), [(1, 8), (3, 8)])
def test_list_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
    queries: int,
) -> None:
    round_ = make_round(Stage.SCORED, applications=rows, jurors=rows)
    client.force_login(round_.jurors[0].user)
    with django_assert_num_queries(queries):
        text(client, "jury-call", round_.call.slug)


def test_the_list_can_be_narrowed_to_one_stage(client: Client, round_: Round, clara: User) -> None:
    round_.declare(round_.jurors[0], *round_.applications[:2])
    round_.review(round_.jurors[0], round_.applications[0], {"idea": "5", "breadth": "5"})
    client.force_login(clara)
    path = reverse("jury-call", args=[round_.call.slug])

    answer = client.get(path, {"stand": "final"})

    first = reverse("review", args=[round_.call.slug, round_.applications[0].public_id])
    assert [row.url for row in answer.context["rows"]] == [first]
    assert [(each["text"], each["is_current"]) for each in answer.context["tabs"]] == [
        ("alle (3)", False),
        ("nicht erklärt (1)", False),
        ("offen (1)", False),
        ("abgeschlossen (1)", True),
    ]
    assert "1 von 3" in " ".join(answer.content.decode().split())


@pytest.mark.parametrize("wanted", ["fertig", "FINAL", "final' OR 1=1", "\x00"])
def test_a_stage_that_there_is_not_is_refused(
    client: Client, round_: Round, clara: User, wanted: str
) -> None:
    client.force_login(clara)
    path = reverse("jury-call", args=[round_.call.slug])
    assert client.get(path, {"stand": wanted}).status_code == 400


def test_the_next_one_is_one_that_was_not_read_yet(
    client: Client, round_: Round, clara: User
) -> None:
    juror, read = round_.jurors[0], round_.applications[0]
    round_.declare(juror)
    readings.note(juror=juror, application=read, by=clara)
    client.force_login(clara)
    answer = client.get(reverse("jury-call", args=[round_.call.slug]))
    assert answer.context["next"].public_id != read.public_id
    assert "Nächste ungelesene Bewerbung" in answer.content.decode()
    assert "gelesen</span>" in answer.content.decode()


def test_an_abstention_is_no_open_review(client: Client, round_: Round, clara: User) -> None:
    juror, first = round_.jurors[0], round_.applications[0]
    round_.declare(juror)
    abstentions.abstain(juror=juror, application=first, by=clara, reason="Zu nah.", version=0)
    client.force_login(clara)
    page = text(client, "jury-call", round_.call.slug)
    assert "enthalten (1)" in page
    assert "0 von 2" in page


def many(round_: Round, count: int) -> None:
    """As many applications as a large round has, each assigned, declared and reviewed by all."""
    first, at = round_.applications[0], round_.call.deadline_at
    places = Municipality.objects.bulk_create(
        Municipality(**_fields(first.municipality) | {"ags": f"99{number:06}"})
        for number in range(500_000, 500_000 + count)
    )
    unsealed = {"valid_version_id": None, "state": "draft", "submitted_at": None}
    made = Application.objects.bulk_create(
        Application(
            **_fields(first) | unsealed | {"municipality_id": place.pk, "public_id": f"v{number}"}
        )
        for number, place in enumerate(places)
    )
    seal(first, made)
    pairs = [{"jury_member": who, "application": each} for who in round_.jurors for each in made]
    Assignment.objects.bulk_create(Assignment(**pair, assigned_at=at) for pair in pairs)
    Declaration.objects.bulk_create(Declaration(**pair, declared_at=at) for pair in pairs)
    final = {"state": "final", "saved_at": at, "finalised_at": at}
    found = Review.objects.bulk_create(Review(**pair, **final) for pair in pairs)
    criteria = list(round_.call.rubric.criteria.all())
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, steps=4)
        for review in found
        for criterion in criteria
    )


def seal(first: Application, made: list[Application]) -> None:
    """Give each a valid version like the first one's."""
    versions = ApplicationVersion.objects.bulk_create(
        ApplicationVersion(**_fields(first.valid_version) | {"application_id": each.pk})
        for each in made
    )
    for each, version in zip(made, versions, strict=True):
        each.valid_version_id, each.state = version.pk, first.state
        each.submitted_at = first.submitted_at
    Application.objects.bulk_update(made, ["valid_version", "state", "submitted_at"])


def _fields(row: Any) -> dict[str, Any]:
    """A row's columns, to make others like it."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def test_500_applications_with_3_jurors_and_3_criteria_stand_on_one_page(
    client: Client, make_round: MakeRound, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    criteria = [{"key": f"c{number}", "label": f"Kriterium {number}"} for number in range(3)]
    round_ = make_round(
        Stage.REVIEWING,
        applications=1,
        jurors=3,
        criteria=criteria,
        rubric_fields={"tie_break": []},
    )
    many(round_, 499)
    client.force_login(round_.jurors[0].user)
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("jury-call", args=[round_.call.slug]))
    assert len(answer.context["rows"]) == 500
    assert answer.content.decode().count('<th scope="row"') == 500
    with django_assert_max_num_queries(15):
        review = reverse("review", args=[round_.call.slug, "v3"])
        assert client.get(review).status_code == 200


def test_a_large_round_has_pages_within_a_stage(
    client: Client, round_: Round, clara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_lines, "ROWS_PER_PAGE", 2)
    client.force_login(clara)
    path = reverse("jury-call", args=[round_.call.slug])
    first = client.get(path, {"stand": "undeclared"})
    assert len(first.context["rows"]) == 2
    assert "?stand=undeclared&amp;page=2" in first.content.decode()
    assert len(client.get(path, {"stand": "undeclared", "page": "2"}).context["rows"]) == 1
    assert first.context["undeclared_count"] == 3
    assert client.get(path, {"stand": "undeclared", "page": "3"}).status_code == 404
