"""What an answer lacks, in words and with its place."""

from datetime import UTC, datetime
from typing import Any

import pytest

from competition import answers
from competition.models import Question

CHOICES = [{"value": "a", "label": "A"}]
FILE = {"name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64}


def question(kind: str, **fields: Any) -> Question:
    return Question(key="q", kind=kind, label="Frage", choices=CHOICES, **fields)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        *[("line", "q"), ("text", "q"), ("number", "q"), ("money", "q"), ("date", "q")],
        *[("declaration", "q"), ("choice", "q_0"), ("choices", "q_0"), ("files", "q_link")],
    ],
)
def test_unanswered_question_leads_to_its_first_input(kind: str, place: str) -> None:
    asked = question(kind)

    found = answers.gaps(asked, answers.empty(asked))

    assert [(gap.refusal.code, gap.place, gap.words) for gap in found] == [("required", place, "")]
    assert (found[0].key, found[0].label) == ("q", "Frage")


def test_fewer_files_than_needed_are_counted() -> None:
    found = answers.gaps(question("files", minimum=2, is_required=False), [FILE])

    assert [gap.refusal.code for gap in found] == ["too_few_files"]
    assert found[0].words == "Es fehlen Anlagen: Nötig sind 2; bisher sind es 1."
    assert answers.gaps(question("files", minimum=2), [FILE, FILE]) == []
    assert answers.gaps(question("files", minimum=2, is_required=False), []) == []


def test_files_with_a_date_of_their_own_lack_nothing_at_submission() -> None:
    later = datetime(2027, 5, 22, tzinfo=UTC)

    assert answers.gaps(question("files", deadline_at=later), []) == []
