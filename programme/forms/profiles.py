"""A project profile as it is typed: a few texts, and a row per measure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import perspectives
from competition.errors import Refusal
from kern.forms import DateInput
from programme.profiles import EMPTY, MAX_MEASURES, MEASURE_TEXTS, STATES, TEXTS
from programme.services.profiles import MAX_REASON_CHARS

MAX_REVISION = 2**31 - 1
BLANK_ROWS = 2
PARTS = ("perspective", "title", "text", "state")
PLACE = re.compile(r"measures\.([0-9]+)(?:\.([a-z]+))?")


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": "de"})


class ProfileForm(forms.Form):
    """The draft. ``read``: the revision it is written over; ``rows``: how many measures it shows.

    A measure without title and text is left out; whatever else is wrong, the service says.
    """

    # A draft may have gaps; what publishing needs, the preview says.
    all_optional = True

    read = forms.IntegerField(min_value=0, max_value=MAX_REVISION, widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=0, max_value=MAX_MEASURES, widget=forms.HiddenInput)
    summary = forms.CharField(
        label=gettext_lazy("Worum es geht"),
        help_text=gettext_lazy("Für alle, die Ihr Vorhaben nicht kennen."),
        max_length=TEXTS["summary"],
        required=False,
        widget=_long(5),
    )
    stand = forms.CharField(
        label=gettext_lazy("Stand"),
        help_text=gettext_lazy("Was geschehen ist und was als Nächstes kommt."),
        max_length=TEXTS["stand"],
        required=False,
        widget=_long(8),
    )
    stand_on = forms.DateField(
        label=gettext_lazy("Von welchem Tag ist dieser Stand?"), required=False, widget=DateInput
    )
    contact = forms.CharField(
        label=gettext_lazy("Kontakt für alle"),
        help_text=gettext_lazy(
            "Wird veröffentlicht. Nehmen Sie am besten ein Funktionspostfach oder Ihre Webseite."
        ),
        max_length=TEXTS["contact"],
        required=False,
    )

    def __init__(self, data: Any = None, *, count: int = 0, **options: Any) -> None:
        super().__init__(data, **options)
        self.count = min(count, MAX_MEASURES)
        for number in range(self.count):
            self._add(number)

    @classmethod
    def of(cls, content: Mapping[str, Any], revision: int) -> "ProfileForm":
        """The form with what is stored, and empty rows for more."""
        given = {**EMPTY, **content}
        count = min(len(given["measures"]) + BLANK_ROWS, MAX_MEASURES)
        initial = {name: given[name] for name in TEXTS} | {"read": revision, "rows": count}
        if given["stand_on"]:
            initial["stand_on"] = date.fromisoformat(given["stand_on"])
        for number, measure in enumerate(given["measures"]):
            initial |= {f"m{number}_{part}": measure[part] for part in PARTS}
        return cls(count=count, initial=initial)

    @classmethod
    def typed(cls, post: Mapping[str, Any], read: int | None = None) -> "ProfileForm":
        """The form as it was sent; with ``read`` it is written over what stands now."""
        data = dict(post) if read is None else {**post, "read": read}
        told = str(post.get("rows", ""))
        count = int(told) if re.fullmatch(r"[0-9]{1,2}", told, re.ASCII) else 0
        return cls(data, count=count)

    def _add(self, number: int) -> None:
        empty = [("", _("bitte wählen"))]
        self.fields |= {
            f"m{number}_title": forms.CharField(
                label=_("Maßnahme"), max_length=MEASURE_TEXTS["title"], required=False
            ),
            f"m{number}_perspective": forms.ChoiceField(
                label=_("Perspektive der Offenheit"),
                choices=[*empty, *perspectives.OPENNESS],
                required=False,
            ),
            f"m{number}_state": forms.ChoiceField(
                label=_("Stand der Maßnahme"), choices=[*empty, *STATES.items()], required=False
            ),
            f"m{number}_text": forms.CharField(
                label=_("Beschreibung"),
                max_length=MEASURE_TEXTS["text"],
                required=False,
                widget=_long(3),
            ),
        }

    @property
    def measures(self) -> Iterable[tuple[int, list[Any], Any]]:
        """Each row: its number from 1, the fields side by side, the text below."""
        for number in range(self.count):
            beside = [self[f"m{number}_{part}"] for part in ("perspective", "state")]
            yield number + 1, [self[f"m{number}_title"], *beside], self[f"m{number}_text"]

    @property
    def content(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        on = given["stand_on"]
        return {
            **{name: given[name] for name in TEXTS},
            "stand_on": on.isoformat() if on else "",
            "measures": [
                {part: given[f"m{number}_{part}"] for part in PARTS} for number in self._written
            ],
        }

    @property
    def _written(self) -> list[int]:
        given = self.cleaned_data
        return [
            number
            for number in range(self.count)
            if any(given.get(f"m{number}_{part}") for part in ("title", "text"))
        ]

    def names(self, refusal: Refusal) -> dict[str, str]:
        """The field of this form by the service's, for each cause of a refusal."""
        found = {}
        for cause in refusal.causes or (refusal,):
            place = PLACE.fullmatch(cause.field)
            if place and int(place[1]) < len(self._written):
                row = self._written[int(place[1])]
                found[cause.field] = f"m{row}_{place[2] or 'title'}"
        return found


class TakeDownForm(forms.Form):
    """Why a profile is taken off the public page. ``read``: the version it is about."""

    read = forms.IntegerField(min_value=0, max_value=MAX_REVISION, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        help_text=gettext_lazy("Er steht im Schreiben an die Kommune, nicht auf der Seite."),
        max_length=MAX_REASON_CHARS,
        widget=_long(3),
        error_messages={"required": gettext_lazy("Bitte begründen Sie diesen Schritt.")},
    )
