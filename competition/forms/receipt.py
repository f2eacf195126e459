"""What somebody hands in to have a receipt checked."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ReceiptForm(forms.Form):
    """The receipt as a file or as text, and the content that it confirms, if that is at hand."""

    # One of the first two is needed, and each of the three may be missing.
    all_optional = True

    receipt = forms.FileField(
        label=_("Bestätigung als Datei"),
        help_text=_("Die Datei „eingang-….json“ aus dem Portal."),
        required=False,
    )
    text = forms.CharField(
        label=_("Oder der Text dieser Datei"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    content = forms.FileField(
        label=_("Inhalt als Datei"),
        help_text=_("Die Datei „fassung-….json“, wenn auch der Inhalt verglichen werden soll."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not (given.get("receipt") or given.get("text") or self.errors):
            self.add_error("receipt", _("Bitte geben Sie die Bestätigung an."))
        return given

    def receipt_bytes(self) -> bytes:
        """The receipt as it was handed in; a file counts before a text."""
        file: UploadedFile[bytes] | None = self.cleaned_data["receipt"]
        text: str = self.cleaned_data["text"]
        return file.read() if file else text.encode("utf-8", "surrogatepass")

    def content_bytes(self) -> bytes | None:
        """The content as it was handed in, or None."""
        file: UploadedFile[bytes] | None = self.cleaned_data["content"]
        return file.read() if file else None
