"""The session with many hands: one line after the other, no score lost, nobody half out."""

from collections.abc import Callable
from functools import partial

from reviews.models import MinutesEntry, Revision, Score
from reviews.models.session import EntryKind
from reviews.services import conflicts, deliberation, session
from tests.fixtures.sessions import MakeSession, Sitting
from tests.races.hands import at_once, insisting, refusals


def sequences(sitting: Sitting) -> list[int]:
    entries = sitting.session.entries.order_by("sequence")
    return list(entries.values_list("sequence", flat=True))


def test_lines_written_at_once_stand_one_after_the_other(make_session: MakeSession) -> None:
    sitting = make_session()
    sitting.call(0)
    jurors = [sitting.clara, sitting.third, sitting.fourth]

    def revising(number: int) -> Callable[[], object]:
        juror = jurors[number % 3]
        return lambda: sitting.revise(0, juror, str(number // 3))

    def noting(number: int) -> Callable[[], object]:
        by = sitting.round.dora
        return lambda: deliberation.note(session=sitting.session, text=f"Nr. {number}", by=by)

    acts = [insisting(act(number)) for number in range(9) for act in (revising, noting)]
    assert refusals(at_once(acts, hands=6)) == []
    numbers = sequences(sitting)
    assert numbers == list(range(1, len(numbers) + 1))
    for juror in jurors:
        score = Score.objects.get(
            review__jury_member=juror,
            review__application=sitting.round.applications[0],
            criterion__key="idea",
        )
        chain = list(Revision.objects.filter(score=score).order_by("pk"))
        assert len(chain) == 3
        assert [each.steps_before for each in chain[1:]] == [
            each.steps_after for each in chain[:-1]
        ]
        assert chain[-1].steps_after == score.steps


def test_conflicts_declared_at_once_put_each_out_once(make_session: MakeSession) -> None:
    sitting = make_session()
    sitting.call(0)
    answers = {sitting.round.applications[0].public_id: "kinship"}
    leaving = (sitting.second, sitting.third, sitting.fourth)
    declare = partial(conflicts.declare, answers=answers, understood=list(answers))
    acts = [insisting(partial(declare, juror=juror, by=juror.user)) for juror in leaving]
    assert refusals(at_once(acts, hands=3)) == []
    out = MinutesEntry.objects.filter(kind=EntryKind.OUT).values_list("jury_member_id", flat=True)
    assert sorted(out) == sorted(juror.pk for juror in leaving)


def test_two_who_close_it_close_it_once(make_session: MakeSession) -> None:
    sitting = make_session()
    by = sitting.round.dora
    acts = [insisting(lambda: session.close(session=sitting.session, by=by))] * 4
    assert refusals(at_once(acts, hands=4)) == ["session_closed"] * 3
    assert MinutesEntry.objects.filter(kind=EntryKind.CLOSED).count() == 1
