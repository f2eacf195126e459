"""What somebody chooses who wants a token: for which call, for what, and how long."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from api.entitlement import Offer
from api.pages.words import ALLOWS
from api.tokens import LABEL_CHARS
from competition.models import Call

MINUTES = (
    (15, _("15 Minuten")),
    (60, _("1 Stunde")),
    (240, _("4 Stunden")),
    (720, _("12 Stunden")),
)


class TokenForm(forms.Form):
    """One audience's form. ``seen``: how many tokens the person had got when it was made."""

    call = forms.ChoiceField(label=_("Wettbewerb"))
    scopes = forms.MultipleChoiceField(
        label=_("Was das Programm darf"),
        help_text=_("Kreuzen Sie nur an, was es braucht."),
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = forms.TypedChoiceField(
        label=_("Wie lange der Schlüssel gilt"),
        help_text=_("Danach öffnet er nichts mehr. Verlängern lässt er sich nicht."),
        choices=MINUTES,
        coerce=int,
        widget=forms.RadioSelect,
    )
    label = forms.CharField(
        label=_("Wofür Sie ihn brauchen"),
        help_text=_("Damit Sie ihn in der Liste wiedererkennen."),
        max_length=LABEL_CHARS,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        allows = ALLOWS[offer.audience]
        self.fields["scopes"].choices = [(scope, allows[scope]) for scope in offer.scopes]  # type: ignore[attr-defined]  # a choice field's
        every = [] if offer.needs_call else [("", _("alle, auch spätere"))]
        rounds = [(call.slug, call.title) for call in offer.calls]
        self.fields["call"].choices = [*every, *rounds]  # type: ignore[attr-defined]  # as above
        self.fields["call"].required = offer.needs_call
        self.fields["call"].help_text = (
            _("Ein Schlüssel der Jury öffnet nur diesen Wettbewerb.")
            if offer.needs_call
            else _("Für einen allein: Von allen anderen zeigt der Schlüssel dann nichts.")
        )

    def chosen_call(self) -> Call | None:
        """The call that was chosen, None for all."""
        slug = self.cleaned_data["call"]
        return next((call for call in self.offer.calls if call.slug == slug), None)
