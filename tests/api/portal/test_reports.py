"""Reports by API: written over what was read, filed by a signatory, returned and filed again."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import User
from programme.models import Report
from tests.api.caller import Caller, assert_problem, portal_caller_of
from tests.fixtures.programmes import MakeYears, Years, file_report, send_back
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db
NOTHING: dict[str, Any] = {"expenses": [], "income": [], "grant_cents": 0}


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


@pytest.fixture
def path(years: Years) -> str:
    application = years.awards[0].application
    assert application
    return f"portal/applications/{application.public_id}/reports/"


def caller(name: str) -> Caller:
    return portal_caller_of(User.objects.get(email=f"{name}@example.org"))


def with_money(years: Years) -> Report:
    return next(each for each in years.reports if each.requirement.has_money_table)


def texts(report: dict[str, Any], text: str = "Steht.") -> dict[str, str]:
    return {each["key"]: text for each in report["sections"]}


def test_reports_are_listed_by_their_dates(
    years: Years, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna = caller("anna")
    with django_assert_num_queries(4):
        rows = anna.get(path).rows
    assert [row["key"] for row in rows] == [each.requirement.key for each in years.reports]
    assert [row["due_at"] for row in rows] == sorted(row["due_at"] for row in rows)
    assert {(row["state"], row["version"]) for row in rows} == {("open", 0)}
    first = anna.get(f"{path}?page_size=1").value
    following = anna.get(first["next"].removeprefix("http://testserver")).rows
    assert following == rows[1:2]


def test_a_report_is_saved_over_what_was_read(years: Years, path: str) -> None:
    anna, one = caller("anna"), f"{path}{years.reports[0].requirement.key}/"
    read = anna.get(one).value
    assert (read["version"], read["filed"]) == (0, [])
    assert {each["code"] for each in read["missing"]} == {"required"}
    key = read["sections"][0]["key"]
    saved = anna.patch(one, version=0, sections={key: " Läuft. "}).value
    assert (saved["version"], saved["sections"][0]["text"]) == (1, "Läuft.")
    assert saved["sha256"] != read["sha256"]
    with unchanged():
        stale = anna.patch(one, version=0, sections={key: "Steht."})
        assert_problem(stale, "version_conflict", 409)
        without = anna.patch(one, sections={key: "Steht."})
        assert_problem(without, "precondition_required", 428, "version")
        assert anna.patch(one, version=1).value == saved


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"sections": {"gibt-es-nicht": "x"}}, "unknown_section", "gibt-es-nicht"),
        ({"sections": {"gibt-es-nicht": None}}, "unknown_section", "gibt-es-nicht"),
        ({"sections": []}, "malformed", "sections"),
        ({"sections": None}, "malformed", "sections"),
        ({"sections": {str(n): "" for n in range(101)}}, "out_of_range", "sections"),
        ({"money": None}, "malformed", "money"),
        ({"money": {}}, "malformed", "money"),
        ({"money": {**NOTHING, "grant_cents": "1,00"}}, "malformed", "money"),
        ({"money": {**NOTHING, "grant_cents": True}}, "malformed", "money"),
        ({"money": {**NOTHING, "grant_cents": 10**30}}, "budget_amounts", "money"),
        ({"money": {**NOTHING, "grant_cents": -1}}, "budget_amounts", "money"),
        ({"money": {**NOTHING, "expenses": 5}}, "malformed", "money"),
        ({"money": {**NOTHING, "income": ["x"]}}, "malformed", "money"),
        (
            {"money": {**NOTHING, "income": [{"label": "x", "cents": 1}] * 51}},
            "too_many_rows",
            "money",
        ),
        (
            {"money": {**NOTHING, "income": [{"label": "x" * 201, "cents": 1}]}},
            "too_long",
            "money",
        ),
    ],
)
def test_nothing_wrong_is_saved(
    years: Years, path: str, body: dict[str, Any], code: str, field: str
) -> None:
    anna, one = caller("anna"), f"{path}{with_money(years).requirement.key}/"
    with unchanged():
        assert_problem(anna.patch(one, version=0, **body), code, 400, field)


def test_texts_keep_their_limits(years: Years, path: str) -> None:
    anna, one = caller("anna"), f"{path}{years.reports[0].requirement.key}/"
    section = anna.get(one).value["sections"][0]
    for text, code in (
        ("x" * (section["max_chars"] + 1), "too_long"),
        ("a\u202eb", "control_characters"),
        (["x"], "malformed"),
    ):
        with unchanged():
            refused = anna.patch(one, version=0, sections={section["key"]: text})
            assert_problem(refused, code, 400, section["key"])


def test_a_signatory_files_what_was_read_and_files_it_again(years: Years, path: str) -> None:
    anna, berta = caller("anna"), caller("berta")
    one = f"{path}{years.reports[0].requirement.key}/"
    empty = anna.get(one).value
    with unchanged():
        refused = berta.post(f"{one}submission/", sha256=empty["sha256"])
        problem = assert_problem(refused, "report_incomplete", 400, empty["missing"][0]["key"])
        assert [each["field"] for each in problem["errors"]] == [
            each["key"] for each in empty["missing"]
        ]
    saved = anna.patch(one, version=0, sections=texts(empty)).value
    assert saved["missing"] == []
    with unchanged():
        mine = anna.post(f"{one}submission/", sha256=saved["sha256"])
        assert_problem(mine, "not_allowed", 403)
        stale = berta.post(f"{one}submission/", sha256=empty["sha256"])
        assert_problem(stale, "draft_changed", 409)
        assert_problem(berta.post(f"{one}submission/"), "precondition_required", 428, "sha256")
    filed = berta.post(f"{one}submission/", sha256=saved["sha256"])
    again = berta.post(f"{one}submission/", sha256=saved["sha256"])
    assert (filed.status, again.status, again.value) == (201, 200, filed.value)
    assert (filed.value["number"], filed.value["accepted"]) == (1, None)
    settled = anna.patch(one, version=1, sections=texts(saved, "Anders."))
    assert_problem(settled, "report_settled", 409)


def test_what_the_office_says_is_told_with_the_version(years: Years, path: str) -> None:
    version = file_report(years, years.reports[0])
    send_back(years, years.reports[0])
    anna, one = caller("anna"), f"{path}{years.reports[0].requirement.key}/"
    told = anna.get(one).value
    assert told["state"] == "returned"
    assert (told["filed"][0]["accepted"], told["filed"][0]["remark"]) == (
        *(False, "Bitte Zahlen nennen."),
    )
    sealed = anna.get(f"{one}versions/1/").value
    assert (sealed["sha256"], sealed["content"]) == (version.digest, version.content)
    for number in (2, 10**12):
        assert_problem(anna.get(f"{one}versions/{number}/"), "not_found", 404)


def test_a_statement_in_cents_comes_back_with_what_is_left(years: Years, path: str) -> None:
    one = f"{path}{with_money(years).requirement.key}/"
    stated = {**NOTHING, "expenses": [{"label": "Portal", "cents": 12_50}], "grant_cents": 12_50}
    told = caller("anna").patch(one, version=0, money=stated).value
    assert told["money"] == {**stated, "received_cents": 0, "unspent_cents": 0}
    assert ("money", "grant_overspent") in [(e["key"], e["code"]) for e in told["missing"]]


def test_a01_foreign_reports_are_not_found(years: Years, path: str) -> None:
    boris, key = caller("boris"), years.reports[0].requirement.key
    for rest in ("", f"{key}/", f"{key}/versions/1/"):
        assert_problem(boris.get(path + rest), "not_found", 404)
    anna = caller("anna")
    for rest in ("gibt-es-nicht/", "gibt-es-nicht/versions/1/"):
        assert_problem(anna.get(path + rest), "not_found", 404)
    with unchanged():
        assert_problem(boris.patch(f"{path}{key}/", version=0), "not_found", 404)
