"""Addresses of the API, by audience. Whatever else lies under /api/ is ``not_found``."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from api import views
from api.office import views as office
from api.portal import views as portal
from api.problems import unknown_address
from api.public import views as public

Address = URLPattern | URLResolver

public_urls: list[Address] = [
    path("calls/", public.Calls.as_view(), name="api-public-calls"),
    path("calls/<slug:slug>/", public.CallDetail.as_view(), name="api-public-call"),
    path("awards/", public.Awards.as_view(), name="api-public-awards"),
]

portal_urls: list[Address] = [
    path("applications/", portal.Applications.as_view(), name="api-portal-applications"),
    path(
        "applications/<slug:public_id>/",
        portal.ApplicationDetail.as_view(),
        name="api-portal-application",
    ),
    path(
        "applications/<slug:public_id>/answers/",
        portal.Answers.as_view(),
        name="api-portal-answers",
    ),
    path(
        "applications/<slug:public_id>/submission/",
        portal.Submission.as_view(),
        name="api-portal-submission",
    ),
    path(
        "applications/<slug:public_id>/withdrawal/",
        portal.Withdrawal.as_view(),
        name="api-portal-withdrawal",
    ),
    path(
        "applications/<slug:public_id>/receipt/",
        portal.ReceiptDetail.as_view(),
        name="api-portal-receipt",
    ),
]

application_urls: list[Address] = [
    path("", office.Applications.as_view(), name="api-office-applications"),
    path("<slug:public_id>/", office.ApplicationDetail.as_view(), name="api-office-application"),
    path("<slug:public_id>/admit/", office.Admit.as_view(), name="api-office-admit"),
    path("<slug:public_id>/exclude/", office.Exclude.as_view(), name="api-office-exclude"),
]

call_urls: list[Address] = [
    path("", office.CallDetail.as_view(), name="api-office-call"),
    path("applications/", include(application_urls)),
    path("open-reviewing/", office.OpenReviewing.as_view(), name="api-office-open-reviewing"),
    path("lock-scores/", office.LockScores.as_view(), name="api-office-lock-scores"),
    path("selection-runs/", office.SelectionRuns.as_view(), name="api-office-runs"),
    path("decisions/", office.Decisions.as_view(), name="api-office-decisions"),
    path("announcement/", office.AnnouncementDetail.as_view(), name="api-office-announcement"),
    path(
        "announcement/confirm/",
        office.ConfirmAnnouncement.as_view(),
        name="api-office-announcement-confirm",
    ),
    path("notices/", office.Notices.as_view(), name="api-office-notices"),
]

office_urls: list[Address] = [
    path("calls/", office.Calls.as_view(), name="api-office-calls"),
    path("calls/<slug:slug>/", include(call_urls)),
    path(
        "selection-runs/<slug:public_id>/",
        office.SelectionRunDetail.as_view(),
        name="api-office-run",
    ),
    path(
        "decisions/<slug:public_id>/", office.DecisionDetail.as_view(), name="api-office-decision"
    ),
    path(
        "decisions/<slug:public_id>/confirm/",
        office.ConfirmDecision.as_view(),
        name="api-office-decision-confirm",
    ),
    path(
        "decisions/<slug:public_id>/reject/",
        office.RejectDecision.as_view(),
        name="api-office-decision-reject",
    ),
]

urlpatterns: list[Address] = [
    path("v1/schema/", views.Schema.as_view(), name="api-schema"),
    path("v1/public/", include(public_urls)),
    path("v1/portal/", include(portal_urls)),
    path("v1/office/", include(office_urls)),
    re_path("", unknown_address, name="api-unknown"),
]
