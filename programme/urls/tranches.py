"""Tranches and the requests for them."""

from django.urls import URLPattern, URLResolver, path

from programme.views.office import tranches as office
from programme.views.portal import tranches as portal

urlpatterns: list[URLPattern | URLResolver] = [
    path("geschaeftsstelle/<slug:slug>/umsetzung/mittel/", office.requests, name="office-payments"),
    path(
        "geschaeftsstelle/<slug:slug>/umsetzung/mittel/<int:pk>/",
        office.request,
        name="office-payment",
    ),
    path("portal/foerderungen/<slug:public_id>/mittel/", portal.payments, name="portal-payments"),
]
