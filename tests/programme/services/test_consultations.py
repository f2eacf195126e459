"""A document open for discussion: written, published, extended, closed."""

from datetime import timedelta
from typing import Any

import pytest

from competition.models import AuditEntry, Call
from programme.models import Consultation
from programme.services import consultations
from programme.services.moderation import read_of, show
from tests.fixtures.consultations import (
    DOCUMENT,
    ENDS_AT,
    OPENS_AT,
    comment,
    confirmed,
    consultation_fields,
    published,
)
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db


def create(years: Years, **fields: Any) -> Consultation:
    return consultations.create(
        programme=years.programme, by=years.dora, fields=consultation_fields(**fields)
    )


def test_a_document_has_its_sections(begun_years: Years) -> None:
    begun = create(begun_years)
    told = [(each.level, each.heading, each.takes_comments) for each in begun.sections.all()]
    assert told == [
        (2, "Was wir gelernt haben", True),
        (3, "Zeitplan", False),
        (2, "Was wir empfehlen", True),
    ]
    assert not Consultation.objects.public(begun.created_at).exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"slug": "Ergebnisse 2019"}, "consultation_slug_invalid"),
        ({"slug": "bestaetigung"}, "consultation_slug_invalid"),
        ({"slug": "ergebnisse\n"}, "consultation_slug_invalid"),
        ({"ends_at": OPENS_AT}, "period_reversed"),
        ({"title": " "}, "required"),
        ({"introduction": "x" * 4_001}, "too_long"),
        ({"document": "Text zuerst.\n" + DOCUMENT}, "document_text_first"),
        ({"document": "## " + "x" * 201}, "too_long"),
        ({"document": "## x\n" * 201}, "document_too_many_sections"),
        ({"document": "## x\x00"}, "control_characters"),
    ],
)
def test_what_cannot_be_read_is_refused(
    begun_years: Years, fields: dict[str, Any], code: str
) -> None:
    with refused(code):
        create(begun_years, **fields)


def test_no_two_have_the_same_name(begun_years: Years) -> None:
    create(begun_years)
    with refused("consultation_slug_taken"):
        create(begun_years)


def test_what_took_place_elsewhere_stays_as_it_was_told(begun_years: Years) -> None:
    begun = create(begun_years)
    Call.objects.filter(pk=begun_years.call.pk).update(is_archive=True)
    with refused("consultation_archived"):
        create(begun_years, slug="andere")
    with refused("consultation_archived"):
        consultations.publish(consultation=begun, by=begun_years.dora, read=1)
    with refused("consultation_archived"):
        consultations.close(consultation=begun, by=begun_years.dora, report="Danke.")


def test_only_the_office_writes(begun_years: Years) -> None:
    with refused("not_allowed"):
        consultations.create(
            programme=begun_years.programme, by=begun_years.anna, fields=consultation_fields()
        )


def test_a_draft_changes_over_what_was_read(begun_years: Years) -> None:
    begun = create(begun_years)
    fields = consultation_fields(document="## Neu")
    changed = consultations.change(consultation=begun, by=begun_years.emil, read=1, fields=fields)
    assert [each.heading for each in changed.sections.all()] == ["Neu"]
    with refused("version_conflict"):
        consultations.change(consultation=begun, by=begun_years.dora, read=1, fields=fields)


def test_what_is_published_stands(begun_years: Years, running: Consultation) -> None:
    with refused("consultation_fixed"):
        consultations.change(
            consultation=running, by=begun_years.dora, read=2, fields=consultation_fields()
        )
    again = consultations.publish(consultation=running, by=begun_years.emil, read=99)
    assert again.published_by == begun_years.dora


def test_without_an_open_section_nothing_is_published(begun_years: Years) -> None:
    begun = create(begun_years, document="## Zeitplan\n[ohne Kommentare]")
    with refused("document_without_sections"):
        consultations.publish(consultation=begun, by=begun_years.dora, read=1)


def test_publishing_waits_for_the_programme(begun_years: Years) -> None:
    begun = create(begun_years)
    programme = begun_years.programme
    programme.published_at = programme.published_by = None
    programme.save(update_fields=["published_at", "published_by"])
    with refused("consultation_programme_hidden"):
        consultations.publish(consultation=begun, by=begun_years.dora, read=1)


def test_an_end_only_becomes_later(begun_years: Years, running: Consultation) -> None:
    later = ENDS_AT + timedelta(days=14)
    with refused("consultation_end_earlier"):
        consultations.extend(consultation=running, by=begun_years.dora, read=2, ends_at=ENDS_AT)
    extended = consultations.extend(
        consultation=running, by=begun_years.dora, read=2, ends_at=later
    )
    assert extended.ends_at == later
    entry = AuditEntry.objects.get(act="consultation.extended")
    assert entry.payload["from"].startswith("2017-10-13")
    begun_years.round.at(later)
    with refused("consultation_over"):
        consultations.extend(
            consultation=extended, by=begun_years.dora, read=3, ends_at=later + timedelta(days=1)
        )


def test_a_draft_is_neither_extended_nor_closed(begun_years: Years) -> None:
    begun = create(begun_years)
    with refused("consultation_unpublished"):
        consultations.extend(
            consultation=begun, by=begun_years.dora, read=1, ends_at=ENDS_AT + timedelta(days=1)
        )
    with refused("consultation_unpublished"):
        consultations.close(consultation=begun, by=begun_years.dora, report="Danke.")


def test_a_draft_whose_end_has_passed_is_not_published(begun_years: Years) -> None:
    begun = create(begun_years)
    begun_years.round.at(ENDS_AT)
    with refused("consultation_over"):
        consultations.publish(consultation=begun, by=begun_years.dora, read=1)


def test_the_closing_report_comes_after_the_end_and_once(begun_years: Years) -> None:
    running = published(begun_years)
    by: dict[str, Any] = {"consultation": running, "by": begun_years.dora}
    with refused("consultation_running"):
        consultations.close(**by, report="Danke.")
    begun_years.round.at(ENDS_AT)
    closed = consultations.close(**by, report="Danke.")
    assert closed.report_at is not None
    assert consultations.close(**by, report="Danke. ") == closed
    with refused("consultation_reported"):
        consultations.close(**by, report="Etwas anderes.")


def test_no_report_while_comments_wait(begun_years: Years, running: Consultation) -> None:
    begun_years.round.at(ENDS_AT - timedelta(hours=1))
    sections = list(running.sections.all())
    waiting = confirmed(sections[0])
    comment(sections[0], text="Noch einer.")
    begun_years.round.at(ENDS_AT)
    with refused("comments_undecided") as caught:
        consultations.close(consultation=running, by=begun_years.dora, report="Danke.")
    assert caught.details == {"count": 2}
    show(comment=waiting, by=begun_years.dora, read=read_of(waiting))
    begun_years.round.at(ENDS_AT + timedelta(days=8))
    consultations.close(consultation=running, by=begun_years.dora, report="Danke.")
