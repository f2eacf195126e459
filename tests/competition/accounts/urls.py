"""The site's addresses as they are where the operator has set a provider."""

from django.urls import include, path

urlpatterns = [
    path("anmelden/", include("competition.provider_urls")),
    path("", include("config.urls")),
]
