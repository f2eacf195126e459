"""Who is asking, as far as the web server and the proxy know."""

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from competition import clock
from competition.models import User
from competition.views.entrance import Visit, network_address, signed_in


def test_behind_a_proxy_what_it_has_added_itself_counts(settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": "198.51.100.1, 2001:db8:1:2::9"}
    )
    assert network_address(request) == "2001:db8:1:2::9"


def test_without_a_proxy_its_header_is_nobody_s_word() -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "192.0.2.2"}
    )
    assert network_address(request) == "192.0.2.1"


@pytest.mark.django_db
def test_arrival_is_read_with_the_person_when_the_whole_request_is_there(
    client: Client, anna: User
) -> None:
    client.force_login(anna)
    request = RequestFactory().post("/", {"title": "Neu"})
    request.session = client.session
    request.user = looked_up_early = get_user(request)
    visits: list[Visit] = []

    def view(request: HttpRequest, visit: Visit) -> HttpResponse:
        visits.append(visit)
        return HttpResponse()

    whole_at = clock.now()
    signed_in(view)(request)

    assert [visit.person for visit in visits] == [anna]
    assert visits[0].at >= whole_at
    assert visits[0].person is request.user is not looked_up_early


@pytest.mark.django_db
def test_person_whose_account_was_closed_is_nobody_at_the_entrance(
    client: Client, anna: User
) -> None:
    client.force_login(anna)
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = anna
    anna.is_active = False
    anna.save()

    answer = signed_in(lambda _request, _visit: HttpResponse())(request)

    assert (answer.status_code, request.user.is_authenticated) == (302, False)
