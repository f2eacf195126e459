"""The forms of a filled workbook: the file, and the dry run that travels with its confirmation.

What was shown travels signed in a hidden field, so that exactly this is saved and no file has to be
chosen again; nothing is kept on the server for somebody who never confirms. Its texts are the
juror's own, it is signed for this juror alone, and the services judge every row once more.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from competition.errors import Refusal
from competition.forms.attachment import FileFrame
from competition.inspection import KINDS
from reviews.models import JuryMember
from reviews.services.imports import Step

MAX_SEALED_CHARS = 1_500_000
"""Packed; with the rest of the form it stays below what a request may hold."""
ENDINGS = ",".join(f".{ending}" for ending in KINDS["xlsx"].endings)


class WorkbookForm(forms.Form):
    """The filled workbook; its bytes go another way (``competition.uploads``)."""

    use_required_attribute = False

    file = FileFrame(
        label=_("Ausgefüllte Arbeitsmappe (XLSX)"),
        help_text=_("Zuerst wird nur geprüft. Gespeichert wird erst, wenn Sie es bestätigen."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )


class ConfirmForm(forms.Form):
    """What the dry run has shown, and which stored texts the workbook's may replace."""

    use_required_attribute = False
    all_optional = True

    steps = forms.CharField(widget=forms.HiddenInput, max_length=MAX_SEALED_CHARS)

    def __init__(self, *, stale: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        if stale:
            self.fields["chosen"] = forms.MultipleChoiceField(
                label=_("Werte der Arbeitsmappe übernehmen für"),
                help_text=_("Ohne Häkchen bleibt, was gespeichert ist."),
                widget=forms.CheckboxSelectMultiple,
                choices=stale,
                required=False,
            )


def sealed(juror: JuryMember, steps: Sequence[Step]) -> str:
    """The steps, packed and signed for this juror. Raises ``workbook_too_long``."""
    text = signing.dumps([asdict(each) for each in steps], salt=_salt(juror), compress=True)
    if len(text) > MAX_SEALED_CHARS:
        raise Refusal("workbook_too_long", field="file")
    return text


def opened(juror: JuryMember, text: str) -> list[Step]:
    """The steps as they were sealed. Raises ``plan_unreadable`` for anything else."""
    if len(text) > MAX_SEALED_CHARS:
        raise Refusal("plan_unreadable")
    try:
        return [Step(**each) for each in signing.loads(text, salt=_salt(juror))]
    except signing.BadSignature as error:
        raise Refusal("plan_unreadable") from error


def _salt(juror: JuryMember) -> str:
    return f"reviews.imports.{juror.pk}"
