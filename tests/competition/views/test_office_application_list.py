"""The office's list of applications: what it shows, what it may be asked, and what it refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Correction, LateAdmission
from competition.services import partners, saved_views
from tests.fixtures import as_read
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    OPEN_AT,
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
    partner_of,
    submit,
)

pytestmark = pytest.mark.django_db
ALL = ["Beispielort 3", "Beispielstadt", "Musterdorf"]


def asked(client: Client, round_: Round, **query: Any) -> Any:
    client.force_login(round_.dora)
    return client.get(reverse("office-applications", args=[round_.call.slug]), query)


def names(answer: Any) -> list[str]:
    """Names of the municipalities on the list, in its order."""
    lines = answer.context["lines"]
    return [line.name for line in lines]


def listed(client: Client, round_: Round, **query: Any) -> list[str]:
    answer = asked(client, round_, **query)
    assert answer.status_code == 200
    return names(answer)


def heads(answer: Any) -> list[str]:
    columns = answer.context["asked"].columns
    return [column.key for column in columns]


def cells(answer: Any, at: int = 0) -> list[str]:
    line = answer.context["lines"][at]
    return [cell.text for cell in line.cells]


@pytest.fixture
def submitted(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED)


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED)


def test_before_the_deadline_title_and_arrival_are_held_back(
    client: Client, submitted: Round
) -> None:
    answer = asked(client, submitted)
    page = answer.content.decode()
    assert names(answer) == ALL
    assert heads(answer) == ["federal_state", "size_class", "state"]
    for secret in ("Vorhaben 1", "Eingang, früheste zuerst", "Eigenanteil", "Text im Titel"):
        assert secret not in page
    submitted.at(DEADLINE_AT)
    assert "Vorhaben 1" in asked(client, submitted).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"order": "-received"},
        {"order": "title"},
        {"title": "Vorhaben"},
        {"partners": "yes"},
        {"received_from": "2017-04-01T00:00"},
        {"received_until": "2017-04-01T00:00"},
        {"correction": "running"},
        {"late": "yes"},
        {"funded": "yes"},
        {"column_1": "title"},
        {"column_1": "received_at"},
        {"column_1": "answer-own_share"},
        {"column_1": "award"},
    ],
)
def test_before_the_deadline_nothing_that_tells_content_or_arrival_may_be_asked(
    client: Client, make_round: MakeRound, query: dict[str, str]
) -> None:
    answer = asked(client, make_round(Stage.SUBMITTED, applications=1), **query)
    assert answer.status_code == 400
    assert names(answer) == []


@pytest.mark.parametrize(
    "query",
    [
        {"reviews__score__gte": "4"},
        {"valid_version__title__regex": "("},
        {"state__in": "draft,submitted"},
        {"municipality__name__isnull": "0"},
        {"ordering": "score"},
        {"order": "score"},
        {"order": "?"},
        {"order": "reviews__score"},
        {"order": "-pk"},
        {"search": "Vorhaben"},
        {"fields": "title"},
        {"format": "csv"},
        {"state": "winner"},
        {"state": ["draft", "admitted"]},
        {"kind": "1"},
        {"federal_state": "XX"},
        {"size_class": "huge"},
        {"population_from": "-1"},
        {"population_from": "1e400"},
        {"population_to": str(10**30)},
        {"population_to": "NaN"},
        {"received_from": "gestern"},
        {"received_until": "2017-03-26T02:30"},
        {"received_from": "99999-01-01T00:00"},
        {"correction": "?"},
        {"late": "maybe"},
        {"partners": "1"},
        {"funded": "yes"},
        {"q": "x" * 101},
        {"title": "x" * 101},
        {"column_1": "valid_version__content"},
        {"column_13": "title"},
        {"column_1": "answer-concept"},
        {"column_1": "answer-gibt-es-nicht"},
        {"column_1": ["title", "ags"]},
    ],
)
def test_what_the_list_does_not_know_is_refused_and_shows_no_row(
    client: Client, make_round: MakeRound, query: dict[str, Any]
) -> None:
    answer = asked(client, make_round(Stage.CLOSED, applications=1), **query)
    assert answer.status_code == 400
    assert names(answer) == []
    assert "Es gibt ein Problem mit Ihren Angaben" in answer.content.decode()


def test_unknown_filter_is_named(client: Client, closed: Round) -> None:
    page = asked(client, closed, reviews__score__gte="<b>").content.decode()
    assert "Diesen Filter gibt es hier nicht. „reviews__score__gte“" in page
    assert "<b>" not in page


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "1e9", "²", "9" * 30])
def test_there_is_no_page_beyond_the_pages(client: Client, closed: Round, page: str) -> None:
    assert asked(client, closed, page=page).status_code == 404


def test_orders(client: Client, closed: Round) -> None:
    assert listed(client, closed) == ALL
    assert listed(client, closed, order="-municipality") == ALL[::-1]
    assert listed(client, closed, order="received") == [ALL[1], ALL[2], ALL[0]]
    assert listed(client, closed, order="-received") == [ALL[0], ALL[2], ALL[1]]
    assert listed(client, closed, order="title") == [ALL[1], ALL[2], ALL[0]]
    assert listed(client, closed, order="population")[0] == "Musterdorf"
    assert listed(client, closed, order="-population")[-1] == "Musterdorf"


def test_order_by_state_begins_with_the_unscreened(client: Client, closed: Round) -> None:
    as_read.admit(application=closed.applications[2], by=closed.dora)
    assert listed(client, closed, order="state") == ["Beispielstadt", "Musterdorf", "Beispielort 3"]


def test_filters_of_every_round(client: Client, closed: Round) -> None:
    wanted: list[tuple[dict[str, str], list[str]]] = [
        ({"q": "musterd"}, ["Musterdorf"]),
        ({"q": "99001001"}, ["Beispielstadt"]),
        ({"title": "haben 2"}, ["Musterdorf"]),
        ({"title": "%"}, []),
        ({"kind": "municipality"}, ["Musterdorf"]),
        ({"federal_state": "HE"}, ["Beispielort 3"]),
        ({"size_class": "small"}, ["Musterdorf"]),
        ({"size_class": "medium"}, ["Beispielort 3", "Beispielstadt"]),
        ({"size_class": "county"}, []),
        ({"state": "admitted"}, []),
        ({"population_from": "20.000"}, ["Beispielort 3", "Beispielstadt"]),
        ({"population_from": "4500", "population_to": "4500"}, ["Musterdorf"]),
        ({"population_to": "0"}, []),
        ({"partners": "yes"}, []),
        ({"partners": "no"}, ALL),
        ({"correction": "running"}, []),
        ({"late": "no"}, ALL),
        ({"state": "", "q": "", "population_from": ""}, ALL),
    ]
    for query, found in wanted:
        assert listed(client, closed, **query) == found, query


def test_filter_by_arrival_begins_at_and_ends_before_the_instant(
    client: Client, closed: Round
) -> None:
    arrived_at = OPEN_AT.replace(second=0, microsecond=0)
    version = closed.applications[0].valid_version
    assert version
    version.received_at = arrived_at
    version.save(update_fields=["received_at"])
    local = f"{arrived_at + timedelta(hours=1):%Y-%m-%dT%H:%M}"  # winter time in Germany
    assert "Beispielstadt" in listed(client, closed, received_from=local)
    assert "Beispielstadt" not in listed(client, closed, received_until=local)


def test_filter_by_partners_asks_what_was_sealed(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    draft = round_.draft(0)
    partner, boris = round_.place(1)
    partners.invite(application=draft, municipality=partner, by=draft.contact)
    partners.confirm(participant=partner_of(draft, partner), by=boris)
    submit(draft, draft.contact)
    round_.draft(2)
    round_.at(CLOSED_AT)
    assert listed(client, round_, partners="yes") == ["Beispielstadt"]
    assert listed(client, round_, partners="no") == []
    answer = asked(client, round_, partners="yes", column_1="partners")
    assert cells(answer) == ["Musterdorf"]


def test_filter_by_correction(client: Client, closed: Round) -> None:
    as_read.ask(
        application=closed.applications[0],
        by=closed.dora,
        keys=["own_share"],
        reason="Bitte prüfen.",
        due_at=CLOSED_AT + timedelta(days=7),
    )
    assert listed(client, closed, correction="running") == ["Beispielstadt"]
    assert listed(client, closed, correction="overdue") == []
    closed.at(CLOSED_AT + timedelta(days=8))
    assert listed(client, closed, correction="running") == []
    assert listed(client, closed, correction="overdue") == ["Beispielstadt"]
    correction = Correction.objects.get()
    correction.answered_at, correction.answered_by = correction.due_at, closed.dora
    correction.version = closed.applications[0].valid_version
    correction.save()
    assert listed(client, closed, correction="overdue") == []
    assert listed(client, closed, correction="answered") == ["Beispielstadt"]


def test_filter_by_late_admission(client: Client, closed: Round) -> None:
    LateAdmission.objects.create(
        application=closed.applications[1],
        reason="Störung",
        evidence="Protokoll",
        until_at=CLOSED_AT + timedelta(days=1),
        proposed_at=CLOSED_AT,
        proposed_by=closed.dora,
        confirmed_at=CLOSED_AT,
        confirmed_by=closed.emil,
    )
    assert listed(client, closed, late="yes") == ["Musterdorf"]
    answer = asked(client, closed, late="yes", column_1="late_until")
    assert cells(answer) == ["26.04.2017 00:00:00"]


def test_funded_exists_once_the_result_is_public(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    assert asked(client, round_, funded="yes").status_code == 400
    assert cells(asked(client, round_, column_1="award")) == ["–"]
    round_.advance(Stage.ANNOUNCED)
    assert listed(client, round_, funded="yes") == ["Beispielstadt", "Musterdorf"]
    assert listed(client, round_, funded="no") == ["Beispielort 3"]
    assert cells(asked(client, round_, column_1="award"), 1) == ["50.000,00\xa0€"]


def test_columns_stand_in_the_order_in_which_they_are_asked(client: Client, closed: Round) -> None:
    answer = asked(
        client,
        closed,
        column_2="title",
        column_5="ags",
        column_7="title",
        column_9="population",
        state="submitted",
    )
    assert heads(answer) == ["title", "ags", "population"]
    assert cells(answer) == ["Vorhaben 3", "99003001", "34.920"]


def test_every_column_has_a_value(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED, applications=2)
    offered = asked(client, round_).context["asked"].column_form.fields["column_1"].choices
    keys = [key for key, _label in offered if key]
    for first in range(0, len(keys), 12):
        query = {f"column_{n}": key for n, key in enumerate(keys[first : first + 12], start=1)}
        assert heads(asked(client, round_, **query)) == keys[first : first + 12]
    wanted = {
        "kind": "Stadt",
        "version": "1",
        "occasion": "Einreichung",
        "receipt": round_.receipts[0].number,
        "files": "0",
        "contact": str(round_.applications[0].contact),
        "screened_by": "Dora Beispiel",
        "partners": "–",
        "screening_reason": "–",
        "correction": "–",
        "public_id": round_.applications[0].public_id,
    }
    query = {f"column_{n}": key for n, key in enumerate(wanted, start=1)}
    assert cells(asked(client, round_, **query)) == list(wanted.values())


ASKED: list[dict[str, Any]] = [
    *QUESTIONS,
    {
        "key": "form",
        "kind": "choice",
        "label": "Rechtsform?",
        "choices": [{"value": "own", "label": "Eigenbetrieb"}],
    },
    {"key": "staff", "kind": "number", "label": "Stellen"},
    {"key": "starts_on", "kind": "date", "label": "Beginn"},
]


def test_short_answers_are_columns(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, questions=ASKED)
    draft = round_.draft(0, form="own", staff="1.200", starts_on="01.10.2027")
    submit(draft, draft.contact)
    round_.draft(1)
    round_.at(CLOSED_AT)
    keys = ("form", "staff", "starts_on", "own_share", "perspectives", "not_begun", "remark")
    query = {f"column_{number}": f"answer-{key}" for number, key in enumerate(keys, start=1)}
    answer = asked(client, round_, **query)
    assert cells(answer) == [
        *("Eigenbetrieb", "1.200", "01.10.2027", "5.000,00\xa0€", "Transparenz"),
        *("Ja, erklärt", "–"),
    ]
    assert cells(answer, 1) == ["–"] * 7  # a draft is not read
    assert '<th scope="col" lang="de">Rechtsform?</th>' in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    round_ = make_round(Stage.CLOSED, applications=rows)
    client.force_login(round_.dora)
    path = reverse("office-applications", args=[round_.call.slug])
    query = {
        "state": "submitted",
        "partners": "no",
        "late": "no",
        "column_1": "answer-own_share",
        "column_2": "answer-perspectives",
        "column_3": "receipt",
        "column_4": "correction",
        "column_5": "award",
        "column_6": "screened_by",
        "column_7": "contact",
    }
    with django_assert_num_queries(8):
        assert len(client.get(path).context["lines"]) == rows
    with django_assert_num_queries(8):
        assert len(client.get(path, query).context["lines"]) == rows
    columns = [key for name, key in query.items() if name.startswith("column_")]
    filters = "state=submitted&partners=no&late=no"
    view = saved_views.save(
        by=round_.dora, name="Anteil", query=filters, columns=columns, is_shared=False
    )
    with django_assert_num_queries(8):
        answer = client.get(path, {"view": view.pk})
    assert len(answer.context["lines"]) == rows
    assert cells(answer)[0] == "5.000,00\xa0€"


def test_next_page_keeps_filters_and_columns(
    client: Client, closed: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("competition.views.office.application_list.ROWS_PER_PAGE", 2)
    answer = asked(client, closed, column_1="ags", state="submitted")
    assert names(answer) == ALL[:2]
    assert "3 Bewerbungen" in answer.content.decode()
    assert "?column_1=ags&amp;state=submitted&amp;page=2" in answer.content.decode()
    assert listed(client, closed, column_1="ags", page="2") == ALL[2:]
