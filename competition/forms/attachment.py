"""The form that takes one file, whose bytes are read by ``competition.uploads``, by no field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.inspection import Kind


class FileFrame(forms.Field):
    """Shows a file to choose. The bytes have gone another way before any form looks."""

    def clean(self, value: Any) -> Any:
        return value


class AttachmentForm(forms.Form):
    """A file, and the digest of the one that it replaces, if any."""

    use_required_attribute = False

    file = FileFrame(label=_("Datei"), widget=forms.FileInput)
    replaces = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, kinds: Iterable[Kind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        endings = ",".join(f".{ending}" for kind in kinds for ending in kind.endings)
        self.fields["file"].widget.attrs["accept"] = endings
