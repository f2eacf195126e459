"""Changed texts of a published call, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.call_setup import texts
from competition.forms.call_fields import (
    contact_field,
    long,
    remedy_field,
    summary_field,
    title_field,
)
from competition.models import Call


class RevisionForm(forms.Form):
    """``read``: the digest of the texts that were typed over."""

    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    title = title_field()
    summary = summary_field()
    contact_email = contact_field()
    remedy_notice = remedy_field()
    reason = forms.CharField(
        label=_("Grund der Änderung"),
        help_text=_("Alle können ihn lesen; er steht auch in den Schreiben."),
        max_length=2000,
        widget=long(3),
        error_messages={"required": _("Bitte begründen Sie diesen Schritt.")},
    )

    @classmethod
    def of(cls, call: Call) -> "RevisionForm":
        """The form over the texts that stand."""
        return cls(initial={**texts.texts(call), "read": texts.digest(call)})

    def changes(self) -> dict[str, str]:
        """The texts as they were typed, as far as they can be read."""
        return {name: self.cleaned_data[name] for name in texts.NAMES if name in self.cleaned_data}

    def now_over(self, call: Call) -> None:
        """The same typed texts, now over those that stand: whoever publishes again has seen it."""
        self.data = {**dict(self.data.items()), "read": texts.digest(call)}
