"""The last look: checklist, the document as everybody reads it, and publishing exactly that."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition import wording
from competition.call_setup import draft
from competition.models import Call, Question
from competition.services import call_drafts, calls
from reviews import bundles
from reviews.models import Rubric
from reviews.services import rubric
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CRITERIA, PUBLISHED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
READ = re.compile(r'name="read" value="([0-9a-f]{64})"')


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """A draft with a rubric, before its dates; Dora looks at it."""
    made = make_round(Stage.DRAFTED)
    made.at(PUBLISHED_AT)
    made.define()
    client.force_login(made.dora)
    return made


def address(round_: Round) -> str:
    return reverse("office-call-publish", args=[round_.call.slug])


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def read(answer: Any) -> str:
    found = READ.search(answer.content.decode())
    assert found
    return found[1]


def edit(round_: Round, **fields: Any) -> None:
    over = draft.digest(Call.objects.get(), fields)
    call_drafts.edit(call=round_.call, fields=fields, over=over, by=round_.emil)


def test_office_publishes_what_it_has_read(client: Client, round_: Round) -> None:
    digest = read(client.get(address(round_)))

    answer = client.post(address(round_), {"read": digest}, follow=True)

    assert "Der Wettbewerb ist veröffentlicht." in text(answer)
    round_.call.refresh_from_db()
    assert round_.call.published_by == round_.dora
    assert client.get(address(round_)).status_code == 302


def test_preview_says_word_for_word_what_everybody_reads(client: Client, round_: Round) -> None:
    page = text(client.get(address(round_)))
    preview = page[page.index("Plätze", page.index("2. So lesen es alle")) : page.index("3. Ver")]
    rubric.publish(call=round_.call, by=round_.dora)

    public = text(client.get(reverse("call", args=[round_.call.slug])))
    # What only a call that is public has: its dates as a file.
    public = re.sub(r"Termine in Ihren Kalender übernehmen \([^)]+\) ", "", public)

    # Of rubric and rules the one page says that they are published, the other that they will be.
    said = (
        "Bewertungsbogen und Auswahlregeln werden mit dem Wettbewerb veröffentlicht und können "
        "dann nicht mehr geändert werden."
    )
    assert said in preview
    for sentence in re.split(r"(?<=[.:?])\s", preview.replace(said, "|")):
        for part in sentence.split("|"):
            assert part.strip() in public


@pytest.mark.parametrize("what", ["call", "question", "rubric", "remedy"])
def test_what_changed_since_it_was_read_is_not_published(
    client: Client, round_: Round, what: str
) -> None:
    digest = read(client.get(address(round_)))
    if what == "call":
        edit(round_, summary="Etwas ganz anderes.")
    elif what == "remedy":
        edit(round_, remedy_notice="Klage binnen eines Monats.")
    elif what == "question":
        Question.objects.filter(key="concept").update(label="Anders gefragt")
    else:
        round_.criteria = [{**CRITERIA[0], "weight": "3"}, CRITERIA[1]]
        round_.define()

    with unchanged():
        answer = client.post(address(round_), {"read": digest})

    assert answer.status_code == 409
    assert "Seit Sie diese Seite geöffnet haben, wurde etwas geändert." in text(answer)
    assert read(answer) != digest


@pytest.mark.parametrize("data", [{}, {"read": ""}, {"read": "x" * 9_000}, {"read": "\x00"}])
def test_nothing_is_published_unread(client: Client, round_: Round, data: dict[str, str]) -> None:
    with unchanged():
        assert client.post(address(round_), data).status_code == 409


def test_without_a_rubric_nothing_is_published(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    client.force_login(round_.dora)

    page = client.get(address(round_))
    assert "Es gibt noch keinen Bewertungsbogen." in text(page)
    assert "Noch nicht möglich" in text(page)
    assert not READ.search(page.content.decode())

    with unchanged():
        assert client.post(address(round_), {"read": ""}).status_code == 400


def test_a_published_call_is_not_published_again(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    client.force_login(round_.emil)

    with unchanged():
        answer = client.post(address(round_), {"read": ""}, follow=True)
    assert "Der Wettbewerb ist bereits veröffentlicht." in text(answer)


def test_checklist_names_what_looks_odd(client: Client, round_: Round) -> None:
    edit(
        round_,
        summary="Wie schon 2009.",
        deadline_at=round_.call.deadline_at + timedelta(days=10),  # Monday, 1 May 2017
    )

    page = text(client.get(address(round_)))

    for sentence in (
        "Es ist keine E-Mail-Adresse für Fragen angegeben.",
        "Im Text steht die Jahreszahl 2009. Ist sie gemeint?",
        "Der letzte Tag ist ein Feiertag: Tag der Arbeit.",
        "keine Rechtsbehelfsbelehrung",
        "gibt es kein Los",
        "nur 0 Kommunen",
    ):
        assert sentence in page


def test_a_form_that_nobody_could_fill_in_is_named_and_not_published(
    client: Client, round_: Round
) -> None:
    Question.objects.filter(key="perspectives").update(choices=[])

    page = client.get(address(round_))
    assert "Noch nicht möglich" in text(page)
    assert "perspectives" in text(page) or "Perspektiven" in text(page)

    digest = bundles.publication_digest(round_.call, Rubric.objects.get())
    with unchanged():
        answer = client.post(address(round_), {"read": digest})
    assert answer.status_code == 400


def test_lines_of_the_summary_stay_lines(client: Client, round_: Round) -> None:
    edit(round_, summary="Erste Zeile.\nZweite Zeile.")

    assert "Erste Zeile.<br>Zweite Zeile." in client.get(address(round_)).content.decode()


def test_draft_is_the_offices_and_answers_nobody_else(client: Client, round_: Round) -> None:
    assert Client().get(reverse("call", args=[round_.call.slug])).status_code == 404
    assert Client().get(reverse("call-versions", args=[round_.call.slug])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client,
    round_: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    round_.criteria = list([*CRITERIA, {"key": "c", "label": "C"}][:count])
    round_.define()
    with django_assert_num_queries(11):
        client.get(address(round_))


# A new call


NEW = {
    "title": "Offene Kommune 2018",
    "slug": "Offene-Kommune-2018",
    "summary": "Worum es geht.",
    "opens_day": "2018-02-01",
    "opens_time": "",
    "deadline_day": "2018-04-20",
    "deadline_time": "",
    "places_count": "9",
    "award_cents": "50.000,00",
}


def test_a_new_call_starts_empty(client: Client, round_: Round) -> None:
    new = reverse("office-call-new")
    page = text(client.get(new))
    assert "Beispielrunde" in page
    # The deadline is exclusive: its day is the one that ends, here as everywhere.
    assert f"Bewerbungsschluss: {wording.moment(round_.call.deadline_at)}" in page

    answer = client.post(f"{new}?leer", NEW, follow=True)

    call = Call.objects.get(slug="offene-kommune-2018")
    assert (call.places_count, call.award_cents, call.budget_cents) == (9, 50_000_00, 450_000_00)
    assert [question.key for question in call.questions.all()] == ["title"]
    assert "Freitag, 20. April 2018, 24:00 Uhr" in text(answer)
    assert "Donnerstag, 1. Februar 2018, 0:00 Uhr" in text(answer)


def test_a_new_call_starts_from_an_earlier_one(client: Client, round_: Round) -> None:
    new = f"{reverse('office-call-new')}?vorlage=beispielrunde"
    assert "Vorlage: „Beispielrunde“" in text(client.get(new))

    answer = client.post(new, NEW, follow=True)

    call = Call.objects.get(slug="offene-kommune-2018")
    assert call.copied_from == round_.call
    assert call.rubric.criteria.count() == 2
    assert "Aus einem früheren Wettbewerb übernommen" in text(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"slug": "beispielrunde"}, "Kennung"),
        ({"slug": "neu"}, "Der Wettbewerb ist so nicht verwendbar"),
        ({"deadline_day": "2018-01-31"}, "verwendbar: Der Beginn muss vor dem Bewer"),
        ({"deadline_day": "2018-10-28", "deadline_time": "02:30"}, "weil die Uhr umgestellt wird"),
        ({"opens_day": "2018-03-25", "opens_time": "02:30"}, "weil die Uhr umgestellt wird"),
        ({"deadline_day": "9999-12-31"}, "anderes Jahr"),
        ({"award_cents": "viel"}, "50.000,00"),
        ({"places_count": "1" * 20}, "ganze Zahl"),
        ({"title": "a\x00"}, "Titel"),
    ],
)
def test_bad_input_starts_nothing_and_is_kept(
    client: Client, round_: Round, typed: dict[str, str], sentence: str
) -> None:
    with unchanged():
        answer = client.post(f"{reverse('office-call-new')}?leer", {**NEW, **typed})

    assert answer.status_code == 400
    assert sentence in text(answer)
    assert "Worum es geht." in text(answer)


def test_an_unknown_template_is_not_there(client: Client, round_: Round) -> None:
    calls.archive(
        fields={
            **{name: getattr(round_.call, name) for name in ("summary", "opens_at", "deadline_at")},
            **{"slug": "archiv", "title": "Archiv", "places_count": 1, "award_cents": 1},
            **{"budget_cents": 1, "eligible_kinds": ["town"], "published_at": PUBLISHED_AT},
        },
        awards=[],
        granted_at=PUBLISHED_AT,
    )
    for name in ("gibt-es-nicht", "archiv"):
        assert client.get(reverse("office-call-new"), {"vorlage": name}).status_code == 404
