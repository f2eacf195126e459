"""Addresses of the office's pages that belong to the competition itself."""

from django.urls import path

from competition.views.office.announcement import announcement
from competition.views.office.application_list import applications, applications_export
from competition.views.office.applications import application
from competition.views.office.attachments import attachment
from competition.views.office.attempts import attempts
from competition.views.office.audit import audit
from competition.views.office.audit import export as audit_export
from competition.views.office.audit import subject as audit_subject
from competition.views.office.availability import availability, availability_minutes
from competition.views.office.barrier_reports import barrier_report, barrier_reports
from competition.views.office.call_setup import overview as setup
from competition.views.office.call_setup import section as setup_section
from competition.views.office.corrections import correction
from competition.views.office.court_files import court_file
from competition.views.office.declining import award
from competition.views.office.disturbances import disturbance, disturbances
from competition.views.office.enquiries import enquiries, enquiry
from competition.views.office.extensions import extension
from competition.views.office.late_admissions import late_admission
from competition.views.office.letter_texts import letter_text, letter_texts
from competition.views.office.notices import notice, notices
from competition.views.office.office_members import office_member, office_members
from competition.views.office.preview import amended_page, amendment, announced_page
from competition.views.office.questions import new, question, questions
from competition.views.office.redacted_copies import redacted_copies, redacted_copy
from competition.views.office.rescues import rescue, rescues
from competition.views.office.retention import retention
from competition.views.office.revision import revision
from competition.views.office.saved_views import saved_view, saved_views
from competition.views.office.screening import screening
from competition.views.office.site_texts import site_text, site_texts
from competition.views.office.standard_reasons import standard_reason, standard_reasons
from competition.views.office.trials import preview, trial, trial_pdf

urlpatterns = [
    path("geschaeftsstelle/protokoll/", audit, name="office-audit"),
    path("geschaeftsstelle/protokoll/gegenstand/", audit_subject, name="office-audit-subject"),
    path("geschaeftsstelle/protokoll/kette.<slug:ending>", audit_export, name="office-audit-file"),
    path("geschaeftsstelle/personen/", office_members, name="office-members"),
    path("geschaeftsstelle/personen/<int:pk>/", office_member, name="office-member"),
    path("geschaeftsstelle/konten/", rescues, name="office-rescues"),
    path("geschaeftsstelle/konten/<int:pk>/", rescue, name="office-rescue"),
    path("geschaeftsstelle/textbausteine/", standard_reasons, name="office-standard-reasons"),
    path(
        "geschaeftsstelle/textbausteine/<int:pk>/", standard_reason, name="office-standard-reason"
    ),
    path("geschaeftsstelle/verfuegbarkeit/", availability, name="office-availability"),
    path(
        "geschaeftsstelle/verfuegbarkeit/minuten.csv",
        availability_minutes,
        name="office-availability-minutes",
    ),
    path("geschaeftsstelle/versuche/", attempts, name="office-attempts"),
    path("geschaeftsstelle/stoerungen/", disturbances, name="office-disturbances"),
    path("geschaeftsstelle/stoerungen/<slug:number>/", disturbance, name="office-disturbance"),
    path("geschaeftsstelle/website/", site_texts, name="office-site-texts"),
    path(
        "geschaeftsstelle/website/<slug:section>/<slug:language>/",
        site_text,
        name="office-site-text",
    ),
    path("geschaeftsstelle/barrieren/", barrier_reports, name="office-barrier-reports"),
    path("geschaeftsstelle/barrieren/<slug:number>/", barrier_report, name="office-barrier-report"),
    path("geschaeftsstelle/<slug:slug>/bewerbungen/", applications, name="office-applications"),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/ausgabe/",
        applications_export,
        name="office-applications-export",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/ansichten/",
        saved_views,
        name="office-saved-views",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/ansichten/<int:pk>/",
        saved_view,
        name="office-saved-view",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/",
        application,
        name="office-application",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/anlagen/<slug:key>/<slug:sha256>/",
        attachment,
        name="office-attachment",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/berichtigung/",
        correction,
        name="office-correction",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/nachfrist/",
        late_admission,
        name="office-late-admission",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/akte/",
        court_file,
        name="office-court-file",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/kopien/",
        redacted_copies,
        name="office-redacted-copies",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/kopien/<int:pk>/",
        redacted_copy,
        name="office-redacted-copy",
    ),
    path("geschaeftsstelle/<slug:slug>/pruefung/", screening, name="office-screening"),
    path("geschaeftsstelle/<slug:slug>/einrichtung/", setup, name="office-setup"),
    path(
        "geschaeftsstelle/<slug:slug>/einrichtung/<slug:section>/",
        setup_section,
        name="office-setup-section",
    ),
    path("geschaeftsstelle/<slug:slug>/texte/", revision, name="office-revision"),
    path("geschaeftsstelle/<slug:slug>/aufbewahrung/", retention, name="office-retention"),
    path(
        "geschaeftsstelle/<slug:slug>/bewerbungen/<slug:public_id>/foerderung/",
        award,
        name="office-award",
    ),
    path("geschaeftsstelle/<slug:slug>/frist/", extension, name="office-extension"),
    path("geschaeftsstelle/<slug:slug>/bekanntgabe/", announcement, name="office-announcement"),
    path(
        "geschaeftsstelle/<slug:slug>/bekanntgabe/vorschau/",
        announced_page,
        name="office-announcement-preview",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bekanntgabe/aenderung-<int:version>/",
        amendment,
        name="office-amendment",
    ),
    path(
        "geschaeftsstelle/<slug:slug>/bekanntgabe/aenderung-<int:version>/vorschau/",
        amended_page,
        name="office-amendment-preview",
    ),
    path("geschaeftsstelle/<slug:slug>/rueckfragen/", enquiries, name="office-enquiries"),
    path("geschaeftsstelle/<slug:slug>/rueckfragen/<int:pk>/", enquiry, name="office-enquiry"),
    path("geschaeftsstelle/<slug:slug>/mitteilungen/", notices, name="office-notices"),
    path("geschaeftsstelle/<slug:slug>/fragen/", questions, name="office-questions"),
    path("geschaeftsstelle/<slug:slug>/fragen/neu/", new, name="office-question-new"),
    path("geschaeftsstelle/<slug:slug>/fragen/vorschau/", preview, name="office-questions-preview"),
    path("geschaeftsstelle/<slug:slug>/fragen/frage/<slug:key>/", question, name="office-question"),
    path("geschaeftsstelle/<slug:slug>/probe/", trial, name="office-trial"),
    path("geschaeftsstelle/<slug:slug>/probe/entwurf.pdf", trial_pdf, name="office-trial-pdf"),
    path("geschaeftsstelle/<slug:slug>/mitteilungen/<int:pk>/", notice, name="office-notice"),
    path(
        "geschaeftsstelle/<slug:slug>/mitteilungen/texte/", letter_texts, name="office-letter-texts"
    ),
    path(
        "geschaeftsstelle/<slug:slug>/mitteilungen/texte/<slug:kind>/",
        letter_text,
        name="office-letter-text",
    ),
]
