"""Strict headers on every answer, whoever gives it: pages, files, redirects, refusals, faults."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from config.middleware import GetResponse

# What the pages of the site use; anything else of the browser is shut, also to what they embed.
OWN_FEATURES = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
SHUT_FEATURES = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("compute-pressure", "cross-origin-isolated", "display-capture", "encrypted-media"),
    *("fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get"),
    *("idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi"),
    *("otp-credentials", "payment", "picture-in-picture", "screen-wake-lock", "serial"),
    *("storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking"),
)


def content_security_policy(providers: Mapping[str, Mapping[str, object]]) -> str:
    """Nothing from elsewhere and nothing inline. The one form that leads to another site is that of
    an identity provider: browsers hold its redirect against ``form-action``, too."""
    return "; ".join(
        (
            "default-src 'none'",
            "connect-src 'self'",
            "font-src 'self'",
            "img-src 'self' data:",  # the square code of a second factor is drawn into its page
            "script-src 'self'",
            "style-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            " ".join(("form-action 'self'", *_origins(providers))),
            "frame-ancestors 'none'",
        )
    )


def _origins(providers: Mapping[str, Mapping[str, object]]) -> list[str]:
    apps = [app for kind in providers.values() for app in kind["APPS"]]  # type: ignore[attr-defined]  # allauth's settings
    addresses = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return [f"{each.scheme}://{each.netloc}" for each in addresses]


def fixed() -> dict[str, str]:
    """What is the same for all answers that do not say otherwise."""
    features = [
        *(f"{name}=(self)" for name in OWN_FEATURES),
        *(f"{name}=()" for name in SHUT_FEATURES),
    ]
    return {
        "Content-Security-Policy": content_security_policy(settings.SOCIALACCOUNT_PROVIDERS),
        "Permissions-Policy": ", ".join(features),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def transport() -> str:
    """For how long browsers ask for this site, and those below it, by HTTPS alone."""
    return f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"


def headers(get_response: GetResponse) -> GetResponse:
    """Sets what an answer has not set itself; pages of signed-in people are kept by no cache.

    Django's own middleware set some of them on what passes them; here stands what holds for all.
    """
    always = fixed()

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in always.items():
            response.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.setdefault("Strict-Transport-Security", transport())
        response.setdefault("Cache-Control", "private, no-store")  # static files say otherwise
        return response

    return middleware
