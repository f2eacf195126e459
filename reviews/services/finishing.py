"""Finishing many reviews at once: each as its juror saw it, each an act of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from competition.errors import Refusal
from competition.models import Application, User
from reviews import queries
from reviews.models import JuryMember
from reviews.services import reviews


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of one; without a refusal it is finished and counts."""

    application: Application | None
    refusal: Refusal | None = None


def finish(*, juror: JuryMember, by: User, versions: Mapping[str, int]) -> list[Finished]:
    """Finish the reviews of these applications (public ids), each over the version that was seen.

    Every one by ``reviews.finalise`` in a transaction of its own, with its confirmation by mail and
    its entry in the log: one that is refused (incomplete, changed meanwhile, in conflict) holds up
    no other. Raises nothing for a single one.
    """
    found = {
        row.public_id: row for row in queries.assigned(juror).filter(public_id__in=list(versions))
    }
    results = []
    for public_id, version in versions.items():
        application = found.get(public_id)
        try:
            if application is None:
                raise Refusal("application_unknown")
            reviews.finalise(juror=juror, application=application, by=by, version=version)
        except Refusal as refusal:
            results.append(Finished(application, refusal))
        else:
            results.append(Finished(application))
    return results
