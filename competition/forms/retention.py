"""What the office types to erase what has fallen due."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """The plan that was read, and what stays for now."""

    all_optional = True

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    left_out = forms.CharField(
        label=_("Zurückstellen (Kennungen, je Zeile eine)"),
        help_text=_(
            "Zum Beispiel wegen einer Klage. Die Kennung steht in der Liste bei jeder Bewerbung."
        ),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_left_out(self) -> list[str]:
        return sorted({line[:64] for line in self.cleaned_data["left_out"].split()})


class ErasureProposalForm(forms.Form):
    """The proposal and the digest of what it says, as it was read."""

    proposal = forms.IntegerField(widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
