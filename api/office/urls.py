"""The office's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from api.office.programme_urls import programme_urls
from api.office.views import (
    announcement,
    applications,
    audit,
    availability,
    barrier_reports,
    calls,
    decisions,
    events,
    notices,
    ranking,
    screening,
    selection,
    site_texts,
    workshops,
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

event_urls: list[Address] = [
    path("", events.ProgrammeEvents.as_view(), name="api-office-held-events"),
    path("<slug:event>/", events.ProgrammeEventDetail.as_view(), name="api-office-held-event"),
    path("<slug:event>/publish/", events.Publish.as_view(), name="api-office-event-publish"),
    path("<slug:event>/cancel/", events.Cancel.as_view(), name="api-office-event-cancel"),
    path(
        "<slug:event>/registrations/",
        events.Registrations.as_view(),
        name="api-office-registrations",
    ),
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
    path("programme/events/", include(event_urls)),
    path("programme/", include(programme_urls)),
    path("workshops/", workshops.Workshops.as_view(), name="api-office-workshops"),
    path(
        "workshops/<slug:workshop>/", workshops.WorkshopDetail.as_view(), name="api-office-workshop"
    ),
    path(
        "workshops/<slug:workshop>/announce/",
        workshops.AnnounceWorkshop.as_view(),
        name="api-office-workshop-announce",
    ),
    path(
        "workshops/<slug:workshop>/cancel/",
        workshops.CancelWorkshop.as_view(),
        name="api-office-workshop-cancel",
    ),
    path(
        "workshops/<slug:workshop>/attendance/",
        workshops.RecordAttendance.as_view(),
        name="api-office-workshop-attendance",
    ),
    path("profiles/", workshops.WatchedProfiles.as_view(), name="api-office-profiles"),
    path(
        "profiles/<slug:ags>/take-down/",
        workshops.TakeProfileDown.as_view(),
        name="api-office-profile-take-down",
    ),
    path("notices/", notices.Notices.as_view(), name="api-office-notices"),
    path("audit/", audit.CallChain.as_view(), name="api-office-call-audit"),
]

office_urls: list[Address] = [
    path("audit/", audit.InternalChain.as_view(), name="api-office-audit"),
    path("availability/", availability.Availability.as_view(), name="api-office-availability"),
    path("events/", audit.Events.as_view(), name="api-office-events"),
    path(
        "barrier-reports/",
        barrier_reports.BarrierReports.as_view(),
        name="api-office-barrier-reports",
    ),
    path(
        "barrier-reports/<slug:number>/",
        barrier_reports.BarrierReportDetail.as_view(),
        name="api-office-barrier-report",
    ),
    path(
        "barrier-reports/<slug:number>/answer/",
        barrier_reports.AnswerBarrierReport.as_view(),
        name="api-office-barrier-answer",
    ),
    path("site-texts/", site_texts.SiteTexts.as_view(), name="api-office-site-texts"),
    path(
        "site-texts/<slug:page>/<slug:language>/",
        site_texts.SiteTextDetail.as_view(),
        name="api-office-site-text",
    ),
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
