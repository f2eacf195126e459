"""What comes after an announcement: a municipality declines, and somebody moves up."""

from datetime import timedelta

from competition import clock
from competition.models import Award, Call
from competition.services import awards
from demo.places import PLACES
from demo.play import Office, signatory_of, wait_for_letters
from reviews.decisions.proposal import Wish
from reviews.models import SelectionRun
from reviews.models.decision import DecisionKind
from reviews.services import decision

DECLINED = "Der Rat hat den Eigenanteil nicht beschlossen."
MOVES_UP = "Eine geförderte Kommune hat auf die Förderung verzichtet."


def who_declines(call: Call, run: SelectionRun) -> Award:
    """The first funded town, by key, for which somebody can move up."""
    successors = (run.result or {})["successor"]
    funded = Award.objects.public(clock.now()).filter(call=call).order_by("municipality__ags")
    return next(
        each for each in funded if each.application and successors[each.application.public_id]
    )


def decline(award: Award) -> Award:
    """Its signatory gives the award back."""
    place = next(place for place in PLACES if place.ags == award.municipality.ags)
    return awards.decline(award=award, reason=DECLINED, by=signatory_of(place))


def move_up(call: Call, run: SelectionRun, award: Award, by: Office) -> Award:
    """Two persons let somebody move up; returns the successor's award once it is public."""
    assert award.application is not None  # noqa: S101 - an award of the archive cannot be declined
    wish = Wish(
        kind=DecisionKind.SUCCESSION,
        declined=award.application.public_id,
        reason=MOVES_UP,
        public_at=clock.now(call) + timedelta(seconds=2),
    )
    plan = decision.plan_of(run=run, by=by.first, wish=wish)
    proposed = decision.propose(run=run, by=by.first, wish=wish, read=plan.digest)
    decision.confirm(decision=proposed, read=proposed.digest, by=by.second)
    wait_for_letters(call)
    return Award.objects.select_related("municipality").get(call=call, amendment__isnull=False)
