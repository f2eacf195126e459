"""The three races that a court would ask about, thirty tries each, on PostgreSQL."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from competition.errors import Refusal
from competition.models import (
    Announcement,
    ApplicationVersion,
    Attempt,
    AuditEntry,
    Award,
    Call,
    Notice,
)
from competition.services import announcement, awards, extensions
from tests.fixtures.announcing import read_of
from tests.fixtures.people import office_member
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage, submit
from tests.races.hands import at_once, insisting, refusals, successes

TRIES = 30
NINE_PLACES = {"places_count": 9, "award_cents": 50_000_00, "budget_cents": 9 * 50_000_00}
LATER = timedelta(hours=1)


def test_ten_hands_on_nine_places_give_exactly_nine(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED, applications=10, fields=NINE_PLACES)

    grant = partial(awards.grant, call=round_.call, by=round_.dora)
    for _try in range(TRIES):
        outcomes = at_once(
            [insisting(partial(grant, applications=[each])) for each in round_.applications]
        )
        assert refusals(outcomes) == ["no_places_left"]
        assert len(successes(outcomes)) == 9
        assert Award.objects.count() == 9
        Award.objects.all().delete()


def test_two_announcers_at_once_announce_exactly_once(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PREPARED)
    office = (round_.emil, office_member("Fanny"))
    letters = Notice.objects.filter(occasion="announcement")
    for done in range(1, TRIES + 1):
        confirm = partial(announcement.confirm, call=round_.call, read=read_of(round_.call))
        acts = [insisting(partial(confirm, by=who)) for who in office]
        outcomes = at_once(acts)
        assert refusals(outcomes) == ["announcement_standing"]
        assert AuditEntry.objects.filter(act="announcement.confirmed").count() == done
        assert sorted(letters.values_list("application", flat=True)) == sorted(
            each.pk for each in round_.applications
        )
        # As it was before: only a test may take an announcement back.
        letters.delete()
        Announcement.objects.update(confirmed_at=None, confirmed_by=None)


def test_submission_against_extension_has_an_order_that_the_answer_fits(
    open_round: Round,
) -> None:
    for number in range(2, TRIES + 2):
        draft = open_round.draft(number)
        deadline_at = Call.objects.get().deadline_at
        proposal = extensions.propose(
            call=open_round.call, by=open_round.dora, deadline_to=deadline_at + LATER, reason="Eis"
        )
        open_round.at(deadline_at)
        acts: list[Callable[[], object]] = [
            insisting(partial(submit, draft, draft.contact, deadline_at)),
            insisting(partial(extensions.confirm, extension=proposal, by=open_round.emil)),
        ]
        outcome, _confirmed = at_once(acts)

        assert Call.objects.get().deadline_at == deadline_at + LATER
        sealed = ApplicationVersion.objects.filter(application=draft)
        late = Attempt.objects.filter(application=draft, code="deadline_passed")
        if isinstance(outcome, Refusal):
            assert (outcome.code, sealed.count(), late.count()) == ("deadline_passed", 0, 1)
        else:
            assert (sealed.count(), late.count()) == (1, 0)
            moved = AuditEntry.objects.filter(act="extension.confirmed").latest("sequence")
            entered = AuditEntry.objects.get(act="application.submitted", subject=draft.public_id)
            assert entered.at > moved.at
    assert Call.objects.get().deadline_at == DEADLINE_AT + TRIES * LATER
