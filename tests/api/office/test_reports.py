"""Reports by the office's API: what is owed and late, read, returned, accepted, given more time."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.programmes import MakeYears, Years, file_report
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


@pytest.fixture
def dora(years: Years) -> Caller:
    return caller_of(years.dora, "read", "run")


@pytest.fixture
def path(years: Years) -> str:
    return f"office/calls/{years.call.slug}/programme/reports/"


def test_a_report_is_returned_and_accepted(years: Years, dora: Caller, path: str) -> None:
    one = f"{path}{OWN_TOWN}/sachstand/"
    early = dora.post(f"{one}judge/", sha256="0" * 64, accepted=True)
    assert_problem(early, "report_not_waiting", 409)
    filed = file_report(years, years.reports[0])
    told = dora.get(one).value
    assert [each["sha256"] for each in told["versions"]] == [filed.digest]
    assert told["sections"][0] == {"key": "s1", "label": "1 Angaben zur Modellkommune"}
    content = dora.get(f"{one}versions/1/").value["content"]
    assert content == filed.content
    read: dict[str, Any] = {"sha256": filed.digest}
    with unchanged():
        assert_problem(
            dora.post(f"{one}judge/", accepted=True), "precondition_required", 428, "sha256"
        )
        assert_problem(dora.post(f"{one}judge/", **read), "required", 400, "accepted")
        stale = dora.post(f"{one}judge/", sha256="0" * 64, accepted=True)
        assert_problem(stale, "report_changed", 409)
        silent = dora.post(f"{one}judge/", **read, accepted=False, remark="")
        assert_problem(silent, "reason_required", 400, "remark")
        for comments, code, field in (
            ({"s99": "x"}, "unknown_section", "s99"),
            ({"s1": ["x"]}, "malformed", "comments.s1"),
            ({"s1": "x" * 2_001}, "too_long", "s1"),
            ({"s1": "a\u202eb"}, "control_characters", "s1"),
            ([], "malformed", "comments"),
        ):
            wrong = dora.post(f"{one}judge/", **read, accepted=True, comments=comments)
            assert_problem(wrong, code, 400, field)
    verdict = {"accepted": False, "remark": "Zahlen?", "comments": {"s1": "Wie viele?"}}
    back = dora.post(f"{one}judge/", **read, **verdict).value
    assert (back["state"], back["versions"][0]["remark"]) == ("returned", "Zahlen?")
    assert back["versions"][0]["comments"] == [{"section": "s1", "text": "Wie viele?"}]
    again = file_report(years, years.reports[0], text="Zwölf.")
    done = dora.post(f"{one}judge/", sha256=again.digest, accepted=True).value
    assert (done["state"], done["version"]) == ("accepted", 2)


def test_a_report_gets_more_time(years: Years, dora: Caller, path: str) -> None:
    one = f"{path}{OWN_TOWN}/sachstand/"
    due = years.reports[0].due_at
    later = {"due_at": "2017-12-02T00:00:00+01:00", "reason": "Die Stelle ist unbesetzt."}
    with unchanged():
        earlier = dora.post(f"{one}extend/", **{**later, "due_at": due.isoformat()})
        assert_problem(earlier, "due_not_later", 400, "due_at")
        far = dora.post(f"{one}extend/", **{**later, "due_at": "2099-01-01T00:00:00Z"})
        assert_problem(far, "period_too_long", 400, "due_at")
    assert dora.post(f"{one}extend/", **later).value["due_at"] == later["due_at"]
    file_report(years, years.reports[0])
    settled = dora.post(f"{one}extend/", **{**later, "due_at": "2018-01-02T00:00:00+01:00"})
    assert_problem(settled, "report_settled", 409)


def test_the_list_tells_what_is_late(years: Years, dora: Caller, path: str) -> None:
    def keys(query: str) -> list[str]:
        return [row["key"] for row in dora.get(f"{path}?{query}").rows]

    assert len(keys("")) == 8
    assert keys("late=true") == []
    file_report(years, years.reports[0])
    years.round.at(years.reports[1].due_at)
    assert keys("late=true") == ["sachstand", "zwischenbericht", "zwischenbericht"]
    assert keys(f"late=true&municipality={OWN_TOWN}") == ["zwischenbericht"]
    assert keys("state=submitted") == ["sachstand"]
    assert keys("due_until=2018-01-01T00:00:00Z") == ["sachstand", "sachstand"]
    first = dora.get(f"{path}?page_size=1").value
    assert first["results"][0]["late"] is False
    assert dora.get(first["next"].removeprefix("http://testserver")).rows[0]["late"] is True
    for query, code in (
        ("due_until=morgen", "instant_invalid"),
        ("due_until=2018-01-01T00:00:00", "offset_required"),
        ("state=lost", "unknown_choice"),
        ("late=ja", "unknown_choice"),
    ):
        answer = dora.get(f"{path}?{query}")
        assert_problem(answer, code, 400, query.partition("=")[0])


def test_made_up_reports_are_not_found(dora: Caller, path: str) -> None:
    for place in ("99999999/sachstand/", f"{OWN_TOWN}/gedicht/", "x/y/"):
        assert_problem(dora.get(path + place), "not_found", 404)
    for number in (0, 1, 99_999, 10**30):
        answer = dora.get(f"{path}{OWN_TOWN}/sachstand/versions/{number}/")
        assert_problem(answer, "not_found", 404)


def test_the_list_costs_four_queries(
    years: Years, dora: Caller, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    file_report(years, years.reports[0])
    with django_assert_num_queries(4):
        assert len(dora.get(path).rows) == 8
    with django_assert_num_queries(4):
        assert len(dora.get(f"{path}?page_size=1").rows) == 1
