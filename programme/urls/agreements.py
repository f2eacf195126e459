"""Agreements, and the programme's own pages."""

from django.urls import URLPattern, URLResolver, path

from programme.views.office import agreements, programme, setup
from programme.views.portal import agreement, award

urlpatterns: list[URLPattern | URLResolver] = [
    path("geschaeftsstelle/<slug:slug>/umsetzung/", programme.overview, name="office-programme"),
    path(
        "geschaeftsstelle/<slug:slug>/umsetzung/einrichtung/",
        setup.setup,
        name="office-programme-setup",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/umsetzung/vereinbarungen/<slug:ags>/",
        agreements.agreement,
        name="office-agreement",
    ),
    path("portal/foerderungen/<slug:public_id>/", award.award, name="portal-award"),
    path(
        "portal/foerderungen/<slug:public_id>/vereinbarung/",
        agreement.agreement,
        name="portal-agreement",
    ),
]
