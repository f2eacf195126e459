from typing import Any

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from kern.gallery.forms import GalleryForm


def render(source: str, **context: Any) -> str:
    return Template("{% load i18n kern %}" + source).render(Context(context)).strip()


class Name(forms.Form):
    name = forms.CharField(label="Name")

    def clean(self) -> None:
        raise forms.ValidationError("Passt nicht.")


def test_summary_is_empty_while_nothing_is_wrong() -> None:
    assert render("{% error_summary form %}", form=GalleryForm()) == ""
    assert render("{% error_summary form %}", form=None) == ""


@pytest.mark.parametrize(
    ("field", "target"),
    [
        ("name", "id_name"),
        ("kind", "id_kind_0"),
        ("topics", "id_topics_0"),
        ("state", "id_state"),
        ("consent", "id_consent"),
    ],
)
def test_every_error_link_leads_to_something_that_takes_focus(field: str, target: str) -> None:
    form = GalleryForm({})
    summary = render("{% error_summary form %}", form=form)

    assert f'href="#{target}"' in summary
    assert f'id="{target}"' in str(form[field])


def test_summary_names_the_field_and_the_problem() -> None:
    html = render("{% error_summary form %}", form=GalleryForm({}))

    assertInHTML(
        '<a href="#id_consent">Ich habe die Datenschutzhinweise gelesen:'
        f" {GalleryForm({}).errors['consent'][0]}</a>",
        html,
    )
    assert "autofocus" in html
    assert 'role="alert"' in html


def test_errors_of_the_whole_form_are_text_without_a_link() -> None:
    assertInHTML("<li>Passt nicht.</li>", render("{% error_summary form %}", form=Name({})))


def test_summary_collects_forms_and_formsets() -> None:
    names = forms.formset_factory(Name, extra=1, min_num=3, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""}
    html = render("{% error_summary form set %}", form=GalleryForm({}), set=names(data))

    assert 'href="#id_email"' in html
    assert 'href="#id_form-0-name"' in html
    assert len(names(data).non_form_errors()) == 1
    assert str(names(data).non_form_errors()[0]) in html


def test_unbound_formset_has_no_problems() -> None:
    assert render("{% error_summary set %}", set=forms.formset_factory(Name)()) == ""


def test_alert_has_heading_of_the_asked_level_and_body() -> None:
    html = render('{% alert "warning" title level=3 %}<p>Text</p>{% endalert %}', title="A < B")

    assertInHTML('<h3 class="kern-title">A &lt; B</h3>', html)
    assertInHTML('<div class="kern-alert__body"><p>Text</p></div>', html)
    assert "kern-icon--warning" in html


def test_alert_escapes_variables_in_its_body() -> None:
    assert "<script>" not in render(
        '{% alert "info" "Hinweis" %}{{ text }}{% endalert %}', text="<script>"
    )


def test_alert_without_text_has_no_body() -> None:
    assert "__body" not in render('{% alert "success" "Gespeichert" %} {% endalert %}')


def test_messages_become_alerts_of_their_kind() -> None:
    notes = [Message(messages.ERROR, "Nicht gespeichert"), Message(messages.SUCCESS, "Gespeichert")]
    html = render("{% kern_messages %}", messages=notes)

    assert html.index("kern-alert--danger") < html.index("kern-alert--success")
    assert html.count('role="alert"') == 1
    assert html.count('role="status"') == 1


def test_no_messages_no_markup() -> None:
    assert render("{% kern_messages %}") == ""


def test_steps_and_bars_say_where_one_is() -> None:
    steps = render('{% progress_steps 2 4 "Konzept" %}')
    bar = render('{% progress_bar 18 26 "Bewertungen" %}')

    assert "Schritt 2 von 4: Konzept" in steps
    assert "Bewertungen: 18 von 26" in bar
    assertInHTML('<progress value="18" max="26" aria-label="Bewertungen"></progress>', bar)


def test_loader_is_announced() -> None:
    assertHTMLEqual(
        render('{% loader "Rechnet …" %}'),
        '<div class="loader" role="status"><span class="kern-loader kern-loader--visible"'
        ' aria-hidden="true"></span><p>Rechnet …</p></div>',
    )
