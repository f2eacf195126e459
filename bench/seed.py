"""Rounds of any size, so complete that every page, list and export works on them.

One application goes its way by the services (tests/fixtures/rounds.py); ``bench/copies.py`` makes
it many. Django must be set up before this module is imported. One juror in twenty is found befangen
at an application after the review, so that some points do not count.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F

from bench.copies import copy
from bench.places import BATCH, Place, places
from competition.models import Application, Attempt, Call, Enquiry, Membership, Notice, User
from competition.models.membership import Role
from competition.services import applications
from reviews.models import Conflict
from tests.fixtures.rounds import (
    ANSWERS,
    DEADLINE_AT,
    OPEN_AT,
    QUESTIONS,
    Round,
    Stage,
    answer,
)

SEATS = 9
TEXT = "Alle Vorlagen des Rates werden offene Daten, und jede Person kann mitreden. " * 30
LONG = [{**each, "max_chars": 8_000} if each["key"] == "concept" else each for each in QUESTIONS]
IN_CONFLICT = 20  # one of so many
TOWNS = 25  # that one person acts for


class Many(Round):
    """A round of ``size`` applications: the first by the services, the others its copies."""

    def __init__(self, name: str, size: int, *, jurors: int = 3, criteria: int = 3) -> None:
        places_count = min(SEATS, size)
        super().__init__(
            applications=1,
            jurors=jurors,
            fields={
                "slug": f"{name}-{size}",
                "title": f"Messung {name}",
                "places_count": places_count,
                "budget_cents": places_count * 50_000_00,
            },
            questions=LONG,
            criteria=[
                {"key": f"c{at}", "label": f"Kriterium {at}", "weight": "1.5"}
                for at in range(criteria)
            ],
            rubric_fields={"quorum": 1, "tie_break": ["criterion:c0"]},
            points=lambda _juror, _application: {f"c{at}": "3" for at in range(criteria)},
        )
        self.places = places(size + 1)
        self.copies: list[Application] = []

    def draft(self, number: int, **values: Any) -> Application:
        return super().draft(number, concept=TEXT, **values)

    def multiply(self) -> None:
        """Copy the first application as it stands now, with letters, questions and attempts."""
        Notice.objects.filter(call=self.call, state="waiting").update(
            state="sent", sent_at=F("owed_at")
        )
        original = Application.objects.select_related("municipality", "contact").get(
            pk=self.applications[0].pk
        )
        self.copies = copy(original, self.places[1:-1])
        _attempts(self.copies)
        _enquiries(self.call, self.places, self.dora)

    @property
    def late_draft(self) -> Application:
        """A complete draft of one more place, begun when it is asked for."""
        *_, last = self.places
        application = applications.start(call=self.call, municipality=last.town, by=last.person)
        if not application.answers.exists():
            answer(application, last.person, **{**ANSWERS, "concept": TEXT})
        return application

    def join(self) -> None:
        """One person acts for several towns, as an office for many does."""
        first, *others = self.places[:TOWNS]
        for each in others:
            Membership.objects.get_or_create(
                user=first.person, municipality=each.town, defaults={"role": Role.EDITOR}
            )

    def find_conflicts(self) -> None:
        """The office has found one juror in twenty befangen, the reviews being there."""
        pairs = [(juror, each) for each in self.copies for juror in self.jurors]
        Conflict.objects.bulk_create(
            [
                Conflict(
                    jury_member=juror,
                    application=application,
                    reason="other",
                    source="office",
                    declared_by=self.dora,
                    declared_at=DEADLINE_AT + timedelta(days=4),
                )
                for juror, application in pairs[IN_CONFLICT - 1 :: IN_CONFLICT]
            ],
            BATCH,
        )


def applying(size: int) -> Many:
    """An open round: so many have submitted."""
    round_ = Many("offen", size)
    round_.advance(Stage.OPEN)
    round_.apply()
    round_.multiply()
    round_.join()
    return round_


def scored(size: int, *, jurors: int = 3, criteria: int = 3) -> Many:
    """A round in which every review is finished, and nothing is locked yet."""
    round_ = Many("bewertung", size, jurors=jurors, criteria=criteria)
    round_.advance(Stage.SCORED)
    round_.multiply()
    round_.find_conflicts()
    return round_


def announced(size: int) -> Many:
    """A round that went on from there by the services, up to its announcement."""
    round_ = Many("bekannt", size)
    round_.advance(Stage.SCORED)
    round_.multiply()
    round_.find_conflicts()
    round_.advance(Stage.ANNOUNCED)
    return round_


def _attempts(rows: Sequence[Application]) -> None:
    """One application in ten came too late once more."""
    at = DEADLINE_AT + timedelta(minutes=1)
    Attempt.objects.bulk_create(
        [
            Attempt(
                kind="submission",
                code="deadline_passed",
                application=each,
                user_id=each.contact_id,
                subject=each.public_id,
                content_digest="0" * 64,
                received_at=at,
                logged_at=at,
            )
            for each in rows[9::10]
        ],
        BATCH,
    )


def _enquiries(call: Call, wanted: Sequence[Place], office: User) -> None:
    """One place in ten has asked something, half of them have an answer."""
    asked = [
        Enquiry(call=call, text=f"Frage {at}?", asked_at=OPEN_AT, asked_by=each.person)
        for at, each in enumerate(wanted[::10])
    ]
    for each in asked[::2]:
        each.published_text, each.answer = each.text, "Ja, das ist förderfähig."
        each.answered_at, each.answered_by = OPEN_AT, office
    Enquiry.objects.bulk_create(asked, BATCH)
