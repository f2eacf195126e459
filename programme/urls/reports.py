"""Reports: what is owed, written, filed and judged."""

from django.urls import URLPattern, URLResolver, path

from programme.views.office import reports as office
from programme.views.portal import reports as portal

OWN = "portal/foerderungen/<slug:public_id>/berichte/<slug:key>/"
OFFICE = "geschaeftsstelle/<slug:slug>/umsetzung/berichte/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(OWN, portal.report, name="portal-report"),
    path(f"{OWN}einreichen/", portal.file, name="portal-report-file"),
    path(f"{OWN}fassung-<int:version>.pdf", portal.pdf, name="portal-report-pdf"),
    path(OFFICE, office.reports, name="office-reports"),
    path(f"{OFFICE}<int:pk>/", office.report, name="office-report"),
    path(f"{OFFICE}<int:pk>/fassung-<int:version>.pdf", office.pdf, name="office-report-pdf"),
]
