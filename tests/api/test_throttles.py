"""How often a program may ask, by the kind of what it does."""

import pytest
from django.conf import settings
from django.test import override_settings

from api import throttles
from api.models import RequestCount
from competition import clock
from competition.errors import Refusal
from competition.models import Application, User
from tests.api.caller import Caller, assert_problem, portal_caller_of
from tests.api.operations import OPERATIONS
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db

FEW = override_settings(API_REQUESTS_PER_MINUTE={"read": 2, "write": 1, "upload": 1, "decide": 1})


def use_up(user: User, kind: str, count: int) -> None:
    """All requests of this minute have been sent, and of the next, which may begin meanwhile."""
    at = clock.now()
    for minute in (at, at + throttles.MINUTE):
        for _ in range(count):
            throttles.count(token=user.api_tokens.get(), kind=kind, at=minute)


def test_acts_are_counted_as_what_they_are() -> None:
    kinds = {known.operation.kind for known in OPERATIONS if known.operation.scope}
    assert kinds == set(settings.API_REQUESTS_PER_MINUTE)
    for known in OPERATIONS:
        operation = known.operation
        assert (operation.kind == "read") == (operation.body is None), known
        assert (operation.kind == "decide") == (operation.scope in ("decide", "announce")), known


@FEW
def test_too_many_requests_wait_for_the_next_minute(as_anna: Caller, anna: User) -> None:
    assert as_anna.get("portal/applications/").status == 200
    RequestCount.objects.all().delete()
    use_up(anna, "read", 2)
    with unchanged():
        refused = as_anna.get("portal/applications/")
    assert_problem(refused, "too_many_requests", 429)
    assert 1 <= int(refused.header("Retry-After")) <= 60


@FEW
def test_what_is_refused_changes_nothing(draft: Application, as_anna: Caller, anna: User) -> None:
    use_up(anna, "write", 1)
    with unchanged():
        refused = as_anna.post(f"portal/applications/{draft.public_id}/withdrawal/")
    assert_problem(refused, "too_many_requests", 429)


@FEW
def test_kinds_and_tokens_are_counted_apart(
    draft: Application, as_anna: Caller, anna: User
) -> None:
    path = f"portal/applications/{draft.public_id}/"
    use_up(anna, "read", 2)
    assert as_anna.get(path).status == 429
    assert as_anna.post(f"{path}withdrawal/").status == 403
    assert portal_caller_of(anna).get(path).status == 200


def test_the_next_minute_begins_anew(as_anna: Caller, anna: User) -> None:
    token = anna.api_tokens.get()
    at = clock.now()
    with FEW:
        for _ in range(2):
            throttles.count(token=token, kind="read", at=at)
        with pytest.raises(Refusal, match="Zu viele Anfragen"):
            throttles.count(token=token, kind="read", at=at)
        throttles.count(token=token, kind="read", at=at + throttles.MINUTE)


def test_counts_of_minutes_that_are_over_are_forgotten(as_anna: Caller, anna: User) -> None:
    token, at = anna.api_tokens.get(), clock.now()
    for ago in range(4):
        throttles.count(token=token, kind="read", at=at - ago * throttles.MINUTE)
    throttles.forget(at=at)
    assert RequestCount.objects.count() == 2


def test_a_count_goes_with_its_token(as_anna: Caller, anna: User) -> None:
    as_anna.get("portal/applications/")
    assert RequestCount.objects.get().kind == "read"
    anna.api_tokens.get().delete()
    assert not RequestCount.objects.exists()
