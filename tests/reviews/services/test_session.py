"""The jury's session: opened late enough, run by chair or office, closed for good."""

import pytest
from django.db.models import Max

from competition.models import Application, AuditEntry, AuditHead, User
from reviews.models import MinutesEntry, Session
from reviews.models.session import EntryKind
from reviews.services import session
from reviews.session import minutes
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.sessions import MakeSession, Sitting

pytestmark = pytest.mark.django_db


def kinds(session_: Session) -> list[str]:
    return list(session_.entries.order_by("sequence").values_list("kind", flat=True))


def test_a_session_has_every_admitted_application_on_its_agenda(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    opened = session.open(call=round_.call, by=round_.jurors[0].user, quorum=2, place="Berlin")
    titles = {item.application_id for item in opened.items.all()}
    assert titles == {application.pk for application in round_.applications}
    entry = opened.entries.get()
    assert entry.text == (
        "Ort: Berlin. Beschlussfähig ab 2 Mitgliedern. Bewerbungen auf der Tagesordnung: 3."
    )


def test_the_most_disputed_comes_first_and_befangen_go_out_once(make_session: MakeSession) -> None:
    sitting = make_session(applications=4)
    order = [item.application_id for item in sitting.session.items.order_by("position")]
    assert order.index(sitting.round.applications[1].pk) in (0, 3)


def test_it_opens_after_the_scores_are_locked(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    with refused("scores_unlocked"):
        session.open(call=round_.call, by=round_.dora, quorum=1)


def test_it_opens_before_a_decision_is_proposed(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    with refused("decision_standing"):
        session.open(call=round_.call, by=round_.dora, quorum=1)


def test_there_is_one_at_a_time(sitting: Sitting) -> None:
    with refused("session_standing"):
        session.open(call=sitting.round.call, by=sitting.round.dora, quorum=1)


@pytest.mark.parametrize("quorum", [0, -1, 5, 10**30])
def test_the_quorum_is_one_to_all_members(make_round: MakeRound, quorum: int) -> None:
    round_ = make_round(Stage.LOCKED, jurors=4)
    with refused("out_of_range") as caught:
        session.open(call=round_.call, by=round_.dora, quorum=quorum)
    assert caught.field == "quorum"


def test_without_admitted_applications_there_is_nothing_to_discuss(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    Application.objects.update(state="submitted")
    with refused("nothing_admitted"):
        session.open(call=round_.call, by=round_.dora, quorum=1)


def test_members_and_strangers_do_not_open_it(make_round: MakeRound, stranger: User) -> None:
    round_ = make_round(Stage.LOCKED)
    for person in (round_.jurors[1].user, stranger):
        with refused("not_allowed"):
            session.open(call=round_.call, by=person, quorum=1)


def test_a_place_is_a_text(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    with refused("control_characters"):
        session.open(call=round_.call, by=round_.dora, quorum=1, place="Ber\x00lin")
    with refused("too_long"):
        session.open(call=round_.call, by=round_.dora, quorum=1, place="x" * 201)


def test_a_member_comes_and_leaves_by_their_own_hand(sitting: Sitting) -> None:
    session.leave(session=sitting.session, member=sitting.third, by=sitting.third.user)
    session.come(session=sitting.session, member=sitting.third, by=sitting.third.user)
    mine = sitting.session.attendances.filter(jury_member=sitting.third)
    assert [attendance.left_at is None for attendance in mine] == [False, True]
    assert kinds(sitting.session)[-2:] == ["left", "came"]


def test_nobody_is_there_twice_or_leaves_twice(sitting: Sitting) -> None:
    with refused("already_present"):
        session.come(session=sitting.session, member=sitting.third, by=sitting.round.dora)
    session.leave(session=sitting.session, member=sitting.third, by=sitting.round.dora)
    with refused("not_present"):
        session.leave(session=sitting.session, member=sitting.third, by=sitting.round.dora)


def test_only_who_runs_it_enters_others(sitting: Sitting, stranger: User) -> None:
    for person in (sitting.second.user, stranger):
        with refused("not_allowed"):
            session.leave(session=sitting.session, member=sitting.third, by=person)


def test_members_of_another_jury_stay_away(sitting: Sitting, make_round: MakeRound) -> None:
    other = make_round(Stage.LOCKED, fields={"slug": "andere"})
    with refused("not_found"):
        session.come(session=sitting.session, member=other.jurors[0], by=sitting.round.dora)


def test_who_comes_while_befangen_goes_out_at_once(sitting: Sitting) -> None:
    session.leave(session=sitting.session, member=sitting.second, by=sitting.round.dora)
    sitting.call(1)
    session.come(session=sitting.session, member=sitting.second, by=sitting.round.dora)
    last = sitting.session.entries.order_by("sequence").last()
    assert last
    assert (last.kind, last.jury_member, last.text) == (
        EntryKind.OUT,
        sitting.second,
        "Beschäftigung oder Auftrag",
    )


def test_the_end_freezes_the_minutes(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.revise(0, sitting.third)
    sitting.end(0)
    closed = sitting.close()
    assert closed.closed_by == sitting.round.dora
    assert closed.minutes_digest == minutes.digest(closed)
    head = AuditHead.objects.get(call=None)
    assert closed.log_head == head.digest
    logged = AuditEntry.objects.get(head=head, digest=closed.log_head)
    assert logged.act == "session.closed"
    assert logged.payload["sha256"] == closed.minutes_digest


def test_the_last_line_says_how_much_was_changed(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.revise(0, sitting.third)
    sitting.revise(0, sitting.third, "3")
    sitting.end(0)
    sitting.close()
    last = sitting.session.entries.get(kind=EntryKind.CLOSED)
    assert last.text == (
        "Geändert wurden 1 von 22 Punktwerten (4,5 %). Nicht aufgerufen: 2 Bewerbungen."
    )


def test_every_changed_line_changes_the_digest(sitting: Sitting) -> None:
    before = minutes.digest(sitting.session)
    MinutesEntry.objects.filter(kind=EntryKind.OPENED).update(text="Anderes")
    assert minutes.digest(sitting.session) != before


def test_it_does_not_end_over_an_open_item(sitting: Sitting) -> None:
    sitting.call(0)
    with refused("item_open"):
        sitting.close()


def test_a_member_does_not_end_it(sitting: Sitting) -> None:
    with refused("not_allowed"):
        session.close(session=sitting.session, by=sitting.third.user)


def test_after_the_end_nothing_changes(sitting: Sitting) -> None:
    sitting.close()
    dora = sitting.round.dora
    with refused("session_closed"):
        session.leave(session=sitting.session, member=sitting.third, by=dora)
    with refused("session_closed"):
        session.come(session=sitting.session, member=sitting.third, by=dora)
    with refused("session_closed"):
        sitting.call(0)
    with refused("session_closed"):
        sitting.close()


def test_a_second_session_may_follow(sitting: Sitting) -> None:
    sitting.close()
    again = session.open(call=sitting.round.call, by=sitting.round.dora, quorum=2)
    assert again.items.count() == 3


def test_lines_are_numbered_without_gaps(sitting: Sitting) -> None:
    sitting.call(1)
    count = sitting.session.entries.count()
    assert sitting.session.entries.aggregate(last=Max("sequence"))["last"] == count


@pytest.mark.parametrize("is_declared", [True, False])
def test_what_somebody_has_yet_to_declare_tells_nothing_by_its_place(
    make_round: MakeRound, is_declared: bool
) -> None:
    round_ = make_round(
        Stage.LOCKED,
        points=lambda juror, number: {"idea": str(4 - number) if juror else "5", "breadth": "3"},
    )
    disputed = round_.applications[2]
    if not is_declared:
        round_.jurors[1].declarations.filter(application=disputed).delete()

    held = session.open(call=round_.call, by=round_.dora, quorum=1)

    assert (held.items.get(position=1).application == disputed) == is_declared
