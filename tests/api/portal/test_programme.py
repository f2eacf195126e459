"""Workshops and the profile by API: answered and written over what was read."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.handles import handle_of
from competition.models import User
from programme.models import ProfileVersion
from programme.services import workshops
from tests.api.caller import Caller, assert_problem, portal_caller_of
from tests.fixtures.profiles import CONTENT
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import unchanged
from tests.fixtures.workshops import AFTER, announced, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def caller(name: str) -> Caller:
    return portal_caller_of(User.objects.get(email=f"{name}@example.org"))


def below(years: Years, rest: str) -> str:
    application = years.awards[0].application
    assert application
    return f"portal/applications/{application.public_id}/{rest}"


def test_a_workshop_is_answered_over_what_was_read(years: Years) -> None:
    workshop, draft = announced(years), planned(years)
    anna, boris = caller("anna"), caller("boris")
    path = below(years, f"workshops/{handle_of(workshop)}/")
    read = anna.get(path).value
    assert (read["standing"], read["may_answer"], read["duty"]) == ("open", True, True)
    said: dict[str, Any] = {"sha256": read["sha256"], "count": 3}
    told = anna.post(f"{path}answer/", **said).value
    assert (told["standing"], told["announced_count"]) == ("announced", 3)
    with unchanged():
        assert anna.post(f"{path}answer/", **said).value == told
        stale = anna.post(f"{path}answer/", **{**said, "count": 4})
        assert_problem(stale, "version_conflict", 409)
        gone = anna.post(f"{path}answer/", sha256=told["sha256"], count=0)
        assert_problem(gone, "reason_required", 400, "message")
        assert_problem(anna.post(f"{path}answer/", count=1), "precondition_required", 428, "sha256")
        assert_problem(boris.get(path), "not_found", 404)
        for made_up in (handle_of(draft), str(workshop.pk), "9" * 30, "x", "٣"):
            assert_problem(anna.get(below(years, f"workshops/{made_up}/")), "not_found", 404)
        for count in (-1, 51, 10**30):
            out = anna.post(f"{path}answer/", sha256=told["sha256"], count=count)
            assert_problem(out, "out_of_range", 400, "count")
        for wrong in ("3", True, [3], 1.5):
            bad = anna.post(f"{path}answer/", sha256=told["sha256"], count=wrong)
            assert_problem(bad, "malformed", 400, "count")


def test_after_the_beginning_nobody_is_announced(years: Years) -> None:
    workshop = announced(years)
    path = below(years, f"workshops/{handle_of(workshop)}/")
    years.round.at(AFTER)
    anna = caller("anna")
    read = anna.get(path).value["sha256"]
    late = anna.post(f"{path}answer/", sha256=read, count=1)
    assert_problem(late, "workshop_begun", 409)
    excused = anna.post(f"{path}answer/", sha256=read, count=0, message="Glatteis.").value
    assert (excused["standing"], excused["message"]) == ("unrecorded", "Glatteis.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_five_queries(years: Years, count: int) -> None:
    for _number in range(count):
        announced(years)
    anna = caller("anna")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = anna.get(below(years, "workshops/"))
    assert len(answer.rows) == count
    assert len([each for each in asked if each["sql"].startswith("SELECT")]) == 5


def test_before_an_agreement_there_are_no_workshops(years: Years) -> None:
    third = years.round.applications[2].public_id
    answer = caller("frida").get(f"portal/applications/{third}/workshops/")
    assert answer.rows == []
    assert_problem(caller("frida").get(f"portal/applications/{third}/profile/"), "not_found", 404)


def test_a_cancelled_workshop_says_so(years: Years) -> None:
    workshop = announced(years)
    workshops.cancel(workshop=workshop, by=years.dora, reason="Krank.")
    anna, path = caller("anna"), below(years, f"workshops/{handle_of(workshop)}/")
    read = anna.get(path).value
    assert (read["standing"], read["cancel_reason"]) == ("cancelled", "Krank.")
    answer = anna.post(f"{path}answer/", sha256=read["sha256"], count=1)
    assert_problem(answer, "workshop_cancelled", 409)


def test_a_profile_is_saved_and_published(years: Years) -> None:
    anna, boris, path = caller("anna"), caller("boris"), below(years, "profile/")
    assert anna.get(path).value["version"] == 0
    saved = anna.put(path, version=0, **CONTENT).value
    assert (saved["version"], saved["published"]) == (1, None)
    with unchanged():
        again = anna.put(path, version=0, **{**CONTENT, "summary": "Anders."})
        assert_problem(again, "version_conflict", 409)
        assert_problem(anna.put(path, **CONTENT), "precondition_required", 428, "version")
        stale = anna.post(f"{path}publication/", sha256="0" * 64)
        assert_problem(stale, "version_conflict", 409)
        assert_problem(boris.get(path), "not_found", 404)
    published = anna.post(f"{path}publication/", sha256=saved["sha256"]).value
    assert published["published"]["version"] == 1
    assert ProfileVersion.objects.get().content == CONTENT


def test_a_draft_with_gaps_is_not_published(years: Years) -> None:
    anna, path = caller("anna"), below(years, "profile/")
    saved = anna.put(path, version=0, summary="Nur das.").value
    refused = anna.post(f"{path}publication/", sha256=saved["sha256"])
    assert_problem(refused, "profile_incomplete", 400, "stand")


@pytest.mark.parametrize(
    ("part", "value", "code", "field"),
    [
        ("summary", ["x"], "malformed", "summary"),
        ("summary", None, "malformed", "summary"),
        ("stand", "x" * 4001, "too_long", "stand"),
        ("contact", "\u202e", "control_characters", "contact"),
        ("stand_on", "gestern", "not_a_date", "stand_on"),
        ("stand_on", 20170701, "malformed", "stand_on"),
        ("measures", {}, "malformed", "measures"),
        ("measures", [{"title": "x", "perspective": 1, "state": "done"}], "unknown_choice", ""),
        ("measures", [{"title": ""}], "measure_title_missing", "measures.0.title"),
        ("measures", [{}] * 31, "too_many_measures", "measures"),
        ("logo", "x", "unknown_field", "logo"),
    ],
)
def test_nothing_wrong_is_saved(years: Years, part: str, value: Any, code: str, field: str) -> None:
    answer = caller("anna").put(below(years, "profile/"), version=0, **{**CONTENT, part: value})
    problem = assert_problem(answer, code, 400, field or "measures.0.perspective")
    assert problem["field"]
