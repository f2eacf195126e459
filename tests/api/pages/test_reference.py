import re
from html.parser import HTMLParser

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from competition.models import User
from tests.api.operations import OPERATIONS

pytestmark = pytest.mark.django_db

MAX_BYTES = 100_000
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


def page(*parts: str, language: str = "de") -> str:
    """The overview, the page of an audience, or of one of its operations."""
    name = ("api-reference", "api-reference-audience", "api-reference-operation")[len(parts)]
    response = Client().get(reverse(name, args=parts), headers={"accept-language": language})
    assert response.status_code == 200
    assert len(response.content) < MAX_BYTES
    return response.content.decode()


def own(audience: str) -> list[str]:
    """The names of all operations of an audience."""
    audiences = [(known.view.audience or "public", known.operation.name) for known in OPERATIONS]
    return [name for of, name in audiences if of == audience]


def test_the_overview_leads_to_every_audience_and_to_the_description() -> None:
    html = page()
    for audience in AUDIENCES:
        assert reverse("api-reference-audience", args=[audience]) in html
    assert reverse("api-schema") in html


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_operation_has_a_page_and_no_link_leads_nowhere(audience: str) -> None:
    listed = page(audience)
    for name in own(audience):
        assert reverse("api-reference-operation", args=[audience, name]) in listed
        html = page(audience, name)
        found = Anchors(html)
        assert len(set(found.ids)) == len(found.ids), name
        assert found.targets - {""} <= set(found.ids), name
        assert f'href="{reverse("api-reference-audience", args=[audience])}#always"' in html
    assert 'id="always"' in listed


def test_an_operation_of_another_audience_is_not_found() -> None:
    for parts in (["public", "listAudit"], ["nobody", "listAudit"], ["office", "no-such"]):
        assert Client().get(reverse("api-reference-operation", args=parts)).status_code == 404


def test_refusals_are_told_in_the_language_of_the_page() -> None:
    told = ("office", "confirmDecision")
    assert "Bestätigen muss eine zweite Person" in page(*told)
    assert "Bestätigen muss eine zweite Person" not in page(*told, language="en")


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
    for parts in ([audience] if audience else [], *([audience, name] for name in own(audience))):
        main = page(*parts).partition("<main")[2].partition("</main>")[0]
        assert "Aufrufe" not in re.sub(r"<(pre|code).*?</\1>", "", main, flags=re.DOTALL), parts
