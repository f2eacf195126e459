"""Addresses for people: German nouns. Names are the same for everybody who links."""

from django.urls import URLPattern, URLResolver, include, path

from competition.models.site_text import SitePage
from competition.views import (
    awards,
    barrier_reports,
    call_versions,
    disturbances,
    enquiries,
    public,
    site_pages,
)
from competition.views.portal import (
    answers,
    application,
    attachments,
    corrections,
    declining,
    discarding,
    overview,
    partners,
    saving,
    sealing,
    start,
)
from competition.views.portal import enquiries as asking

OWN = "portal/bewerbungen/<slug:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.start, name="start"),
    path("", include("competition.feed_urls")),
    path("wettbewerbe/<slug:slug>/", public.call, name="call"),
    path("wettbewerbe/<slug:slug>/foerderungen/<slug:ags>/", awards.award, name="award"),
    path("wettbewerbe/<slug:slug>/entscheidung/", public.decision, name="decision"),
    path("wettbewerbe/<slug:slug>/entscheidung/fall.json", public.case, name="decision-case"),
    path("wettbewerbe/<slug:slug>/fassungen/", call_versions.versions, name="call-versions"),
    path(
        "wettbewerbe/<slug:slug>/entscheidung/fassung-<int:version>.json",
        public.document,
        name="decision-document",
    ),
    path("wettbewerbe/<slug:slug>/fragen/", enquiries.enquiries, name="enquiries"),
    path("stoerung/", disturbances.report, name="report-disturbance"),
    path("stoerung/<slug:number>/", disturbances.reported, name="disturbance-reported"),
    path("barriere-melden/", barrier_reports.report, name="report-barrier"),
    path("barriere-melden/<slug:number>/", barrier_reports.reported, name="barrier-reported"),
    path("barrierefreiheit/", site_pages.accessibility, name="accessibility"),
    path("leichte-sprache/", site_pages.easy_language, name="easy-language"),
    path(
        "gebaerdensprache/",
        site_pages.page,
        {"name": SitePage.SIGN_LANGUAGE},
        name="sign-language",
    ),
    path("impressum/", site_pages.page, {"name": SitePage.IMPRINT}, name="imprint"),
    path("datenschutz/", site_pages.page, {"name": SitePage.PRIVACY}, name="privacy"),
    path("", include("competition.account_urls")),
    path("portal/", overview.overview, name="portal"),
    path("portal/mitteilungen/<slug:key>/", overview.notice, name="portal-notice"),
    path("portal/wettbewerbe/<slug:slug>/bewerben/", start.start, name="application-start"),
    path("portal/wettbewerbe/<slug:slug>/fragen/", asking.ask, name="enquiry-ask"),
    path(OWN, application.application, name="application"),
    path(f"{OWN}fragen/", answers.edit, name="application-edit"),
    path(f"{OWN}speichern/", saving.save, name="application-save"),
    path(f"{OWN}anlagen/<slug:key>/", attachments.files, name="attachments"),
    path(f"{OWN}anlagen/<slug:key>/nachreichen/", attachments.hand_in, name="document-hand-in"),
    path(f"{OWN}anlagen/<slug:key>/<slug:sha256>/", attachments.file, name="attachment"),
    path(
        f"{OWN}anlagen/<slug:key>/<slug:sha256>/entfernen/",
        attachments.remove,
        name="attachment-remove",
    ),
    path(f"{OWN}freigabe/", sealing.release, name="application-release"),
    path(f"{OWN}einreichen/", sealing.submit, name="application-submit"),
    path(f"{OWN}berichtigung/", corrections.correct, name="application-correction"),
    path(
        f"{OWN}berichtigung/einreichen/",
        corrections.submit,
        name="application-correction-submit",
    ),
    path(f"{OWN}rueckzug/", sealing.withdraw, name="application-withdraw"),
    path(f"{OWN}verzicht/", declining.decline, name="application-decline"),
    path(f"{OWN}verwerfen/", discarding.discard, name="application-discard"),
    path(f"{OWN}partner/", partners.invite, name="partner-invite"),
    path(f"{OWN}partner/<slug:ags>/bestaetigung/", partners.confirm, name="partner-confirm"),
    path(f"{OWN}partner/<slug:ags>/ruecktritt/", partners.step_back, name="partner-step-back"),
    path(f"{OWN}partner/<slug:ags>/entfernen/", partners.remove, name="partner-remove"),
    path("", include("competition.open_data_urls")),
    path("", include("competition.document_urls")),
    path("", include("competition.circle_urls")),
    path("", include("competition.office_urls")),
]
