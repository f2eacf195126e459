"""What a municipality's pages of the funded years are about: one of its own awards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competition.errors import Refusal
from competition.models import Application, Award
from competition.views.entrance import Visit
from programme.models import Agreement, Programme
from programme.queries import agreements, programmes


@dataclass(frozen=True, slots=True)
class Own:
    """An award that is public and stands; its programme and its confirmed agreement, if any.

    ``at`` is the arrival by the call's clock.
    """

    application: Application
    award: Award
    programme: Programme | None
    agreement: Agreement | None
    at: datetime

    @property
    def context(self) -> dict[str, Any]:
        """What the frame of every such page needs."""
        return {
            "application": self.application,
            "call": self.application.call,
            "award": self.award,
            "programme": self.programme,
            "agreement": self.agreement,
            "synthetic": self.application.call.is_synthetic,
        }


def own_award(visit: Visit, public_id: str) -> Own:
    """The award of one of the person's applications. Raises ``not_found`` where none is public."""
    application = visit.own(public_id)
    award = Award.objects.public(visit.at).filter(application=application).first()
    if award is None:
        raise Refusal("not_found")
    return Own(
        application,
        award,
        programmes.of(application.call),
        agreements.confirmed_of(award),
        visit.arrival(application.call),
    )


def own_agreement(visit: Visit, public_id: str) -> tuple[Own, Agreement]:
    """The same, where an agreement is confirmed. Raises ``not_found`` where none is."""
    own = own_award(visit, public_id)
    if own.agreement is None:
        raise Refusal("not_found")
    return own, own.agreement
