"""Who is asking, as far as the web server and the proxy know."""

from django.test import RequestFactory
from pytest_django import Settings

from competition.views.entrance import network_address


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
