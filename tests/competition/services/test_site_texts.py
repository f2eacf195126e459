"""Texts of the site: versions, over what was read, in the reader's language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competition import site_texts as read
from competition.models import AuditEntry, SiteText, User
from competition.models.site_text import SitePage
from competition.services import site_texts
from tests.fixtures.refusals import refused, unchanged

pytestmark = pytest.mark.django_db
IMPRINT = SitePage.IMPRINT


def save(by: User, text: str, *, number: int = 0, language: str = "de") -> SiteText:
    return site_texts.save(page="imprint", language=language, text=text, read=number, by=by)


def test_each_save_is_a_version_and_the_latest_is_shown(dora: User, emil: User) -> None:
    first = save(dora, "Amt A")
    second = save(emil, "Amt B", number=1)

    assert (first.version, second.version, second.saved_by) == (1, 2, emil)
    shown = read.shown(IMPRINT, "de")
    assert shown
    assert shown.text == "Amt B"
    entry = AuditEntry.objects.filter(act="site_text.saved").latest("pk")
    assert entry.subject == "site_text imprint de"
    assert set(entry.payload) == {"version", "sha256"}


def test_who_comes_second_loses_nothing_and_overwrites_nothing(dora: User, emil: User) -> None:
    save(dora, "Amt A")
    with refused("site_text_changed"), unchanged():
        save(emil, "Amt B")
    with refused("site_text_changed"), unchanged():
        save(emil, "Amt B", number=7)


def test_a_double_click_is_one_version(dora: User) -> None:
    first = save(dora, "Amt A")
    assert save(dora, "Amt A ") == first
    assert SiteText.objects.count() == 1


def test_the_readers_language_comes_first_and_german_stands_in(dora: User) -> None:
    save(dora, "Amt")
    assert read.shown(IMPRINT, "en") == read.Shown("Amt", "de")
    save(dora, "Office", language="en")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert read.shown(IMPRINT, "en") == read.Shown("Office", "en")
    assert len(queries) == 1
    assert read.shown(IMPRINT, "de") == read.Shown("Amt", "de")


def test_an_empty_text_is_taken_back(dora: User) -> None:
    save(dora, "Amt")
    save(dora, " ", number=1)
    assert read.shown(IMPRINT, "de") is None


@pytest.mark.parametrize(
    ("page", "language", "text", "code"),
    [
        ("start", "de", "x", "unknown_choice"),
        ("imprint", "fr", "x", "unknown_choice"),
        ("easy_language", "en", "x", "unknown_choice"),
        ("imprint", "de", "x" * 40_001, "too_long"),
        ("imprint", "de", "a\x00", "control_characters"),
        ("imprint", "de", "\ud800", "control_characters"),
    ],
)
def test_what_is_no_text_of_the_site_is_refused(
    dora: User, page: str, language: str, text: str, code: str
) -> None:
    with refused(code), unchanged():
        site_texts.save(page=page, language=language, text=text, read=0, by=dora)


def test_texts_are_the_offices(anna: User) -> None:
    with refused("not_allowed"), unchanged():
        save(anna, "Amt")
