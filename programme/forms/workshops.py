"""What is typed about workshops: the office's plan, a municipality's answer, who was there."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.forms import instants
from competition.forms.as_typed import Ticked
from programme.models import Workshop
from programme.models.workshop import AttendanceState
from programme.queries.workshops import Taking
from programme.services.attendances import MAX_CHARS, MAX_PEOPLE, Noted
from programme.services.workshops import MAX_REASON_CHARS, TEXTS

MAX_VERSION = 2**31 - 1
PARTS: Mapping[str, tuple[str, bool]] = {"starts_at": ("starts", True), "ends_at": ("ends", False)}


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": "de"})


class WorkshopForm(instants.InstantsForm):
    """A workshop's plan. ``read``: the version it is written over."""

    INSTANTS: ClassVar[Mapping[str, tuple[str, bool]]] = PARTS

    read = forms.IntegerField(
        min_value=0, max_value=MAX_VERSION, required=False, widget=forms.HiddenInput
    )
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=TEXTS["title"])
    starts_day = instants.day(gettext_lazy("Erster Tag"))
    starts_time = instants.hour(gettext_lazy("Beginn"), instants.START)
    ends_day = instants.day(gettext_lazy("Letzter Tag"))
    ends_time = instants.hour(gettext_lazy("Ende"), instants.END)
    place = forms.CharField(
        label=gettext_lazy("Ort"),
        help_text=gettext_lazy("Mit Anschrift, oder „digital“. Steht auf der öffentlichen Seite."),
        max_length=TEXTS["place"],
    )
    agenda = forms.CharField(
        label=gettext_lazy("Programm"),
        help_text=gettext_lazy("Steht auf der öffentlichen Seite und in der Einladung."),
        max_length=TEXTS["agenda"],
        required=False,
        widget=_long(6),
    )
    is_duty = Ticked(
        label=gettext_lazy("Die Teilnahme ist Pflicht"),
        help_text=gettext_lazy("Wer unentschuldigt fehlt, wird um eine Erklärung gebeten."),
        initial=True,
    )

    @classmethod
    def of(cls, workshop: Workshop) -> "WorkshopForm":
        """The form with what is stored."""
        values = {name: getattr(workshop, name) for name in (*TEXTS, "is_duty")}
        found = {"starts_at": workshop.starts_at, "ends_at": workshop.ends_at}
        return cls(initial={"read": workshop.version, **values, **instants.typed(PARTS, found)})

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in (*TEXTS, "is_duty", *PARTS)}


class CancelForm(forms.Form):
    """Why a workshop is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Grund der Absage"),
        help_text=gettext_lazy("Er steht im Schreiben und auf der öffentlichen Seite."),
        max_length=MAX_REASON_CHARS,
        widget=_long(3),
        error_messages={"required": gettext_lazy("Bitte begründen Sie diesen Schritt.")},
    )


class AnnouncementForm(forms.Form):
    """How many people come, or why nobody does."""

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)
    count = forms.IntegerField(
        label=gettext_lazy("Wie viele Personen kommen?"),
        help_text=gettext_lazy("0 heißt: Niemand kann kommen. Dann nennen Sie bitte den Grund."),
        min_value=0,
        max_value=MAX_PEOPLE,
        widget=forms.NumberInput(attrs={"data-width": "4"}),
    )
    message = forms.CharField(
        label=gettext_lazy("Nachricht oder Grund"),
        help_text=gettext_lazy("Zum Beispiel Namen, Bedarf an Barrierefreiheit, oder der Grund."),
        max_length=MAX_CHARS,
        required=False,
        widget=_long(4),
    )

    @classmethod
    def of(cls, taking: Taking, data: Any = None) -> "AnnouncementForm":
        found = taking.attendance
        form = cls(
            data,
            initial={
                "read": taking.digest,
                "count": found.announced_count if found else None,
                "message": found.message if found else "",
            },
        )
        if not taking.may_announce:
            form.fields["count"].initial = 0
            form.fields["count"].widget = forms.HiddenInput()
            form.initial["count"] = 0
            form.fields["message"].label = _("Grund")
            form.fields["message"].help_text = _("Warum niemand teilnehmen konnte.")
        return form


class AttendanceForm(forms.Form):
    """Who was there: three fields per municipality, named by its key (AGS)."""

    all_optional = True

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, takings: Iterable[Taking], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.takings = list(takings)
        for taking in self.takings:
            self._add(taking)

    def _add(self, taking: Taking) -> None:
        ags, found = _ags(taking), taking.attendance
        self.fields[f"state_{ags}"] = forms.ChoiceField(
            label=_("Teilnahme"),
            choices=[("", _("noch nicht eintragen")), *AttendanceState.choices],
            initial=found.state if found else "",
            required=False,
        )
        self.fields[f"count_{ags}"] = forms.IntegerField(
            label=_("Personen"),
            min_value=0,
            max_value=MAX_PEOPLE,
            initial=_counted(taking),
            required=False,
            widget=forms.NumberInput(attrs={"data-width": "4"}),
        )
        self.fields[f"remark_{ags}"] = forms.CharField(
            label=_("Bemerkung (intern)"),
            max_length=MAX_CHARS,
            initial=found.remark if found else "",
            required=False,
        )

    @property
    def rows(self) -> list[tuple[Taking, list[Any]]]:
        """Each municipality with its fields."""
        parts = ("state", "count", "remark")
        return [(each, [self[f"{part}_{_ags(each)}"] for part in parts]) for each in self.takings]

    @property
    def noted(self) -> dict[str, Noted]:
        """What the service takes: those with a state."""
        given = self.cleaned_data
        return {
            ags: Noted(given[f"state_{ags}"], given[f"count_{ags}"], given[f"remark_{ags}"])
            for ags in map(_ags, self.takings)
            if given[f"state_{ags}"]
        }

    @property
    def names(self) -> dict[str, str]:
        """The field at which a refusal about a municipality is shown."""
        return {_ags(each): f"state_{_ags(each)}" for each in self.takings}


def _ags(taking: Taking) -> str:
    return taking.agreement.award.municipality.ags


def _counted(taking: Taking) -> int | None:
    """As noted; before, as announced."""
    found = taking.attendance
    if found is None:
        return None
    return found.attended_count if found.state else found.announced_count
