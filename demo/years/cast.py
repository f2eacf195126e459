"""Who takes part in the two years of the announced example round, and when it is played."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from competition.models import Award, Call, User
from demo import play
from demo.people import CLERK
from demo.places import PLACES, Place
from programme.models import Agreement, Programme

# Days from today. The first report is due four months after the beginning, some weeks ago.
STARTS, ANNOUNCED = -140, -187


@dataclass(frozen=True, slots=True)
class Cast:
    """The round, the office's two, and the awards by what happens to them.

    ``own`` is Beispielhausen's; ``others`` stand by key; ``late`` has yet to sign.
    """

    call: Call
    office: play.Office
    own: Award
    others: list[Award]
    late: Award

    @property
    def agreed(self) -> list[Award]:
        """Whose agreement comes into force at the beginning."""
        return [self.own, *self.others]

    @property
    def programme(self) -> Programme:
        """As it stands, with the round's clock as it stands."""
        return Programme.objects.select_related("call").get(call=self.call)

    def agreement(self, award: Award) -> Agreement:
        return Agreement.objects.get(award=award, rejected_at__isnull=True)

    def at(self, days: int, hour: int = 9) -> None:
        """Play on at this hour of the day so many days from today."""
        play.move_clock(self.call, instant(days, hour), self.office)


def of(call: Call, office: play.Office, awards: list[Award]) -> Cast:
    """Beispielhausen, the others by key, and the last of them as the late one."""
    by_key = sorted(awards, key=lambda each: each.municipality.ags)
    own = next((each for each in by_key if each.municipality.ags == play.OWN_PLACE), by_key[0])
    *others, late = [each for each in by_key if each != own]
    return Cast(call, office, own, others, late)


def instant(days: int, hour: int = 9) -> datetime:
    """An hour of the day so many days from today, in Berlin."""
    return play.midnight(days) + timedelta(hours=hour)


def day(days: int) -> date:
    return play.midnight(days).date()


def place_of(award: Award) -> Place:
    return next(place for place in PLACES if place.ags == award.municipality.ags)


def signatory(award: Award) -> User:
    return play.signatory_of(place_of(award))


def writer(award: Award) -> User:
    """Who writes for a municipality: in Beispielhausen the clerk."""
    return CLERK.user() if award.municipality.ags == play.OWN_PLACE else signatory(award)
