"""Workshops and who takes part."""

from django.urls import URLPattern, URLResolver, path

from programme.views.office import workshops as office
from programme.views.portal import workshops as portal

OFFICE = "geschaeftsstelle/<slug:slug>/umsetzung/workshops/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(OFFICE, office.workshops, name="office-workshops"),
    path(f"{OFFICE}<int:pk>/", office.workshop, name="office-workshop"),
    path(
        "portal/foerderungen/<slug:public_id>/workshops/<int:pk>/",
        portal.workshop,
        name="portal-workshop",
    ),
]
