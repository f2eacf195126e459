"""Signing in through an Open ID Connect provider."""

from typing import Any

import requests
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from competition.accounts.provider import FAILED, Endpoints, go_back
from competition.errors import Refusal


@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(OAuth2LoginView, request, provider_id)


@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """allauth's answer; a provider that is down or talks nonsense is a sentence, never a fault."""
    apps = [app for kind in settings.SOCIALACCOUNT_PROVIDERS.values() for app in kind["APPS"]]
    if provider_id not in {app["provider_id"] for app in apps}:
        raise Refusal("not_found")
    try:
        answer: HttpResponse = view.adapter_view(Endpoints(request, provider_id))(request)
    except (requests.RequestException, KeyError, ValueError):
        go_back(request, str(FAILED))
    return answer
