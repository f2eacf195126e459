import re
from html.parser import HTMLParser

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from competition.models import User
from tests.api.operations import OPERATIONS

pytestmark = pytest.mark.django_db

MAX_BYTES = 300_000
AUDIENCES = sorted({known.view.audience or "public" for known in OPERATIONS})


class Anchors(HTMLParser):
    """The ids of a page, and the fragments that its links lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "a" and str(told.get("href", "")).startswith("#"):
            self.targets.add(str(told["href"])[1:])


def page(audience: str = "", language: str = "de") -> str:
    address = (
        reverse("api-reference-audience", args=[audience]) if audience else reverse("api-reference")
    )
    response = Client().get(address, headers={"accept-language": language})
    assert response.status_code == 200
    assert len(response.content) < MAX_BYTES
    return response.content.decode()


def test_the_overview_leads_to_every_audience_and_to_the_description() -> None:
    html = page()
    for audience in AUDIENCES:
        assert reverse("api-reference-audience", args=[audience]) in html
    assert reverse("api-schema") in html


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_operation_has_an_anchor_and_no_link_leads_nowhere(audience: str) -> None:
    found = Anchors(page(audience))
    assert len(set(found.ids)) == len(found.ids)
    assert found.targets - {""} <= set(found.ids)
    own = {
        known.operation.name
        for known in OPERATIONS
        if (known.view.audience or "public") == audience
    }
    assert own <= found.targets


def test_refusals_are_told_in_the_language_of_the_page() -> None:
    assert "Bestätigen muss eine zweite Person" in page("office")
    assert "Bestätigen muss eine zweite Person" not in page("office", "en")


def test_the_overview_says_where_addresses_begin_and_what_to_try(settings: LazySettings) -> None:
    html = page()
    (line,) = re.findall(r"<p><code>curl (.+)</code></p>", html)
    assert line == f"{settings.SITE_ORIGIN}{reverse('api-public-calls')}"
    assert Client().get(reverse("api-public-calls")).status_code == 200


def test_the_overview_keeps_the_navigation(anna: User) -> None:
    client = Client()
    assert reverse("municipalities") in navigation(client)
    client.force_login(anna)
    assert reverse("portal") in navigation(client)


def navigation(client: Client) -> str:
    html = client.get(reverse("api-reference")).content.decode()
    return html.partition("<nav")[2].partition("</nav>")[0]


def test_an_unknown_audience_is_not_found() -> None:
    assert Client().get(reverse("api-reference-audience", args=["nobody"])).status_code == 404


def test_every_page_leads_to_the_reference() -> None:
    assert reverse("api-reference") in Client().get("/").content.decode()


@pytest.mark.parametrize("audience", ["", *AUDIENCES])
def test_a_request_is_never_called_by_the_word_for_a_competition(audience: str) -> None:
    """An "Aufruf" is a call for applications (docs/glossary.md)."""
    main = page(audience).partition("<main")[2].partition("</main>")[0]
    assert "Aufrufe" not in re.sub(r"<(pre|code).*?</\1>", "", main, flags=re.DOTALL)
