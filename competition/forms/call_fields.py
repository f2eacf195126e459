"""The fields in which the office types what a call says: texts, sums, counts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from competition import wording
from competition.answers import written
from competition.call_setup import texts
from competition.errors import Refusal


class Amount(forms.CharField):
    """A sum in German notation, "50.000,00"; cleaned to integer cents."""

    def prepare_value(self, value: Any) -> Any:
        """Cents that are stored, as they are typed."""
        return wording.euros(value).removesuffix("\u00a0€") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        return _read(written.cents, super().clean(value))


class Whole(forms.CharField):
    """A whole number, "20.000" or "20000"; cleaned to an integer, None for nothing."""

    def prepare_value(self, value: Any) -> Any:
        return wording.grouped(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        return _read(written.whole, super().clean(value))


def _read(read: Any, value: str) -> Any:
    try:
        return read(value, field="")
    except Refusal as refusal:
        raise ValidationError(refusal.sentence) from refusal


def short(width: str = "10") -> forms.TextInput:
    """A narrow field for a number."""
    return forms.TextInput(
        attrs={"data-width": width, "inputmode": "decimal", "autocomplete": "off"}
    )


def long(rows: int) -> forms.Textarea:
    """A field for text in German, the language of the procedure."""
    return forms.Textarea(attrs={"rows": rows, "lang": "de"})


class Slug(forms.SlugField):
    """Part of an address, in small letters."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


def slug_field() -> forms.SlugField:
    """The part of the address that names the call."""
    return Slug(
        label=_("Kennung"),
        help_text=_(
            "Teil der Adresse, zum Beispiel „offene-kommune-2027“. Nur kleine Buchstaben, Ziffern "
            "und Bindestriche."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def title_field() -> forms.CharField:
    """The name of the call."""
    return forms.CharField(
        label=_("Titel"),
        max_length=texts.MAX_CHARS["title"],
        widget=forms.TextInput(attrs={"lang": "de", "autocomplete": "off"}),
    )


def summary_field() -> forms.CharField:
    """What the call is about."""
    return forms.CharField(
        label=_("Worum es geht"),
        help_text=_("Steht am Anfang der öffentlichen Seite."),
        max_length=texts.MAX_CHARS["summary"],
        widget=long(6),
    )


def contact_field() -> forms.EmailField:
    """Where questions go."""
    return forms.EmailField(
        label=_("E-Mail-Adresse für Fragen"),
        help_text=_("Steht auf der öffentlichen Seite und unter jedem Schreiben."),
        required=False,
        max_length=texts.MAX_CHARS["contact_email"],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def remedy_field() -> forms.CharField:
    """The remedy notice of the letters that decide."""
    return forms.CharField(
        label=_("Rechtsbehelfsbelehrung"),
        help_text=_(
            "Steht wörtlich unter Zusage, Absage und Ausschluss. Ohne sie beträgt die Frist für "
            "eine Klage ein Jahr statt eines Monats (§ 58 VwGO)."
        ),
        required=False,
        max_length=texts.MAX_CHARS["remedy_notice"],
        widget=long(6),
    )
