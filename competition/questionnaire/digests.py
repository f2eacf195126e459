"""Digests of what the office has read: of one question, and of the order of all of them."""

from collections.abc import Iterable

from competition import receipts
from competition.models import Question

PARTS = (
    *("key", "section", "kind", "label", "hint", "is_required", "max_chars", "choices"),
    *("minimum", "maximum", "condition"),
)


def digest(question: Question | None) -> str:
    """SHA-256 over everything a question says; "" where there is none. Its place is not in it."""
    if question is None:
        return ""
    said = {part: getattr(question, part) for part in PARTS}
    until = question.deadline_at
    return receipts.digest({**said, "deadline_at": until and receipts.timestamp(until)})


def order_digest(questions: Iterable[Question]) -> str:
    """SHA-256 over the keys of a form in their order, whatever the questions say."""
    return receipts.digest({"keys": [question.key for question in questions]})
