"""The office's addresses of a call's funded years."""

from django.urls import URLPattern, URLResolver, include, path

from api.office.views import agreements, comments, consultations, payments, programmes, reports

Address = URLPattern | URLResolver

agreement_urls: list[Address] = [
    path("", agreements.AgreementDetail.as_view(), name="api-office-agreement"),
    path("confirm/", agreements.ConfirmAgreement.as_view(), name="api-office-agreement-confirm"),
    path("reject/", agreements.RejectAgreement.as_view(), name="api-office-agreement-reject"),
    path(
        "acceptance/",
        agreements.RecordAcceptance.as_view(),
        name="api-office-agreement-acceptance",
    ),
]

report_urls: list[Address] = [
    path("", reports.ReportDetail.as_view(), name="api-office-report"),
    path(
        "versions/<int:version>/", reports.FiledReport.as_view(), name="api-office-report-version"
    ),
    path("judge/", reports.JudgeReport.as_view(), name="api-office-report-judge"),
    path("extend/", reports.ExtendReport.as_view(), name="api-office-report-extend"),
]

payment_urls: list[Address] = [
    path("", payments.PaymentDetail.as_view(), name="api-office-payment"),
    path("certify/", payments.CertifyPayment.as_view(), name="api-office-payment-certify"),
    path("order/", payments.OrderPayment.as_view(), name="api-office-payment-order"),
    path("reject/", payments.RejectPayment.as_view(), name="api-office-payment-reject"),
    path("transfer/", payments.RecordPayment.as_view(), name="api-office-payment-transfer"),
]

comment_urls: list[Address] = [
    path("show/", comments.ShowComment.as_view(), name="api-office-comment-show"),
    path("withhold/", comments.WithholdComment.as_view(), name="api-office-comment-withhold"),
    path("answer/", comments.AnswerComment.as_view(), name="api-office-comment-answer"),
]

consultation_urls: list[Address] = [
    path("", consultations.ConsultationDetail.as_view(), name="api-office-consultation"),
    path(
        "publish/",
        consultations.PublishConsultation.as_view(),
        name="api-office-consultation-publish",
    ),
    path(
        "extend/",
        consultations.ExtendConsultation.as_view(),
        name="api-office-consultation-extend",
    ),
    path("close/", consultations.CloseConsultation.as_view(), name="api-office-consultation-close"),
    path("comments/", comments.Comments.as_view(), name="api-office-comments"),
    path("comments/<slug:comment>/", include(comment_urls)),
]

programme_urls: list[Address] = [
    path("", programmes.FundedYearsDetail.as_view(), name="api-office-funded-years"),
    path(
        "publish/", programmes.PublishFundedYears.as_view(), name="api-office-funded-years-publish"
    ),
    path("agreements/", agreements.Agreements.as_view(), name="api-office-agreements"),
    path("agreements/<slug:ags>/", include(agreement_urls)),
    path("reports/", reports.Reports.as_view(), name="api-office-reports"),
    path("reports/<slug:ags>/<slug:report>/", include(report_urls)),
    path("payments/", payments.Payments.as_view(), name="api-office-payments"),
    path("payments/<slug:payment>/", include(payment_urls)),
    path("consultations/", consultations.Consultations.as_view(), name="api-office-consultations"),
    path("consultations/<slug:consultation>/", include(consultation_urls)),
]
