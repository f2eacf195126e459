"""The portal's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from api.portal.views import applications, attachments, corrections, notices, sealing

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
]

portal_urls: list[Address] = [
    path("applications/", applications.Applications.as_view(), name="api-portal-applications"),
    path("applications/<slug:public_id>/", include(application_urls)),
    path("notices/", notices.Notices.as_view(), name="api-portal-notices"),
]
