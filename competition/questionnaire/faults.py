"""What makes the questions of a call a form that can be filled in: every fault at its own part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competition import answers, attachments, drafts, inspection, wording
from competition.answers.written import MAX_AMOUNT_CENTS, MAX_NUMBER
from competition.errors import Refusal
from competition.models import Question
from competition.models.call import QuestionKind
from competition.questionnaire.condition_faults import condition_faults

# "version-<key>" travels beside each answer and says what it was typed over.
RESERVED_PREFIX = "version-"
# Names that a form of answers sends besides its questions.
RESERVED_KEYS = frozenset(("csrfmiddlewaretoken", "then", "act"))
WITH_CHOICES = (QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.PERSPECTIVES)
# Of files, the choices are the kinds that are taken.
MAY_HAVE_CHOICES = (*WITH_CHOICES, QuestionKind.FILES)
WITH_LENGTH = (QuestionKind.LINE, QuestionKind.TEXT, QuestionKind.PERSPECTIVES)
WITH_BOUNDS = (QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.FILES)
MAX_QUESTIONS = 100
MAX_CHOICES = 100
MAX_FILES = 50
MAX_LENGTH = 100_000
# A version's ``title`` takes so many characters.
TITLE_MAX_CHARS = 300
TEXTS = {"label": 2_000, "section": 120, "hint": 4_000}
CHOICE_MAX_CHARS = 300

Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one question: ``part`` names the field, ``why`` says it in a sentence."""

    key: str
    part: str
    why: str


def require_usable(questions: Sequence[Question]) -> None:
    """Raise ``call_invalid`` with the first fault: the question's key and what is wrong with it."""
    for fault in faults(questions):
        raise Refusal("call_invalid", field="questions", why=f"„{fault.key}“: {fault.why}")


def faults(questions: Sequence[Question]) -> Iterator[Fault]:
    """Everything that is wrong with a form, in its order; needs ``question.call`` for its dates.

    A condition looks back at a question of the same form whose answers can be listed, and names
    some of them. Looking back only, conditions may follow one another but never form a circle.
    """
    earlier: dict[str, Question] = {}
    keys = {question.key for question in questions}
    if drafts.TITLE_KEY not in keys:
        yield Fault(drafts.TITLE_KEY, "key", _("Nach dem Titel fragt jeder Wettbewerb."))
    if len(questions) > MAX_QUESTIONS:
        why = _("Höchstens %(limit)s Fragen.") % {"limit": MAX_QUESTIONS}
        yield Fault(questions[-1].key, "key", why)
    for question in questions:
        for part, why in (*_own(question), *condition_faults(question, earlier, keys)):
            yield Fault(question.key, part, why)
        earlier[question.key] = question


def _own(question: Question) -> Found:
    if question.key.startswith(RESERVED_PREFIX):
        yield "key", _("Ein Schlüssel darf nicht mit „version-“ beginnen.")
    elif question.key in RESERVED_KEYS:
        yield "key", _("Diesen Schlüssel braucht das Formular selbst.")
    yield from _texts(question)
    yield from _choices(question)
    if question.max_chars is not None and question.kind not in WITH_LENGTH:
        yield "max_chars", _("Diese Art hat keine Höchstlänge.")
    elif question.max_chars is not None and not 1 <= question.max_chars <= MAX_LENGTH:
        yield "max_chars", _between(1, MAX_LENGTH)
    if question.deadline_at and question.kind != QuestionKind.FILES:
        yield "deadline_at", _("Nur Anlagen können eine eigene Frist haben.")
    elif question.deadline_at and question.deadline_at <= question.call.deadline_at:
        yield "deadline_at", _("Eine eigene Frist endet nach dem Bewerbungsschluss.")
    yield from _bounds(question)
    if question.key == drafts.TITLE_KEY:
        yield from _title(question)


def _between(lowest: int, highest: int) -> str:
    return _("Erlaubt sind Werte von %(minimum)s bis %(maximum)s.") % {
        "minimum": wording.grouped(lowest),
        "maximum": wording.grouped(highest),
    }


def _title(question: Question) -> Found:
    """The title is a line that everybody gives and that fits a version's ``title``."""
    limit = question.max_chars
    why = _("Der Titel ist eine Pflichtzeile mit höchstens %(limit)s Zeichen.") % {
        "limit": TITLE_MAX_CHARS
    }
    if question.kind != QuestionKind.LINE:
        yield "kind", why
    elif limit is None or limit > TITLE_MAX_CHARS:
        yield "max_chars", why
    if not question.is_required:
        yield "is_required", why
    if question.condition:
        yield "condition", why


def _texts(question: Question) -> Found:
    for part, limit in TEXTS.items():
        text = getattr(question, part)
        try:
            found = answers.text(text, field=part, max_chars=limit)
        except Refusal as refusal:
            yield part, refusal.sentence
            continue
        if part == "label" and not found:
            yield part, _("Bitte schreiben Sie, wonach gefragt wird.")
        if part == "section" and "\n" in found:
            yield part, _("Eine Überschrift hat nur eine Zeile.")


def _choices(question: Question) -> Found:
    if question.kind not in MAY_HAVE_CHOICES and question.choices:
        yield "choices", _("Diese Art hat keine Auswahl.")
    elif question.kind in WITH_CHOICES and not question.choices:
        yield "choices", _("Diese Art braucht eine Auswahl.")
    elif not _are_choices(question.choices):
        yield "choices", _("Jede Auswahl hat einen eigenen Wert und einen Text.")
    elif len(question.choices) > MAX_CHOICES:
        yield "choices", _("Höchstens %(limit)s Möglichkeiten.") % {"limit": MAX_CHOICES}
    elif question.kind == QuestionKind.FILES:
        if any(choice["value"] not in inspection.KINDS for choice in question.choices):
            yield "choices", _("Diese Art von Datei wird nicht angenommen.")
    else:
        yield from _choice_texts(question)


def _choice_texts(question: Question) -> Found:
    labels = [choice["label"] for choice in question.choices]
    for label in labels:
        try:
            answers.text(label, field="choices", max_chars=CHOICE_MAX_CHARS)
        except Refusal as refusal:
            yield "choices", f"„{label[:40]}“: {refusal.sentence}"
            return
    if len({label.casefold() for label in labels}) < len(labels):
        yield "choices", _("Eine Möglichkeit steht zweimal da.")


def _are_choices(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    pairs = [each for each in value if isinstance(each, dict) and set(each) == {"value", "label"}]
    texts = [text for pair in pairs for text in pair.values()]
    values = [pair["value"] for pair in pairs]
    return (
        len(pairs) == len(value)
        and all(isinstance(text, str) and text for text in texts)
        and len(set(values)) == len(values)
    )


def _bounds(question: Question) -> Found:
    low, high = question.minimum, question.maximum
    if low is None and high is None:
        return
    if question.kind not in WITH_BOUNDS:
        yield "minimum" if high is None else "maximum", _("Diese Art hat keine Grenzen.")
        return
    most = {
        QuestionKind.NUMBER: MAX_NUMBER,
        QuestionKind.MONEY: MAX_AMOUNT_CENTS - 1,
        QuestionKind.FILES: MAX_FILES,
    }[QuestionKind(question.kind)]
    if low is not None and not 0 <= low <= most:
        yield "minimum", _("Diese Grenze ist nicht möglich.")
    if high is not None and not (low or 0) <= high <= most:
        yield "maximum", _("Die Obergrenze liegt unter der Untergrenze oder ist zu groß.")
    if question.kind == QuestionKind.FILES:
        yield from _files(low, high)


def _files(low: int | None, high: int | None) -> Found:
    if high == 0:
        yield "maximum", _("Mindestens eine Anlage muss möglich sein.")
    if high is None and (low or 0) > attachments.DEFAULT_COUNT:
        yield (
            "minimum",
            _("Ohne eigene Höchstzahl sind es höchstens %(limit)s Anlagen.")
            % {"limit": attachments.DEFAULT_COUNT},
        )
