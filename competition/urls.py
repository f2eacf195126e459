"""Addresses for people: German nouns. Names are the same for everybody who links."""

from django.urls import URLPattern, URLResolver, include, path

from competition.views import enquiries, people, public
from competition.views.portal import answers, application, overview, partners, sealing, start
from competition.views.portal import enquiries as asking

OWN = "portal/bewerbungen/<slug:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.start, name="start"),
    path("wettbewerbe/<slug:slug>/", public.call, name="call"),
    path("wettbewerbe/<slug:slug>/entscheidung/", public.decision, name="decision"),
    path("wettbewerbe/<slug:slug>/entscheidung/fall.json", public.case, name="decision-case"),
    path("wettbewerbe/<slug:slug>/fragen/", enquiries.enquiries, name="enquiries"),
    path("barrierefreiheit/", public.page, {"name": "accessibility"}, name="accessibility"),
    path("impressum/", public.page, {"name": "imprint"}, name="imprint"),
    path("datenschutz/", public.page, {"name": "privacy"}, name="privacy"),
    path("anmelden/", people.sign_in, name="sign-in"),
    path("abmelden/", people.sign_out, name="sign-out"),
    path("portal/", overview.overview, name="portal"),
    path("portal/mitteilungen/<int:pk>/", overview.notice, name="portal-notice"),
    path("portal/wettbewerbe/<slug:slug>/bewerben/", start.start, name="application-start"),
    path("portal/wettbewerbe/<slug:slug>/fragen/", asking.ask, name="enquiry-ask"),
    path(OWN, application.application, name="application"),
    path(f"{OWN}fragen/", answers.edit, name="application-edit"),
    path(f"{OWN}freigabe/", sealing.release, name="application-release"),
    path(f"{OWN}einreichen/", sealing.submit, name="application-submit"),
    path(f"{OWN}eingang/", application.receipt, name="application-receipt"),
    path(f"{OWN}rueckzug/", sealing.withdraw, name="application-withdraw"),
    path(f"{OWN}partner/", partners.invite, name="partner-invite"),
    path(f"{OWN}partner/<slug:ags>/bestaetigung/", partners.confirm, name="partner-confirm"),
    path(f"{OWN}partner/<slug:ags>/entfernen/", partners.remove, name="partner-remove"),
    path("", include("competition.office_urls")),
]
