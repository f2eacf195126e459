"""What citizens and the office type about a document open for discussion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.forms.instants import END, START, InstantsForm, day, hour, typed
from programme.consultations import document_notation
from programme.consultations.document_notation import Part
from programme.models import Consultation
from programme.services.comments import MAX_NAME, MAX_ORGANISATION, MAX_TEXT
from programme.services.consultations import (
    MAX_DOCUMENT,
    MAX_INTRODUCTION,
    MAX_REPORT,
    MAX_SLUG,
    MAX_TITLE,
)
from programme.services.moderation import MAX_ANSWER, MAX_REASON

# The form's field by the service's, where they differ.
NAMES = {"opens_at": "opens_day", "ends_at": "ends_day"}


class CommentForm(forms.Form):
    """A comment of anybody on one section."""

    text = forms.CharField(
        label=_("Ihr Kommentar"),
        help_text=_("Bitte nennen Sie keine anderen Personen."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=_("Name, wie er erscheinen soll"),
        help_text=_(
            "Er steht öffentlich über Ihrem Kommentar. Er muss nicht Ihr voller Name sein."
        ),
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        help_text=_("Falls Sie für eine sprechen; auch das wird öffentlich."),
        max_length=MAX_ORGANISATION,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    address = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Wird nie veröffentlicht. Dorthin geht ein Link, mit dem Sie bestätigen."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ConsultationForm(InstantsForm):
    """The whole document with its dates."""

    INSTANTS = {"opens_at": ("opens", True), "ends_at": ("ends", False)}

    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput
    )
    title = forms.CharField(label=_("Titel"), max_length=MAX_TITLE)
    slug = forms.CharField(
        label=_("Kennung"),
        help_text=_("Steht in der Adresse der Seite: Kleinbuchstaben, Ziffern, Bindestriche."),
        max_length=MAX_SLUG,
        widget=forms.TextInput(attrs={"data-width": "20"}),
    )
    opens_day = day(_("Beginn: Tag"))
    opens_time = hour(_("Beginn: Uhrzeit"), START)
    ends_day = day(_("Ende: letzter Tag"))
    ends_time = hour(_("Ende: Uhrzeit"), END)
    introduction = forms.CharField(
        label=_("Einleitung"),
        help_text=_("Worum es geht, was gefragt ist und was mit den Kommentaren geschieht."),
        max_length=MAX_INTRODUCTION,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    document = forms.CharField(
        label=_("Dokument"),
        help_text=_(
            "Eine Zeile wie „## Überschrift“ beginnt einen Abschnitt, mit ### oder #### einen "
            "untergeordneten. Steht direkt darunter „[ohne Kommentare]“, wird zu diesem Abschnitt "
            "niemand gefragt."
        ),
        max_length=MAX_DOCUMENT,
        widget=forms.Textarea(attrs={"rows": 24}),
    )

    @classmethod
    def of(cls, consultation: Consultation) -> "ConsultationForm":
        """The form over what is stored."""
        return cls(initial=cls.stored(consultation))

    @classmethod
    def stored(cls, consultation: Consultation) -> dict[str, Any]:
        parts = [
            Part(each.level, each.heading, each.text, each.takes_comments)
            for each in consultation.sections.order_by("position")
        ]
        names = ("title", "slug", "introduction", "opens_at", "ends_at", "version")
        values = {name: getattr(consultation, name) for name in names}
        shown = {**values, "document": document_notation.written(parts)}
        return {**shown, **typed(cls.INSTANTS, values)}

    def given(self) -> dict[str, Any]:
        """What was typed, by the service's names."""
        names = ("title", "slug", "introduction", "document", "opens_at", "ends_at")
        return {name: self.cleaned_data[name] for name in names}


class VersionForm(forms.Form):
    """Names the version that was read."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ExtensionForm(VersionForm, InstantsForm):
    """A later end."""

    INSTANTS = {"ends_at": ("ends", False)}

    ends_day = day(_("Neues Ende: letzter Tag"))
    ends_time = hour(_("Neues Ende: Uhrzeit"), END)


class ReportForm(forms.Form):
    """The closing report."""

    report = forms.CharField(
        label=_("Abschlussbericht"),
        help_text=_(
            "Was gesagt wurde, und was daraus folgt. Danach lässt er sich nicht mehr ändern."
        ),
        max_length=MAX_REPORT,
        widget=forms.Textarea(attrs={"rows": 16}),
    )


class ReadForm(forms.Form):
    """Names what was read of a comment."""

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WithholdingForm(ReadForm):
    """Why a comment is not published."""

    reason = forms.CharField(
        label=_("Grund"),
        help_text=_(
            "Geht als E-Mail an die Person, die kommentiert hat; öffentlich wird er nicht."
        ),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(ReadForm):
    """What the office says to a comment."""

    answer = forms.CharField(
        label=_("Öffentliche Antwort"),
        max_length=MAX_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
