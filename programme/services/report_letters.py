"""Letters about reports: all of them to the application's contact."""

from datetime import datetime
from typing import Any

from competition.errors import Refusal
from competition.letters import outbox
from competition.letters.kinds import Letter
from competition.models import Notice
from programme.models import Report


def written(
    letter: Letter,
    report: Report,
    *,
    occasion: str,
    written_at: datetime | None = None,
    **context: Any,
) -> Notice:
    """One letter about a report, with its final text, not yet owed. Raises ``not_found`` for an
    award of the archive, which has no application."""
    award = report.agreement.award
    if award.application is None:
        raise Refusal("not_found")
    return outbox.written(
        letter,
        call=award.call,
        application=award.application,
        recipient=award.application.contact,
        occasion=f"report-{report.pk}-{occasion}",
        written_at=written_at,
        context={"report": report, "requirement": report.requirement, **context},
    )
