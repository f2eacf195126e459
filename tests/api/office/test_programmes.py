"""The funded years by the office's API: set up, changed, published, and fixed by an agreement."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from api.office.programme_examples import SETUP
from programme.models import Programme
from programme.reports import outline
from programme.services import programmes
from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.programmes import MakeYears
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": "2017-07-01", "ends_on": "2019-06-30"}


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


@pytest.fixture
def dora(round_: Round) -> Caller:
    return caller_of(round_.dora, "read", "run", "decide")


@pytest.fixture
def path(round_: Round) -> str:
    return f"office/calls/{round_.call.slug}/programme/"


def test_the_years_are_set_up_changed_and_published(dora: Caller, path: str) -> None:
    assert_problem(dora.get(path), "not_found", 404)
    made = dora.post(path, **{**SETUP, **DAYS})
    assert (made.status, made.header("Location")) == (201, f"/api/v1/{path}")
    assert made.value["requirements"] == SETUP["requirements"]
    assert made.value["tranches"] == SETUP["tranches"]
    assert dora.get(path).value == made.value
    with unchanged():
        assert_problem(dora.post(path, **{**SETUP, **DAYS}), "programme_standing", 409)
        unread = dora.patch(path, title="Neu")
        assert_problem(unread, "precondition_required", 428, "version")
        assert_problem(dora.patch(path, version=7, title="Neu"), "version_conflict", 409)
    changed = dora.patch(path, version=1, summary="", tranches=[{"amount_cents": 1}]).value
    assert (changed["version"], changed["summary"]) == (2, "")
    assert changed["tranches"] == [{"amount_cents": 1, "requirement": ""}]
    assert changed["requirements"] == SETUP["requirements"]
    with unchanged():
        assert_problem(dora.post(f"{path}publish/", version=1), "version_conflict", 409)
    assert dora.post(f"{path}publish/", version=2).value["published_at"]
    assert dora.post(f"{path}publish/", version=2).status == 200


def test_the_years_of_2017_are_read_as_they_are_sent(dora: Caller, path: str) -> None:
    reports = [
        {"has_money_table": False, "offset_days": 0, **each} for each in outline.requirements()
    ]
    made = dora.post(path, title="Umsetzung", **DAYS, requirements=reports)
    assert made.value["requirements"] == reports
    assert dora.patch(path, version=1, requirements=made.value["requirements"]).status == 200


REPORT = SETUP["requirements"][0]
SECTION = REPORT["outline"][0]


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"starts_on": "1.7.2017"}, "not_a_date", "starts_on"),
        ({"starts_on": "2017-02-30"}, "not_a_date", "starts_on"),
        ({"starts_on": "0001-01-01"}, "period_beyond", "ends_on"),
        ({"ends_on": "2017-07-01"}, "period_reversed", "ends_on"),
        ({"award_form": "gift"}, "unknown_choice", "award_form"),
        ({"award_form": ["notice"]}, "unknown_choice", "award_form"),
        ({"title": ""}, "required", "title"),
        ({"terms": "a\u202eb"}, "control_characters", "terms"),
        ({"requirements": {}}, "malformed", "requirements"),
        ({"requirements": [1]}, "malformed", "requirements"),
        ({"requirements": [REPORT] * 31}, "out_of_range", "requirements"),
        ({"requirements": [{"key": "a"}]}, "malformed", "requirements"),
        ({"requirements": [{**REPORT, "by": 1}]}, "malformed", "requirements"),
        ({"requirements": [{**REPORT, "offset_days": "1"}]}, "malformed", "requirements"),
        ({"requirements": [{**REPORT, "offset_days": True}]}, "malformed", "requirements"),
        ({"requirements": [{**REPORT, "title": "a\x07"}]}, "control_characters", "requirements"),
        (
            {"requirements": [{**REPORT, "offset_days": 10**30}]},
            "requirement_invalid",
            "requirements",
        ),
        ({"requirements": [{**REPORT, "kind": "poem"}]}, "requirement_invalid", "requirements"),
        ({"requirements": [{**REPORT, "outline": []}]}, "requirement_invalid", "requirements"),
        ({"requirements": [{**REPORT, "outline": ["x"]}]}, "malformed", "requirements"),
        ({"tranches": [{"amount_cents": 0}]}, "not_an_amount", "tranches"),
        ({"tranches": [{"amount_cents": 10**30}]}, "tranches_exceed_award", "tranches"),
        (
            {"tranches": [{"amount_cents": 1, "requirement": "x"}]},
            "requirement_invalid",
            "tranches",
        ),
        ({"tranches": [{"amount_cents": 1.5}]}, "malformed", "tranches"),
    ],
)
def test_what_does_not_hold_together_is_refused(
    dora: Caller, path: str, wrong: dict[str, Any], code: str, field: str
) -> None:
    with unchanged():
        answer = dora.post(path, **{**SETUP, **DAYS, **wrong})
    assert_problem(answer, code, 400, field)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "money"},
        {"key": "s2"},
        {"label": "Ohne Nummer", "key": ""},
        {"label": "1", "key": "s1"},
        {"max_chars": 0},
    ],
)
def test_a_sections_number_gives_its_key(dora: Caller, path: str, wrong: dict[str, Any]) -> None:
    reports = [{**REPORT, "outline": [{**SECTION, **wrong}]}]
    answer = dora.post(path, **{**SETUP, **DAYS, "requirements": reports})
    assert_problem(answer, "requirement_invalid", 400, "requirements")


def test_an_agreement_fixes_what_it_freezes(make_years: MakeYears) -> None:
    years = make_years()
    dora = caller_of(years.dora, "read", "run")
    path = f"office/calls/{years.call.slug}/programme/"
    read = dora.get(path).value
    assert (read["fixed"], read["sums"]["granted_cents"]) == (True, 100_000_00)
    with unchanged():
        late = dora.patch(path, version=read["version"], terms="Andere.")
        assert_problem(late, "programme_fixed", 409)
    assert dora.patch(path, version=read["version"], title="Neu").value["title"] == "Neu"


def test_before_the_announcement_nothing_is_set_up(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    dora = caller_of(round_.dora, "run")
    path = f"office/calls/{round_.call.slug}/programme/"
    with unchanged():
        assert_problem(dora.post(path, **{**SETUP, **DAYS}), "call_not_announced", 409)


def test_what_was_read_is_published(make_years: MakeYears) -> None:
    years = make_years()
    Programme.objects.update(published_at=None, published_by=None, version=3)
    with refused("version_conflict"):
        programmes.publish(programme=years.programme, by=years.dora, read=1)


def test_reading_costs_little(
    make_years: MakeYears, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    years = make_years()
    dora = caller_of(years.dora, "read")
    with django_assert_num_queries(8):
        assert dora.get(f"office/calls/{years.call.slug}/programme/").status == 200
