from typing import Any

from django.template import Context, Template
from django.test import RequestFactory
from pytest_django.asserts import assertHTMLEqual, assertInHTML


def render(source: str, **context: Any) -> str:
    return Template("{% load kern %}" + source).render(Context(context)).strip()


def test_badge_escapes_its_text() -> None:
    assertHTMLEqual(
        render('{% badge text "success" %}', text="A & B"),
        '<span class="kern-badge kern-badge--success"><span class="kern-label">A &amp; B</span>'
        "</span>",
    )


def test_badge_with_icon_hides_the_icon_from_screen_readers() -> None:
    html = render('{% badge "Abgelehnt" "danger" icon=True %}')

    assertInHTML('<span class="kern-icon kern-icon--danger" aria-hidden="true"></span>', html)


def test_button_submits_what_it_names() -> None:
    assertHTMLEqual(
        render('{% button "Verwerfen" variant="secondary" name="act" value="drop" form="f" %}'),
        '<button type="submit" class="kern-btn kern-btn--secondary" name="act" value="drop"'
        ' form="f"><span class="kern-label">Verwerfen</span></button>',
    )


def test_link_button_is_a_link() -> None:
    assertHTMLEqual(
        render('{% link_button "Weiter" url icon="arrow-forward" %}', url="/a/?b=1&c=2"),
        '<a class="kern-btn kern-btn--primary" href="/a/?b=1&amp;c=2">'
        '<span class="kern-icon kern-icon--arrow-forward" aria-hidden="true"></span>'
        '<span class="kern-label">Weiter</span></a>',
    )


def test_post_button_brings_token_and_fields(rf: RequestFactory) -> None:
    html = render('{% post_button "Zurückziehen" "/weg/" reason="x" %}', request=rf.get("/"))

    assert 'method="post" action="/weg/"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assertInHTML('<input type="hidden" name="reason" value="x">', html)


def test_button_group_keeps_its_buttons() -> None:
    html = render('{% button_group %}{% button "A" %}{% button "B" %}{% endbutton_group %}')

    assert html.startswith('<div class="kern-btn-wrapper">')
    assert html.count("<button") == 2
