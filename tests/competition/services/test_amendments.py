"""Amendments: awards taken and given after the announcement, unseen until their instant."""

from datetime import datetime
from typing import Any

import pytest

from competition import audit, clock
from competition.models import Amendment, Application, AuditEntry, Award, Notice, User
from competition.models.announcement import PublicationKind
from competition.services import amendments, awards, publications
from tests.fixtures.amendments import AMENDED_AT, REASON, award_of, declined
from tests.fixtures.people import office_member
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MICROSECOND, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED, fields={"facts": {"remedy_notice": "Klage in einem Monat."}})


def make(round_: Round, **fields: Any) -> Amendment:
    """A correction of nothing, that Dora proposed and Emil confirms."""
    return amendments.make(
        **{
            "call": round_.call,
            "ends": (),
            "grants": (),
            "reason": REASON,
            "public_at": AMENDED_AT,
            "proposed_by": round_.dora,
            "proposed_at": PUBLIC_AT,
            "by": round_.emil,
            **fields,
        }
    )


def corrected(round_: Round) -> Amendment:
    """The first award ends, the third application is granted one."""
    first, _, third = round_.applications
    return make(round_, ends=[award_of(first)], grants=[third])


def real(round_: Round, instant: datetime) -> datetime:
    """The database's own time at an instant of the round."""
    return instant - round_.call.clock_shift


def test_make_revokes_and_grants(announced: Round, emil: User) -> None:
    first, second, third = announced.applications

    amendment = corrected(announced)

    old, kept, new = (award_of(each) for each in (first, second, third))
    assert (old.state, old.ended_by, old.revoked_by) == ("revoked", amendment, emil)
    assert (kept.state, kept.amendment) == ("granted", None)
    assert (new.state, new.amendment, new.amount_cents) == ("granted", amendment, 50_000_00)
    assert (amendment.number, amendment.reason) == (1, "Ein Gutachten war vertauscht.")
    assert amendment.awards_digest == awards.digest_of(announced.call)


def test_nothing_of_it_is_seen_before_its_instant_and_all_of_it_from_then(
    announced: Round,
) -> None:
    first, second, third = announced.applications
    corrected(announced)
    at = real(announced, AMENDED_AT)

    def seen(at: datetime) -> tuple[set[Application | None], set[Application | None]]:
        public, former = Award.objects.public(at), Award.objects.former(at)
        return {award.application for award in public}, {award.application for award in former}

    assert seen(at - MICROSECOND) == ({first, second}, set())
    assert seen(at) == ({second, third}, {first})


def test_make_is_logged_with_who_and_digest(announced: Round, emil: User) -> None:
    amendment = corrected(announced)

    entry = AuditEntry.objects.get(act="awards.amended")
    assert (entry.actor, entry.subject, entry.head.call) == (emil, announced.call.slug, None)
    assert entry.payload == {
        "amendment": 1,
        "ends": [announced.applications[0].public_id],
        "grants": [announced.applications[2].public_id],
        "public_at": audit.instant(AMENDED_AT),
        "sha256": amendment.awards_digest,
    }


def test_successor_takes_the_place_that_was_declined(announced: Round) -> None:
    third = announced.applications[2]
    with refused("no_places_left"):
        make(announced, grants=[third])

    declined(announced)
    make(announced, grants=[third])

    assert award_of(third).state == "granted"


def test_who_declined_is_not_granted_again(announced: Round) -> None:
    declined(announced)

    with refused("award_declined") as caught:
        make(announced, grants=[announced.applications[0]])
    assert caught.details == {"name": "Beispielstadt"}


def test_whose_award_was_revoked_may_be_granted_again(announced: Round) -> None:
    first = announced.applications[0]
    make(announced, ends=[award_of(first)])
    make(announced, grants=[first], public_at=AMENDED_AT + MICROSECOND)

    assert list(first.awards.order_by("pk").values_list("state", flat=True)) == [
        "revoked",
        "granted",
    ]


def test_budget_is_kept(announced: Round) -> None:
    Award.objects.filter(application=announced.applications[1]).update(amount_cents=50_000_01)

    with refused("budget_exceeded"):
        corrected(announced)


def test_who_stands_is_not_granted_twice(announced: Round) -> None:
    first, second, _ = announced.applications

    with refused("unknown_move"):
        make(announced, ends=[award_of(first)], grants=[second])


def test_what_is_another_calls_is_neither_ended_nor_granted(
    announced: Round, make_round: MakeRound
) -> None:
    other = make_round(Stage.SCREENED, fields={"slug": "zweite"})
    foreign = awards.grant(call=other.call, applications=other.applications[:1], by=other.dora)

    with refused("award_ended"):
        make(announced, ends=foreign)
    with refused("unknown_move"):
        make(
            announced,
            ends=[award_of(announced.applications[0])],
            grants=[other.applications[1]],
        )


def test_what_stands_no_more_cannot_be_ended(announced: Round) -> None:
    award = award_of(announced.applications[0])
    declined(announced)

    with refused("award_ended"):
        make(announced, ends=[award])


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.PREPARED, Stage.CONFIRMED])
def test_before_the_announcement_there_is_nothing_to_amend(
    make_round: MakeRound, stage: Stage
) -> None:
    round_ = make_round(stage)

    with refused("not_announced"):
        corrected(round_)


def test_instant_must_lie_ahead(announced: Round) -> None:
    for instant in (PUBLIC_AT, clock.now(announced.call)):
        with refused("public_at_past") as caught:
            make(announced, public_at=instant)
        assert caught.field == "public_at"


def test_amendments_become_public_in_their_order(announced: Round) -> None:
    make(announced)

    for earlier in (AMENDED_AT, AMENDED_AT - MICROSECOND):
        with refused("amendment_order") as caught:
            make(announced, public_at=earlier)
        assert caught.field == "public_at"
    assert make(announced, public_at=AMENDED_AT + MICROSECOND).number == 2


def test_reason_is_required(announced: Round) -> None:
    with refused("reason_required") as caught:
        make(announced, reason=" \n")
    assert caught.field == "reason"


def test_who_proposed_does_not_confirm(announced: Round, dora: User) -> None:
    with refused("same_person"):
        make(announced, by=dora)


def test_amending_is_for_the_office(announced: Round, anna: User, clara: User) -> None:
    for person in (anna, clara):
        with refused("not_allowed"):
            make(announced, by=person)


def letters(amendment: Amendment) -> dict[Application | None, Notice]:
    owed = amendments.owe_letters(amendment)
    kept = Notice.objects.filter(occasion="amendment-1")
    assert kept.count() == len(owed)
    return {notice.application: notice for notice in owed}


def test_letters_go_to_the_new_and_the_ended_alone(announced: Round) -> None:
    first, _, third = announced.applications

    owed = letters(corrected(announced))

    assert {each: notice.kind for each, notice in owed.items()} == {
        first: "revocation",
        third: "succession",
    }
    assert {notice.recipient for notice in owed.values()} == {first.contact, third.contact}


def test_letters_are_silent_until_the_instant(announced: Round) -> None:
    amendments.owe_letters(corrected(announced))
    at = real(announced, AMENDED_AT)
    ours = Notice.objects.filter(occasion="amendment-1")

    assert not ours.visible(at - MICROSECOND).exists()
    assert not ours.due(at - MICROSECOND).exists()
    assert ours.visible(at).count() == ours.due(at).count() == 2


def test_letters_are_owed_once(announced: Round) -> None:
    amendment = corrected(announced)
    amendments.owe_letters(amendment)

    assert letters(amendment).keys() == {announced.applications[0], announced.applications[2]}


def test_revocation_tells_why_and_what_can_be_done(announced: Round) -> None:
    body = letters(corrected(announced))[announced.applications[0]].body

    assert "Die Zusage an Beispielstadt über 50.000,00\u00a0€" in body
    assert "Die Begründung: Ein Gutachten war vertauscht." in body
    assert "Klage in einem Monat." in body
    assert "rückt nach" not in body


def test_successor_reads_that_a_place_is_free(announced: Round) -> None:
    declined(announced)
    third = announced.applications[2]

    letter = letters(make(announced, grants=[third], reason="Nach der Reihe."))[third]

    assert "Beispielort 3 rückt nach" in letter.body
    assert "Nach der Reihe." in letter.body
    assert "- Überzeugungskraft: 4,00 von 5 Punkten, Gewicht 2" in letter.body
    assert "Beispielstadt" not in letter.body
    assert letter.subject.startswith("Zusage: Beispielort 3")


def test_who_gains_by_a_correction_reads_of_a_correction(announced: Round) -> None:
    body = letters(corrected(announced))[announced.applications[2]].body

    assert "wurde berichtigt" in body
    assert "rückt nach" not in body


def test_letters_give_the_reasons_of_their_amendment(announced: Round) -> None:
    third = announced.applications[2]
    amendment = corrected(announced)
    publications.freeze(
        call=announced.call,
        kind=PublicationKind.REASONS,
        content={"reviews_count": 1, "criteria": [], "score": "77", "gate": ""},
        application=third,
        amendment=amendment,
    )

    owed = letters(amendment)

    assert "77,00 Punkte" in owed[third].body
    assert "15,00 Punkte" in owed[announced.applications[0]].body


def test_decline_while_a_revocation_waits_looks_as_without_one(announced: Round) -> None:
    award = award_of(announced.applications[0])
    amendment = corrected(announced)
    amendments.owe_letters(amendment)

    award = declined(announced)

    assert (award.state, award.ended_by, award.revoked_at) == ("declined", None, None)
    assert set(Notice.objects.filter(occasion="amendment-1").values_list("kind", flat=True)) == {
        "succession"
    }
    assert Award.objects.filter(state="granted").count() == 2


def test_who_left_the_office_confirms_nothing(announced: Round) -> None:
    gina = office_member("Gina")
    gina.is_active = False
    gina.save(update_fields=["is_active"])

    with refused("not_allowed"):
        make(announced, by=gina)
