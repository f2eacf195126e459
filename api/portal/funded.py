"""What the addresses of the funded years share: one's own award, and the agreement about it."""

from api.portal.own import OwnApplications
from competition.errors import Refusal
from competition.models import Award
from programme.models import Agreement
from programme.queries import agreements


class OwnFunded(OwnApplications):
    """Of the municipalities that the person acts for, once their award is public."""

    def award(self, public_id: str) -> Award:
        """The public award of one's own application. Raises ``not_found``."""
        application = self.own(public_id)
        found = Award.objects.public(self.at).filter(application=application).first()
        if found is None:
            raise Refusal("not_found")
        found.application, found.call = application, application.call
        return found

    def agreed(self, public_id: str) -> Agreement | None:
        """The confirmed agreement of one's own application, None while there is none.

        One query where there is one; a foreign application is ``not_found``, and remembered.
        """
        mine = self.within(agreements.readable(self.visit.person, self.at), "award__call")
        found = mine.filter(award__application__public_id=public_id).first()
        if found is None:
            self.own(public_id)
        return found

    def agreement(self, public_id: str) -> Agreement:
        """The same, where there must be one. Raises ``not_found``."""
        found = self.agreed(public_id)
        if found is None:
            raise Refusal("not_found")
        return found
