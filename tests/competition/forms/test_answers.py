"""The form of a draft: what it shows of each kind, and what it makes of what is sent."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from competition import answers
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.answers import AnswersForm
from competition.models import Answer, Call, Question

CALL = Call(award_cents=50_000_00)
CHOICES = [{"value": "a", "label": "Erstens"}, {"value": "b", "label": "Zweitens"}]


def question(key: str, kind: str, **fields: Any) -> Question:
    choices = CHOICES if kind in ("choice", "choices", "perspectives") else []
    return Question(
        **{"call": CALL, "key": key, "kind": kind, "label": f"Frage {key}", "choices": choices}
        | fields
    )


def sent(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
    return data


def form(*questions: Question, data: QueryDict | None = None, **stored: Any) -> AnswersForm:
    kept = {key: Answer(value=value, version=1) for key, value in stored.items()}
    return AnswersForm(questions, kept, data)


def html(one: AnswersForm, key: str = "q") -> str:
    return one[key].as_field_group()


def focus_id(one: AnswersForm) -> str:
    bound: Any = one["q"]
    return str(bound.focus_id)


def typed(asked: Question, **values: Any) -> Any:
    """What would be saved of what is sent."""
    found = list(form(asked, data=sent(**{"version-q": "0."}, **values)).changes())
    return answers.clean(asked, found[0].value)


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("date", "2027-10-31"),
        ("perspectives", {"b": "Weil\nso."}),
        (
            "budget",
            {
                "costs": [
                    {"label": "Personal", "cents": 123_456},
                    {"label": "Saal", "cents": None},
                ],
                "funding": [
                    {"source": "grant", "label": "", "cents": 100_000},
                    {"source": "third_party", "label": "Land", "cents": 0},
                ],
            },
        ),
        ("number", 4500),
        ("choices", ["b"]),
        ("declaration", True),
    ],
)
def test_what_is_shown_and_sent_back_untouched_is_no_change(kind: str, stored: Any) -> None:
    asked = question("q", kind)
    shown = form(asked, q=stored)
    back = QueryDict(mutable=True)
    back["version-q"] = shown["version-q"].value()
    value = shown["q"].value()
    if kind == "perspectives":
        back.update({"q": "b", "q.1": value["b"].replace("\n", "\r\n"), "q.0": ""})
    elif kind == "budget":
        rows = {f"q.costs.{at}": row for at, row in enumerate(value["costs"])}
        rows |= {"q.third_party.0": value["funding"][1]}
        for name, row in rows.items():
            back.update({f"{name}.label": row["label"], f"{name}.cents": row["cents"]})
        back.update({"q.grant.cents": value["funding"][0]["cents"], "q.own.cents": ""})
    elif kind == "declaration":
        back["q"] = "on"
    else:
        back.setlist("q", value if isinstance(value, list) else [value])

    assert list(form(asked, data=back, q=stored).changes()) == []


def test_perspectives_take_each_ticked_one_with_its_text() -> None:
    assert typed(question("q", "perspectives"), q=["b", "a"], q__0="Mut", q__1="") == {
        "a": "Mut",
        "b": "",
    }


def test_text_without_a_tick_stays_in_the_form_and_leads_to_the_tick() -> None:
    asked = question("q", "perspectives")
    one = form(asked, data=sent(q="a", q__0="Mut", q__1="Vergessen", **{"version-q": "0."}))
    with pytest.raises(Refusal) as caught:
        answers.clean(asked, next(one.changes()).value)
    refusals.show(one, caught.value)

    assert "Vergessen" in html(one)
    assert focus_id(one) == "id_q_1"


def test_unknown_choice_is_refused_not_lost() -> None:
    with pytest.raises(Refusal, match="unknown_choice"):
        typed(question("q", "perspectives"), q="c")


def test_budget_takes_its_rows_and_leads_to_the_sum_that_cannot_be_read() -> None:
    asked = question("q", "budget")
    names = {"q__costs__0__label": "Personal", "q__costs__0__cents": "10,00"}
    assert typed(asked, **names, q__grant__cents="10") == {
        "costs": [{"label": "Personal", "cents": 1000}],
        "funding": [{"source": "grant", "label": "", "cents": 1000}],
    }

    one = form(asked, data=sent(**names, q__own__cents="viel", **{"version-q": "0."}))
    with pytest.raises(Refusal) as caught:
        answers.clean(asked, next(one.changes()).value)
    refusals.show(one, caught.value)

    assert focus_id(one) == "id_q.own.cents"
    assert 'value="viel"' in html(one)
    assert 'value="Personal"' in html(one)


def test_budget_shows_sums_difference_and_spare_rows() -> None:
    stored = {
        "costs": [{"label": "Personal", "cents": 123_456}],
        "funding": [{"source": "grant", "label": "", "cents": 100_000}],
    }
    text = html(form(question("q", "budget"), q=stored)).replace("\xa0", " ")

    assert 'data-kern-sum="costs">1.234,56 €' in text
    assert "Unterschied: 234,56 €" in text
    assert "höchstens 50.000,00 €" in text
    assert 'name="q.costs.3.label"' in text
    assert 'name="q.costs.4.label"' not in text
    assert 'formaction="#id_q.costs.1.label"' in text


def test_date_is_picked_in_the_calendar_and_wrong_text_stays_readable() -> None:
    asked = question("q", "date")

    assert 'type="date" name="q" value="2027-10-31"' in html(form(asked, q="2027-10-31"))
    wrong = form(asked, data=sent(q="31.2.2027", **{"version-q": "0."}))
    assert 'type="text" name="q" value="31.2.2027"' in html(wrong)


def test_files_are_no_change_even_where_a_version_is_sent() -> None:
    one = form(question("q", "files"), data=sent(q="x", **{"version-q": "5."}))

    assert list(one.changes()) == []
    assert one.sent() == []
    assert "Noch keine Anlage." in html(one)


def conditional(kind: str = "choice", *values: Any) -> tuple[Question, Question]:
    wanted = {"question": "first", "values": list(values or ["a"])}
    return question("first", kind), question("second", "line", condition=wanted)


@pytest.mark.parametrize(
    ("stored", "is_hidden"),
    [({}, False), ({"first": ""}, False), ({"first": "a"}, False), ({"first": "b"}, True)],
)
def test_conditional_question_is_hidden_once_the_answer_says_so(
    stored: dict[str, Any], is_hidden: bool
) -> None:
    text = html(form(*conditional(), **stored), "second")

    assert ("hidden>" in text.partition("\n")[0]) is is_hidden
    assert "Nur auszufüllen, wenn Sie bei „Frage first“ „Erstens“ wählen." in text


def test_conditional_question_with_an_error_is_seen() -> None:
    one = form(*conditional(), data=sent(second="x"), first="b")
    refusals.show(one, Refusal("too_long", field="second", limit=1, count=2))

    assert "hidden>" not in html(one, "second").partition("\n")[0]


def test_what_is_typed_counts_before_what_is_saved() -> None:
    one = form(*conditional(), data=sent(first="b", **{"version-first": "1."}), first="a")

    assert "hidden>" in html(one, "second").partition("\n")[0]


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("choice", ["a", "b"], "Sie bei „Frage first“ „Erstens“ oder „Zweitens“ wählen"),
        ("declaration", [True], "Sie „Frage first“ ankreuzen"),
        ("declaration", [False], "Sie „Frage first“ nicht ankreuzen"),
    ],
)
def test_condition_in_words(kind: str, values: list[Any], words: str) -> None:
    assert f"Nur auszufüllen, wenn {words}." in html(form(*conditional(kind, *values)), "second")


def test_question_shown_without_the_one_it_hangs_on_is_shown_plainly() -> None:
    assert "asked-if" not in html(form(conditional()[1]), "second")


@pytest.mark.parametrize("kind", ["line", "text", "choice", "choices", "perspectives", "date"])
def test_words_of_the_call_are_marked_as_german(kind: str) -> None:
    with translation.override("en"):
        text = html(form(question("q", kind, hint="Hinweis", is_required=False)))

    assert '<span lang="de">Frage q</span>' in text
    assert 'id="id_q_helptext" lang="de">Hinweis' in text
    if kind in ("choice", "choices", "perspectives"):
        assert '<label class="kern-label" lang="de" for="id_q_0">Erstens</label>' in text
