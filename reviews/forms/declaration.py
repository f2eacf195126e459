"""The declaration of conflicts of interest: one answer per application, all on one page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from reviews.models import Conflict
from reviews.models.jury import ConflictReason

if TYPE_CHECKING:
    from reviews.progress import DeskApplication

FREE = "free"
ANSWERS = [(FREE, _("nicht befangen")), *ConflictReason.choices]


class DeclarationForm(forms.Form):
    """One group of radio buttons per application without a conflict on record.

    What is left open stays undeclared; a conflict on record cannot be taken back here.
    """

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
            if not application.is_conflicted:
                self.fields[application.public_id] = forms.ChoiceField(
                    label=application.municipality.name,
                    choices=ANSWERS,
                    widget=forms.RadioSelect(attrs={"data-inline": True}),
                    required=False,
                    initial=FREE if application.is_declared else None,
                )
        self.fields["note"] = forms.CharField(
            label=_("Anmerkung zu den erklärten Befangenheiten"),
            help_text=_("Sie steht nur in den Akten der Geschäftsstelle."),
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
        )

    def rows(self) -> list[tuple["DeskApplication", BoundField | None, Conflict | None]]:
        """Per application the field, or the conflict that stands already."""
        return [
            (
                application,
                self[application.public_id] if application.public_id in self.fields else None,
                self.conflicts.get(application.pk),
            )
            for application in self.applications
        ]

    def answers(self) -> dict[str, str]:
        """Public id → answer, of those that were answered and say something new."""
        known = {row.public_id for row in self.applications if row.is_declared}
        return {
            key: value
            for key, value in self.cleaned_data.items()
            if key != "note" and value and (value != FREE or key not in known)
        }
