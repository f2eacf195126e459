"""What the chair and the office type about conflicts: settling several at once, recording one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.models import Conflict, JuryMember
from reviews.models.jury import ConflictReason, Settlement
from reviews.services.conflicts import NOTE_CHARS
from reviews.services.settlements import REASON_CHARS

WAYS = [
    (Settlement.WAIVED, gettext_lazy("aufheben: Der Hinweis stimmt, schließt hier aber nicht aus")),
    (Settlement.DISMISSED, gettext_lazy("trifft nicht zu: Der Vermerk beruht auf einem Irrtum")),
    (Settlement.UPHELD, gettext_lazy("bestätigen: Das Mitglied bleibt befangen")),
]
NO_REASON = {"required": gettext_lazy("Bitte begründen Sie diesen Schritt.")}


@dataclass(frozen=True, slots=True)
class Row:
    """A conflict that waits, with its tick box; without one where this person may not settle it."""

    conflict: Conflict
    field: BoundField | None


class SettlementForm(forms.Form):
    """A tick box per conflict that waits; one way and one reason for all that are ticked."""

    all_optional = True
    settlement = forms.ChoiceField(
        label=gettext_lazy("Entscheidung"), choices=WAYS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Begründung"),
        help_text=gettext_lazy("Sie steht im Schreiben an das Mitglied und in den Akten."),
        max_length=REASON_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=NO_REASON,
    )

    def __init__(
        self,
        *,
        pending: Iterable[Conflict],
        closed: Iterable[int] = (),
        asks_for_absence: bool = False,
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.pending, self.closed = list(pending), set(closed)
        for conflict in self.pending:
            if conflict.pk not in self.closed:
                self.fields[_key(conflict)] = forms.BooleanField(
                    label=f"{conflict.jury_member}: {conflict.application.municipality}",
                    required=False,
                )
        if asks_for_absence:
            self.fields["stands_in"] = forms.BooleanField(
                label=_("Der Vorsitz ist verhindert; ich entscheide an seiner Stelle."),
                required=False,
            )

    def rows(self) -> list[Row]:
        return [
            Row(each, self[_key(each)] if _key(each) in self.fields else None)
            for each in self.pending
        ]

    def chosen(self) -> list[int]:
        """Keys of the ticked conflicts."""
        return [each.pk for each in self.pending if self.cleaned_data.get(_key(each))]

    def way(self) -> str:
        """What was chosen, in words."""
        return str(dict(WAYS)[Settlement(self.cleaned_data["settlement"])])

    def sent(self) -> list[tuple[str, str]]:
        """Name and value of everything that was filled in, to be sent again when confirmed."""
        ticked = [(_key(each), "on") for each in self.pending if each.pk in set(self.chosen())]
        absence = [("stands_in", "on")] if self.cleaned_data.get("stands_in") else []
        texts = [(name, self.cleaned_data[name]) for name in ("settlement", "reason")]
        return [*ticked, *absence, *texts]


def _key(conflict: Conflict) -> str:
    return f"conflict-{conflict.pk}"


class RecordForm(forms.Form):
    """A conflict that somebody else finds: whose, with which application, why.

    ``titles``: id, municipality and title of each application that may be named.
    """

    conflict_reason = forms.ChoiceField(
        label=gettext_lazy("Grund"), choices=[("", "–"), *ConflictReason.choices]
    )
    note = forms.CharField(
        label=gettext_lazy("Begründung"),
        help_text=gettext_lazy("Sie steht im Schreiben an das Mitglied und in den Akten."),
        max_length=NOTE_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=NO_REASON,
    )

    def __init__(
        self,
        *,
        jurors: Iterable[JuryMember],
        titles: Iterable[tuple[str, str, str | None]],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.jurors = {juror.pk: juror for juror in jurors}
        names = [(pk, str(juror)) for pk, juror in self.jurors.items()]
        named = [(key, f"{town}: {title or '–'}") for key, town, title in titles]
        self.fields["juror"] = forms.TypedChoiceField(
            label=_("Jurymitglied"), choices=[("", "–"), *names], coerce=int
        )
        self.fields["application"] = forms.ChoiceField(
            label=_("Bewerbung"), choices=[("", "–"), *named]
        )
        self.order_fields(["juror", "application", "conflict_reason", "note"])
