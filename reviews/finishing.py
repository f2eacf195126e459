"""Which of a juror's reviews may be finished now, and what the others lack."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews import offline, progress
from reviews.models import JuryMember, Rubric
from reviews.models.review import ReviewState
from reviews.progress import Stage, Told
from reviews.review import entries


@dataclass(frozen=True, slots=True)
class Candidate:
    """A review that is not finished: what it lacks, in words. ``version`` 0: not begun."""

    application: Told
    version: int
    gaps: Sequence[str]

    @property
    def is_ready(self) -> bool:
        """Whether it may be finished as it stands."""
        return not self.gaps

    @property
    def is_readable(self) -> bool:
        """Whether its page opens: not before the juror has declared."""
        return self.application.is_readable


def candidates(juror: JuryMember, rubric: Rubric) -> list[Candidate]:
    """All applications that are due and not finished, in the order of the desk.

    Finished ones, abstentions and conflicts are none of them. The service judges again.
    """
    criteria = list(rubric.criteria.all())
    own = offline.own_contents(juror, criteria, [ReviewState.DRAFT])
    found = []
    for application in progress.told(juror):
        is_due = application.own_state in (None, ReviewState.DRAFT)
        if application.stage == Stage.CONFLICTED or not is_due:
            continue
        mine = own.get(application.pk)
        content = mine.content if mine else entries.empty()
        gaps = [gap.details["names"] for gap in entries.missing(content, criteria)]
        found.append(Candidate(application, mine.review.version if mine else 0, gaps))
    return found
