"""Views of the office's list of applications: kept under a name, own or shared."""

from collections.abc import Sequence

from django.db import transaction

from competition import clock, policies
from competition.answers import written
from competition.errors import Refusal
from competition.models import SavedView, User

MAX_NAME_CHARS = 80
MAX_QUERY_CHARS = 600
MOST_OF_A_PERSON = 50


def save(*, by: User, name: str, query: str, columns: Sequence[str], is_shared: bool) -> SavedView:
    """Keep filters (a query string) and columns (their keys) under a name.

    Raises ``required``, ``too_long``, ``view_name_taken`` (a name is one's own once) and
    ``too_many_views``.
    """
    policies.require_office(by)
    name, query = _name(name), _query(query)
    with transaction.atomic():
        _alone(by)
        _require_free(by, name)
        if SavedView.objects.filter(owner=by).count() >= MOST_OF_A_PERSON:
            raise Refusal("too_many_views", limit=MOST_OF_A_PERSON)
        return SavedView.objects.create(
            owner=by,
            name=name,
            query=query,
            columns=list(columns),
            is_shared=is_shared,
            saved_at=clock.now(),
        )


def replace(*, view: SavedView, by: User, query: str, columns: Sequence[str]) -> None:
    """Let a view of one's own hold other filters and columns. Raises ``too_long``, as ``own``."""
    query = _query(query)
    with transaction.atomic():
        held = own(view, by)
        held.query, held.columns, held.saved_at = query, list(columns), clock.now()
        held.save(update_fields=["query", "columns", "saved_at"])


def rename(*, view: SavedView, by: User, name: str, is_shared: bool) -> None:
    """Give a view of one's own another name, or share it or no more.

    Raises as ``own``, and ``required``, ``too_long``, ``view_name_taken``.
    """
    name = _name(name)
    with transaction.atomic():
        held = own(view, by)
        _require_free(by, name, but=held)
        held.name, held.is_shared = name, is_shared
        held.save(update_fields=["name", "is_shared"])


def delete(*, view: SavedView, by: User) -> None:
    """Delete a view of one's own; whoever else uses it keeps nothing of it. Raises as ``own``."""
    with transaction.atomic():
        own(view, by).delete()


def own(view: SavedView, by: User) -> SavedView:
    """The view, read anew under the lock of its owner.

    Raises ``not_found`` where it is gone or another's alone, ``not_allowed`` where it is shared by
    somebody else: that one is used, never changed.
    """
    policies.require_office(by)
    _alone(by)
    held = SavedView.objects.filter(pk=view.pk).first()
    if held is None or (held.owner_id != by.pk and not held.is_shared):
        raise Refusal("not_found")
    if held.owner_id != by.pk:
        raise Refusal("not_allowed")
    return held


def _alone(by: User) -> None:
    """One act of a person after the other: names are counted and compared."""
    User.objects.select_for_update().order_by("pk").get(pk=by.pk)


def _name(value: str) -> str:
    name = " ".join(written.text(value, field="name", max_chars=MAX_NAME_CHARS).split())
    if not name:
        raise Refusal("required", field="name")
    return name


def _query(query: str) -> str:
    if len(query) > MAX_QUERY_CHARS:
        raise Refusal("too_long", limit=MAX_QUERY_CHARS, count=len(query))
    return query


def _require_free(by: User, name: str, but: SavedView | None = None) -> None:
    named = SavedView.objects.filter(owner=by, name=name)
    if (named.exclude(pk=but.pk) if but else named).exists():
        raise Refusal("view_name_taken", field="name")
