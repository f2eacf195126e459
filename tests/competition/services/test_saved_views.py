"""Views of the office's list: kept, shared, renamed, replaced, deleted, each by its owner."""

import pytest

from competition import queries
from competition.models import SavedView, User
from competition.services import saved_views
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db


def keep(by: User, name: str = "Ungeprüfte", *, is_shared: bool = False) -> SavedView:
    return saved_views.save(
        by=by, name=name, query="state=submitted", columns=["title"], is_shared=is_shared
    )


def test_save_keeps_filters_and_columns(dora: User) -> None:
    view = keep(dora, "  Meine \n Ansicht ")
    assert (view.name, view.query, view.columns) == ("Meine Ansicht", "state=submitted", ["title"])
    assert (view.owner, view.is_shared) == (dora, False)


def test_own_views_and_shared_ones_are_seen(dora: User, emil: User) -> None:
    own, shared, hidden = keep(emil), keep(dora, "B", is_shared=True), keep(dora, "C")
    assert list(queries.saved_views_of(emil)) == [shared, own]
    assert hidden not in queries.saved_views_of(emil)


@pytest.mark.parametrize(
    ("name", "code"), [("", "required"), (" \n", "required"), ("x" * 81, "too_long")]
)
def test_name_is_one_of_some_letters(dora: User, name: str, code: str) -> None:
    with refused(code) as caught:
        keep(dora, name)
    assert caught.field == "name"


def test_name_with_control_characters_is_refused(dora: User) -> None:
    with refused("control_characters"):
        keep(dora, "a\x00b")


def test_name_is_ones_own_once(dora: User, emil: User) -> None:
    keep(dora)
    keep(emil)
    with refused("view_name_taken") as caught:
        keep(dora)
    assert caught.field == "name"


def test_nobody_keeps_views_without_end(dora: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST_OF_A_PERSON", 1)
    keep(dora)
    with refused("too_many_views"):
        keep(dora, "Noch eine")


def test_too_many_filters_are_refused(dora: User) -> None:
    with refused("too_long"):
        saved_views.save(by=dora, name="x", query="q=" + "x" * 600, columns=[], is_shared=False)


def test_rename_and_share(dora: User) -> None:
    view = keep(dora)
    saved_views.rename(view=view, by=dora, name="Neu", is_shared=True)
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Neu", True)
    saved_views.rename(view=view, by=dora, name="Neu", is_shared=False)
    view.refresh_from_db()
    assert not view.is_shared


def test_rename_to_a_name_that_is_taken_is_refused(dora: User) -> None:
    keep(dora)
    other = keep(dora, "Andere")
    with refused("view_name_taken"):
        saved_views.rename(view=other, by=dora, name="Ungeprüfte", is_shared=False)


def test_replace_and_delete(dora: User) -> None:
    view = keep(dora)
    saved_views.replace(view=view, by=dora, query="state=draft", columns=["ags"])
    view.refresh_from_db()
    assert (view.query, view.columns) == ("state=draft", ["ags"])
    saved_views.delete(view=view, by=dora)
    assert not SavedView.objects.exists()
    with refused("not_found"):
        saved_views.delete(view=view, by=dora)


@pytest.mark.parametrize(("is_shared", "code"), [(True, "not_allowed"), (False, "not_found")])
def test_a_view_is_changed_by_its_owner_alone(
    dora: User, emil: User, is_shared: bool, code: str
) -> None:
    view = keep(dora, is_shared=is_shared)
    with refused(code):
        saved_views.rename(view=view, by=emil, name="x", is_shared=False)
    with refused(code):
        saved_views.replace(view=view, by=emil, query="", columns=[])
    with refused(code):
        saved_views.delete(view=view, by=emil)


def test_views_are_of_the_office_alone(dora: User, anna: User) -> None:
    view = keep(dora, is_shared=True)
    with refused("not_allowed"):
        keep(anna)
    with refused("not_allowed"):
        saved_views.delete(view=view, by=anna)
