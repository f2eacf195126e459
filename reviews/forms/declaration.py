"""The declaration of conflicts of interest: one answer per application, so many on a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.models import Conflict
from reviews.models.jury import DECLARABLE
from reviews.services.conflicts import FREE, NOTE_CHARS

if TYPE_CHECKING:
    from reviews.progress import DeskApplication

ANSWERS = [
    (FREE, gettext_lazy("nicht befangen")),
    *((each.value, each.label) for each in DECLARABLE),
]


@dataclass(frozen=True, slots=True)
class Row:
    """One application: the fields of an answer, or the conflict on record with its contest."""

    application: "DeskApplication"
    conflict: Conflict | None
    answer: BoundField | None = None
    note: BoundField | None = None
    understood: BoundField | None = None
    contest: BoundField | None = None


class DeclarationForm(forms.Form):
    """One group of radio buttons per application without a conflict on record.

    What is left open stays undeclared. A conflict on record is not taken back here; it may be
    contested once, as long as nobody has settled it. Whoever has scored already is asked whether
    they know what a conflict does to the score; the service insists.
    """

    all_optional = True

    def __init__(
        self,
        *,
        applications: Iterable["DeskApplication"],
        conflicts: dict[int, Conflict],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.applications = list(applications)
        self.conflicts = conflicts
        for application in self.applications:
            if application.is_conflicted:
                self._ask_to_contest(application)
            else:
                self._ask(application)

    def _ask(self, application: "DeskApplication") -> None:
        key = application.public_id
        self.fields[key] = forms.ChoiceField(
            label=application.municipality.name,
            choices=ANSWERS,
            widget=forms.RadioSelect(attrs={"data-inline": True}),
            required=False,
            initial=FREE if application.is_declared else None,
        )
        self.fields[f"note-{key}"] = forms.CharField(
            label=_("Anmerkung, falls befangen (freiwillig)"),
            help_text=_("Der Vorsitz und die Geschäftsstelle lesen sie."),
            max_length=NOTE_CHARS,
            required=False,
        )
        if application.own_state:
            self.fields[f"understood-{key}"] = forms.BooleanField(
                label=_("Ich weiß, dass meine Bewertung dann nicht mehr zählt."), required=False
            )

    def _ask_to_contest(self, application: "DeskApplication") -> None:
        conflict = self.conflicts.get(application.pk)
        if conflict is None or conflict.settlement or conflict.contested_at:
            return
        self.fields[f"contest-{application.public_id}"] = forms.CharField(
            label=_("Widerspruch: Warum trifft das nicht zu?"),
            help_text=_(
                "Füllen Sie das nur aus, wenn Sie widersprechen. Bis zur Entscheidung bleibt der "
                "Text geschlossen."
            ),
            max_length=NOTE_CHARS,
            required=False,
        )

    def rows(self) -> list[Row]:
        """Per application the fields, or the conflict that stands already."""
        return [
            Row(
                application,
                self.conflicts.get(application.pk),
                **{
                    name: self[key]
                    for name, key in _keys(application.public_id).items()
                    if key in self.fields
                },
            )
            for application in self.applications
        ]

    def answers(self) -> dict[str, str]:
        """Public id → answer, of those that were answered and say something new."""
        given = {}
        for application in self.applications:
            answer = self.cleaned_data.get(application.public_id)
            if answer and (answer != FREE or not application.is_declared):
                given[application.public_id] = answer
        return given

    def notes(self) -> dict[str, str]:
        """Public id → note, of those that were answered."""
        return {key: self.cleaned_data[f"note-{key}"] for key in self.answers()}

    def understood(self) -> set[str]:
        """Public ids of which the juror knows that the own score counts no more."""
        return {key for key in self.answers() if self.cleaned_data.get(f"understood-{key}")}

    def contests(self) -> dict[str, str]:
        """Public id → reason, of those that are contested now."""
        given = (
            (row.public_id, self.cleaned_data.get(f"contest-{row.public_id}"))
            for row in self.applications
        )
        return {public_id: reason for public_id, reason in given if reason}


def _keys(public_id: str) -> dict[str, str]:
    return {
        "answer": public_id,
        "note": f"note-{public_id}",
        "understood": f"understood-{public_id}",
        "contest": f"contest-{public_id}",
    }
