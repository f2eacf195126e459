"""Workshops and profiles by the office's API: planned, announced, noted, taken down."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.handles import handle_of
from competition.models import Notice
from programme.models import Workshop
from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.profiles import published, saved
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import unchanged
from tests.fixtures.workshops import AFTER, announced, say

pytestmark = pytest.mark.django_db
PLAN = {
    "title": "Auftakt",
    "starts_at": "2017-09-14T10:00:00+02:00",
    "ends_at": "2017-09-14T18:00:00+02:00",
    "place": "Berlin",
}


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


@pytest.fixture
def dora(years: Years) -> Caller:
    return caller_of(years.dora, "read", "run")


@pytest.fixture
def path(years: Years) -> str:
    return f"office/calls/{years.call.slug}/workshops/"


def test_a_workshop_goes_its_way(dora: Caller, path: str) -> None:
    made = dora.post(path, **PLAN)
    one = f"{path}{made.value['id']}/"
    assert (made.status, made.header("Location")) == (201, f"/api/v1/{one}")
    with unchanged():
        assert_problem(dora.post(path, **PLAN), "workshop_twice", 409, "title")
        assert_problem(dora.post(f"{one}announce/"), "precondition_required", 428, "version")
        stale = dora.patch(one, version=7, place="Köln")
        assert_problem(stale, "version_conflict", 409)
        early = dora.post(f"{one}cancel/", reason="Krank.")
        assert_problem(early, "workshop_not_published", 409)
    assert dora.patch(one, version=1, place="Köln", duty=False).value["duty"] is False
    shown = dora.post(f"{one}announce/", version=2).value
    assert len(shown["municipalities"]) == 2
    assert Notice.objects.filter(kind="workshop_invitation").count() == 2
    gone = dora.post(f"{one}cancel/", reason="Krank.").value
    assert (gone["cancel_reason"], dora.get(path).rows[0]["cancel_reason"]) == ("Krank.", "Krank.")


def test_who_came_is_noted_over_what_was_read(years: Years, dora: Caller, path: str) -> None:
    one = f"{path}{handle_of(announced(years))}/"
    say(years, 3)
    read: dict[str, Any] = {"attendance_sha256": dora.get(one).value["attendance_sha256"]}
    rows: list[dict[str, Any]] = [
        {"ags": OWN_TOWN, "state": "attended", "count": 3},
        {"ags": OTHER_TOWN, "state": "absent", "remark": "Ohne Nachricht."},
    ]
    early = dora.put(f"{one}attendance/", **read, rows=rows)
    assert_problem(early, "workshop_not_begun", 409)
    years.round.at(AFTER)
    noted = dora.put(f"{one}attendance/", **read, rows=rows).value["municipalities"]
    assert [(each["standing"], each["attended_count"]) for each in noted] == [
        ("attended", 3),
        ("absent", None),
    ]
    stale = dora.put(f"{one}attendance/", **read, rows=rows)
    assert_problem(stale, "version_conflict", 409)
    for wrong, code, field in (
        ([], "out_of_range", "rows"),
        ({}, "malformed", "rows"),
        ([rows[0], rows[0]], "duplicate_field", "rows"),
        ([{**rows[0], "count": "3"}], "malformed", "rows"),
        ([{"ags": OWN_TOWN, "state": "da"}], "unknown_choice", OWN_TOWN),
        ([{"ags": "99999999", "state": "excused"}], "unknown_choice", "99999999"),
        ([{"ags": OWN_TOWN, "state": "attended"}], "people_needed", OWN_TOWN),
        ([{**rows[0], "count": 10**30}], "out_of_range", OWN_TOWN),
        ([{**rows[1], "remark": ["x"]}], "malformed", OTHER_TOWN),
    ):
        read = {"attendance_sha256": dora.get(one).value["attendance_sha256"]}
        answer = dora.put(f"{one}attendance/", **read, rows=wrong)
        assert_problem(answer, code, 400, field)


def test_a_profile_is_taken_down(years: Years, dora: Caller) -> None:
    saved(years)
    published(years)
    profiles = f"office/calls/{years.call.slug}/profiles/"
    versions = {row["municipality"]["ags"]: row["version"] for row in dora.get(profiles).rows}
    assert versions == {OWN_TOWN: 1, OTHER_TOWN: None}
    down = f"{profiles}{OWN_TOWN}/take-down/"
    stale = dora.post(down, version=7, reason="Foto.")
    assert_problem(stale, "version_conflict", 409)
    assert dora.post(down, version=1, reason="Foto.").value["taken_down_at"]
    again = dora.post(down, version=1, reason="Anderes.")
    assert_problem(again, "profile_taken_down", 409)
    nothing = dora.post(f"{profiles}{OTHER_TOWN}/take-down/", version=1, reason="Foto.")
    assert_problem(nothing, "not_found", 404)


def test_made_up_workshops_are_not_found(years: Years, dora: Caller, path: str) -> None:
    for pk in ("9" * 30, "x", "0", "٣"):
        assert_problem(dora.get(f"{path}{pk}/"), "not_found", 404)
    assert_problem(dora.post("office/calls/nirgends/workshops/", **PLAN), "not_found", 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_three_queries(years: Years, dora: Caller, path: str, count: int) -> None:
    for _number in range(count):
        announced(years)
    with CaptureQueriesContext(connection) as asked:
        assert len(dora.get(path).rows) == count
    assert len([each for each in asked if each["sql"].startswith("SELECT")]) == 3
    assert Workshop.objects.count() == count
