"""What allauth's second factors ask us: our words, and our own name and host for passkeys."""

from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from competition.models import User

SITE_NAME = "Modellkommune"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Binds allauth's second factors to this site."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _(
            "Notfallcodes gibt es erst zu einer App oder einem Passkey."
        ),
        "incorrect_code": _("Das hat nicht gestimmt. Bitte versuchen Sie es noch einmal."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the host in ``SITE_ORIGIN``, whatever host a request names."""
        return {"id": urlsplit(settings.SITE_ORIGIN).hostname or "", "name": SITE_NAME}

    def _get_site_name(self) -> str:
        return SITE_NAME

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: ARG002  # allauth's signature
        return gettext("Mein Passkey")
