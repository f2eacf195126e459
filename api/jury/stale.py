"""A review that has gone on meanwhile: what is stored and what was sent, field by field."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api import problems
from competition.errors import Refusal
from reviews.models import Criterion
from reviews.review import differences, entries
from reviews.review.entries import Entered


@contextmanager
def told(criteria: Callable[[], list[Criterion]], typed: Entered | None) -> Iterator[None]:
    """Tell a ``version_conflict`` as every door of the API does: ``version``, ``theirs``, ``mine``.

    ``typed``: what was sent. Where nothing was sent but the version, or it differs from what is
    stored in no field, the version itself is named, with all that is stored. What has ceased to be
    assigned is ``not_found``.
    """
    try:
        yield
    except Refusal as refusal:
        if refusal.code == "not_assigned":
            raise Refusal("not_found") from refusal
        if refusal.code != "version_conflict":
            raise
        problems.together(_conflicts(refusal, criteria(), typed or Entered()))


def _conflicts(refusal: Refusal, criteria: list[Criterion], typed: Entered) -> list[Refusal]:
    version, stored = refusal.details["version"], refusal.details["stored"]
    sent, _refused = entries.merged(stored, typed, criteria)
    found = [
        Refusal(
            "version_conflict",
            field=each.field,
            version=version,
            theirs=each.before,
            mine=each.after,
        )
        for each in differences.differences(stored, sent)
    ]
    of_version = Refusal(
        "version_conflict", field="version", version=version, theirs=stored, mine=None
    )
    return found or [of_version]
