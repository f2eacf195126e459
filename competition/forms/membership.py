"""Forms about who acts for a municipality. Which roles are offered, the page decides."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.models.invitation import InvitedRole
from competition.models.membership import SIGNING, Role

ROLE_HINTS = {
    Role.EDITOR: _("Bearbeitung – schreibt Bewerbungen und reicht Freigegebenes ein"),
    Role.SIGNATORY: _("vertretungsberechtigt – gibt außerdem frei und zieht zurück"),
    Role.DEPUTY: _("vertretungsberechtigt als Stellvertretung – darf dasselbe"),
}


def offered(roles: Iterable[str]) -> list[tuple[str, object]]:
    """The choices of roles, each with what it may do."""
    return [(role, ROLE_HINTS[Role(role)]) for role in roles]


def roles_to_give(*, may_give_signing: bool) -> list[str]:
    """The roles that a person may give others."""
    return [role for role in Role.values if may_give_signing or role not in SIGNING]


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Begründung"),
        help_text=_(
            "Warum handelt die Geschäftsstelle hier an Stelle der Kommune? Alle Mitglieder lesen "
            "diese Begründung."
        ),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Bitte begründen Sie diesen Schritt.")},
    )


class RoleForm(forms.Form):
    """One role for one person, and why, where the office must say so."""

    role = forms.ChoiceField(label=_("Rolle"), widget=forms.RadioSelect)

    def __init__(
        self, *args: object, roles: Iterable[str], with_reason: bool = False, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered(roles)
        if with_reason:
            self.fields["reason"] = _reason()


class ReasonForm(forms.Form):
    """Why the office ends a membership; members need to give no reason."""

    def __init__(self, *args: object, with_reason: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        if with_reason:
            self.fields["reason"] = _reason()


class AskForm(RoleForm):
    """Asking to act for a municipality."""

    note = forms.CharField(
        label=_("Nachricht"),
        help_text=_(
            "Woran erkennt man Sie? Zum Beispiel Ihr Amt und Ihre dienstliche Telefonnummer."
        ),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InvitationForm(RoleForm):
    """Whom to invite to which role."""

    email = forms.CharField(
        label=_("E-Mail-Adresse"),
        help_text=_("Dorthin geht ein Link, der 14 Tage lang und einmal gilt."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("email", "role", "reason")


class AccountInvitationForm(forms.Form):
    """Whom the office invites to work with it, or just to have an account."""

    email = forms.CharField(
        label=_("E-Mail-Adresse"),
        help_text=_("Dorthin geht ein Link, der 14 Tage lang und einmal gilt."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label=_("Wozu"),
        choices=[
            (InvitedRole.ACCOUNT, _("nur ein Konto, zum Beispiel für ein künftiges Jurymitglied")),
            (InvitedRole.OFFICE, _("Mitarbeit in der Geschäftsstelle mit allen ihren Rechten")),
        ],
        widget=forms.RadioSelect,
    )


class AcceptanceForm(forms.Form):
    """Accepting an invitation; with an account of another address after having seen which."""

    is_meant = forms.BooleanField(
        label=_("Die Einladung an diese Adresse war für mich bestimmt."),
        error_messages={"required": _("Bitte bestätigen Sie das, oder melden Sie sich anders an.")},
    )

    def __init__(self, *args: object, is_other: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        if not is_other:
            del self.fields["is_meant"]


class MailboxForm(forms.Form):
    """A shared mailbox."""

    address = forms.CharField(
        label=_("Adresse des Postfachs"),
        help_text=_("Zum Beispiel poststelle@kommune.example oder buergermeister@kommune.example."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
