"""What nobody is told who only asks around: how the site is doing, and whether somebody applies."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
CLOSED = (
    *("metrics", "healthz", "status", "server-status", "debug", "__debug__", "flower"),
    *(".env", ".git/config", "robots.txt", "sitemap.xml", "search", "suche", "api/v1/metrics"),
)
# The time that is left, which goes on while one asks, and the token of a form.
PASSING = re.compile(
    rb"noch [^<]*<|name=\"csrfmiddlewaretoken\" value=\"[^\"]+\"|\"(?:server_time|left)\":[^,}]*"
)


@pytest.mark.parametrize("path", CLOSED)
def test_c15_c23_no_address_tells_how_the_site_is_doing(client: Client, path: str) -> None:
    """Neither counts nor settings nor a list of pages; signs of life are asked at the console."""
    for address in (f"/{path}", f"/{path}/"):
        answer = client.get(address)
        assert answer.status_code in (301, 404), address
        assert answer.status_code == 404 or answer["Location"] == f"/{path}/"


def test_c23_public_answers_do_not_count_applications(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    slug = round_.call.slug
    names = ["start", "feed-all", "open-data", "api-public-calls", "api-public-awards"]
    of_call = ["call", "feed", "call-dates", "enquiries", "api-public-call"]
    paths = [reverse(name) for name in names] + [reverse(name, args=[slug]) for name in of_call]

    def told() -> dict[str, tuple[int, bytes]]:
        found = {path: client.get(path) for path in paths}
        return {
            path: (each.status_code, PASSING.sub(b"", each.content)) for path, each in found.items()
        }

    before = told()
    assert {status for status, _body in before.values()} == {200}
    round_.apply()
    after = told()
    assert [path for path in paths if after[path] != before[path]] == []
