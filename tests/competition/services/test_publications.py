"""Frozen documents: once per kind and applicant, public at their instant."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from competition import receipts
from competition.models import Application, Call, Publication
from competition.models.announcement import PublicationKind
from competition.services import publications
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Stage

pytestmark = pytest.mark.django_db


def freeze(
    call: Call, kind: PublicationKind, application: Application | None = None
) -> Publication:
    return publications.freeze(
        call=call, kind=kind, content={"b": 1, "a": "ä"}, application=application
    )


def test_freeze_keeps_a_document_with_its_digest(call: Call) -> None:
    frozen = freeze(call, PublicationKind.DECISION)

    assert frozen.content == {"a": "ä", "b": 1}
    assert frozen.digest == receipts.digest(frozen.content)


def test_freeze_twice_is_held_by_the_database(call: Call, draft: Application) -> None:
    for application in (None, draft):
        kind = PublicationKind.REASONS
        freeze(call, kind, application)
        with pytest.raises(IntegrityError), transaction.atomic():
            freeze(call, kind, application)


def test_rubric_and_rules_are_public_at_once(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    at = PUBLIC_AT - round_.call.clock_shift - timedelta(days=300)

    public = Publication.objects.public(at)
    assert {publication.kind for publication in public} == {"rubric", "rules"}


@pytest.mark.parametrize(
    ("stage", "shift", "kinds"),
    [
        (Stage.PREPARED, timedelta(days=3650), {"rubric", "rules"}),
        (Stage.CONFIRMED, -timedelta(microseconds=1), {"rubric", "rules"}),
        (Stage.CONFIRMED, timedelta(0), {"rubric", "rules", "decision"}),
    ],
)
def test_decision_is_public_from_the_instant_and_reasons_never(
    make_round: MakeRound, stage: Stage, shift: timedelta, kinds: set[str]
) -> None:
    round_ = make_round(stage)
    real_instant = PUBLIC_AT - round_.call.clock_shift

    assert Publication.objects.filter(kind="reasons").count() == 3
    assert Publication.objects.filter(kind="decision").count() == 1
    public = Publication.objects.public(real_instant + shift)
    assert {publication.kind for publication in public} == kinds
