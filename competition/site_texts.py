"""The operator's texts as they are read: the latest of a page, in the reader's language.

The house says beside them what it knows of itself (``templates/public``); the text in Leichte
Sprache is a file, since it is German in every language.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from competition import plain_text
from competition.models import SiteText
from competition.models.site_text import SitePage

GERMAN = "de"
# The last time the accessibility of the pages was assessed by those who make the software.
ASSESSED_ON = date(2026, 11, 22)
# What the office's address calls each page.
SECTIONS = {
    "impressum": SitePage.IMPRINT,
    "datenschutz": SitePage.PRIVACY,
    "barrierefreiheit": SitePage.ACCESSIBILITY,
    "leichte-sprache": SitePage.EASY_LANGUAGE,
    "gebaerdensprache": SitePage.SIGN_LANGUAGE,
}
NAMES = {page: name for name, page in SECTIONS.items()}
# In Leichte Sprache, and to a video in German Sign Language, there is one text for all.
GERMAN_ONLY = frozenset({SitePage.EASY_LANGUAGE, SitePage.SIGN_LANGUAGE})
EASY_LANGUAGE = Path(__file__).parent / "data" / "leichte_sprache.txt"


@dataclass(frozen=True)
class Shown:
    """A text as a page shows it: in blocks, in its own language."""

    text: str
    language: str

    @cached_property
    def blocks(self) -> list[plain_text.Block]:
        return plain_text.blocks(self.text)

    @property
    def review_note(self) -> str:
        """Who has tried a text in Leichte Sprache; empty while nobody is named."""
        return plain_text.review_note(self.text)


def languages_of(page: SitePage) -> list[str]:
    """In which languages the operator may write a page."""
    known = [code for code, _name in settings.LANGUAGES]
    return [GERMAN] if page in GERMAN_ONLY else known


def latest(page: SitePage, language: str) -> SiteText | None:
    """The latest version in one language."""
    return SiteText.objects.filter(page=page, language=language).order_by("-version").first()


def newest() -> QuerySet[SiteText]:
    """Of every page and language the version that counts."""
    later = SiteText.objects.filter(
        page=OuterRef("page"), language=OuterRef("language"), version__gt=OuterRef("version")
    )
    return SiteText.objects.exclude(Exists(later))


def shown(page: SitePage, language: str) -> Shown | None:
    """What everybody reads now: in ``language``, or else in German; None where the operator has
    written nothing, or has taken it back."""
    rows = newest().filter(page=page, language__in={language, GERMAN}).exclude(text="")
    found = {each.language: each.text for each in rows}
    for code in (language, GERMAN):
        if code in found:
            return Shown(found[code], code)
    return None


def easy_language() -> Shown:
    """The house's own text in Leichte Sprache, which nobody has tried yet."""
    return Shown(EASY_LANGUAGE.read_text(encoding="utf-8"), GERMAN)
