"""The site's addresses as they are in demo mode."""

from django.urls import include, path

urlpatterns = [path("beispiel/", include("demo.urls")), path("", include("config.urls"))]
