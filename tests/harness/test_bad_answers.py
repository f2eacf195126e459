"""Bad input to every kind of question: a field, a sentence, a code, nothing saved, never a 500.

The service refuses what is malformed; the page shows the sentence at its field and keeps what was
typed. What the table sends by the page comes as a form sends it.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.errors import CATALOGUE, Refusal
from competition.models import Application
from competition.models.call import QuestionKind
from competition.services import answers, applications
from competition.services.answers import Change
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db

CHOICES = [{"value": "a", "label": "Erstens"}, {"value": "b", "label": "Zweitens"}]
WITH_CHOICES = ("choice", "choices", "perspectives")
QUESTIONS: list[dict[str, Any]] = [
    {
        "key": kind,
        "kind": kind,
        "label": f"Frage {kind}",
        "choices": CHOICES if kind in WITH_CHOICES else [],
        "max_chars": 20 if kind in ("line", "text", "perspectives") else None,
        "maximum": 1000 if kind in ("number", "money") else None,
        "is_required": False,
    }
    for kind in QuestionKind.values
]
# A tick is there or not; files come by a page of their own.
UNTYPED = {QuestionKind.DECLARATION, QuestionKind.FILES}
DEEP: Any = "x"
for _ in range(500):
    DEEP = [DEEP]

# By the service, as an API may send it: what every kind must refuse, whatever it is.
ODD: dict[str, Any] = {
    "nested": DEEP,
    "object": {"value": "a", "x": 1},
    "bytes": "\x00",
    "surrogate": "\ud800",
    "turned": "rechts\u202enach links",
    "float": 1.5,
    "nan": float("nan"),
    "infinity": float("inf"),
    "negative": -1,
    "huge": 10**5000,
    "long number": "9" * 5000,
}
# By the page: names and values of one question's inputs, the code that must come of it.
SENT: list[tuple[str, dict[str, Any], str]] = [
    ("line", {"line": "x" * 21}, "too_long"),
    ("line", {"line": "a\x00b"}, "control_characters"),
    ("text", {"text": "x" * 100_000}, "too_long"),
    ("choice", {"choice": "c"}, "unknown_choice"),
    ("choices", {"choices": ["a", "c"]}, "unknown_choice"),
    ("number", {"number": "1001"}, "out_of_range"),
    ("number", {"number": "١٢"}, "not_a_number"),
    ("money", {"money": "10,01"}, "out_of_range"),
    ("money", {"money": "1e3"}, "not_an_amount"),
    ("date", {"date": "30.02.2027"}, "not_a_date"),
    ("date", {"date": "1.1.2101"}, "out_of_range"),
    ("perspectives", {"perspectives": ["c"]}, "unknown_choice"),
    ("perspectives", {"perspectives": "a", "perspectives.0": "x" * 21}, "explanation_too_long"),
    ("perspectives", {"perspectives.1": "ohne Häkchen"}, "explanation_unticked"),
    ("perspectives", {"perspectives": "a", "perspectives.0": "a\u202eb"}, "control_characters"),
    ("budget", {"budget.costs.0.cents": "viel"}, "budget_amounts"),
    ("budget", {"budget.grant.cents": "-5"}, "budget_amounts"),
    ("budget", {"budget.costs.3.label": "x" * 201}, "too_long"),
    ("budget", {"budget.third_party.0.label": "\x07"}, "control_characters"),
    ("budget", {f"budget.costs.{at}.cents": "1" for at in range(51)}, "too_many_rows"),
]


@pytest.fixture
def begun(make_round: MakeRound) -> Application:
    """Beispielstadt's empty application to a call that asks every kind of question."""
    round_ = make_round(Stage.OPEN, questions=QUESTIONS)
    town, berta = round_.place(0)
    return applications.start(call=round_.call, municipality=town, by=berta)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", QuestionKind.values)
def test_service_refuses_what_no_answer_is(begun: Application, kind: str, odd: str) -> None:
    change = Change(kind, ODD[odd], 0)

    with pytest.raises(Refusal) as caught, unchanged():
        answers.save(application=begun, by=begun.contact, changes=[change])

    assert caught.value.field == kind
    assert caught.value.status == 400
    assert caught.value.sentence


@pytest.mark.parametrize(("kind", "data", "code"), SENT)
def test_page_says_it_at_the_field_and_keeps_what_was_typed(
    begun: Application, client: Client, kind: str, data: dict[str, Any], code: str
) -> None:
    client.force_login(begun.contact)
    address = reverse("application-edit", args=[begun.public_id])

    with unchanged():
        found = client.post(address, {**data, f"version-{kind}": "0."})

    bound = found.context["form"][kind]
    assert found.status_code == 400
    assert len(bound.errors) == 1
    assert bound.errors[0].startswith(str(CATALOGUE[code].sentence).partition("%")[0])
    assert f'href="#{bound.focus_id}"' in found.content.decode()
    assert f'id="{bound.focus_id}"' in found.content.decode()


def test_every_kind_that_is_typed_is_tried() -> None:
    assert {kind for kind, _data, _code in SENT} == set(QuestionKind.values) - UNTYPED
