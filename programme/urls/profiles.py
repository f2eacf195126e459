"""Project profiles, and the page on which the funded years of a call are told."""

from django.urls import URLPattern, URLResolver, path

from programme.views.office import profiles as office
from programme.views.portal import profiles as portal
from programme.views.public import profiles as public

PUBLIC = "wettbewerbe/<slug:slug>/umsetzung/"
OWN = "portal/foerderungen/<slug:public_id>/profil/"
OFFICE = "geschaeftsstelle/<slug:slug>/umsetzung/profile/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(PUBLIC, public.programme, name="programme"),
    path(f"{PUBLIC}<slug:ags>/", public.profile, name="profile"),
    path(OWN, portal.profile, name="portal-profile"),
    path(f"{OWN}vorschau/", portal.preview, name="portal-profile-preview"),
    path(OFFICE, office.profiles, name="office-profiles"),
    path(f"{OFFICE}<slug:ags>/", office.profile, name="office-profile"),
]
