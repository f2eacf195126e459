from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from pytest_django.asserts import assertHTMLEqual, assertInHTML


def render(source: str, **context: Any) -> str:
    return Template("{% load i18n kern %}" + source).render(Context(context)).strip()


def test_breadcrumbs_end_with_this_page() -> None:
    assertHTMLEqual(
        render('{% breadcrumbs %}{% crumb "Start" "/" %}{% crumb "Hier" %}{% endbreadcrumbs %}'),
        '<nav class="breadcrumbs" aria-label="Sie sind hier"><ol>'
        '<li><a href="/">Start</a></li>'
        '<li><span aria-current="page">Hier</span></li></ol></nav>',
    )


def test_crumb_says_its_language_where_it_is_another() -> None:
    html = render('{% crumb "Wettbewerb" "/w/" lang="de" %}{% crumb "Hier" lang="de" %}')

    assertInHTML('<a href="/w/" lang="de">Wettbewerb</a>', html)
    assertInHTML('<span aria-current="page" lang="de">Hier</span>', html)


def test_tabs_mark_the_current_view() -> None:
    html = render(
        '{% tabs "Ansichten" %}{% tab "Alle" "?a" current=True %}{% tab "Offen" "?b" %}'
        "{% endtabs %}"
    )

    assertInHTML('<a href="?a" aria-current="page">Alle</a>', html)
    assertInHTML('<a href="?b">Offen</a>', html)


@pytest.mark.parametrize(
    ("path", "mark"),
    [("/jury/", ' aria-current="page"'), ("/jury/7/", ' aria-current="true"'), ("/amt/", "")],
)
def test_navigation_link_knows_where_it_is(rf: RequestFactory, path: str, mark: str) -> None:
    html = render('{% nav_link "Jury" "/jury/" %}', request=rf.get(path))

    assert html == f'<li><a href="/jury/"{mark}>Jury</a></li>'


def test_start_and_exact_links_are_not_current_below(rf: RequestFactory) -> None:
    request = rf.get("/jury/7/")

    assert "aria-current" not in render('{% nav_link "Start" "/" %}', request=request)
    assert "aria-current" not in render(
        '{% nav_link "Jury" "/jury/" exact=True %}', request=request
    )


def test_navigation_link_is_current_on_what_else_belongs_to_it(rf: RequestFactory) -> None:
    request = rf.get("/zuteilung/7/")

    html = render('{% nav_link "Jury" "/jury/" also="/zuteilung/" %}', request=request)
    assert html == '<li><a href="/jury/" aria-current="true">Jury</a></li>'


def test_navigation_link_works_without_a_request() -> None:
    assert render('{% nav_link "Jury" "/jury/" %}') == '<li><a href="/jury/">Jury</a></li>'


def test_pagination_keeps_the_query(rf: RequestFactory) -> None:
    page = Paginator(range(30), 10).page(2)
    html = render("{% pagination page %}", page=page, request=rf.get("/?land=05&page=2&land=14"))

    assert 'href="?land=05&amp;land=14&amp;page=3"' in html
    assert 'aria-current="page" aria-label="Seite 2"' in html
    assert "11 bis 20 von 30" in html


def test_pagination_has_no_way_beyond_its_ends(rf: RequestFactory) -> None:
    first = render("{% pagination p %}", p=Paginator(range(20), 10).page(1), request=rf.get("/"))
    last = render("{% pagination p %}", p=Paginator(range(20), 10).page(2), request=rf.get("/"))

    assert 'rel="prev"' not in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_pagination_of_many_pages_is_elided_and_can_be_renamed() -> None:
    page = Paginator(range(260), 10).page(13)
    html = render('{% pagination page param="seite" %}', page=page)

    assert html.count('class="pagination-number"') == 7
    assert 'href="?seite=14"' in html


def test_one_page_needs_no_pagination(rf: RequestFactory) -> None:
    assert render("{% pagination p %}", p=Paginator([], 10).page(1), request=rf.get("/")) == ""


def test_task_without_address_is_not_a_link() -> None:
    html = render(
        '{% task_list %}{% task "Konzept" "/k/" "Offen" hint="Sieben Fragen" %}'
        '{% task "Einreichen" "" "Gesperrt" "neutral" %}{% endtask_list %}'
    )

    assert html.count("<li") == 2
    assert html.count("<a ") == 1
    assert "Sieben Fragen" in html
    assert "kern-badge--neutral" in html


def test_skip_link_leads_to_the_main_part() -> None:
    assert 'href="#inhalt">Zum Inhalt springen</a>' in render("{% skip_link %}")


@pytest.mark.urls("django.conf.urls.i18n")
def test_language_switch_offers_the_other_language_and_comes_back(rf: RequestFactory) -> None:
    with translation.override("de"):
        html = render("{% language_switch %}", request=rf.get("/liste/?land=05"))

    assertInHTML('<input type="hidden" name="next" value="/liste/?land=05">', html)
    assertInHTML(
        '<button type="submit" name="language" value="en" lang="en">English</button>', html
    )
    assert 'value="de"' not in html


@pytest.mark.urls("kern.gallery.urls")
def test_language_switch_is_absent_where_it_is_not_mounted(rf: RequestFactory) -> None:
    assert render("{% language_switch %}", request=rf.get("/")) == ""
    assert render("{% language_switch %}") == ""
