"""The texts that the operator writes about the site: each save is a version of its own."""

from django.db import IntegrityError, transaction

from competition import answers, audit, clock, policies, receipts, site_texts
from competition.errors import Refusal
from competition.models import SiteText, User
from competition.models.site_text import SitePage

MAX_CHARS = 40_000
CHANGED = "site_text_changed"


def save(*, page: str, language: str, text: str, read: int, by: User) -> SiteText:
    """Publish a version of a page's text at once; an empty one leaves the house's words alone.

    ``read``: the version that it was typed over (0: none), so that of two colleagues neither loses
    a line. What stands there already is no version again. Raises ``not_allowed``,
    ``unknown_choice``, ``site_text_changed`` and the refusals of ``answers.text``.
    """
    policies.require_office(by)
    _require_known(page, language)
    written = answers.text(text, field="text", max_chars=MAX_CHARS)
    with transaction.atomic():
        standing = site_texts.latest(SitePage(page), language)
        if standing and standing.text == written:
            return standing
        if (standing.version if standing else 0) != read:
            raise Refusal("site_text_changed")
        kept = _next(SitePage(page), language, written, read + 1, by)
        digest = receipts.digest({"page": page, "language": language, "text": written})
        payload = {"version": kept.version, "sha256": digest}
        audit.log(
            act="site_text.saved", by=by, subject=f"site_text {page} {language}", payload=payload
        )
        return kept


def _require_known(page: str, language: str) -> None:
    if page not in SitePage.values:
        raise Refusal("unknown_choice", field="page")
    if language not in site_texts.languages_of(SitePage(page)):
        raise Refusal("unknown_choice", field="language")


def _next(page: SitePage, language: str, text: str, version: int, by: User) -> SiteText:
    """The next version; who comes second at the same moment meets its number."""
    try:
        with transaction.atomic():
            return SiteText.objects.create(
                page=page,
                language=language,
                text=text,
                version=version,
                saved_at=clock.now(),
                saved_by=by,
            )
    except IntegrityError as error:
        raise Refusal("site_text_changed") from error
