"""Which of a juror's reviews may be finished now, and what the others lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviews import offline, progress
from reviews.models import JuryMember, Rubric
from reviews.models.review import ReviewState
from reviews.progress import Stage
from reviews.review import entries

if TYPE_CHECKING:
    from reviews.progress import DeskApplication


@dataclass(frozen=True, slots=True)
class Candidate:
    """A review that is not finished: what it lacks, in words. ``version`` 0: not begun."""

    application: "DeskApplication"
    version: int
    gaps: Sequence[str]

    @property
    def is_ready(self) -> bool:
        """Whether it may be finished as it stands."""
        return not self.gaps

    @property
    def is_readable(self) -> bool:
        """Whether its page opens: not before the juror has declared."""
        return self.application.stage != Stage.UNDECLARED


def candidates(juror: JuryMember, rubric: Rubric) -> list[Candidate]:
    """All applications that are due and not finished, in the order of the desk.

    Finished ones, abstentions and conflicts are none of them. The service judges again.
    """
    criteria = list(rubric.criteria.all())
    own = offline.own_contents(juror)
    found = []
    for application in progress.desk(juror).exclude(stage=Stage.CONFLICTED):
        mine = own.get(application.pk)
        if mine and mine.review.state != ReviewState.DRAFT:
            continue
        content = mine.content if mine else entries.empty()
        gaps = [gap.details["names"] for gap in entries.missing(content, criteria)]
        found.append(Candidate(application, mine.review.version if mine else 0, gaps))
    return found
