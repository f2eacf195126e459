"""Signing in with an Open ID Connect provider that the operator has set (docs/operations.md)."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import User

NAME_CHARS = 200
FAILED = gettext_lazy("Die Anmeldung beim Anbieter ist nicht gelungen. Es wurde nichts geändert.")


def button() -> dict[str, str] | None:
    """Label and address of the provider's button; None without a provider."""
    for kind in settings.SOCIALACCOUNT_PROVIDERS.values():
        for app in kind["APPS"]:
            parts = {"provider_id": app["provider_id"]}
            return {"name": app["name"], "url": reverse("openid_connect_login", kwargs=parts)}
    return None


class Endpoints(OpenIDConnectOAuth2Adapter):
    """The provider's own addresses; it sends people back to ``SITE_ORIGIN`` and nowhere else."""

    def get_callback_url(self, request: HttpRequest, app: object) -> str:  # noqa: ARG002  # allauth's signature
        parts = {"provider_id": self.provider_id}
        return f"{settings.SITE_ORIGIN}{reverse('openid_connect_callback', kwargs=parts)}"


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Accounts are linked and made by e-mail address, and only by one that the provider verified.

    A provider proves who somebody is here; the second factor is asked for as after a password.
    """

    def get_provider(self, *given: Any, **named: Any) -> Any:
        found = super().get_provider(*given, **named)
        found.oauth2_adapter_class = Endpoints
        return found

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        is_verified = any(address.verified for address in sociallogin.email_addresses)
        if not sociallogin.is_existing and not is_verified:
            go_back(
                request,
                _(
                    "Ihr Anbieter hat keine bestätigte E-Mail-Adresse übermittelt. Melden Sie sich "
                    "mit Ihrem Passwort an, oder legen Sie ein Konto an."
                ),
            )

    def on_authentication_error(self, request: HttpRequest, *_more: Any, **_named: Any) -> None:
        go_back(request, str(FAILED))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        user.name = (data.get("name") or user.email)[:NAME_CHARS]
        return user

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002  # allauth's signature
        return True


def go_back(request: HttpRequest, sentence: str) -> NoReturn:
    """To the sign-in page, which says why."""
    messages.error(request, sentence)
    raise ImmediateHttpResponse(HttpResponseRedirect(reverse("sign-in")))
