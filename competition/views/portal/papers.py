"""Files of one application to keep: the draft, sealed versions and their receipts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from competition import deadlines, policies, queries, receipts, signing
from competition.documents import papers, typesetting
from competition.documents.shapes import Paper
from competition.errors import Refusal
from competition.models import ApplicationVersion
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import draft_of

PDF, JSON = "application/pdf", "application/json"


@require_safe
@signed_in
def draft_pdf(_request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    paper = _draft(visit, public_id)
    return _file(typesetting.application_pdf(paper), PDF, f"entwurf-{_name(paper)}.pdf")


@require_safe
@signed_in
def draft_docx(_request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    from competition.documents import word  # noqa: PLC0415  # 6 MB, and few processes write it

    paper = _draft(visit, public_id)
    return _file(word.application_docx(paper), word.MEDIA_TYPE, f"entwurf-{_name(paper)}.docx")


@require_safe
@signed_in
def version_pdf(_request: HttpRequest, visit: Visit, public_id: str, version: int) -> HttpResponse:
    sealed = _readable(visit, public_id, version)
    questions = list(sealed.application.call.questions.all())
    paper = papers.version(sealed=sealed, questions=questions)
    name = f"bewerbung-{_name(paper)}-fassung-{version}.pdf"
    return _file(typesetting.application_pdf(paper), PDF, name)


@require_safe
@signed_in
def version_json(_request: HttpRequest, visit: Visit, public_id: str, version: int) -> HttpResponse:
    sealed = _readable(visit, public_id, version)
    return _file(receipts.canonical(sealed.content), JSON, f"fassung-{sealed.receipt.number}.json")


@require_safe
@signed_in
def receipt_pdf(_request: HttpRequest, visit: Visit, public_id: str, version: int) -> HttpResponse:
    sealed = _sealed(visit, public_id, version)
    check_url = f"{settings.SITE_ORIGIN}{reverse('receipt-check')}"
    paper = papers.receipt(sealed=sealed, check_url=check_url)
    return _file(typesetting.receipt_pdf(paper), PDF, f"eingang-{sealed.receipt.number}.pdf")


@require_safe
@signed_in
def receipt_json(_request: HttpRequest, visit: Visit, public_id: str, version: int) -> HttpResponse:
    issued = _sealed(visit, public_id, version).receipt
    file = receipts.file(
        document=issued.document,
        signature=issued.signature,
        key_id=issued.key_id,
        key=signing.published_key(issued.key_id),
        keys_at=f"{settings.SITE_ORIGIN}{reverse('receipt-keys')}",
    )
    return _file(receipts.canonical(file), JSON, f"eingang-{issued.number}.json")


def _draft(visit: Visit, public_id: str) -> Paper:
    draft = draft_of(visit.own(public_id), visit)
    deadline_at = deadlines.own_deadline(draft.application)
    return papers.draft(
        application=draft.application,
        content=draft.content,
        digest=draft.digest,
        questions=draft.questions,
        gaps=draft.missing,
        partners=draft.partners,
        saved_at=queries.last_saved_at(draft.application),
        is_open=draft.round.at < deadline_at,
        deadline_at=deadline_at,
    )


def _sealed(visit: Visit, public_id: str, version: int) -> ApplicationVersion:
    found = queries.versions_of(visit.own(public_id)).filter(number=version).first()
    if found is None:
        raise Refusal("not_found")
    return found


def _readable(visit: Visit, public_id: str, version: int) -> ApplicationVersion:
    """A version whose content is still there; its receipt can be had for ever."""
    found = _sealed(visit, public_id, version)
    policies.require_content(found.application)
    return found


def _name(paper: Paper) -> str:
    return slugify(paper.municipality) or "kommune"


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to save, never to be shown inside the site's own origin."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
