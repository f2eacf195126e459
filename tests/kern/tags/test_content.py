from typing import Any

import pytest
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual, assertInHTML


def render(source: str, **context: Any) -> str:
    return Template("{% load kern %}" + source).render(Context(context)).strip()


def test_description_list_pairs_key_and_value() -> None:
    html = render(
        '{% description_list %}{% entry "Kommune" %}{{ name }}{% endentry %}'
        "{% enddescription_list %}",
        name="A & B",
    )

    assertHTMLEqual(
        html,
        '<dl class="kern-description-list"><div class="kern-description-list-item">'
        '<dt class="kern-description-list-item__key">Kommune</dt>'
        '<dd class="kern-description-list-item__value">A &amp; B</dd></div></dl>',
    )


def test_change_link_names_what_it_changes() -> None:
    html = render('{% entry "Kommune" "/wahl/" "Ändern" %}Musterstadt{% endentry %}')

    assertInHTML(
        '<a class="entry-action" href="/wahl/">Ändern<span class="kern-sr-only">: Kommune</span>'
        "</a>",
        html,
    )


@pytest.mark.parametrize(("option", "mark"), [("", False), (" cards=True", True)])
def test_table_region_can_be_reached_and_named(option: str, mark: bool) -> None:
    html = render(
        '{% table_region "Bewerbungen"' + option + " %}<table></table>{% endtable_region %}"
    )

    assert 'role="region" aria-label="Bewerbungen" tabindex="0"' in html
    assert ("data-kern-cards" in html) is mark


def test_phase_says_its_state_in_words() -> None:
    html = render(
        '{% phases "Ablauf" %}{% phase "Bewerbung" "done" "21. April" %}'
        '{% phase "Jury" "current" %}{% phase "Bekanntgabe" %}{% endphases %}'
    )

    assert html.count('aria-current="step"') == 1
    assert [html.index(word) for word in ("abgeschlossen", "läuft", "steht aus")] == sorted(
        html.index(word) for word in ("abgeschlossen", "läuft", "steht aus")
    )
    assert '<span class="phase-detail">21. April</span>' in html


def test_figure_shows_value_and_meaning() -> None:
    assertHTMLEqual(
        render('{% figure 9 "Plätze" %}'),
        '<p class="figure"><strong class="figure-value">9</strong>'
        ' <span class="figure-label">Plätze</span></p>',
    )


def test_card_links_by_its_title() -> None:
    html = render('{% card "Aufruf 2027" "/a/" preline="Aufruf" level=3 %}<p>Text</p>{% endcard %}')

    assertInHTML('<a class="kern-link kern-link--stretched" href="/a/">Aufruf 2027</a>', html)
    assert '<h3 class="kern-title">' in html
    assert '<p class="kern-preline">Aufruf</p>' in html


def test_card_without_address_is_no_link() -> None:
    assert "<a " not in render('{% card "Archiv" %}<p>Text</p>{% endcard %}')


@pytest.mark.parametrize(("option", "is_open"), [("", False), (" open=True", True)])
def test_details_open_without_script(option: str, is_open: bool) -> None:
    html = render('{% details "Frage"' + option + " %}<p>Antwort</p>{% enddetails %}")

    assert html.startswith(f'<details class="kern-accordion"{" open" if is_open else ""}><summary')
    assert "<p>Antwort</p>" in html
