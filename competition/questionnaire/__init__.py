"""The questions of a call as a form: what makes them usable, how the office writes them, digests.

``faults`` judges all of them together; whoever enters questions (a page, a file, a copy) passes it.
"""

from competition.questionnaire.digests import digest, order_digest
from competition.questionnaire.faults import MAX_QUESTIONS, Fault, faults, require_usable

__all__ = ["MAX_QUESTIONS", "Fault", "digest", "faults", "order_digest", "require_usable"]
