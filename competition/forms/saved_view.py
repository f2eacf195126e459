"""What is typed about the office's list: the name of a view, and what is packed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.services.saved_views import MAX_NAME_CHARS


class SavedViewForm(forms.Form):
    """Filters and columns are those of the address; only the name is typed."""

    name = forms.CharField(label=_("Name der Ansicht"), max_length=MAX_NAME_CHARS)
    is_shared = forms.BooleanField(
        label=_("Für die ganze Geschäftsstelle"),
        help_text=_("Alle können sie öffnen; ändern und löschen können nur Sie."),
        required=False,
    )


class DocumentsForm(forms.Form):
    """What is packed into the ZIP beside the PDFs."""

    all_optional = True
    attachments = forms.BooleanField(
        label=_("mit allen Anlagen"),
        help_text=_("Je Bewerbung ein Ordner. Das kann eine große Datei werden."),
        required=False,
    )
