"""Saved views on their pages: opened, kept, changed, and what they name that is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import SavedView
from competition.services import saved_views
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=2)


@pytest.fixture
def as_dora(client: Client, closed: Round) -> Client:
    client.force_login(closed.dora)
    return client


def list_path(round_: Round) -> str:
    return reverse("office-applications", args=[round_.call.slug])


def views_path(round_: Round, query: str = "") -> str:
    return reverse("office-saved-views", args=[round_.call.slug]) + query


def view_path(round_: Round, view: SavedView, query: str = "") -> str:
    return reverse("office-saved-view", args=[round_.call.slug, view.pk]) + query


def kept(round_: Round, **changes: object) -> SavedView:
    fields = {"name": "Kleine", "query": "size_class=small", "columns": ["ags", "title"]}
    return SavedView.objects.create(
        **{"owner": round_.dora, "saved_at": round_.call.created_at, **fields, **changes}
    )


def test_view_is_saved_and_opened_again(as_dora: Client, closed: Round) -> None:
    query = "?size_class=small&population_to=20.000&column_1=title&column_2=ags&order=-population"
    page = as_dora.get(views_path(closed, query)).content.decode()
    assert "Größenklasse: unter 20.000; Einwohner bis: 20000; Reihenfolge: " in page
    answer = as_dora.post(views_path(closed, query), {"name": "Kleine"}, follow=True)
    view = SavedView.objects.get()
    assert answer.redirect_chain == [(f"{list_path(closed)}?view={view.pk}", 302)]
    assert view.query == "size_class=small&population_to=20000&order=-population"
    assert view.columns == ["title", "ags"]
    assert "Die Ansicht „Kleine“ ist gespeichert." in answer.content.decode()
    assert [each.name for each in answer.context["lines"]] == ["Musterdorf"]
    assert [each.key for each in answer.context["asked"].columns] == ["title", "ags"]
    assert answer.context["tabs"][1] == ("Kleine", f"{list_path(closed)}?view={view.pk}", True)


def test_name_is_asked_again_with_what_was_typed(as_dora: Client, closed: Round) -> None:
    kept(closed)
    with unchanged():
        answer = as_dora.post(views_path(closed), {"name": "Kleine", "is_shared": "on"})
        assert as_dora.post(views_path(closed), {"name": ""}).status_code == 400
    assert answer.status_code == 409
    assert "Eine Ansicht mit diesem Namen haben Sie schon." in answer.content.decode()
    assert answer.context["form"]["is_shared"].value()


def test_what_the_list_refuses_is_not_saved(as_dora: Client, closed: Round) -> None:
    with unchanged():
        answer = as_dora.post(views_path(closed, "?score__gte=4"), {"name": "x"})
    assert answer.status_code == 400
    view = kept(closed)
    with unchanged():
        answer = as_dora.post(view_path(closed, view, "?score__gte=4"), {"act": "replace"})
    assert answer.status_code == 400


def test_view_that_names_what_is_gone_opens_and_says_so(as_dora: Client, closed: Round) -> None:
    view = kept(
        closed,
        query="size_class=huge&score__gte=4&state=submitted&funded=yes",
        columns=["ags", "answer-gone", "mayor", "title", 7],
    )
    answer = as_dora.get(list_path(closed), {"view": view.pk})
    assert answer.status_code == 200
    assert len(answer.context["lines"]) == 2
    assert [each.key for each in answer.context["asked"].columns] == ["ags", "title"]
    page = answer.content.decode()
    assert "Diese Ansicht nennt, was es hier nicht gibt" in page
    assert sorted(answer.context["asked"].left_out) == sorted(
        ["Größenklasse", "score__gte", "Gefördert", "answer-gone", "mayor"]
    )


def test_view_of_opened_columns_tells_nothing_before_the_deadline(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    view = kept(round_, query="title=Vorhaben&order=received", columns=["title", "ags"])
    client.force_login(round_.dora)
    answer = client.get(list_path(round_), {"view": view.pk})
    assert [each.key for each in answer.context["asked"].columns] == ["ags"]
    assert list(answer.context["asked"].left_out) == ["Text im Titel", "Reihenfolge", "Titel"]
    assert "Vorhaben 1" not in answer.content.decode()


def test_changed_view_is_replaced(as_dora: Client, closed: Round) -> None:
    view = kept(closed)
    page = as_dora.get(list_path(closed), {"view": str(view.pk), "state": "draft"}).content.decode()
    assert "Filter oder Spalten von „Kleine“ sind geändert" in page
    as_dora.post(view_path(closed, view, "?state=draft&column_1=kind"), {"act": "replace"})
    view.refresh_from_db()
    assert (view.query, view.columns) == ("state=draft", ["kind"])


def test_view_is_renamed_and_deleted(as_dora: Client, closed: Round) -> None:
    view = kept(closed)
    as_dora.post(view_path(closed, view), {"act": "rename", "name": "Neu", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Neu", True)
    with unchanged():
        answer = as_dora.post(view_path(closed, view), {"act": "rename", "name": ""})
        assert answer.status_code == 400
        assert as_dora.post(view_path(closed, view), {"act": "award"}).status_code == 400
    answer = as_dora.post(view_path(closed, view), {"act": "delete"}, follow=True)
    assert "Die Ansicht ist gelöscht." in answer.content.decode()
    assert not SavedView.objects.exists()


def test_shared_view_of_somebody_else_is_opened_not_changed(as_dora: Client, closed: Round) -> None:
    shared = kept(closed, owner=closed.emil, is_shared=True)
    assert as_dora.get(list_path(closed), {"view": str(shared.pk)}).status_code == 200
    page = as_dora.get(view_path(closed, shared)).content.decode()
    assert "Diese Ansicht hat Emil Beispiel geteilt." in page
    assert 'value="delete"' not in page
    with unchanged():
        answer = as_dora.post(view_path(closed, shared), {"act": "delete"})
    assert answer.status_code == 403
    assert "Dafür fehlt Ihnen die Berechtigung." in answer.content.decode()


@pytest.mark.parametrize("typed", ["0", "-1", "x", "99999999999999999999", "1 OR 1=1"])
def test_view_that_is_not_there_is_not_found(as_dora: Client, closed: Round, typed: str) -> None:
    kept(closed, owner=closed.emil)
    assert as_dora.get(list_path(closed), {"view": typed}).status_code == 404


def test_view_of_another_alone_is_not_found(as_dora: Client, closed: Round) -> None:
    hidden = kept(closed, owner=closed.emil)
    assert as_dora.get(list_path(closed), {"view": hidden.pk}).status_code == 404
    assert as_dora.get(view_path(closed, hidden)).status_code == 404
    with unchanged():
        assert as_dora.post(view_path(closed, hidden), {"act": "delete"}).status_code == 404


def test_saved_by_the_service_alone(as_dora: Client, closed: Round) -> None:
    saved_views.save(by=closed.dora, name="A", query="", columns=[], is_shared=False)
    answer = as_dora.get(list_path(closed), {"view": SavedView.objects.get().pk})
    assert [each.key for each in answer.context["asked"].columns][:2] == [
        "federal_state",
        "size_class",
    ]
