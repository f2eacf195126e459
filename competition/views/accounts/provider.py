"""Signing in through an Open ID Connect provider."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from competition.errors import Refusal


class Provider(OpenIDConnectOAuth2Adapter):
    """The operator's provider; it sends people back to ``SITE_ORIGIN`` and nowhere else."""

    def get_callback_url(self, request: HttpRequest, app: object) -> str:  # noqa: ARG002  # allauth's signature
        parts = {"provider_id": self.provider_id}
        return f"{settings.SITE_ORIGIN}{reverse('openid_connect_callback', kwargs=parts)}"


def _known(request: HttpRequest, provider_id: str) -> Provider:
    apps = [app for kind in settings.SOCIALACCOUNT_PROVIDERS.values() for app in kind["APPS"]]
    if provider_id not in {app["provider_id"] for app in apps}:
        raise Refusal("not_found")
    return Provider(request, provider_id)


@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    response: HttpResponse = OAuth2LoginView.adapter_view(_known(request, provider_id))(request)
    return response


@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    response: HttpResponse = OAuth2CallbackView.adapter_view(_known(request, provider_id))(request)
    return response
