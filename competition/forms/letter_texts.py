"""The office's own wording of a letter as it is typed; what it means is judged by the service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.models import LetterText
from competition.services import letter_texts


class Written(forms.CharField):
    """A text as it was typed: what is missing or wrong is said by the service."""

    def clean(self, value: Any) -> str:
        """Nothing is wrong with it yet, not even a null character."""
        return str(self.to_python(value) or "")


class LetterTextForm(forms.Form):
    """``over`` is the digest of what was typed over; without it, of the house's wording."""

    use_required_attribute = False

    over = Written(required=False, widget=forms.HiddenInput)
    subject = Written(
        label=_("Betreff"),
        max_length=letter_texts.LONGEST_SUBJECT,
        widget=forms.TextInput(attrs={"lang": "de", "autocomplete": "off"}),
    )
    body = Written(
        label=_("Text"),
        help_text=_("Leerzeilen trennen Absätze. Platzhalter stehen in geschweiften Klammern."),
        max_length=letter_texts.LONGEST_BODY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 26, "lang": "de"}),
    )

    @classmethod
    def of(cls, subject: str, body: str, stored: LetterText | None) -> "LetterTextForm":
        """The editor with a wording, over what is stored."""
        over = letter_texts.digest(stored)
        return cls(initial={"subject": subject, "body": body, "over": over})

    def now_over(self, stored: LetterText | None) -> None:
        """What is saved next replaces what was shown beside it."""
        self.data = {**dict(self.data.items()), "over": letter_texts.digest(stored)}


class RecipientForm(forms.Form):
    """Whose letter is previewed: the one named, or who matches what was typed."""

    all_optional = True

    q = forms.CharField(label=_("Kommune oder Schlüssel"), required=False, max_length=100)
    application = forms.SlugField(required=False, max_length=20, widget=forms.HiddenInput)
