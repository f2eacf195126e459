"""The form builder on its pages, without JavaScript: nothing typed is lost, faults are told."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition import questionnaire
from competition.forms.question_settings import blank, typed_of
from competition.models import Question, User
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """A round that is not published yet; Dora looks at it."""
    made = make_round(Stage.DRAFTED)
    client.force_login(made.dora)
    return made


def address(round_: Round, name: str = "office-questions", *args: str) -> str:
    return reverse(name, args=[round_.call.slug, *args])


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def order(round_: Round) -> str:
    return questionnaire.order_digest(round_.call.questions.all())


def sent(typed: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What a browser would send of these fields; False: not ticked."""
    values = {name: value for name, value in {**typed, **changes}.items() if value is not None}
    return {
        name: "on" if value is True else value
        for name, value in values.items()
        if value is not False
    }


def new(round_: Round, **changes: Any) -> dict[str, Any]:
    return sent(blank(order(round_), round_.call.questions.last()), **changes)


def own(round_: Round, key: str, **changes: Any) -> dict[str, Any]:
    return sent(typed_of(round_.call.questions.get(key=key)), **changes)


def test_list_says_what_each_question_asks(client: Client, round_: Round) -> None:
    found = text(client.get(address(round_)).content)

    assert (
        "2. Beschreiben Sie Ihre Idee. Text · muss beantwortet sein · höchstens 200 Zeichen"
        in found
    )
    assert "Transparenz · Bürgerbeteiligung" in found
    assert "kurzer Text · freiwillig" in found


def test_question_is_added_behind_another(client: Client, round_: Round) -> None:
    path = address(round_, "office-question-new")
    page = client.get(f"{path}?nach=title").content.decode()
    assert re.search(r'<option value="title"[^>]* selected[^>]*>nach 1\. Titel des', page)

    answer = client.post(path, new(round_, after="title", label="Für wen?", max_chars="500"))

    assert answer["Location"] == f"{address(round_)}#frage-fuer-wen"
    made = round_.call.questions.get(key="fuer-wen")
    assert (made.position, made.kind, made.max_chars) == (1, "text", 500)


def test_kind_is_chosen_without_losing_what_was_typed(client: Client, round_: Round) -> None:
    path = address(round_, "office-question-new")
    with unchanged():
        answer = client.post(path, new(round_, act="kind", kind="files", label="Beschluss"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert ">\nBeschluss</textarea>" in page
    assert 'name="file_kinds"' in page
    assert 'name="day"' in page
    assert 'name="max_chars"' not in page


def test_perspectives_begin_with_the_seven(client: Client, round_: Round) -> None:
    path = address(round_, "office-question-new")

    page = client.post(path, new(round_, act="kind", kind="perspectives")).content.decode()

    assert "Offene Themensetzung\nDialogorientierte" in page


def test_document_s_own_deadline_is_typed_as_a_last_day(client: Client, round_: Round) -> None:
    typed = new(round_, kind="files", label="Beschluss", day="2017-05-21", file_kinds=["pdf"])
    client.post(address(round_, "office-question-new"), typed)

    made = round_.call.questions.get(key="beschluss")
    assert made.deadline_at
    assert made.deadline_at.isoformat() == "2017-05-21T22:00:00+00:00"
    page = client.get(address(round_, "office-question", "beschluss")).content.decode()
    assert 'value="2017-05-21"' in page
    assert "kann folgen bis Sonntag, 21. Mai 2017, 24:00 Uhr" in text(
        client.get(address(round_)).content
    )


@pytest.mark.parametrize("day", ["bald", "0001-01-01", "9999-12-31"])
def test_day_that_is_none_is_refused_at_its_field(client: Client, round_: Round, day: str) -> None:
    with unchanged():
        answer = client.post(
            address(round_, "office-question-new"), new(round_, kind="files", label="X", day=day)
        )
    assert answer.status_code == 400
    assert 'id="id_day_error"' in answer.content.decode()


def test_time_without_a_day_is_refused(client: Client, round_: Round) -> None:
    typed = new(round_, kind="files", label="X", time="12:00")
    answer = client.post(address(round_, "office-question-new"), typed)

    assert answer.status_code == 400
    assert "Zu der Uhrzeit fehlt der Tag." in answer.content.decode()


def test_own_deadline_before_the_call_s_is_told_at_the_day(client: Client, round_: Round) -> None:
    typed = new(round_, kind="files", label="X", day="2017-04-21")
    answer = client.post(address(round_, "office-question-new"), typed)

    assert answer.status_code == 400
    assert 'id="id_day_error"' in answer.content.decode()


def test_fault_is_told_at_its_field_and_everything_typed_stays(
    client: Client, round_: Round
) -> None:
    with unchanged():
        answer = client.post(
            address(round_, "office-question", "concept"),
            own(round_, "concept", hint="Neu dazu", max_chars="viele"),
        )

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_max_chars_error"' in page
    assert 'value="viele"' in page
    assert ">\nNeu dazu</textarea>" in page
    assert "Es wurde noch nichts gespeichert." in page


def test_question_is_changed(client: Client, round_: Round) -> None:
    path = address(round_, "office-question", "remark")
    typed = own(round_, "remark", is_required=True, condition=["not_begun=true"], section="Ende")

    assert client.post(path, typed).status_code == 302

    made = round_.call.questions.get(key="remark")
    assert (made.is_required, made.section) == (True, "Ende")
    assert made.condition == {"question": "not_begun", "values": [True]}
    page = client.get(path).content.decode()
    assert re.search(r'value="not_begun=true"[^>]* checked', page)
    assert "Sie „Das Vorhaben hat nicht begonnen.“ ankreuzen" in text(
        client.get(address(round_)).content
    )


def test_colleague_s_version_is_shown_and_replaced_only_knowingly(
    client: Client, round_: Round
) -> None:
    path, mine = address(round_, "office-question", "remark"), own(round_, "remark", label="Doras")
    client.post(path, own(round_, "remark", label="Emils"))

    answer = client.post(path, mine)

    assert answer.status_code == 409
    assert "Emils" in text(answer.content)
    assert "Doras" in text(answer.content)
    over = questionnaire.digest(round_.call.questions.get(key="remark"))
    assert f'value="{over}"' in answer.content.decode()
    assert client.post(path, {**mine, "over": over}).status_code == 302


def test_question_removed_by_a_colleague_may_come_back_as_a_new_one(
    client: Client, round_: Round
) -> None:
    path, mine = address(round_, "office-question", "remark"), own(round_, "remark", label="Doras")
    client.post(path, own(round_, "remark", act="remove"))

    answer = client.post(path, mine)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert ">\nDoras</textarea>" in page
    assert f'action="{address(round_, "office-question-new")}"' in page
    assert f'name="over" value="{order(round_)}"' in page


def test_adding_to_another_order_asks_once_more(client: Client, round_: Round) -> None:
    typed = new(round_, label="Für wen?")
    client.post(address(round_, "office-question-new"), typed)

    answer = client.post(address(round_, "office-question-new"), typed)

    assert answer.status_code == 409
    assert "Vielleicht ist auch Ihre Frage schon da" in text(answer.content)
    assert f'value="{order(round_)}"' in answer.content.decode()


def test_question_is_moved(client: Client, round_: Round) -> None:
    typed = {"key": "concept", "to": "up", "over": order(round_)}

    assert client.post(address(round_), typed).status_code == 302
    assert round_.call.questions.get(key="concept").position == 0
    assert client.post(address(round_), typed).status_code == 409


def test_question_is_removed_from_its_own_page(client: Client, round_: Round) -> None:
    path = address(round_, "office-question", "remark")

    assert client.post(path, own(round_, "remark", act="remove")).status_code == 302
    assert client.get(path).status_code == 404


def test_question_that_another_needs_stays_and_the_page_says_why(
    client: Client, round_: Round
) -> None:
    path = address(round_, "office-question", "remark")
    client.post(path, own(round_, "remark", condition=["not_begun=true"]))

    answer = client.post(
        address(round_, "office-question", "not_begun"),
        own(round_, "not_begun", act="remove"),
        follow=True,
    )
    assert "Von dieser Frage hängt ab: „Anmerkung“" in text(answer.content)


def test_title_has_no_kind_to_choose_and_no_way_to_remove(client: Client, round_: Round) -> None:
    path = address(round_, "office-question", "title")
    page = client.get(path).content.decode()
    assert 'name="kind"' not in page
    assert "Frage entfernen" not in page

    assert client.post(path, own(round_, "title", max_chars="120")).status_code == 302
    made = round_.call.questions.get(key="title")
    assert (made.max_chars, made.kind, made.is_required) == (120, "line", True)
    assert client.post(path, own(round_, "title", max_chars="999")).status_code == 400


def test_published_form_is_read_only(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    client.force_login(round_.dora)

    page = client.get(address(round_)).content.decode()
    assert "Nach oben" not in page
    assert "Frage hinzufügen" not in page
    for name, *key in (("office-question-new",), ("office-question", "concept")):
        assert client.get(address(round_, name, *key))["Location"] == address(round_)
        with unchanged():
            answer = client.post(address(round_, name, *key), new(round_, label="X"))
        assert answer.status_code == 409
        assert "bereits veröffentlicht" in text(answer.content)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"act": "remove"},
        {"act": "kind"},
        {"act": "kind", "kind": "\x00", "condition": ["\x00", "="], "day": "\x00"},
        {"label": "\x00", "kind": "\x00", "over": "\x00", "condition": "\x00"},
        {"label": "x" * 100_000, "kind": "number", "minimum": "9" * 10_000},
        {"label": ["a", "b"], "kind": ["x", "line"], "max_chars": "٤"},
        {"key": "\x00", "to": "\x00", "over": "\x00"},
    ],
)
def test_bad_input_is_never_a_fault_of_the_page(
    client: Client, round_: Round, body: dict[str, Any]
) -> None:
    with unchanged():
        for name, *key in (
            ("office-questions",),
            ("office-question-new",),
            ("office-question", "concept"),
            ("office-question", "title"),
            ("office-question", "gone"),
        ):
            assert client.post(address(round_, name, *key), body).status_code < 500


def test_faults_that_came_later_stand_in_the_list(client: Client, round_: Round) -> None:
    round_.call.questions.filter(key="concept").update(choices=[{"value": "a", "label": "A"}])

    assert "So nicht verwendbar" in text(client.get(address(round_)).content)


def test_strangers_find_nothing(client: Client, round_: Round, anna: User) -> None:
    client.force_login(anna)
    for path in (address(round_), address(round_, "office-question-new")):
        assert client.get(path).status_code == 404


def test_section_is_renamed_and_a_refused_name_stays_in_its_field(
    client: Client, round_: Round
) -> None:
    round_.call.questions.filter(key="concept").update(section="Vorhaben")
    typed = {"act": "section", "section": "Vorhaben", "over": order(round_)}

    answer = client.post(address(round_), {**typed, "to": "x" * 121})
    assert answer.status_code == 400
    assert "x" * 121 in answer.content.decode()
    assert "Höchstens 120 Zeichen" in text(answer.content)

    assert client.post(address(round_), {**typed, "to": "Idee"}).status_code == 302
    assert round_.call.questions.get(key="concept").section == "Idee"


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_as_many_queries_with_many_questions(
    client: Client,
    round_: Round,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Question.objects.filter(call=round_.call).exclude(
        key__in=["title", "concept", "remark"][:count]
    ).delete()

    with django_assert_num_queries(6):
        client.get(address(round_))
    with django_assert_num_queries(6):
        client.get(address(round_, "office-question-new"))
    with django_assert_num_queries(6):
        client.get(address(round_, "office-question", "title"))
