"""Counting with many hands: no request slips through beside another."""

from django.test import override_settings

from api import throttles
from api.models import RequestCount
from competition import clock
from competition.errors import Refusal
from competition.models import User
from tests.api.caller import portal_caller_of
from tests.races.hands import at_once


@override_settings(API_REQUESTS_PER_MINUTE={"read": 5})
def test_sixteen_requests_at_once_are_counted_one_by_one(anna: User) -> None:
    portal_caller_of(anna)
    token, at = anna.api_tokens.get(), clock.now()
    outcomes = at_once([lambda: throttles.count(token=token, kind="read", at=at)] * 16)
    refused = [each for each in outcomes if isinstance(each, Refusal)]
    assert {each.code for each in refused} == {"too_many_requests"}
    assert len(refused) == 11
    assert RequestCount.objects.get().count == 16
