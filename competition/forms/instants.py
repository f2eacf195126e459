"""Instants as people say them: a day, and a time where it is not the day's end or beginning."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.forms.periods import LAST_YEAR
from kern.forms import DateInput

MIDNIGHT = time(0)
START = gettext_lazy("Ortszeit Berlin. Leer heißt: ab 0:00 Uhr dieses Tages.")
END = gettext_lazy("Ortszeit Berlin. Leer heißt: bis 24:00 Uhr dieses Tages.")


def day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """The day of an instant."""
    return forms.DateField(label=label, help_text=help_text, required=required, widget=DateInput)


def hour(label: Any, help_text: Any) -> forms.TimeField:
    """The time of an instant; empty for midnight."""
    widget = forms.TimeInput(attrs={"type": "time", "data-width": "10"}, format="%H:%M")
    return forms.TimeField(label=label, help_text=help_text, required=False, widget=widget)


class InstantsForm(forms.Form):
    """A form with pairs of fields ``<name>_day`` and ``<name>_time``.

    After ``is_valid`` the instants stand in ``cleaned_data`` by their own names, None for one that
    is left out. A local time that a change of clocks skips or repeats is refused.
    """

    # Instant → the first part of its two fields, and whether midnight begins its day.
    INSTANTS: ClassVar[Mapping[str, tuple[str, bool]]] = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, (part, is_start) in self.INSTANTS.items():
            if f"{part}_day" in cleaned and f"{part}_time" in cleaned:
                cleaned[name] = self._instant(part, is_start=is_start)
        return cleaned

    def _instant(self, part: str, *, is_start: bool) -> datetime | None:
        on, at = self.cleaned_data[f"{part}_day"], self.cleaned_data[f"{part}_time"]
        if on is None:
            if at is not None:
                self.add_error(f"{part}_day", _("Zu dieser Uhrzeit fehlt der Tag."))
            return None
        if not 2000 <= on.year <= LAST_YEAR:
            self.add_error(f"{part}_day", _("Bitte geben Sie ein anderes Jahr an."))
            return None
        if at is None and not is_start:
            on += timedelta(days=1)
        try:
            return from_current_timezone(datetime.combine(on, at or MIDNIGHT))
        except ValidationError:
            self.add_error(f"{part}_time", _unclear())
            return None


def typed(instants: Mapping[str, tuple[str, bool]], given: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the fields of instants that are there already."""
    found: dict[str, Any] = {}
    for name, (part, is_start) in instants.items():
        if given.get(name) is not None:
            found |= _typed(part, timezone.localtime(given[name]), is_start=is_start)
    return found


def _typed(part: str, local: datetime, *, is_start: bool) -> dict[str, Any]:
    if local.time() != MIDNIGHT:
        shown = "%H:%M:%S" if local.second else "%H:%M"
        return {f"{part}_day": local.date(), f"{part}_time": local.strftime(shown)}
    on = local.date() if is_start else local.date() - timedelta(days=1)
    return {f"{part}_day": on, f"{part}_time": None}


def _unclear() -> str:
    return _(
        "Diese Uhrzeit gibt es an diesem Tag gar nicht oder zweimal, weil die Uhr umgestellt wird. "
        "Bitte nennen Sie eine andere."
    )
