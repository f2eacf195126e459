"""Addresses: German nouns for people, English ones for programs."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

handler500 = "config.errors.unexpected"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sprache/", set_language, name="set_language"),
    path("", include("config.monitoring.urls")),
    path("api/", include("api.urls")),
    path("", include("api.pages.urls")),
    # First, because the log of the office is not the round "protokoll".
    path("", include("competition.urls")),
    path("", include("programme.urls")),
    path("", include("reviews.urls")),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns.insert(0, path("anmelden/", include("competition.provider_urls")))
if settings.DEMO or settings.DEBUG:
    urlpatterns.insert(0, path("kern/", include("kern.gallery.urls")))
if settings.DEMO:
    urlpatterns.insert(0, path("beispiel/", include("demo.urls")))
