"""Enquiries: asked until the cut-off, answered to everybody, and nobody named."""

from datetime import datetime, timedelta

import pytest

from competition.models import AuditEntry, Call, Enquiry, Notice, User
from competition.services import calls, enquiries
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import ENQUIRIES_UNTIL_AT, MICROSECOND, OPEN_AT, MakeRound, Stage

pytestmark = pytest.mark.django_db
QUESTION = "Dürfen auch Eigenbetriebe Partner sein?"
ANSWER = "Nein, Partner sind Kommunen."


def ask(call: Call, by: User, text: str = QUESTION, at: datetime = OPEN_AT) -> Enquiry:
    return enquiries.ask(call=call, text=text, by=by, received_at=at)


def answer(enquiry: Enquiry, by: User, question: str = QUESTION, text: str = ANSWER) -> Enquiry:
    return enquiries.answer(enquiry=enquiry, published_text=question, answer=text, by=by)


def test_question_is_kept_for_the_office_alone(call: Call, anna: User) -> None:
    enquiry = ask(call, anna)

    assert (enquiry.text, enquiry.asked_by, enquiry.asked_at) == (QUESTION, anna, OPEN_AT)
    assert not Enquiry.objects.filter(call=call).answered().exists()
    assert AuditEntry.objects.get(act="enquiry.asked").payload == {"call": call.slug}


def test_somebody_without_a_municipality_may_ask(call: Call, stranger: User) -> None:
    assert ask(call, stranger).asked_by == stranger


def test_the_same_question_sent_twice_is_one(call: Call, anna: User) -> None:
    assert ask(call, anna) == ask(call, anna, f" {QUESTION}\r\n")


def test_the_last_instant_counts_and_the_cut_off_is_late(call: Call, anna: User) -> None:
    ask(call, anna, at=ENQUIRIES_UNTIL_AT - MICROSECOND)
    with refused("enquiries_closed") as caught:
        ask(call, anna, "Noch eine?", at=ENQUIRIES_UNTIL_AT)
    assert "Freitag, 14. April 2017, 24:00 Uhr" in caught.sentence


def test_a_call_that_takes_no_questions_has_none(make_round: MakeRound, anna: User) -> None:
    round_ = make_round(Stage.OPEN, fields={"enquiries_until_at": None})
    call = round_.call
    with refused("not_found"):
        ask(call, anna)
    with refused("not_found"):
        enquiries.note(call=call, published_text="F", answer="A", by=round_.dora)


def test_an_unpublished_call_takes_none(make_round: MakeRound, anna: User) -> None:
    call = make_round(Stage.DRAFTED).call
    with refused("not_found"):
        ask(call, anna)


@pytest.mark.parametrize(
    ("text", "code"),
    [("  ", "required"), ("x" * 2001, "too_long"), ("a\x00b", "control_characters")],
)
def test_a_question_is_a_text(call: Call, anna: User, text: str, code: str) -> None:
    with refused(code) as caught:
        ask(call, anna, text)
    assert caught.field == "text"


def test_one_person_asks_only_so_much_an_hour(call: Call, anna: User, berta: User) -> None:
    for number in range(enquiries.PER_HOUR):
        ask(call, anna, f"Frage {number}?", OPEN_AT + timedelta(minutes=number))
    with refused("too_many_enquiries") as caught:
        ask(call, anna, "Noch eine?", OPEN_AT + timedelta(minutes=20))
    assert caught.details["minutes"] == 40
    ask(call, berta, "Und ich?", OPEN_AT + timedelta(minutes=20))
    ask(call, anna, "Jetzt wieder?", OPEN_AT + timedelta(minutes=61))


def test_an_answer_is_public_at_once_and_told_to_who_asked(
    call: Call, anna: User, dora: User
) -> None:
    answered = answer(ask(call, anna), dora, "Wer darf Partner sein?")

    assert list(Enquiry.objects.filter(call=call).answered()) == [answered]
    assert (answered.text, answered.published_text) == (QUESTION, "Wer darf Partner sein?")
    letter = Notice.objects.get()
    assert (letter.kind, letter.recipient) == ("enquiry_answer", anna)
    assert ANSWER in letter.body
    assert "/wettbewerbe/beispielrunde/fragen/" in letter.body


@pytest.mark.parametrize("name", ["Anna Beispiel", "anna@example.org", "Beispielstadt"])
@pytest.mark.parametrize("field", ["published_text", "answer"])
def test_nobody_is_named(call: Call, anna: User, dora: User, name: str, field: str) -> None:
    enquiry = ask(call, anna)
    texts = {"published_text": QUESTION, "answer": ANSWER, field: f"Auch {name}, ja?"}
    with refused("enquiry_names_somebody") as caught:
        enquiries.answer(enquiry=enquiry, by=dora, **texts)
    assert (caught.field, caught.details["name"]) == (field, name)


def test_a_word_that_only_contains_a_name_is_no_name(call: Call, anna: User, dora: User) -> None:
    answer(ask(call, anna), dora, "Gilt das für alle Beispielstadtteile?")


def test_an_answer_is_given_once(call: Call, anna: User, dora: User, emil: User) -> None:
    enquiry = answer(ask(call, anna), dora)
    with refused("enquiry_answered"):
        answer(enquiry, emil, text="Doch, sie dürfen.")


@pytest.mark.parametrize(("question", "text"), [("", ANSWER), (QUESTION, " ")])
def test_an_answer_needs_both_texts(
    call: Call, anna: User, dora: User, question: str, text: str
) -> None:
    enquiry = ask(call, anna)
    with refused("required"):
        answer(enquiry, dora, question, text)


def test_only_the_office_answers(call: Call, anna: User) -> None:
    enquiry = ask(call, anna)
    with refused("not_allowed"):
        answer(enquiry, anna)
    with refused("not_allowed"):
        enquiries.note(call=call, published_text="F", answer="A", by=anna)


def test_a_note_corrects_beside_the_answer(call: Call, anna: User, dora: User) -> None:
    first = answer(ask(call, anna), dora)
    note = enquiries.note(
        call=call, published_text="Berichtigung zu Frage 1", answer="Doch, sie dürfen.", by=dora
    )
    assert list(Enquiry.objects.filter(call=call).answered()) == [first, note]
    assert Notice.objects.count() == 1  # to Anna, for the answer


def test_questions_end_with_the_deadline_at_the_latest(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    fields = {
        name: getattr(round_.call, name)
        for name in (
            *("title", "summary", "opens_at", "deadline_at", "places_count", "award_cents"),
            *("budget_cents", "eligible_kinds", "is_synthetic"),
        )
    }
    late = round_.call.deadline_at + MICROSECOND
    with refused("call_invalid") as caught:
        calls.create(
            fields={**fields, "slug": "andere", "enquiries_until_at": late},
            questions=[],
            by=round_.dora,
        )
    assert caught.field == "enquiries_until_at"
