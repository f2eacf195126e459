"""A sealed or drafted document for the eye: every question with its answer in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from competition import answers, drafts, wording
from competition.answers import Gap, budget, perspectives
from competition.models import Question
from competition.models.call import QuestionKind

# Answers whose words are ours; all others are as people or the call have put them, in German.
OF_THE_PAGE = (
    QuestionKind.NUMBER,
    QuestionKind.MONEY,
    QuestionKind.DATE,
    QuestionKind.BUDGET,
    QuestionKind.FILES,
    QuestionKind.DECLARATION,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of an answer: what it is about, and what is said about it. ``lang`` of the term."""

    term: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Two columns, what for and how much, with a sum at the foot."""

    caption: str
    columns: tuple[str, str]
    rows: tuple[Entry, ...]
    total: Entry


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as asked and its answer in words; ``text`` is empty where there is none.

    ``lang``: the language of the answer, where it is not that of the page. ``entries`` and
    ``tables`` hold the same answer in its parts, where it has parts; ``text`` says it all as well,
    line by line. ``gaps``: what a submission would still refuse about it.
    """

    key: str
    section: str
    label: str
    text: str
    lang: str
    is_missing: bool
    hint: str = ""
    entries: tuple[Entry, ...] = ()
    tables: tuple[Table, ...] = ()
    gaps: tuple[Gap, ...] = ()


def shown(document: Mapping[str, Any], questions: Sequence[Question]) -> list[Shown]:
    """The document's answers in its own order, under the labels that were sealed with them.

    ``questions`` give the sections, the words of choices, and which answers may not be missing.
    """
    known = {question.key: question for question in questions}
    return [
        _shown(known[answer["key"]], answer)
        for answer in document["answers"]
        if answer["key"] in known
    ]


def draft(document: dict[str, Any], questions: Sequence[Question]) -> list[Shown]:
    """A draft's answers, each with what it still lacks."""
    given = drafts.answer_values(document)
    by_key = {question.key: question for question in questions}
    return [
        replace(each, gaps=tuple(answers.gaps(by_key[each.key], given[each.key])))
        for each in shown(document, questions)
    ]


def _shown(question: Question, answer: Mapping[str, Any]) -> Shown:
    value = answer["value"]
    return Shown(
        key=question.key,
        section=question.section,
        label=answer["label"],
        text=words(question, value),
        lang="" if question.kind in OF_THE_PAGE else "de",
        is_missing=answers.is_missing(question, value),
        hint=answer.get("hint", ""),
        entries=tuple(entries(question, value)),
        tables=tuple(tables(question, value)),
    )


def words(question: Question, value: Any) -> str:
    """One answer in words: labels of choices, sums with their sign, "Ja" for a declaration."""
    if answers.is_empty(value):
        return ""
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        chosen = value if isinstance(value, list) else [value]
        labels = perspectives.labels(question)
        return ", ".join(labels.get(each, str(each)) for each in chosen)
    match question.kind:
        case QuestionKind.MONEY:
            return wording.euros(value)
        case QuestionKind.NUMBER:
            return wording.grouped(value)
        case QuestionKind.DATE:
            return wording.plain_day(date.fromisoformat(value))
        case QuestionKind.DECLARATION:
            return _("Ja, erklärt")
        case QuestionKind.PERSPECTIVES:
            return "\n\n".join(_line(entry) for entry in entries(question, value))
        case QuestionKind.FILES:
            return "\n".join(_line(entry) for entry in entries(question, value))
        case QuestionKind.BUDGET:
            return "\n\n".join(_lines(table) for table in tables(question, value))
    return str(value)


def entries(question: Question, value: Any) -> list[Entry]:
    """The parts of an answer: each perspective with its explanation, each file with its size."""
    if question.kind == QuestionKind.PERSPECTIVES:
        labels = perspectives.labels(question)
        return [Entry(labels[key], value[key], "de") for key in labels if key in value]
    if question.kind == QuestionKind.FILES:
        return [Entry(file["name"], filesizeformat(file["size"]), "de") for file in value]
    return []


def tables(question: Question, value: Any) -> list[Table]:
    """A budget's two tables; of any other answer none."""
    if question.kind != QuestionKind.BUDGET or answers.is_empty(value):
        return []
    found = budget.read(value)
    funding = [row for row in found.funding if row.cents is not None or row in found.third]
    return [
        _table(_("Kosten"), _("Wofür"), found.costs, found.costs),
        _table(_("Finanzierung"), _("Woher"), funding, found.third),
    ]


def _table(
    caption: str, what: str, rows: Sequence[budget.Row], typed: Sequence[budget.Row]
) -> Table:
    """``typed``: the rows whose words people have put, in German."""
    entered = [Entry(row.label, _amount(row.cents), "de" if row in typed else "") for row in rows]
    total = Entry(_("Summe"), wording.euros(budget.total(rows)))
    return Table(caption, (what, _("Betrag")), tuple(entered), total)


def _amount(cents: int | None) -> str:
    return "–" if cents is None else wording.euros(cents)


def _line(entry: Entry) -> str:
    return f"{entry.term}: {entry.text}" if entry.text else entry.term


def _lines(table: Table) -> str:
    return "\n".join([table.caption, *(_line(entry) for entry in (*table.rows, table.total))])
