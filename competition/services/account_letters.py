"""Letters about an account: links that open it, and what has changed in it.

A link's token is blanked once the letter has left. Links lead to ``SITE_ORIGIN``, never to the host
that a request names.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from competition.letters import kinds, outbox
from competition.models import User
from competition.models.audit import AttemptKind
from competition.services import brakes

# Enough for everybody who mistypes, too few to flood a mailbox.
LIMIT = 5
WINDOW = timedelta(hours=1)

ADDRESS_CONFIRMATIONS = {
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
}
# What has changed, by the notification of allauth that says so.
CHANGES = {
    "account/email/password_changed": _("Das Passwort wurde geändert."),
    "account/email/password_reset": _("Das Passwort wurde über einen Link neu gesetzt."),
    "account/email/password_set": _("Ein Passwort wurde festgelegt."),
    "account/email/email_changed": _("Die E-Mail-Adresse des Kontos wurde geändert."),
    "mfa/email/totp_activated": _("Eine App für Einmalcodes wurde eingerichtet."),
    "mfa/email/totp_deactivated": _("Die App für Einmalcodes wurde entfernt."),
    "mfa/email/webauthn_added": _("Ein Passkey wurde eingerichtet."),
    "mfa/email/webauthn_removed": _("Ein Passkey wurde entfernt."),
    "mfa/email/recovery_codes_generated": _("Neue Notfallcodes wurden erzeugt."),
    "socialaccount/email/account_connected": _(
        "Das Konto wurde mit einem Anbieter verbunden, über den Sie sich jetzt anmelden können."
    ),
    "token/office": _(
        "Ein Zugangsschlüssel wurde ausgegeben, mit dem ein Programm in Ihrem Namen auf die "
        "Geschäftsstelle zugreift. Sie sehen und beenden ihn unter „Mein Konto“."
    ),
    "token/jury": _(
        "Ein Zugangsschlüssel wurde ausgegeben, mit dem ein Programm in Ihrem Namen auf Ihre "
        "Arbeit in der Jury zugreift. Sie sehen und beenden ihn unter „Mein Konto“."
    ),
    "rescue": _(
        "Zwei Mitglieder der Geschäftsstelle haben Ihren zweiten Faktor zurückgesetzt und alle "
        "Sitzungen beendet. Melden Sie sich mit Ihrem Passwort an und richten Sie einen neuen ein."
    ),
}


def count(address: str, *, opens: str = "address") -> None:
    """Count one request for a letter to this address, known or not.

    ``opens``: what its link is good for, "address" or "password", each counted apart. Otherwise
    strangers who keep asking for passwords could keep somebody from getting an account. Raises
    ``too_many_tries`` after five within an hour.
    """
    brakes.take(
        kind=AttemptKind.ACCOUNT_MAIL,
        code="account_mail",
        subject=brakes.digest(f"mail {opens} {address}"),
        limit=LIMIT,
        window=WINDOW,
    )


def owe(*, kind: str, address: str, context: Mapping[str, Any]) -> None:
    """Owe the letter that allauth, or a service, asks for by its kind; unknown kinds are a fault.

    ``context``: as allauth gives it, with the link's ``key`` where there is one.
    """
    letter, words, secret = _letter(kind, context)
    user = User.objects.filter(email__iexact=address).first()
    outbox.owe(
        outbox.written(
            letter,
            call=None,
            recipient=None,
            address=address,
            context={"name": user.name if user else "", "address": address, **words},
            occasion=secrets.token_hex(16),
            secret=secret,
        )
    )


def _letter(kind: str, context: Mapping[str, Any]) -> tuple[kinds.Letter, dict[str, Any], str]:
    """The letter's class, what its text needs, and the token in it."""
    if kind in ADDRESS_CONFIRMATIONS:
        link = {"link": context["activate_url"]}
        return kinds.ADDRESS_CONFIRMATION, link, context["key"]
    if kind == "account/email/password_reset_key":
        return kinds.PASSWORD_RESET, {"link": context["password_reset_url"]}, context["key"]
    if kind == "account/email/account_already_exists":
        return kinds.ACCOUNT_EXISTS, {}, ""
    if kind == "account/email/unknown_account":
        return kinds.ACCOUNT_UNKNOWN, {}, ""
    return kinds.ACCOUNT_CHANGED, {"what": CHANGES[kind]}, ""
