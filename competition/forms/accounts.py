"""Forms of accounts: allauth's, in our words, with our limits."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competition import answers
from competition.errors import Refusal
from competition.models import User
from competition.services import second_factors

PASSWORD_CHARS = 4096
# A secret of an app that is being set up lies in the form, signed, for so many seconds.
SETUP_SECONDS = 60 * 60


class EmailField(forms.EmailField):
    """An address as people type it; kept in small letters."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=more.pop("label", _("E-Mail-Adresse")),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            **more,
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class NameField(forms.CharField):
    """A person's name, by the rules of all texts: others read it beside what they decide."""

    def clean(self, value: Any) -> str:
        try:
            return answers.text(super().clean(value), field="name")
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class PasswordField(forms.CharField):
    """A password: any characters, pasted or typed, never shown again."""

    def __init__(self, *, is_new: bool = False, **more: Any) -> None:
        attrs = {"autocomplete": "new-password" if is_new else "current-password"}
        if is_new:
            more.setdefault(
                "help_text",
                _("Mindestens 15 Zeichen, zum Beispiel vier Wörter ohne Zusammenhang."),
            )
        super().__init__(
            label=more.pop("label", _("Passwort")),
            strip=False,
            max_length=PASSWORD_CHARS,
            widget=forms.PasswordInput(attrs=attrs),
            **more,
        )


class NewPasswordField(PasswordField):
    """A new password, checked against the person's own words; allauth sets ``user``."""

    user: User | None = None

    def clean(self, value: Any) -> str:
        return str(get_adapter().clean_password(super().clean(value), user=self.user))


class SignInForm(account_forms.LoginForm):
    """Address and password. Any address is accepted: what is wrong with it tells nobody."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        widget = forms.EmailInput(
            attrs={"autocomplete": "username webauthn", "spellcheck": "false"}
        )
        self.fields["login"] = forms.CharField(
            label=_("E-Mail-Adresse"), max_length=254, widget=widget
        )
        self.fields["password"] = PasswordField()
        self.order_fields(["login", "password"])


class SignUpForm(account_forms.SignupForm):
    """Name, address, password. Known and unknown addresses get the same answer."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        name = forms.TextInput(attrs={"autocomplete": "name"})
        self.fields["name"] = NameField(label=_("Vor- und Nachname"), max_length=200, widget=name)
        self.fields["email"] = EmailField(
            help_text=_("Am besten die dienstliche. Dorthin geht ein Link zur Bestätigung.")
        )
        self.fields["password1"] = PasswordField(is_new=True)
        self.order_fields(["name", "email", "password1"])

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])  # takes as long as for a new one
        return super().try_save(request)


class ResetPasswordForm(account_forms.ResetPasswordForm):
    """The address whose password is forgotten."""

    email = EmailField()


class ResetPasswordKeyForm(account_forms.ResetPasswordKeyForm):
    """The new password, typed once: the browser shows it on request, and keeps it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _ask_once(self, NewPasswordField(is_new=True, label=_("Neues Passwort")))


class SetPasswordForm(account_forms.SetPasswordForm):
    """A first password, for whoever has always signed in through a provider."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _ask_once(self, NewPasswordField(is_new=True, label=_("Neues Passwort")))


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The present password and a new one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _ask_once(self, NewPasswordField(is_new=True, label=_("Neues Passwort")))
        self.fields["oldpassword"] = PasswordField(label=_("Jetziges Passwort"))
        self.order_fields(["oldpassword", "password1"])

    def clean_oldpassword(self) -> str:
        adapter = get_adapter()
        typed: str = self.cleaned_data["oldpassword"]
        if not adapter.reauthenticate(self.user, typed):  # with the brake on guessing
            raise adapter.validation_error("enter_current_password")
        return typed


def _ask_once(form: Any, field: NewPasswordField) -> None:
    field.user = form.user
    form.fields["password1"] = field
    del form.fields["password2"]


class ReauthenticateForm(account_forms.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["password"] = PasswordField()


class AddressForm(account_forms.AddEmailForm):
    """A new address; it counts once its link was opened."""

    email = EmailField(label=_("Neue E-Mail-Adresse"))


class CodeField(forms.CharField):
    """A code of the app or a recovery code; spaces do not matter."""

    def __init__(self, **more: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "data-width": "10"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **more)


class _CodeForm(code_forms.BaseAuthenticateForm):
    """A code that proves the second factor, tried by our own service: once, and counted."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self.device = more.pop("device", "")
        super().__init__(*args, **more)
        self.fields["code"] = CodeField(
            label=_("Code"), help_text=_("Aus Ihrer App, oder ein Notfallcode.")
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            self.authenticator = second_factors.prove(user=self.user, code=code, device=self.device)
        except Refusal as refusal:
            if refusal.code == second_factors.CODE:
                raise forms.ValidationError(refusal.sentence) from refusal
            raise
        return code


class AuthenticateForm(_CodeForm, code_forms.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateCodeForm(_CodeForm, code_forms.ReauthenticateForm):
    """The second factor once more."""


class ActivateAppForm(forms.Form):
    """The first code of an app. The secret travels in the form, signed for this person."""

    secret_signed = forms.CharField(widget=forms.HiddenInput)
    code = CodeField(label=_("Code aus der App"))

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user
        self.salt = f"second factor of {user.pk}"
        self.secret = self._secret()
        self.step = 0
        self.initial["secret_signed"] = signing.dumps(self.secret, salt=self.salt)

    def _secret(self) -> str:
        """The one that was shown, or a new one."""
        shown = self.data.get("secret_signed", "") if self.is_bound else ""
        try:
            return str(signing.loads(shown, salt=self.salt, max_age=SETUP_SECONDS))
        except signing.BadSignature:
            self.is_bound = False  # begins anew, with another secret
            return generate_totp_secret()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        step = second_factors.step_of(self.secret, code)
        if step is None:
            raise forms.ValidationError(
                _("Der Code passt nicht. Stimmt die Uhrzeit Ihres Telefons?")
            )
        self.step = step
        return code


class _SignedField(forms.JSONField):
    """A passkey's answer. Numbers without end and nests without bottom are no JSON to us, and what
    is no object is no answer: allauth takes 0 and false for one that needs no check."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        try:
            said = super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if said is not None and not isinstance(said, dict):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return said

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002  # Django's signature
        """Nothing: an answer is good for one question, and the page asks a new one."""
        return None


class _SignedForm:
    """What a browser sends in a passkey's name may be anything; the parser trusts its shape."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["credential"] = _SignedField()  # type: ignore[attr-defined]  # mixed in

    UNREADABLE = (
        *(AttributeError, LookupError, TypeError, ValueError),
        *(ArithmeticError, NotImplementedError, struct.error),
    )

    def _clean_form(self) -> None:
        self._read(super()._clean_form)  # type: ignore[misc]  # mixed in before a form

    def _clean_fields(self) -> None:
        self._read(super()._clean_fields)  # type: ignore[misc]  # mixed in before a form

    def _read(self, clean: Callable[[], None]) -> None:
        try:
            clean()
        except self.UNREADABLE:
            self.add_error(  # type: ignore[attr-defined]  # mixed in before a form
                None, _("Das hat nicht gestimmt. Bitte versuchen Sie es noch einmal.")
            )


class PasskeySignInForm(_SignedForm, passkey_forms.LoginWebAuthnForm):
    """A passkey instead of address and password."""


class PasskeyProofForm(_SignedForm, passkey_forms.AuthenticateWebAuthnForm):
    """A passkey as the second step of signing in."""


class PasskeyReauthenticateForm(_SignedForm, passkey_forms.ReauthenticateWebAuthnForm):
    """A passkey once more."""


class PasskeyForm(_SignedForm, passkey_forms.AddWebAuthnForm):
    """A passkey that the browser has made, and what it is called."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"] = forms.CharField(
            label=_("Name des Passkeys"),
            help_text=_("Damit Sie ihn wiedererkennen, zum Beispiel „Diensthandy“."),
            max_length=100,
            required=False,
        )
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True  # only with PIN, finger or face
        return super().clean()
