"""Addresses of the two years after an announcement, one module per thing."""

from django.urls import URLPattern, URLResolver

from programme.urls import agreements, consultations, events, profiles, reports, tranches, workshops

urlpatterns: list[URLPattern | URLResolver] = [
    *agreements.urlpatterns,
    *reports.urlpatterns,
    *tranches.urlpatterns,
    *workshops.urlpatterns,
    *profiles.urlpatterns,
    *consultations.urlpatterns,
    *events.urlpatterns,
]
