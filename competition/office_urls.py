"""Addresses of the office's pages that belong to the competition itself."""

from django.urls import path

from competition.views.office.announcement import announcement
from competition.views.office.applications import application, applications
from competition.views.office.attempts import attempts
from competition.views.office.audit import audit
from competition.views.office.disturbances import disturbance, disturbances
from competition.views.office.enquiries import enquiries, enquiry
from competition.views.office.notices import notices
from competition.views.office.start import start

urlpatterns = [
    path("geschaeftsstelle/", start, name="office"),
    path("geschaeftsstelle/protokoll/", audit, name="office-audit"),
    path("geschaeftsstelle/versuche/", attempts, name="office-attempts"),
    path("geschaeftsstelle/stoerungen/", disturbances, name="office-disturbances"),
    path("geschaeftsstelle/stoerungen/<slug:number>/", disturbance, name="office-disturbance"),
    path("geschaeftsstelle/<slug:slug>/bewerbungen/", applications, name="office-applications"),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/",
        application,
        name="office-application",
    ),
    path("geschaeftsstelle/<slug:slug>/bekanntgabe/", announcement, name="office-announcement"),
    path("geschaeftsstelle/<slug:slug>/rueckfragen/", enquiries, name="office-enquiries"),
    path("geschaeftsstelle/<slug:slug>/rueckfragen/<int:pk>/", enquiry, name="office-enquiry"),
    path("geschaeftsstelle/<slug:slug>/mitteilungen/", notices, name="office-notices"),
]
