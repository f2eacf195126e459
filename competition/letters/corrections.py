"""Letters about corrections: all of them to the application's contact."""

from typing import Any

from competition.letters import outbox
from competition.letters.kinds import Letter
from competition.models import Correction, Notice


def written(letter: Letter, correction: Correction, **context: Any) -> Notice:
    """One letter about a correction, with its final text, not yet owed."""
    application = correction.application
    return outbox.written(
        letter,
        call=application.call,
        application=application,
        recipient=application.contact,
        occasion=str(correction.pk),
        context={"correction": correction, "version": application.valid_version, **context},
    )
