"""What a field says to the eye and to a screen reader."""

from typing import Any

import pytest
from django import forms
from django.utils import translation
from django.utils.safestring import SafeString
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from kern.forms import DateInput, DateTimeInput
from kern.gallery.forms import GalleryForm

CHOICES = [("a", "Anna"), ("b", "Boris")]


def one_field(field: forms.Field, data: dict[str, Any] | None = None) -> Any:
    """The bound field of a form that has only this one, called "it"."""
    form = type("OneField", (forms.Form,), {"it": field})(data)
    if data is not None:
        form.is_valid()
    return form["it"]


def test_text_field_has_label_and_class() -> None:
    html = one_field(forms.CharField(label="Name", max_length=50)).as_field_group()

    assertHTMLEqual(
        html,
        '<div class="kern-form-input"><label class="kern-label" for="id_it">Name</label>'
        '<input type="text" name="it" id="id_it" maxlength="50" required'
        ' class="kern-form-input__input"></div>',
    )


def test_field_with_hint_and_error_is_described_by_both() -> None:
    html = one_field(forms.EmailField(label="E-Mail", help_text="Für den Beleg."), {"it": "x"})

    assert 'aria-describedby="id_it_helptext id_it_error"' in html.as_field_group()
    assert 'id="id_it_helptext"' in html.as_field_group()
    assert 'id="id_it_error"' in html.as_field_group()
    assert 'aria-invalid="true"' in html.as_field_group()
    assert "kern-form-input__input--error" in html.as_field_group()
    assert 'class="kern-icon kern-icon--danger" aria-hidden="true"' in html.as_field_group()


def test_field_that_may_be_empty_says_so() -> None:
    optional = one_field(forms.CharField(label="Telefon", required=False)).as_field_group()
    required = one_field(forms.CharField(label="Telefon")).as_field_group()

    assert '<span class="kern-label__optional">(optional)</span>' in optional
    assert "kern-label__optional" not in required
    assert "required" not in optional


def test_attributes_of_the_author_stay() -> None:
    widget = forms.TextInput(attrs={"autocomplete": "name", "lang": "en", "class": "short"})
    html = str(one_field(forms.CharField(widget=widget)))

    assertHTMLEqual(
        html,
        '<input type="text" name="it" id="id_it" required autocomplete="name" lang="en"'
        ' class="kern-form-input__input short">',
    )


def test_description_of_the_author_wins() -> None:
    widget = forms.TextInput(attrs={"aria-describedby": "elsewhere"})

    assert 'aria-describedby="elsewhere"' in str(
        one_field(forms.CharField(widget=widget, help_text="Hinweis"))
    )


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (forms.EmailField(), "email"),
        (forms.CharField(widget=forms.PasswordInput), "password"),
        (forms.IntegerField(), "number"),
        (forms.DateField(widget=DateInput), "date"),
        (forms.DateTimeField(widget=DateTimeInput), "datetime-local"),
        (forms.FileField(), "file"),
        (forms.URLField(assume_scheme="https"), "url"),
    ],
)
def test_each_input_has_its_type(field: forms.Field, kind: str) -> None:
    html = str(one_field(field))

    assert f'type="{kind}"' in html
    assert 'class="kern-form-input__input"' in html


def test_password_is_never_written_back() -> None:
    bound = one_field(forms.CharField(widget=forms.PasswordInput), {"it": "geheim"})

    assert "geheim" not in bound.as_field_group()


def test_dates_are_written_as_the_browser_reads_them() -> None:
    day = one_field(forms.DateField(widget=DateInput), {"it": "2017-04-21"})
    instant = one_field(forms.DateTimeField(widget=DateTimeInput), {"it": "2017-04-21T23:59"})

    assert 'value="2017-04-21"' in str(day)
    assert 'value="2017-04-21T23:59"' in str(instant)
    assert not day.errors
    assert not instant.errors


def test_text_area_with_a_limit_says_it_and_does_not_cut() -> None:
    html = one_field(
        forms.CharField(label="Konzept", max_length=2000, widget=forms.Textarea)
    ).as_field_group()

    assertInHTML('<div class="kern-hint" id="id_it_limit">Höchstens 2.000 Zeichen.</div>', html)
    assert 'aria-describedby="id_it_limit"' in html
    assert 'data-kern-limit="2000"' in html
    assert "maxlength" not in html
    assert 'data-kern-counter="id_it"' in html
    assert "hidden" in html


def test_text_area_with_a_limit_refuses_what_is_too_long() -> None:
    bound = one_field(forms.CharField(max_length=3, widget=forms.Textarea), {"it": "vier"})

    assert len(bound.errors) == 1


def test_text_area_without_a_limit_counts_nothing() -> None:
    html = one_field(forms.CharField(widget=forms.Textarea)).as_field_group()

    assert "kern-counter" not in html
    assert "_limit" not in html


def test_limit_is_written_in_the_language_of_the_page() -> None:
    bound = one_field(forms.CharField(max_length=2000, widget=forms.Textarea))

    with translation.override("en"):
        assert "2,000" in bound.limit_hint


def test_select_stands_in_its_wrapper() -> None:
    html = one_field(forms.ChoiceField(label="Land", choices=CHOICES), {"it": "b"})

    assertInHTML(
        '<div class="kern-form-input__select-wrapper"><select name="it" id="id_it"'
        ' class="kern-form-input__select"><option value="a">Anna</option>'
        '<option value="b" selected>Boris</option></select></div>',
        str(html),
    )


def test_select_shows_groups_and_several() -> None:
    grouped = [("Nord", CHOICES), ("Süd", [("c", "Clara")])]
    html = str(one_field(forms.MultipleChoiceField(choices=grouped)))

    assert html.count("<optgroup") == 2
    assert "select-wrapper" not in html


def test_radio_buttons_are_a_group_with_a_legend() -> None:
    field = forms.ChoiceField(
        label="Art", choices=CHOICES, widget=forms.RadioSelect, help_text="Nur eine."
    )
    html = one_field(field, {}).as_field_group()

    assert (
        '<fieldset id="id_it" class="kern-fieldset kern-fieldset--error"' in html
    )  # for links to it
    assert 'aria-describedby="id_it_helptext id_it_error"' in html
    assertInHTML('<legend class="kern-label">Art</legend>', html)
    assertInHTML('<label class="kern-label" for="id_it_1">Boris</label>', html)
    assert html.count('class="kern-form-check__radio kern-form-check__radio--error"') == 2


def test_tick_boxes_are_square() -> None:
    html = one_field(
        forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple),
        {"it": ["a"]},
    ).as_field_group()

    assert html.count('type="checkbox"') == 2
    assert html.count("kern-form-check__checkbox") == 2
    assert html.count("checked") == 1
    assert "<fieldset" in html


def test_options_in_groups_keep_their_headings() -> None:
    field = forms.ChoiceField(choices=[("Nord", CHOICES)], widget=forms.RadioSelect)

    assert '<p class="kern-label option-group">Nord</p>' in str(one_field(field))


def test_single_tick_box_stands_before_its_label() -> None:
    html = one_field(forms.BooleanField(label="Gelesen"), {}).as_field_group()

    assert html.index("<input") < html.index("<label")
    assert "kern-form-check--error" in html
    assert "<fieldset" not in html


def test_stored_file_can_be_kept_or_removed() -> None:
    class Stored:
        url = "/anlage/7/"

        def __str__(self) -> str:
            return "Haushalt.pdf"

    class Upload(forms.Form):
        it = forms.FileField(label="Anlage", required=False)

    html = Upload(initial={"it": Stored()})["it"].as_field_group()

    assert 'href="/anlage/7/">Haushalt.pdf</a>' in html
    assert 'name="it-clear"' in html


def test_two_inputs_of_one_field_stand_in_a_row() -> None:
    field = forms.SplitDateTimeField(label="Frist", widget=forms.SplitDateTimeWidget)
    bound = one_field(field)

    assert bound.focus_id == "id_it_0"
    assert bound.as_field_group().count("<input") == 2
    assert "<fieldset" in bound.as_field_group()


def test_day_month_year_are_three_selects() -> None:
    bound = one_field(forms.DateField(label="Tag", widget=forms.SelectDateWidget(years=[2017])))

    assert bound.as_field_group().count("kern-form-input__select-wrapper") == 3


def test_hidden_field_has_no_frame_and_no_class() -> None:
    class Hidden(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput, initial="x")

    assertHTMLEqual(str(Hidden()), '<input type="hidden" name="token" value="x" id="id_token">')


def test_hint_marked_safe_may_hold_markup_but_labels_and_errors_may_not() -> None:
    class Wrong(forms.Form):
        it = forms.CharField(label="<b>Name</b>", help_text=SafeString("<em>kurz</em>"))

        def clean_it(self) -> str:
            raise forms.ValidationError("<script>")

    html = Wrong({"it": "x"})["it"].as_field_group()

    assert "&lt;b&gt;Name&lt;/b&gt;" in html
    assert "<em>kurz</em>" in html
    assert "<script>" not in html


def test_form_renders_every_field_and_its_own_errors() -> None:
    class Pair(forms.Form):
        first = forms.CharField(label="Erstes")
        second = forms.CharField(label="Zweites")

        def clean(self) -> None:
            raise forms.ValidationError("Passt nicht zusammen.")

    html = str(Pair({"first": "a", "second": "b"}))

    assert html.index("Passt nicht zusammen.") < html.index("Erstes") < html.index("Zweites")
    assert html.count('class="kern-form-input"') == 2


def test_formset_renders_management_form_and_errors() -> None:
    class Name(forms.Form):
        name = forms.CharField(label="Name")

    names = forms.formset_factory(Name, extra=2, max_num=1, validate_max=True)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    html = str(names({**data, "form-0-name": "a", "form-1-name": "b"}))

    assert 'name="form-TOTAL_FORMS"' in html
    assert html.count('class="formset-form"') == 2
    assert "form-errors" in html


@pytest.mark.parametrize("data", [None, {}])
def test_every_kind_of_field_renders_with_and_without_errors(data: dict[str, str] | None) -> None:
    html = str(GalleryForm(data))

    assert ("kern-error" in html) is (data is not None)
    assert html.count("<label") >= len(GalleryForm.base_fields) - 1


def test_a_hint_is_text_and_no_markup() -> None:
    class HintForm(forms.Form):
        name = forms.CharField(help_text="<script>alert(1)</script>")

    html = str(HintForm())
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
