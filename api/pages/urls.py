"""Addresses of the API's pages for people."""

from django.urls import path

from api.pages import reference

urlpatterns = [
    path("schnittstelle/", reference.overview, name="api-reference"),
    path("schnittstelle/<slug:audience>/", reference.of_audience, name="api-reference-audience"),
]
