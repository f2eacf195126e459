"""Addresses of documents to print and to keep, and of the page that checks receipts."""

from django.urls import URLPattern, path

from competition.views import receipts
from competition.views.portal import papers, versions

OWN = "portal/bewerbungen/<slug:public_id>/"
VERSION = f"{OWN}fassungen/<int:version>/"

urlpatterns: list[URLPattern] = [
    path("eingang/", receipts.check, name="receipt-check"),
    path("eingang/schluessel.json", receipts.keys, name="receipt-keys"),
    path("eingang/verify_receipt.py", receipts.script, name="receipt-script"),
    path(f"{OWN}entwurf.pdf", papers.draft_pdf, name="application-draft-pdf"),
    path(f"{OWN}entwurf.docx", papers.draft_docx, name="application-draft-docx"),
    path(f"{OWN}eingang/", versions.receipt, name="application-receipt"),
    path(f"{OWN}fassungen/", versions.versions, name="application-versions"),
    path(f"{VERSION}fassung.pdf", papers.version_pdf, name="application-version-pdf"),
    path(f"{VERSION}fassung.json", papers.version_json, name="application-version-json"),
    path(f"{VERSION}eingang.pdf", papers.receipt_pdf, name="application-receipt-pdf"),
    path(f"{VERSION}eingang.json", papers.receipt_json, name="application-receipt-json"),
]
