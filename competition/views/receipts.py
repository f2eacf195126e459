"""Checking a receipt, for everybody: what the file proves by itself, and nothing else.

No row of the database is asked, nothing is kept or logged: the page cannot tell whether an
application exists.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

import verify_receipt
from competition import receipts, signing, wording
from competition.errors import Refusal
from competition.forms.receipt import ReceiptForm
from competition.uploads import BrokenOff
from verify_receipt import MalformedError, PublicKey, Report

KINDS = {True: "success", False: "danger", None: "warning"}
STEP_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: a kind of badge, whether it is proven in a word, and a sentence."""

    kind: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Key:
    """A published key in words."""

    key: PublicKey
    encoded: str
    validity: str


# Nothing is changed and nobody's rights are used, so a foreign page gains nothing by posting here;
# and the size is looked at before the body is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    form, report = ReceiptForm(), None
    if request.method == "POST":
        _take_in(request)
        form = ReceiptForm(request.POST, request.FILES)
        report = _report(form)
    context = {
        "form": form,
        "report": report,
        "synthetic": report is not None and report.receipt.document["synthetic"],
        "lines": _lines(report) if report else (),
        "received_at": _received_at(report) if report else "",
        "keys": [_key(key) for key in signing.published_keys()],
    }
    status = 400 if request.method == "POST" and report is None else 200
    return render(request, "public/receipt_check.html", context, status=status)


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    content = receipts.canonical(receipts.keys_file(signing.published_keys()))
    return HttpResponse(content, content_type="application/json")


@require_safe
def script(_request: HttpRequest) -> HttpResponse:
    source = Path(verify_receipt.__file__)
    return HttpResponse(
        source.read_bytes(),
        content_type="text/x-python; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{source.name}"'},
    )


def _take_in(request: HttpRequest) -> None:
    """Let files in, into memory only. Raises ``too_large``, after the browser has had its say."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > limit:
        try:
            for _step in range(10 * limit // STEP_BYTES):
                if not request.read(STEP_BYTES):
                    break
        except (UnreadablePostError, BrokenOff):
            pass
        raise Refusal("too_large")
    request.upload_handlers = [MemoryFileUploadHandler(request)]


def _report(form: ReceiptForm) -> Report | None:
    """What was found; None where the form could not be read, with the reason at its field."""
    if not form.is_valid():
        return None
    field = "receipt" if form.cleaned_data["receipt"] else "text"
    try:
        receipt = verify_receipt.read_receipt(form.receipt_bytes())
        field = "content"
        return verify_receipt.examine(
            receipt,
            content=form.content_bytes(),
            keys=signing.published_keys(),
            fits=receipts.fits,
        )
    except MalformedError as error:
        form.add_error(field, gettext(verify_receipt.MALFORMED[error.code]))
        return None


def _lines(report: Report) -> list[Line]:
    words = {True: _("bewiesen"), False: _("falsch"), None: _("offen")}
    details: dict[str, Any] = {
        "key_id": report.receipt.key_id,
        "validity": _validity(report.key) if report.key else "",
    }
    return [
        Line(
            KINDS[finding.holds],
            words[finding.holds],
            gettext(verify_receipt.SENTENCES[finding.code]) % details,
        )
        for finding in report.findings
    ]


def _received_at(report: Report) -> str:
    at = report.receipt.received_at
    return f"{wording.moment(at, seconds=True)} ({wording.zone(at)})"


def _key(key: PublicKey) -> Key:
    return Key(key, receipts.encoded(key), _validity(key))


def _validity(key: PublicKey) -> str:
    """From when until when a key was in use, in words."""
    begun = (
        _("gültig ab %(at)s") % {"at": wording.moment(key.valid_from, seconds=True)}
        if key.valid_from
        else _("ohne Anfangsdatum")
    )
    ended = (
        _("bis %(at)s") % {"at": wording.moment(key.valid_until, seconds=True)}
        if key.valid_until
        else _("in Gebrauch")
    )
    return f"{begun}, {ended}"
