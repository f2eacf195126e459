"""Widgets of our own: tick boxes with texts, and dates that keep what was typed."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from kern.forms import DateInput
from kern.widgets import ChoicesWithTexts

CHOICES = [("a", "Anna"), ("b", "Boris <b>")]


class Form(forms.Form):
    it = forms.Field(
        widget=ChoicesWithTexts(choices=CHOICES, text_label="Warum", limit=5, limit_hint="Fünf.")
    )


def test_each_tick_box_has_a_text_area_that_is_named_after_it() -> None:
    html = Form(initial={"it": {"b": "Weil </textarea>"}})["it"].as_field_group()

    assert html.count("<textarea") == 2
    assert 'name="it.1" id="id_it_1_text"' in html
    assert "Warum" in html
    assert "Boris &lt;b&gt;" in html
    assert "Weil &lt;/textarea&gt;</textarea>" in html
    assert html.count("checked") == 1
    assert 'aria-describedby="id_it_1_limit"' in html
    assert "<legend" in html


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("", []),
        ("it=a", [("a", True, "")]),
        ("it=b&it.1=Weil&it.0=", [("b", True, "Weil")]),
        ("it.0=Ohne", [("a", False, "Ohne")]),
        ("it=c&it=c", [("c", True, "")]),
    ],
)
def test_rows_hold_all_that_was_sent(data: str, rows: list[tuple[Any, ...]]) -> None:
    found = Form(QueryDict(data))["it"].data

    assert [(row["value"], row["is_ticked"], row["text"]) for row in found] == rows


def test_error_leads_to_the_first_tick_box() -> None:
    bound: Any = Form(QueryDict("it.0=Ohne"))["it"]

    assert bound.focus_id == "id_it_0"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("2027-10-31", "date"), ("", "date"), ("31.10.2027", "text"), ("2027-02-30", "text")],
)
def test_date_that_no_calendar_holds_stays_as_text(typed: str, kind: str) -> None:
    html = DateInput().render("day", typed, {})

    assert f'type="{kind}"' in html
    assert typed in html
