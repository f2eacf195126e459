"""Which period of the record of availability is asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.forms.instants import END, START, InstantsForm, day, hour
from competition.models import Call

LONGEST = timedelta(days=31)


class AvailabilityForm(InstantsForm):
    """A call (the day before its deadline, or the last day while it is to come) or a period.

    Nothing means the last 24 hours. After ``is_valid`` a period stands in ``cleaned_data["since"]``
    and ``["until"]``, both or none; it counts before the call.
    """

    all_optional = True
    INSTANTS: ClassVar[Mapping[str, tuple[str, bool]]] = {
        "since": ("since", True),
        "until": ("until", False),
    }

    call = forms.ModelChoiceField(
        label=gettext_lazy("Die 24 Stunden vor dem Bewerbungsschluss von"),
        to_field_name="slug",
        queryset=Call.objects.filter(is_archive=False).order_by("-deadline_at", "slug"),
        required=False,
        empty_label=gettext_lazy("keinem: die letzten 24 Stunden"),
        help_text=gettext_lazy("Kommt er noch, sind es ebenfalls die letzten 24 Stunden."),
    )
    since_day = day(gettext_lazy("Oder von (Tag)"), required=False)
    since_time = hour(gettext_lazy("Uhrzeit"), START)
    until_day = day(gettext_lazy("bis (Tag)"), required=False)
    until_time = hour(gettext_lazy("Uhrzeit"), END)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        since, until = cleaned["since"], cleaned["until"]
        if (since is None) != (until is None):
            missing = "until_day" if until is None else "since_day"
            self.add_error(missing, _("Ein Zeitraum braucht Anfang und Ende."))
        elif since and until:
            self._require_sound(since, until)
        return cleaned

    def _require_sound(self, since: datetime, until: datetime) -> None:
        if until <= since:
            self.add_error("until_day", _("Das Ende muss nach dem Anfang liegen."))
        elif until - since > LONGEST:
            self.add_error("until_day", _("Höchstens 31 Tage auf einmal."))
