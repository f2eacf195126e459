"""What the office types about an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.errors import Refusal
from competition.forms.instants import END, START, InstantsForm, day, hour, typed
from programme.events import agenda_notation
from programme.models import Event
from programme.models.event import EventKind
from programme.services.events import MAX_AGENDA, MAX_CAPACITY, MAX_DAYS, MAX_REASON, MAX_SLUG

# The form's field by the service's, where they differ.
NAMES = {
    "starts_at": "starts_day",
    "ends_at": "ends_day",
    "registration_opens_at": "registration_opens_day",
    "registration_ends_at": "registration_ends_day",
}
PLAIN = (
    *("title", "slug", "kind", "summary", "place", "directions", "accessibility", "link"),
    *("capacity", "erase_after_days"),
)


def _long(label: Any, help_text: Any = "", *, limit: int, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=limit,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class EventForm(InstantsForm):
    """The whole event with its agenda."""

    INSTANTS = {
        "starts_at": ("starts", True),
        "ends_at": ("ends", False),
        "registration_opens_at": ("registration_opens", True),
        "registration_ends_at": ("registration_ends", False),
    }
    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput
    )
    title = forms.CharField(label=_("Titel"), max_length=200)
    slug = forms.CharField(
        label=_("Kennung"),
        help_text=_("Steht in der Adresse der Seite: Kleinbuchstaben, Ziffern, Bindestriche."),
        max_length=MAX_SLUG,
        widget=forms.TextInput(attrs={"data-width": "20"}),
    )
    kind = forms.ChoiceField(label=_("Art"), choices=EventKind.choices)
    summary = forms.CharField(
        label=_("Worum es geht"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    starts_day = day(_("Beginn: Tag"))
    starts_time = hour(_("Beginn: Uhrzeit"), START)
    ends_day = day(_("Ende: Tag"))
    ends_time = hour(_("Ende: Uhrzeit"), END)
    place = forms.CharField(
        label=_("Ort"),
        help_text=_("Bei einer digitalen Veranstaltung zum Beispiel „digital“."),
        max_length=200,
        required=False,
    )
    directions = _long(_("Anschrift und Anreise"), limit=2_000)
    accessibility = _long(
        _("Barrierefreiheit"),
        _("Zum Beispiel stufenloser Zugang, Gebärdensprache, Untertitel, Ruheraum."),
        limit=2_000,
    )
    link = forms.CharField(
        label=_("Zugang für Angemeldete"),
        help_text=_("Link zur Videokonferenz. Ihn bekommt nur, wer einen bestätigten Platz hat."),
        max_length=500,
        required=False,
    )
    agenda = _long(
        _("Programm"),
        _(
            "Erst ein Tag (05.09.2027), dann je Punkt eine Zeile: 09:00-09:30 Begrüßung | Saal 1 | "
            "Ada Muster (Ministerium); Bo Beispiel. Was darunter steht, beschreibt den Punkt. "
            "Nennen Sie nur Personen, die zugestimmt haben."
        ),
        limit=MAX_AGENDA,
        rows=14,
    )
    capacity = forms.IntegerField(
        label=_("Plätze"),
        help_text=_("Leer lassen, wenn man sich hier nicht anmelden kann."),
        min_value=1,
        max_value=MAX_CAPACITY,
        required=False,
        widget=forms.NumberInput(attrs={"data-width": "10"}),
    )
    registration_opens_day = day(_("Anmeldung ab: Tag"), required=False)
    registration_opens_time = hour(_("Anmeldung ab: Uhrzeit"), START)
    registration_ends_day = day(_("Anmeldeschluss: letzter Tag"), required=False)
    registration_ends_time = hour(_("Anmeldeschluss: Uhrzeit"), END)
    erase_after_days = forms.IntegerField(
        label=_("Angaben der Angemeldeten löschen nach Tagen"),
        min_value=1,
        max_value=MAX_DAYS,
        initial=30,
        widget=forms.NumberInput(attrs={"data-width": "10"}),
    )

    @classmethod
    def of(cls, event: Event) -> "EventForm":
        """The form over what is stored."""
        values = {name: getattr(event, name) for name in (*PLAIN, *cls.INSTANTS, "version")}
        agenda = agenda_notation.written(event.agenda.values())
        return cls(initial={**values, **typed(cls.INSTANTS, values), "agenda": agenda})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            cleaned["items"] = agenda_notation.read(cleaned.get("agenda", ""))
        except agenda_notation.UnreadableError as error:
            refusal = Refusal("agenda_unreadable", field="agenda", line=error.line)
            self.add_error("agenda", refusal.sentence)
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was typed, by the service's names."""
        return {name: self.cleaned_data[name] for name in (*PLAIN, *self.INSTANTS)}


class CancellationForm(forms.Form):
    """Why an event is called off."""

    reason = forms.CharField(
        label=_("Grund der Absage"),
        help_text=_("Steht auf der öffentlichen Seite und in den Schreiben an die Angemeldeten."),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
