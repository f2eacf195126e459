"""The portal's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from api.portal.views import (
    agreements,
    applications,
    attachments,
    corrections,
    notices,
    payments,
    profiles,
    reports,
    sealing,
    workshops,
)

Address = URLPattern | URLResolver

attachment_urls: list[Address] = [
    path("", attachments.Attachments.as_view(), name="api-portal-attachments"),
    path("<slug:key>/hand-in/", attachments.HandIn.as_view(), name="api-portal-hand-in"),
    path(
        "<slug:key>/<slug:sha256>/",
        attachments.AttachmentDetail.as_view(),
        name="api-portal-attachment",
    ),
]

report_urls: list[Address] = [
    path("", reports.OwnReport.as_view(), name="api-portal-report"),
    path("submission/", reports.OwnReportSubmission.as_view(), name="api-portal-report-submission"),
    path(
        "versions/<int:version>/",
        reports.OwnReportVersion.as_view(),
        name="api-portal-report-version",
    ),
]

# From the announcement on, of those who are funded.
funded_urls: list[Address] = [
    path("agreement/", agreements.OwnAgreement.as_view(), name="api-portal-agreement"),
    path(
        "agreement/acceptance/",
        agreements.OwnAgreementAcceptance.as_view(),
        name="api-portal-agreement-acceptance",
    ),
    path("reports/", reports.OwnReports.as_view(), name="api-portal-reports"),
    path("reports/<slug:report>/", include(report_urls)),
    path("payments/", payments.OwnPayments.as_view(), name="api-portal-payments"),
    path("workshops/", workshops.OwnWorkshops.as_view(), name="api-portal-workshops"),
    path("workshops/<slug:workshop>/", workshops.OwnWorkshop.as_view(), name="api-portal-workshop"),
    path(
        "workshops/<slug:workshop>/answer/",
        workshops.OwnWorkshopAnswer.as_view(),
        name="api-portal-workshop-answer",
    ),
    path("profile/", profiles.OwnProfile.as_view(), name="api-portal-profile"),
    path(
        "profile/publication/",
        profiles.OwnProfilePublication.as_view(),
        name="api-portal-profile-publication",
    ),
]

application_urls: list[Address] = [
    path("", applications.ApplicationDetail.as_view(), name="api-portal-application"),
    path("attachments/", include(attachment_urls)),
    path("correction/", corrections.CorrectionDetail.as_view(), name="api-portal-correction"),
    path(
        "correction/submission/",
        corrections.CorrectionSubmission.as_view(),
        name="api-portal-correction-submission",
    ),
    path("release/", sealing.Release.as_view(), name="api-portal-release"),
    path("submission/", sealing.Submission.as_view(), name="api-portal-submission"),
    path("withdrawal/", sealing.Withdrawal.as_view(), name="api-portal-withdrawal"),
    path("receipts/", sealing.Receipts.as_view(), name="api-portal-receipts"),
    path("receipts/<slug:number>/", sealing.ReceiptDetail.as_view(), name="api-portal-receipt"),
    path("versions/<int:version>/", sealing.VersionDetail.as_view(), name="api-portal-version"),
    *funded_urls,
]

portal_urls: list[Address] = [
    path("applications/", applications.Applications.as_view(), name="api-portal-applications"),
    path("applications/<slug:public_id>/", include(application_urls)),
    path("notices/", notices.Notices.as_view(), name="api-portal-notices"),
]
