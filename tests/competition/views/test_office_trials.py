"""The office sees its form as applicants will, fills it in, prints it, and throws it away."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, Question, TrialApplication, User
from competition.services import trials
from tests.fixtures import pdf
from tests.fixtures.files import FILES
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import ANSWERS, QUESTIONS, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

PAGES = ("office-questions-preview", "office-trial", "office-trial-pdf")
CONDITIONAL = {
    "key": "why",
    "kind": "text",
    "label": "Warum transparent?",
    "condition": {"question": "perspectives", "values": ["transparency"]},
}


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """A round that is not published yet; Dora looks at it."""
    made = make_round(Stage.DRAFTED, questions=[*QUESTIONS, CONDITIONAL, FILES])
    client.force_login(made.dora)
    return made


def address(round_: Round, name: str = "office-trial") -> str:
    return reverse(name, args=[round_.call.slug])


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def tokens(client: Client, path: str) -> dict[str, str]:
    """What a browser sends of the page's form without anything typed."""
    page = client.get(path).content.decode()
    blank = dict.fromkeys(("title", "concept", "own_share", "remark", "why"), "")
    return blank | dict(re.findall(r'name="(version-[^"]+)" value="([^"]+)"', page))


def save(client: Client, round_: Round, **values: Any) -> Any:
    return client.post(address(round_), {**tokens(client, address(round_)), **values})


def test_preview_shows_the_portal_s_fields_and_stores_nothing(
    client: Client, round_: Round
) -> None:
    with unchanged():
        page = client.get(address(round_, "office-questions-preview")).content.decode()

    assert 'id="id_concept"' in page
    assert "Nur auszufüllen, wenn Sie bei „Welche Perspektiven?“" in page
    assert "Daraus wird keine Bewerbung" in page


def test_what_is_typed_in_the_preview_may_become_a_trial(client: Client, round_: Round) -> None:
    given = tokens(client, address(round_, "office-questions-preview"))

    client.post(address(round_), {**given, "title": "Aus der Vorschau"})

    assert TrialApplication.objects.get().answers["title"] == "Aus der Vorschau"


def test_trial_is_filled_in_and_says_what_is_missing(client: Client, round_: Round) -> None:
    assert "Ihre gespeicherte Probe" not in text(client.get(address(round_)).content)

    assert save(client, round_, title="Probe", perspectives=["transparency"]).status_code == 302

    page = client.get(address(round_)).content
    assert "2 von 6 Pflichtfragen beantwortet" in text(page)
    assert 'href="#id_why"' in page.decode()
    assert "Anlagen nimmt die Probe nicht an" in text(page)
    assert not Application.objects.exists()


def test_condition_is_at_work(client: Client, round_: Round) -> None:
    save(client, round_, title="Probe", perspectives=["participation"])

    page = client.get(address(round_)).content.decode()
    assert 'href="#id_why"' not in page
    assert "1 von 5" not in text(page.encode())


def test_refused_answer_is_told_at_its_field_and_everything_typed_stays(
    client: Client, round_: Round
) -> None:
    given = tokens(client, address(round_))
    with unchanged():
        answer = client.post(address(round_), {**given, "title": "Probe", "own_share": "viel"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_own_share_error"' in page
    assert 'value="viel"' in page
    assert 'value="Probe"' in page


def test_paper_is_marked_as_a_trial_on_every_page(client: Client, round_: Round) -> None:
    long = Question(call=round_.call, key="long", position=90, kind="text", label="Ausführlich")
    long.save()
    Question(call=round_.call, key="plans", position=91, kind="files", label="Pläne").save()
    trials.save(
        call=round_.call, values={**ANSWERS, "long": "Ein Absatz.\n\n" * 200}, by=round_.dora
    )

    answer = client.get(address(round_, "office-trial-pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    pages = pdf.read(answer.content).pages
    assert len(pages) > 1
    assert all("PROBE – keine Bewerbung" in page for page in pages)
    whole = " ".join(" ".join(pages).split())
    assert "Alle Vorlagen des Rates werden offene Daten." in whole
    assert "Pläne: Die Probe nimmt keine Anlagen an." in whole
    assert "Ratsbeschluss: Die Probe" not in whole
    assert "Dora Beispiel" in whole


def test_without_a_trial_there_is_nothing_to_print(client: Client, round_: Round) -> None:
    assert client.get(address(round_, "office-trial-pdf"))["Location"] == address(round_)


def test_trial_is_deleted(client: Client, round_: Round) -> None:
    save(client, round_, title="Probe")

    assert client.post(address(round_), {"act": "delete"}).status_code == 302
    assert not TrialApplication.objects.exists()


def test_colleague_sees_an_empty_form(client: Client, round_: Round) -> None:
    save(client, round_, title="Doras Probe")
    client.force_login(round_.emil)

    assert "Doras Probe" not in client.get(address(round_)).content.decode()


def test_changed_form_says_what_no_longer_fits(client: Client, round_: Round) -> None:
    save(client, round_, **{**ANSWERS, "not_begun": "on"})
    round_.call.questions.filter(key="concept").update(max_chars=3)

    assert "Antworten Ihrer Probe passen nicht mehr" in text(client.get(address(round_)).content)


@pytest.mark.parametrize(
    "body",
    [
        {"version-title": "x", "title": "y"},
        {"title": "ohne Fassung"},
        {"version-title": "0.x", "title": "\x00"},
        {"version-own_share": "0.x", "own_share": "9" * 5_000},
        {"version-perspectives": "0.x", "perspectives": ["\x00", "x"]},
        {"version-resolution": "0.x", "resolution": "x"},
    ],
)
def test_bad_input_is_never_a_fault_of_the_page(
    client: Client, round_: Round, body: dict[str, Any]
) -> None:
    assert client.post(address(round_), body).status_code < 500


def test_strangers_find_nothing(client: Client, round_: Round, anna: User) -> None:
    client.force_login(anna)
    for name in PAGES:
        assert client.get(address(round_, name)).status_code == 404


def test_pages_take_as_many_queries_with_many_answers(
    client: Client, round_: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for values in ({"title": "Probe"}, {"title": "Probe", "concept": "x", "remark": "y"}):
        trials.save(call=round_.call, values=values, by=round_.dora)
        for name, number in zip(PAGES, (6, 7, 6), strict=True):
            with django_assert_num_queries(number):
                client.get(address(round_, name))
