"""What an answer still lacks before it can be submitted, each gap with its place in the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from competition import wording
from competition.answers import budget, perspectives
from competition.answers.kinds import is_empty
from competition.errors import Refusal
from competition.models import Question
from competition.models.call import QuestionKind

# Groups have no focus of their own: their first input has it.
FIRST_PART = {
    QuestionKind.CHOICE: "_0",
    QuestionKind.CHOICES: "_0",
    QuestionKind.PERSPECTIVES: "_0",
    QuestionKind.BUDGET: ".costs.0.label",
    QuestionKind.FILES: "_link",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: at which question, why a submission is refused, and where to go.

    ``part``: the end of the id of the input that takes focus.
    """

    question: Question
    refusal: Refusal
    part: str

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def label(self) -> str:
        return self.question.label

    @property
    def sentence(self) -> str:
        """What is missing, in words."""
        return self.refusal.sentence

    @property
    def words(self) -> str:
        """What is missing, beyond that nothing is answered yet."""
        return "" if self.refusal.code == "required" else self.sentence

    @property
    def place(self) -> str:
        """The input's id without its prefix ``id_``."""
        return f"{self.key}{self.part}"


def gaps(question: Question, value: Any) -> list[Gap]:
    """Everything a submission would refuse about this answer; of an optional one, what was begun.

    Needs ``question.call`` for what a grant may amount to. Files with a date of their own may
    follow after the submission: they lack nothing now.
    """
    if question.deadline_at is not None:
        return []
    if is_empty(value):
        return [gap(question, "required")] if question.is_required else []
    if question.kind == QuestionKind.PERSPECTIVES:
        return list(_unexplained(question, value))
    if question.kind == QuestionKind.BUDGET:
        found = budget.read(value)
        return list(_incomplete(question, found)) or list(_unbalanced(question, found))
    if question.kind == QuestionKind.FILES and len(value) < (question.minimum or 0):
        return [gap(question, "too_few_files", minimum=question.minimum, count=len(value))]
    return []


def gap(question: Question, code: str, *, part: str = "", **details: Any) -> Gap:
    """One gap; without ``part`` it leads to the first input of the question."""
    found = part or FIRST_PART.get(QuestionKind(question.kind), "")
    return Gap(question, Refusal(code, field=question.key, **details), found)


def _unexplained(question: Question, value: dict[str, str]) -> Iterator[Gap]:
    for key, label in perspectives.labels(question).items():
        if key in value and not value[key]:
            part = perspectives.part(question, key)
            yield gap(question, "explanation_missing", part=part, name=label)


def _incomplete(question: Question, found: budget.Budget) -> Iterator[Gap]:
    """Rows that lack one of their two halves, and tables that lack their rows."""
    if not found.costs:
        yield gap(question, "costs_missing")
    for row in (*found.costs, *found.third):
        if not row.label:
            amount = wording.euros(row.cents or 0)
            yield gap(question, "budget_label_missing", part=f"{row.part}.label", amount=amount)
        if row.cents is None:
            yield gap(question, "budget_amount_missing", part=row.amount_part, name=row.label)
    if not found.grant.cents:
        yield gap(question, "grant_missing", part=found.grant.amount_part)


def _unbalanced(question: Question, found: budget.Budget) -> Iterator[Gap]:
    """A grant beyond what the call gives, and sums that do not agree."""
    award_cents = question.call.award_cents
    if (found.grant.cents or 0) > award_cents:
        part = found.grant.amount_part
        yield gap(question, "grant_too_high", part=part, award=wording.euros(award_cents))
    if found.costs_cents != found.funding_cents:
        yield gap(
            question,
            "budget_sums_differ",
            costs=wording.euros(found.costs_cents),
            funding=wording.euros(found.funding_cents),
            difference=wording.euros(abs(found.costs_cents - found.funding_cents)),
        )
