"""A call's own fields in sections, as documents: what a page shows, and what it was typed over."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from competition import receipts
from competition.call_setup import texts
from competition.models import Call

# One page each. Colleagues who work on different sections never meet.
SECTIONS: dict[str, tuple[str, ...]] = {
    "texts": ("slug", "title", "summary", "contact_email"),
    "dates": ("opens_at", "deadline_at", "enquiries_until_at"),
    "money": ("places_count", "award_cents", "budget_cents"),
    "eligibility": (
        *("eligible_kinds", "population_min", "population_max", "partners_exclusive"),
        "is_synthetic",
    ),
    "disclosure": ("publication_level", "names_reserve"),
    "retention": ("retention_months",),
    "remedy": ("remedy_notice",),
}
# What a question is, but for its place in the form.
QUESTION = (
    *("key", "section", "kind", "label", "hint", "is_required", "max_chars", "choices"),
    *("minimum", "maximum", "condition", "deadline_at"),
)
FIELDS = tuple(name for names in SECTIONS.values() for name in names)


def values(call: Call, names: Iterable[str] = FIELDS) -> dict[str, Any]:
    """The call's fields by name; the remedy notice among them."""
    texts_ = texts.texts(call)
    return {name: texts_[name] if name in texts_ else getattr(call, name) for name in names}


def document(call: Call, names: Iterable[str] = FIELDS) -> dict[str, Any]:
    """The same as JSON, for a digest: instants as UTC text, numbers as text of any length."""
    return {name: _plain(value) for name, value in values(call, names).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return receipts.timestamp(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def digest(call: Call, names: Iterable[str] = FIELDS) -> str:
    """SHA-256 over some fields of the call, as one read them before typing."""
    return receipts.digest(document(call, names))


def question_documents(call: Call) -> list[dict[str, Any]]:
    """The form of the call, question by question, as everybody will get it."""
    return [
        {name: _plain(getattr(question, name)) for name in QUESTION}
        for question in call.questions.all()
    ]


def published_document(call: Call) -> dict[str, Any]:
    """All of the call that publishing fixes, besides rubric and rules; for a digest."""
    return {
        "call": document(call),
        "facts": json.dumps(call.facts, sort_keys=True),
        "questions": question_documents(call),
    }
