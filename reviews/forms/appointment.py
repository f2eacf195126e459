"""Seats in the jury: who gets one, and the ties from which conflicts are derived."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.forms.accounts import EmailField
from competition.models import Municipality, User
from competition.models.municipality import FederalState
from reviews.models import JuryMember
from reviews.models.jury import Association
from reviews.services.jury import BENCH_CHARS

NONE = ("", gettext_lazy("keine Angabe"))


class TiesForm(forms.Form):
    """What a juror is tied to. All of it may be empty; nothing of it is published."""

    ags = forms.CharField(
        label=gettext_lazy("Schlüssel der eigenen Kommune"),
        help_text=gettext_lazy(
            "Acht Ziffern, zum Beispiel 99001001. Schließt sie und ihren Landkreis aus."
        ),
        max_length=8,
        required=False,
        widget=forms.TextInput(attrs={"data-width": "10", "inputmode": "numeric"}),
    )
    association = forms.ChoiceField(
        label=gettext_lazy("Amt oder Mandat in einem Verband"),
        choices=[NONE, *Association.choices],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Tätig in einem Ministerium des Landes"),
        choices=[NONE, *FederalState.choices],
        required=False,
    )

    def clean_ags(self) -> Municipality | None:
        ags = self.cleaned_data["ags"]
        if not ags:
            return None
        found = Municipality.objects.filter(ags=ags).first()
        if found is None:
            raise ValidationError(_("Diesen Schlüssel kennt das Register nicht."))
        return found

    def ties(self) -> dict[str, Any]:
        """The ties as the service takes them."""
        cleaned = self.cleaned_data
        return {
            "municipality": cleaned["ags"],
            "association": cleaned["association"],
            "state": cleaned["state"],
        }


class AppointmentForm(TiesForm):
    """A seat for somebody who has an account; the same address again changes the seat."""

    email = EmailField(label=gettext_lazy("E-Mail-Adresse des Kontos"))
    bench = forms.CharField(
        label=gettext_lazy("Gruppe, von der das Mitglied entsandt ist"),
        max_length=BENCH_CHARS,
        required=False,
    )
    is_chair = forms.BooleanField(label=gettext_lazy("hat den Vorsitz"), required=False)
    is_deputy_chair = forms.BooleanField(
        label=gettext_lazy("vertritt den Vorsitz"),
        help_text=gettext_lazy(
            "Handelt, wo der Vorsitz befangen oder in der Sitzung abwesend ist."
        ),
        required=False,
    )
    field_order = ("email", "bench", "is_chair", "is_deputy_chair", "ags", "association", "state")

    def clean_email(self) -> User:
        found = User.objects.filter(email=self.cleaned_data["email"]).first()
        if found is None:
            raise ValidationError(_("Zu dieser Adresse gibt es kein Konto."))
        return found


class CorrectionForm(TiesForm):
    """The ties of a member corrected, whole: what is left empty is taken away."""

    field_order = ("juror", "ags", "association", "state")

    def __init__(self, *, jurors: Iterable[JuryMember], data: Any = None) -> None:
        super().__init__(data, prefix="korrektur")
        self.jurors = {juror.pk: juror for juror in jurors}
        names = [(pk, str(juror)) for pk, juror in self.jurors.items()]
        self.fields["juror"] = forms.TypedChoiceField(
            label=_("Jurymitglied"), choices=[("", "–"), *names], coerce=int
        )
        self.order_fields(self.field_order)


class MemberForm(forms.Form):
    """Which member: to be the deputy chair (none: nobody), or to be taken out of the jury."""

    def __init__(self, *, jurors: Iterable[JuryMember], data: Any = None) -> None:
        super().__init__(data, prefix="mitglied")
        self.jurors = {juror.pk: juror for juror in jurors}
        names = [(pk, str(juror)) for pk, juror in self.jurors.items()]
        self.fields["juror"] = forms.TypedChoiceField(
            label=_("Jurymitglied"),
            choices=[("", _("niemand")), *names],
            coerce=int,
            required=False,
            empty_value=None,
        )

    def member(self) -> JuryMember | None:
        """The member that was chosen, or None."""
        chosen = self.cleaned_data["juror"]
        return self.jurors[chosen] if chosen is not None else None
