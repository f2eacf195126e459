"""Pages about the API, for people: German nouns, like all of their addresses."""

from django.urls import path

from api.pages import reference, tokens

urlpatterns = [
    path("konto/zugangstoken/", tokens.own, name="own-tokens"),
    path("konto/zugangstoken/neu/", tokens.new, name="own-token-new"),
    path("schnittstelle/", reference.overview, name="api-reference"),
    path("schnittstelle/<slug:audience>/", reference.of_audience, name="api-reference-audience"),
    path(
        "schnittstelle/<slug:audience>/<slug:name>/",
        reference.of_operation,
        name="api-reference-operation",
    ),
]
