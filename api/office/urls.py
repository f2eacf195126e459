"""The office's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from api.office.views import (
    announcement,
    applications,
    audit,
    calls,
    decisions,
    notices,
    ranking,
    screening,
    selection,
)

Address = URLPattern | URLResolver

application_urls: list[Address] = [
    path("", applications.Applications.as_view(), name="api-office-applications"),
    path(
        "<slug:public_id>/", applications.ApplicationDetail.as_view(), name="api-office-application"
    ),
    path("<slug:public_id>/admit/", screening.Admit.as_view(), name="api-office-admit"),
    path("<slug:public_id>/exclude/", screening.Exclude.as_view(), name="api-office-exclude"),
]

call_urls: list[Address] = [
    path("", calls.CallDetail.as_view(), name="api-office-call"),
    path("applications/", include(application_urls)),
    path("open-reviewing/", calls.OpenReviewing.as_view(), name="api-office-open-reviewing"),
    path("lock-scores/", calls.LockScores.as_view(), name="api-office-lock-scores"),
    path("ranking/", ranking.Ranking.as_view(), name="api-office-ranking"),
    path("selection-runs/", selection.SelectionRuns.as_view(), name="api-office-runs"),
    path("decisions/", decisions.Decisions.as_view(), name="api-office-decisions"),
    path("decisions/plan/", decisions.PlanOfDecision.as_view(), name="api-office-decision-plan"),
    path(
        "announcement/", announcement.AnnouncementDetail.as_view(), name="api-office-announcement"
    ),
    path(
        "announcement/confirm/",
        announcement.ConfirmAnnouncement.as_view(),
        name="api-office-announcement-confirm",
    ),
    path("notices/", notices.Notices.as_view(), name="api-office-notices"),
    path("audit/", audit.CallChain.as_view(), name="api-office-call-audit"),
]

office_urls: list[Address] = [
    path("audit/", audit.InternalChain.as_view(), name="api-office-audit"),
    path("events/", audit.Events.as_view(), name="api-office-events"),
    path("calls/", calls.Calls.as_view(), name="api-office-calls"),
    path("calls/<slug:slug>/", include(call_urls)),
    path(
        "selection-runs/<slug:public_id>/",
        selection.SelectionRunDetail.as_view(),
        name="api-office-run",
    ),
    path(
        "decisions/<slug:public_id>/",
        decisions.DecisionDetail.as_view(),
        name="api-office-decision",
    ),
    path(
        "decisions/<slug:public_id>/confirm/",
        decisions.ConfirmDecision.as_view(),
        name="api-office-decision-confirm",
    ),
    path(
        "decisions/<slug:public_id>/reject/",
        decisions.RejectDecision.as_view(),
        name="api-office-decision-reject",
    ),
]
