"""Versions of a call's texts: the first with its publication, later ones with a reason."""

from datetime import timedelta
from typing import Any

import pytest

from competition.call_setup import texts
from competition.letters import kinds
from competition.models import Application, AuditEntry, Call, CallVersion, Notice, User
from competition.services import applications, call_versions, calls, extensions
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, Round, call_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(dora: User) -> Call:
    call = calls.create(fields=call_fields(), questions=[], by=dora)
    calls.publish(call=call, by=dora)
    return Call.objects.get()


def revise(
    call: Call, by: User, reason: str = "Ein Fehler im Text.", **changes: str
) -> CallVersion:
    read = texts.digest(Call.objects.get(pk=call.pk))
    return call_versions.revise_texts(call=call, changes=changes, reason=reason, read=read, by=by)


def test_publishing_keeps_the_first_version(published: Call, dora: User) -> None:
    first = published.versions.get()

    assert (first.number, first.reason, first.published_by) == (1, "", dora)
    assert first.published_at == published.published_at
    assert first.content["texts"]["summary"] == published.summary
    assert first.digest == texts.digest(published)


def test_revised_texts_are_the_next_version(published: Call, emil: User) -> None:
    made = revise(published, emil, summary="Drei Kommunen.", remedy_notice="Klage.")

    published.refresh_from_db()
    assert (published.summary, published.facts) == ("Drei Kommunen.", {"remedy_notice": "Klage."})
    assert published.title == "Beispielrunde"
    assert (made.number, made.reason, made.published_by) == (2, "Ein Fehler im Text.", emil)
    assert list(published.versions.values_list("number", flat=True)) == [1, 2]
    logged = AuditEntry.objects.get(act="call.texts_revised")
    assert logged.payload == {"number": 2, "sha256": made.digest}


def test_everybody_with_a_draft_is_told_once_per_version(
    open_round: Round, draft: Application, anna: User
) -> None:
    second = open_round.place(1)
    applications.start(call=open_round.call, municipality=second[0], by=second[1])

    revise(open_round.call, open_round.dora, title="Anderer Titel")
    revise(open_round.call, open_round.dora, title="Noch ein Titel")

    told = Notice.objects.filter(kind=kinds.CALL_REVISED.kind)
    assert [(each.application_id, each.occasion) for each in told.order_by("pk")] == [
        (application.pk, number)
        for number in ("2", "3")
        for application in Application.objects.order_by("pk")
    ]
    letter = told.get(application=draft, occasion="2")
    assert letter.recipient == draft.contact
    assert "Ein Fehler im Text." in letter.body
    assert "/wettbewerbe/beispielrunde/fassungen/" in letter.body
    assert "Anderer Titel" in letter.subject


@pytest.mark.parametrize(
    "name",
    [
        *("deadline_at", "opens_at", "places_count", "award_cents", "budget_cents"),
        *("eligible_kinds", "publication_level", "names_reserve", "slug", "questions", "rubric"),
    ],
)
def test_everything_else_stays(published: Call, dora: User, name: str) -> None:
    with refused("call_published") as caught:
        revise(published, dora, **{name: "1"})
    assert caught.field == name


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"reason": " ", "title": "Neu"}, "reason_required", "reason"),
        ({"reason": "x" * 2_001, "title": "Neu"}, "too_long", "reason"),
        ({"reason": "a\x00", "title": "Neu"}, "control_characters", "reason"),
        ({"title": ""}, "required", "title"),
        ({"title": "x" * 201}, "too_long", "title"),
        ({"contact_email": "keine"}, "call_invalid", "contact_email"),
        ({"title": "Beispielrunde"}, "nothing_to_change", ""),
        ({}, "nothing_to_change", ""),
    ],
)
def test_revising_refuses(
    published: Call, dora: User, given: dict[str, Any], code: str, field: str
) -> None:
    with refused(code) as caught:
        revise(published, dora, **given)
    assert caught.field == field


def test_what_somebody_else_published_meanwhile_is_not_overwritten(
    published: Call, dora: User, emil: User
) -> None:
    read = texts.digest(published)
    revise(published, emil, title="Emils Titel")

    with refused("version_conflict"):
        call_versions.revise_texts(
            call=published, changes={"title": "Doras Titel"}, reason="Grund", read=read, by=dora
        )


def test_a_draft_has_no_versions(dora: User) -> None:
    call = calls.create(fields=call_fields(), questions=[], by=dora)

    with refused("call_unpublished"):
        revise(call, dora, title="Neu")


def test_an_archive_round_is_not_revised(dora: User) -> None:
    fields = call_fields(is_synthetic=False, published_at=DEADLINE_AT)
    call = calls.archive(fields=fields, awards=[], granted_at=DEADLINE_AT)

    with refused("call_unpublished"):
        revise(call, dora, title="Neu")


def test_revising_is_for_the_office(published: Call, anna: User) -> None:
    with refused("not_allowed"):
        revise(published, anna, title="Neu")


def test_a_round_published_before_versions_were_kept_gets_its_first(
    published: Call, dora: User
) -> None:
    before = published.versions.get()
    before.delete()

    revise(published, dora, title="Neu")

    first = published.versions.get(number=1)
    assert (first.digest, first.published_by) == (before.digest, before.published_by)


def test_the_deadline_keeps_its_own_way(open_round: Round) -> None:
    proposal = extensions.propose(
        call=open_round.call,
        by=open_round.dora,
        deadline_to=DEADLINE_AT + timedelta(days=7),
        reason="Störung.",
    )
    extensions.confirm(extension=proposal, by=open_round.emil)

    assert open_round.call.versions.count() == 1
