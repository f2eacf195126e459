"""One field of every kind, for the gallery and the tests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.forms import DateInput, DateTimeInput

KINDS = [("town", _("Stadt")), ("municipality", _("Gemeinde")), ("county", _("Landkreis"))]
SCORES = [(str(step), str(step)) for step in range(6)]
TOPICS = [
    ("transparency", _("Transparenz")),
    ("participation", _("Dialogorientierte Bürgerbeteiligung")),
    ("technology", _("Offene digitale Technologien und Daten")),
]


class GalleryForm(forms.Form):
    """Every kind of field KERN has a look for."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse"), help_text=_("Dorthin geht die Eingangsbestätigung.")
    )
    password = forms.CharField(
        label=_("Kennwort"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    population = forms.IntegerField(label=_("Einwohnerzahl"), min_value=0, required=False)
    kind = forms.ChoiceField(label=_("Art der Kommune"), choices=KINDS, widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label=_("Land"),
        choices=[("", _("Bitte wählen")), ("05", "Nordrhein-Westfalen"), ("14", "Sachsen")],
    )
    topics = forms.MultipleChoiceField(
        label=_("Perspektiven der Offenheit"),
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mehrere sind möglich."),
    )
    score = forms.ChoiceField(
        label=_("Punkte"),
        choices=SCORES,
        widget=forms.RadioSelect(attrs={"data-inline": True}),
        required=False,
    )
    concept = forms.CharField(label=_("Konzept"), max_length=2000, widget=forms.Textarea)
    council_on = forms.DateField(label=_("Ratsbeschluss"), widget=DateInput, required=False)
    deadline_at = forms.DateTimeField(label=_("Frist"), widget=DateTimeInput, required=False)
    plan = forms.FileField(label=_("Anlage"), required=False, help_text=_("PDF, höchstens 10 MB."))
    consent = forms.BooleanField(label=_("Ich habe die Datenschutzhinweise gelesen."))
    token = forms.CharField(widget=forms.HiddenInput, required=False)
