"""Events: agenda, registration, calendar file."""

from django.urls import URLPattern, URLResolver, path

from programme.views.office import events as office
from programme.views.public import events, registration

EVENT = "veranstaltungen/<slug:slug>/"
OFFICE = "geschaeftsstelle/<slug:slug>/umsetzung/veranstaltungen/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("veranstaltungen/", events.events, name="events"),
    # First, because the page behind a letter's link is no event of that name.
    path("veranstaltungen/anmeldung/", registration.registration, name="registration"),
    path("veranstaltungen/anmeldung/<slug:secret>/", registration.link, name="registration-link"),
    path(EVENT, events.event, name="event"),
    path(f"{EVENT}termin.ics", events.calendar, name="event-calendar"),
    path(OFFICE, office.events, name="office-events"),
    path(f"{OFFICE}neu/", office.new, name="office-event-new"),
    path(f"{OFFICE}<int:pk>/", office.event, name="office-event"),
    path(f"{OFFICE}<int:pk>/anmeldungen.csv", office.export, name="office-event-export"),
]
