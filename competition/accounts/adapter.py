"""What allauth asks us: letters instead of mails, our limits, own pages only."""

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from competition import clock, policies, queries
from competition.accounts import devices, second_factor
from competition.errors import Refusal
from competition.link_secrets import digest
from competition.models import Invitation, User
from competition.services import account_letters, second_factors, sign_in

# The secret of an invitation that the visitor has opened (competition/services/invitations.py).
INVITATION = "invitation"
# Where somebody was who had to make an account first: a path of this site.
ARRIVAL = "arrival"
OWN_PAGE = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
# allauth's message templates that are worth a sentence; all others stay silent.
SENTENCES = {
    "account/messages/logged_out.txt": _("Sie sind abgemeldet."),
    "account/messages/password_changed.txt": _(
        "Ihr Passwort ist geändert. Alle anderen Sitzungen sind beendet."
    ),
    "account/messages/password_set.txt": _("Ihr Passwort ist festgelegt."),
    "account/messages/email_confirmed.txt": _("Ihre E-Mail-Adresse ist bestätigt."),
    "account/messages/email_confirmation_failed.txt": _(
        "Diese E-Mail-Adresse gehört schon zu einem anderen Konto."
    ),
    "mfa/messages/totp_activated.txt": _("Die App ist eingerichtet."),
    "mfa/messages/totp_deactivated.txt": _("Die App ist entfernt."),
    "mfa/messages/webauthn_added.txt": _("Der Passkey ist eingerichtet."),
    "mfa/messages/webauthn_removed.txt": _("Der Passkey ist entfernt."),
    "usersessions/messages/sessions_logged_out.txt": _("Alle anderen Sitzungen sind beendet."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Binds allauth's account flows to this site."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": _("Diese Adresse gehört schon zu Ihrem Konto."),
        "email_password_mismatch": _("E-Mail-Adresse oder Passwort stimmt nicht."),
        "email_taken": _("Zu dieser Adresse gibt es schon ein Konto."),
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort."),
        "incorrect_code": _("Der Code stimmt nicht."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
    }

    # Letters

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the letter; the outbox sends it. Nothing leaves inside a request."""
        account_letters.owe(kind=template_prefix, address=email, context=context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person at once what has changed, at the old address where that has changed."""
        account_letters.owe(
            kind=template_prefix, address=email or user.email, context=context or {}
        )

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:  # noqa: ARG002  # allauth's signature
        path = reverse("account_confirm_email", kwargs={"key": emailconfirmation.key})
        return f"{settings.SITE_ORIGIN}{path}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        parts = {"uidb36": uid, "key": token}
        path = reverse("account_reset_password_from_key", kwargs=parts)
        return f"{settings.SITE_ORIGIN}{path}"

    def should_send_confirmation_mail(
        self,
        request: HttpRequest,  # noqa: ARG002  # allauth's signature
        email_address: Any,
        signup: bool,
    ) -> bool:
        """At sign-up the form has counted; a sign-in before the confirmation counts here."""
        if signup:
            return True
        try:
            account_letters.count(email_address.email)
        except Refusal:
            return False
        return True

    # Passwords and limits

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        email = credentials["email"]
        try:
            return sign_in.verify(
                email=email,
                password=credentials["password"],
                device=devices.mark_of(request, email),
                request=request,
            )
        except Refusal as refusal:
            if refusal.code == sign_in.CODE:
                return None
            raise

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing to delete: our own count ends by itself."""

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:  # noqa: ARG002  # allauth's signature
        return not second_factor.is_fresh(self.request, second_factor.FRESH_FOR_SETTINGS)

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """No address of a visitor is kept or counted: behind a proxy it would be the proxy's."""
        return "0.0.0.0"  # noqa: S104  # nothing is bound

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Pages are pages, whatever a header says."""
        return False

    # Sign-up

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Whoever holds an invitation's link has read the mail at the invited address."""
        secret = request.session.get(INVITATION)
        if not secret:
            return super().is_email_verified(request, email)
        invited = Invitation.objects.open(clock.now()).filter(secret_digest=digest(secret))
        return invited.filter(email__iexact=email).exists()

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """An address that meanwhile signs somebody else in is not taken away from them."""
        others = User.objects.filter(email__iexact=email_address.email)
        if others.exclude(pk=email_address.user_id).exists():
            self.add_message(
                request, messages.ERROR, "account/messages/email_confirmation_failed.txt"
            )
            return False
        return super().confirm_email(request, email_address)

    # Where to go

    def is_safe_url(self, url: str | None) -> bool:
        """Own pages by path only: no other host, no backslash, no control character."""
        return bool(url and OWN_PAGE.fullmatch(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """An invitation first, then where the visitor was; else the rooms where one works."""
        if request.session.get(INVITATION):
            return reverse("invitation")
        return request.session.pop(ARRIVAL, "") or home_of(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        return reverse("start")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002  # allauth's signature
        return reverse("account" if self.request.user.is_authenticated else "sign-in")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # noqa: ARG002  # allauth's signature
        messages.error(request, gettext("Dieses Konto ist geschlossen."))
        return HttpResponseRedirect(reverse("sign-in"))

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponseBase:
        response = super().post_login(request, user, **more)
        devices.remember(response, user.email)
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002  # allauth's signature
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our own sentence, in the tone of the site; most of allauth's say nothing new."""
        text = message or SENTENCES.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """The ways in which somebody may prove again who it is; the first one is offered first."""
        if not policies.is_person(user):
            return []
        kinds = second_factors.counts(user)
        ways = {
            "account_reauthenticate": (_("mit dem Passwort"), user.has_usable_password()),
            "mfa_reauthenticate": (_("mit einem Code"), kinds["totp"]),
            "mfa_reauthenticate_webauthn": (_("mit einem Passkey"), kinds["webauthn"]),
        }
        return [
            {"id": name, "description": words, "url": reverse(name)}
            for name, (words, is_open) in ways.items()
            if is_open
        ]


def home_of(person: User | AnonymousUser) -> str:
    """Where somebody goes who has signed in and wanted nothing in particular."""
    if policies.is_person(person):
        if queries.memberships_of(person).exists():
            return reverse("portal")
        if policies.is_office(person):
            return reverse("office")
    return resolve_url("start")
