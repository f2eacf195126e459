"""What the office supposes to be different in a scenario."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.decisions.scenario import MAX_TITLE_CHARS, MOST, Change

Choices = Iterable[tuple[str, Any]]
NOTHING = ("", _("nichts ändern"))
LEAVE_OUT, CHANGE = "leave_out", "change"


def _count(label: Any, help_text: Any = "") -> forms.IntegerField:
    attrs = {"data-width": "4", "inputmode": "numeric"}
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs=attrs),
    )


class ScenarioForm(forms.Form):
    """One thing or another; what is left empty stays as it is."""

    all_optional = True
    title = forms.CharField(
        label=_("Name des Szenarios"),
        help_text=_("Zum Beispiel: zehn Plätze, oder: ohne Länderregel."),
        max_length=MAX_TITLE_CHARS,
        error_messages={"required": _("Bitte geben Sie dem Szenario einen Namen.")},
    )
    seats = _count(_("Andere Zahl der Plätze"))
    rule = forms.ChoiceField(label=_("Regel"), required=False)
    rule_act = forms.ChoiceField(
        label=_("Was mit der Regel geschieht"),
        choices=[(LEAVE_OUT, _("weglassen")), (CHANGE, _("andere Grenzen setzen"))],
        required=False,
        initial=LEAVE_OUT,
        widget=forms.RadioSelect,
    )
    minimum = _count(_("Mindestens"), _("Nur bei anderen Grenzen."))
    maximum = _count(_("Höchstens"), _("Nur bei anderen Grenzen."))
    criterion = forms.ChoiceField(label=_("Kriterium"), required=False)
    weight = forms.CharField(
        label=_("Anderes Gewicht"),
        help_text=_("Zum Beispiel 1,5."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"data-width": "4", "inputmode": "decimal"}),
    )
    application = forms.ChoiceField(label=_("Ohne die Bewerbung von"), required=False)
    juror = forms.ChoiceField(label=_("Ohne die Bewertungen von"), required=False)

    def __init__(
        self,
        *,
        rules: Choices,
        criteria: Choices,
        applications: Choices,
        jurors: Choices,
        data: Any = None,
    ) -> None:
        super().__init__(data)
        offered = {
            "rule": rules,
            "criterion": criteria,
            "application": applications,
            "juror": jurors,
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [NOTHING, *choices]

    def change(self) -> Change:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        return Change(
            seats=given["seats"],
            rule=given["rule"],
            rule_changes=given["rule_act"] == CHANGE,
            minimum=given["minimum"],
            maximum=given["maximum"],
            criterion=given["criterion"],
            weight=given["weight"].strip().replace(",", "."),
            application=given["application"],
            juror=given["juror"],
        )
