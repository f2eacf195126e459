"""Collecting texts, and what is said about a catalogue that does not fit them."""

import ast
from pathlib import Path

from babel.messages.catalog import Catalog

from tools import messages
from tools.messages import collect, complaints, merged, sources, template_as_python, written
from tools.programs import ROOT

PYTHON = """
from django.utils.translation import gettext as _, ngettext
_("Der Aufruf")
ngettext("%(n)s Platz", "%(n)s Plätze", 9)
print("kein Text für Menschen")
"""


def texts(catalogue: Catalog) -> set[str]:
    ids = [message.id for message in catalogue if message.id]
    return {text if isinstance(text, str) else text[0] for text in ids}


def english(**translations: str) -> Catalog:
    catalogue = Catalog(locale="en")
    for german, text in translations.items():
        catalogue.add(german, text)
    return catalogue


def test_python_texts_are_found() -> None:
    assert texts(collect([PYTHON])) == {"Der Aufruf", "%(n)s Platz"}


def test_template_texts_are_found() -> None:
    template = """<p>{% translate "Frist" %}
        {% blocktranslate trimmed with town=name %}
          Antrag von {{ town }},
          eingereicht
        {% endblocktranslate %} {# Frist #} "</p>"""
    found = collect([template_as_python(template, Path("page.html"))])
    assert texts(found) == {"Frist", "Antrag von %(town)s, eingereicht"}


def test_a_complete_catalogue_has_no_complaints() -> None:
    assert list(complaints(collect(["_('Frist')"]), english(Frist="Deadline"))) == []


def test_a_missing_text_is_named() -> None:
    assert list(complaints(collect(["_('Frist')"]), english())) == ["not in the catalogue: 'Frist'"]


def test_an_empty_translation_is_named() -> None:
    assert list(complaints(collect(["_('Frist')"]), english(Frist=""))) == [
        "not translated: 'Frist'"
    ]


def test_a_text_that_is_gone_is_named() -> None:
    assert list(complaints(collect([]), english(Frist="Deadline"))) == ["no longer used: 'Frist'"]


def test_a_lost_placeholder_is_named() -> None:
    found = collect(["_('Bis %(day)s')"])
    assert list(complaints(found, english(**{"Bis %(day)s": "Until then"}))) == [
        "other placeholders than the text: 'Bis %(day)s'"
    ]


def test_an_update_keeps_translations_and_drops_what_is_gone() -> None:
    before = english(Frist="Deadline", Alt="Old")
    after = merged(collect(["_('Frist'); _('Neu')"]), before, "en")
    assert {message.id: message.string or "" for message in after if message.id} == {
        "Frist": "Deadline",
        "Neu": "",
    }


def test_a_written_catalogue_is_sorted_and_has_no_dates() -> None:
    text = written(merged(collect(["_('Zwei'); _('Eins')"]), english(), "en"), "en")
    assert text.index("Eins") < text.index("Zwei")
    assert "Date" not in text
    assert "#:" not in text


def test_letters_and_the_style_guide_stay_german() -> None:
    found = texts(collect(sources()))
    assert "Wettbewerb" in found
    assert not {"Sehr geehrte Damen und Herren,", "Bausteine"} & found


def test_no_text_is_marked_inside_an_f_string() -> None:
    """The collector does not look into them: such a text stays German without anybody noticing."""
    hidden = [
        f"{path.name}: {ast.unparse(call)}"
        for folder in messages.FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in messages.KEYWORDS
    ]
    assert hidden == []
