"""A call's own wording of a letter, with the values of one letter; and the house's to begin from.

The office's text is read by ``placeholders`` alone; the values come from ``vocabulary``.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import prefetch_related_objects
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from competition.letters import placeholders
from competition.letters.vocabulary import VOCABULARY
from competition.models import Call, LetterText

FOLDER = Path(__file__).parent / "wording"
LONGEST_SUBJECT = 250
PRELUDE = "{% load i18n wording %}{% autoescape off %}"


def of(call: Call | None, kind: str) -> LetterText | None:
    """The call's own wording of this kind; None: the house's.

    A call's wordings are read once for the instance at hand, so that two thousand letters of one
    act cost one query, and all of them say the same.
    """
    if call is None or kind not in VOCABULARY:
        return None
    prefetch_related_objects([call], "letter_texts")
    return next((each for each in call.letter_texts.all() if each.kind == kind), None)


def filled(kind: str, subject: str, body: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body with the values of one letter, in German; a letter of an example round
    says so whatever the wording."""
    return _letter(kind, subject, body, lambda name: _value(kind, name, context), context)


def invented(kind: str, subject: str, body: str, call: Call) -> tuple[str, str]:
    """The same with the examples of the vocabulary: a letter to nobody."""
    known = VOCABULARY[kind]
    return _letter(kind, subject, body, lambda name: known[name].example, {"call": call})


def house(kind: str) -> tuple[str, str]:
    """The house's wording in placeholders: the first line is the subject."""
    text = (FOLDER / f"{kind}.txt").read_text(encoding="utf-8")
    subject, _, body = text.partition("\n")
    return subject, body.strip()


def one_line(subject: str) -> str:
    """A subject as it may stand in a header."""
    return " ".join(subject.split())[:LONGEST_SUBJECT]


def _letter(
    kind: str,
    subject: str,
    body: str,
    value: Callable[[str], str],
    context: Mapping[str, Any],
) -> tuple[str, str]:
    names = [name for name in placeholders.names(f"{subject}\n{body}") if name in VOCABULARY[kind]]
    with translation.override("de"):
        values = {name: value(name) for name in names}
        note = _note(context)
    text = placeholders.render(body, values).strip()
    # Placeholders may have nothing to say; a letter without a subject looks like junk.
    said = one_line(placeholders.render(subject, values)) or one_line(context["call"].title)
    return said, f"{text}\n{note}"


def _note(context: Mapping[str, Any]) -> str:
    call = context.get("call")
    if call is None or not call.is_synthetic:
        return ""
    return f"\n{render_to_string('letters/_example.txt').strip()}\n"


def _value(kind: str, name: str, context: Mapping[str, Any]) -> str:
    template = _compiled(VOCABULARY[kind][name].source)
    return str(template.render(dict(context))).strip()


@cache
def _compiled(source: str) -> Any:
    return engines["django"].from_string(f"{PRELUDE}{source}{{% endautoescape %}}")
