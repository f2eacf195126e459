"""The fields of a question's own settings, by its kind, and the words they need."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from competition import attachments, inspection
from competition.answers.perspectives import labels
from competition.forms.as_typed import ChosenMany, Written
from competition.models import Question
from competition.models.call import QuestionKind
from competition.questionnaire import notation


def settings(kind: str) -> dict[str, forms.Field]:
    """The fields of a kind's own settings."""
    made: dict[str, Callable[[], forms.Field]] = {
        "choices": _choices,
        "max_chars": _max_chars,
        "minimum": lambda: _bound(kind, is_least=True),
        "maximum": lambda: _bound(kind, is_least=False),
        "file_kinds": _file_kinds,
    }
    return {part: made[part]() for part in notation.parts_of(kind) if part in made}


def _number(label: Any, help_text: Any = "") -> Written:
    attrs = {"data-width": "10", "inputmode": "decimal", "autocomplete": "off"}
    widget = forms.TextInput(attrs=attrs)
    return Written(label=label, help_text=help_text, required=False, widget=widget)


def _max_chars() -> Written:
    return _number(
        _("Höchstens so viele Zeichen"),
        _("Leerzeichen zählen mit. Ohne Angabe ist die Länge frei."),
    )


def _choices() -> Written:
    return Written(
        label=_("Antworten zur Auswahl"),
        help_text=_("Eine je Zeile, in der Reihenfolge, in der sie im Formular stehen."),
        widget=forms.Textarea(attrs={"rows": 7, "lang": "de"}),
    )


def _bound(kind: str, *, is_least: bool) -> Written:
    if kind == QuestionKind.FILES:
        label = _("Mindestens so viele Anlagen") if is_least else _("Höchstens so viele Anlagen")
        limit = {"limit": attachments.DEFAULT_COUNT}
        return _number(label, "" if is_least else _("Ohne Angabe höchstens %(limit)s.") % limit)
    if kind == QuestionKind.MONEY:
        label = _("Mindestbetrag in Euro") if is_least else _("Höchstbetrag in Euro")
        return _number(label, _("Zum Beispiel 5.000,00. Ohne Angabe ohne Grenze."))
    return _number(_("Kleinster Wert") if is_least else _("Größter Wert"))


def _file_kinds() -> ChosenMany:
    return ChosenMany(
        label=_("Welche Dateien?"),
        help_text=_("Ohne Häkchen nimmt die Frage alle diese Arten an."),
        choices=[(each.key, each.label) for each in inspection.KINDS.values()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def short(question: Question) -> str:
    """A question in one line of a list."""
    return Truncator(" ".join(question.label.split())).chars(60)


def answer_words(question: Question, value: bool | str) -> str:
    """One answer of another question in words."""
    if isinstance(value, bool):
        return _("angekreuzt") if value else _("nicht angekreuzt")
    return labels(question)[value]
