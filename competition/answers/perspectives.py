"""Perspectives: some of the choices, each with a short explanation of its own."""

from typing import Any

from competition.answers import written
from competition.errors import Refusal
from competition.models import Question


def clean(question: Question, value: object) -> dict[str, str]:
    """Choice → explanation, of those that are ticked; an explanation may still be empty.

    Takes that form, or a form's rows: ``[{"value", "is_ticked", "text"}, …]``. Raises
    ``unknown_choice``, ``explanation_too_long``, and ``explanation_unticked`` for a text beside a
    choice that was not ticked: dropping it would lose it, ticking it would say what nobody said.
    """
    texts = _texts(question, value)
    names = labels(question)
    if any(key not in names for key in texts):
        raise Refusal("unknown_choice", field=question.key)
    return {key: _explanation(question, key, texts[key]) for key in names if key in texts}


def labels(question: Question) -> dict[str, str]:
    """The question's choices in words, in its order."""
    return {choice["value"]: str(choice["label"]) for choice in question.choices}


def part(question: Question, key: str) -> str:
    """Where in the field a choice's explanation is written: the end of its id."""
    return f"_{list(labels(question)).index(key)}_text"


def _texts(question: Question, value: object) -> dict[Any, Any]:
    if isinstance(value, dict):
        return value
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise Refusal("malformed", field=question.key)
    if any(set(row) != {"value", "is_ticked", "text"} for row in value):
        raise Refusal("malformed", field=question.key)
    names = labels(question)
    for row in value:
        if not row["is_ticked"] and str(row["text"]).strip():
            key = str(row["value"])
            tick = f"_{list(names).index(key)}" if key in names else ""
            raise Refusal(
                "explanation_unticked", field=question.key, part=tick, name=names.get(key, key)
            )
    return {str(row["value"]): row["text"] for row in value if row["is_ticked"]}


def _explanation(question: Question, key: str, typed: object) -> str:
    found = written.text(typed, field=question.key)
    if question.max_chars is not None and len(found) > question.max_chars:
        raise Refusal(
            "explanation_too_long",
            field=question.key,
            part=part(question, key),
            name=labels(question)[key],
            limit=question.max_chars,
            count=len(found),
        )
    return found
