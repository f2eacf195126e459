"""The frame around every page, the error pages and the gallery."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings
from pytest_django.asserts import assertInHTML

from kern.gallery.views import gallery
from kern.stylesheets import SHEETS
from kern.templatetags.kern import register

KERN = Path(django_settings.BASE_DIR) / "kern"
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"]


def shown_gallery(rf: RequestFactory, query: str = "") -> str:
    return gallery(rf.get(f"/{query}")).content.decode()


@pytest.mark.parametrize("query", ["", "?errors=0"])
def test_gallery_shows_a_form_with_and_without_errors(rf: RequestFactory, query: str) -> None:
    assert ("error-summary" in shown_gallery(rf, query)) is (query == "")


def test_page_has_language_skip_link_and_landmarks(rf: RequestFactory) -> None:
    html = shown_gallery(rf)

    assert '<html lang="de">' in html
    assert html.index("#inhalt") < html.index("<header") < html.index('<main id="inhalt"')
    assert html.count("<main") == html.count("<h1") == 1
    assert "<title>Bausteine – Modellkommune</title>" in html
    assert "Beispielrunde:" in html


def test_page_obeys_a_strict_content_security_policy(rf: RequestFactory) -> None:
    html = shown_gallery(rf)

    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert "<script>" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "https://" not in html


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_renders_without_request_and_database(name: str) -> None:
    html = render_to_string(name)

    assert html.count("<h1") == 1
    assert "Modellkommune" in html


def test_refusal_tells_its_reason(rf: RequestFactory) -> None:
    html = render_to_string("404.html", {"request": rf.get("/weg/")})
    reason = render_to_string("403.html", {"exception": "Das darf nur die Jury."})

    assert "Diese Seite gibt es nicht" in html
    assertInHTML('<p class="lead">Das darf nur die Jury.</p>', reason)


def test_page_follows_the_language() -> None:
    with translation.override("en"):
        assert '<html lang="en">' in render_to_string("404.html")


@pytest.mark.parametrize("shown", [True, False])
def test_line_of_federal_bodies_is_a_setting(settings: Settings, shown: bool) -> None:
    settings.KERN_OFFICIAL_LINE = shown
    html = Template("{% load kern %}{% official_line %}").render(Context())

    assert ("Offizielle Website" in html) is shown


@pytest.mark.parametrize("tag", sorted(register.tags))
def test_every_tag_is_documented_and_shown(tag: str) -> None:
    readme = (KERN / "README.md").read_text()
    shown = "".join(path.read_text() for path in (KERN / "templates").rglob("*.html"))
    shown += (KERN.parent / "templates/base.html").read_text()

    assert f"{{% {tag}" in readme
    assert f"{{% {tag}" in shown


def test_every_own_style_sheet_is_linked() -> None:

    own = {f"kern/{path.name}" for path in (KERN / "static/kern").glob("*.css")}

    assert own < set(SHEETS)
