"""Awards: all of them or none, never more than the places and the money there are."""

from datetime import timedelta

import pytest

from competition.models import Application, AuditEntry, Award, Municipality, Notice, User
from competition.services import awards, calls
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import DEADLINE_AT, PUBLIC_AT, MakeRound, Round, Stage, call_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SCREENED, applications=3)


def test_grant_gives_each_the_amount_of_the_call(round_: Round, emil: User) -> None:
    first, second, _ = round_.applications

    awards.grant(call=round_.call, applications=[first, second], by=emil)

    granted = Award.objects.order_by("municipality__ags")
    assert [(a.application, a.title, a.amount_cents, a.granted_by) for a in granted] == [
        (first, "Vorhaben 1", 50_000_00, emil),
        (second, "Vorhaben 2", 50_000_00, emil),
    ]


def test_grant_of_more_than_the_places_is_refused_as_a_whole(round_: Round, emil: User) -> None:
    with refused("no_places_left") as caught:
        awards.grant(call=round_.call, applications=round_.applications, by=emil)
    assert caught.details == {"places": 2}


def test_grant_in_steps_ends_with_the_places(round_: Round, emil: User) -> None:
    first, second, third = round_.applications
    for application in (first, second):
        awards.grant(call=round_.call, applications=[application], by=emil)

    with refused("no_places_left"):
        awards.grant(call=round_.call, applications=[third], by=emil)


def test_t16_grant_over_the_budget_is_refused(round_: Round, emil: User) -> None:
    first, second = round_.applications[:2]
    awards.grant(call=round_.call, applications=[first], by=emil)
    Award.objects.update(amount_cents=50_000_01)

    with refused("budget_exceeded"):
        awards.grant(call=round_.call, applications=[second], by=emil)


def test_grant_to_what_is_not_admitted_is_refused(make_round: MakeRound, emil: User) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)

    with refused("unknown_move"):
        awards.grant(call=round_.call, applications=round_.applications, by=emil)


def test_grant_twice_to_the_same_is_refused(round_: Round, emil: User) -> None:
    awards.grant(call=round_.call, applications=round_.applications[:1], by=emil)

    with refused("unknown_move"):
        awards.grant(call=round_.call, applications=round_.applications[:1], by=emil)


def test_digest_covers_who_gets_what(round_: Round, emil: User) -> None:
    nothing = awards.digest_of(round_.call)
    awards.grant(call=round_.call, applications=round_.applications[:1], by=emil)
    one = awards.digest_of(round_.call)
    awards.grant(call=round_.call, applications=round_.applications[1:2], by=emil)

    assert len({nothing, one, awards.digest_of(round_.call)}) == 3
    assert awards.digest_of(round_.call) == awards.digest_of(round_.call)


@pytest.mark.parametrize(
    ("stage", "shift", "count"),
    [
        (Stage.DECIDED, timedelta(days=3650), 0),
        (Stage.PREPARED, timedelta(days=3650), 0),
        (Stage.CONFIRMED, -timedelta(microseconds=1), 0),
        (Stage.CONFIRMED, timedelta(0), 2),
        (Stage.CONFIRMED, timedelta(microseconds=1), 2),
    ],
)
def test_awards_are_public_from_the_instant_of_a_confirmed_announcement(
    make_round: MakeRound, stage: Stage, shift: timedelta, count: int
) -> None:
    round_ = make_round(stage)
    real_instant = PUBLIC_AT - round_.call.clock_shift  # the example's clock is shifted

    assert Award.objects.count() == 2
    assert Award.objects.public(real_instant + shift).count() == count


def test_awards_of_each_round_become_public_by_its_own_clock(make_round: MakeRound) -> None:
    first = make_round(Stage.CONFIRMED)
    second = make_round(Stage.CONFIRMED, fields={"slug": "zweite"})
    second.at(DEADLINE_AT + timedelta(days=90))

    at = PUBLIC_AT - first.call.clock_shift - timedelta(microseconds=1)
    assert {award.call for award in Award.objects.public(at)} == {second.call}


def test_declined_award_is_not_public(make_round: MakeRound, emil: User) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    Award.objects.filter(application=round_.applications[0]).update(
        state="declined", declined_at=PUBLIC_AT, declined_by=emil
    )

    public = Award.objects.public(PUBLIC_AT - round_.call.clock_shift)
    assert [award.application for award in public] == [round_.applications[1]]


def test_award_of_an_unpublished_archive_is_not_public(own_town: Municipality) -> None:
    calls.archive(
        fields=call_fields(slug="archiv", is_synthetic=False),
        awards=[{"ags": own_town.ags, "title": "Offen", "amount_cents": 1}],
        granted_at=PUBLIC_AT,
    )

    assert list(Award.objects.public(PUBLIC_AT + timedelta(days=3650))) == []


def test_grant_is_for_the_office(round_: Round, anna: User, clara: User) -> None:
    for person in (anna, clara):
        with refused("not_allowed"):
            awards.grant(call=round_.call, applications=round_.applications[:1], by=person)


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def award_of(application: Application) -> Award:
    return Award.objects.get(application=application)


def test_signatory_declines_and_the_place_is_free(announced: Round, berta: User) -> None:
    application = announced.applications[0]

    awards.decline(award=award_of(application), reason=" Kein Eigenanteil. ", by=berta)

    award = award_of(application)
    assert (award.state, award.declined_by) == ("declined", berta)
    assert award.decline_reason == "Kein Eigenanteil."
    at = PUBLIC_AT - announced.call.clock_shift + timedelta(days=1)
    assert award not in Award.objects.public(at)
    assert list(Award.objects.former(at)) == [award]


def test_decline_is_confirmed_to_the_contact_at_once(announced: Round, berta: User) -> None:
    application = announced.applications[0]
    awards.decline(award=award_of(application), reason="Kein Eigenanteil.", by=berta)

    letter = Notice.objects.get(kind="award_declined")
    assert (letter.application, letter.recipient) == (application, application.contact)
    assert letter.due_at == letter.owed_at
    assert "Beispielstadt hat auf die Förderung von 50.000,00\u00a0€" in letter.body
    assert "Kein Eigenanteil." in letter.body
    assert "Eingetragen wurde der Verzicht von Berta Beispiel, " in letter.body


def test_decline_is_logged_without_its_reason(announced: Round, berta: User) -> None:
    application = announced.applications[0]
    awards.decline(award=award_of(application), reason="Kein Eigenanteil.", by=berta)

    entry = AuditEntry.objects.get(act="award.declined")
    assert (entry.actor, entry.subject) == (berta, application.public_id)
    assert entry.payload.keys() == {"reason_sha256", "sha256"}


def test_office_declines_on_evidence(announced: Round, dora: User) -> None:
    award = award_of(announced.applications[0])
    with refused("required") as caught:
        awards.decline(award=award, reason="Kein Eigenanteil.", by=dora)
    assert caught.field == "evidence"

    awards.decline(award=award, reason="Kein Eigenanteil.", by=dora, evidence="Brief vom 3. Mai")

    award.refresh_from_db()
    assert award.decline_reason == "Kein Eigenanteil.\n\nNachweis: Brief vom 3. Mai"


def test_decline_is_for_who_signs(
    announced: Round, anna: User, boris: User, clara: User, stranger: User
) -> None:
    award = award_of(announced.applications[0])
    with refused("not_allowed"):
        awards.decline(award=award, reason="Nein.", by=anna)
    for person in (boris, clara, stranger):
        with refused("not_found"):
            awards.decline(award=award, reason="Nein.", by=person)


def test_decline_without_a_reason_is_refused(announced: Round, berta: User) -> None:
    with refused("reason_required") as caught:
        awards.decline(award=award_of(announced.applications[0]), reason=" ", by=berta)
    assert caught.field == "reason"


def test_what_is_not_public_cannot_be_declined(
    make_round: MakeRound, berta: User, dora: User
) -> None:
    award = award_of(make_round(Stage.CONFIRMED).applications[0])

    with refused("not_found"):
        awards.decline(award=award, reason="Nein.", by=berta)
    with refused("award_not_public"):
        awards.decline(award=award, reason="Nein.", by=dora, evidence="Brief")


def test_decline_again_changes_nothing(announced: Round, berta: User, dora: User) -> None:
    award = award_of(announced.applications[0])
    awards.decline(award=award, reason="Nein.", by=berta)

    with unchanged():
        awards.decline(award=award, reason="Doch nicht.", by=berta)
    with refused("award_ended"):
        awards.decline(award=award, reason="Nein.", by=dora, evidence="Brief")


def test_archive_declines_nothing(own_town: Municipality, dora: User) -> None:
    calls.archive(
        fields=call_fields(slug="archiv", is_synthetic=False),
        awards=[{"ags": own_town.ags, "title": "Offen", "amount_cents": 1}],
        granted_at=PUBLIC_AT,
    )

    with refused("not_found"):
        awards.decline(award=Award.objects.get(), reason="Nein.", by=dora, evidence="Brief")
