"""The own review by API: exact points, the version that was read, finishing and abstaining."""

import json
from typing import Any

import pytest

from reviews.models import Review
from reviews.services import conflicts
from tests.api.caller import Answer, Caller, assert_problem
from tests.api.jury.conftest import review_path
from tests.api.operations import NOWHERE
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import Round

pytestmark = pytest.mark.django_db
FULL = [{"criterion": "idea", "points": "3.5"}, {"criterion": "breadth", "points": "4"}]


def save(caller: Caller, round_: Round, version: int = 0, **values: Any) -> Answer:
    return caller.patch(review_path(round_), version=version, **values)


def test_a_review_that_is_not_begun_has_version_0(declared: Round, clara: Caller) -> None:
    value = clara.get(review_path(declared)).value
    assert (value["state"], value["version"], value["scores"]) == ("open", 0, [])
    assert value["missing"] == ["idea", "breadth"]


def test_points_are_texts_and_exact(declared: Round, clara: Caller) -> None:
    answer = save(
        clara, declared, scores=[{"criterion": "idea", "points": "3,5", "reason": "Schlüssig."}]
    )
    assert (answer.value["version"], answer.value["missing"]) == (1, ["breadth"])
    read = clara.get(review_path(declared)).value
    assert read == answer.value
    assert read["scores"] == [{"criterion": "idea", "points": "3.5", "reason": "Schlüssig."}]


def test_what_is_left_out_stays_and_what_is_empty_goes(declared: Round, clara: Caller) -> None:
    save(clara, declared, scores=FULL, comment="Gut.", private_note="Nachfragen")
    value = save(clara, declared, 1, scores=[{"criterion": "idea", "points": ""}], comment="").value
    assert value["scores"] == [{"criterion": "breadth", "points": "4", "reason": ""}]
    assert (value["comment"], value["private_note"], value["version"]) == ("", "Nachfragen", 2)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"scores": [{"criterion": "idea", "points": 3.5}]}, "malformed", "scores.idea"),
        ({"scores": [{"criterion": "idea", "points": 10**30}]}, "malformed", "scores.idea"),
        ({"scores": [{"criterion": "idea", "points": None}]}, "malformed", "scores.idea"),
        ({"scores": [{"criterion": "idea", "reason": ["x"]}]}, "malformed", "scores.idea"),
        ({"scores": [{"criterion": "idea", "juror": "x"}]}, "unknown_field", "scores.idea"),
        ({"scores": [{"criterion": 1}]}, "malformed", "scores"),
        ({"scores": ["idea"]}, "malformed", "scores"),
        ({"scores": {}}, "malformed", "scores"),
        ({"scores": []}, "out_of_range", "scores"),
        ({"scores": None}, "required", "scores"),
        ({"scores": FULL * 501}, "out_of_range", "scores"),
        ({"scores": [FULL[0], FULL[0]]}, "duplicate_field", "scores.idea"),
        ({"scores": [{"criterion": "idea", "points": "3.25"}]}, "score_off_grid", "idea"),
        ({"scores": [{"criterion": "idea", "points": "5.5"}]}, "score_off_grid", "idea"),
        ({"scores": [{"criterion": "idea", "points": "-1"}]}, "score_off_grid", "idea"),
        ({"scores": [{"criterion": "idea", "points": "３"}]}, "score_off_grid", "idea"),
        ({"scores": [{"criterion": "idea", "points": "1e3"}]}, "score_off_grid", "idea"),
        ({"scores": [{"criterion": "idea", "points": "9" * 5000}]}, "score_off_grid", "idea"),
        ({"scores": [{"criterion": "taste", "points": "1"}]}, "unknown_field", "taste"),
        (
            {"scores": [{"criterion": "idea", "reason": "x" * 2001}]},
            *("too_long", "reason-idea"),
        ),
        ({"comment": None}, "malformed", "comment"),
        ({"comment": 1}, "malformed", "comment"),
        ({"comment": "a\x07"}, "control_characters", "comment"),
        ({"comment": "x" * 4001}, "too_long", "comment"),
        ({"state": "final"}, "unknown_field", "state"),
        ({"juror": 1, "scores": FULL}, "unknown_field", "juror"),
        ({}, "required", "scores"),
    ],
)
def test_wrong_values_are_refused_by_place(
    declared: Round, clara: Caller, values: dict[str, Any], code: str, field: str
) -> None:
    with unchanged():
        answer = save(clara, declared, **values)
    assert_problem(answer, code, 400, field)


@pytest.mark.parametrize("act", ["", "finalise/", "abstain/"])
def test_writing_without_a_version_is_refused(declared: Round, clara: Caller, act: str) -> None:
    body = {"": {"comment": "x"}, "abstain/": {"reason": "x"}}.get(act, {})
    method = "POST" if act else "PATCH"
    with unchanged():
        answer = clara.call(method, review_path(declared, act=act), json.dumps(body).encode())
    assert_problem(answer, "precondition_required", 428, "version")


@pytest.mark.parametrize("version", [True, "1", 1.0])
def test_a_version_is_a_whole_number(declared: Round, clara: Caller, version: Any) -> None:
    answer = save(clara, declared, version, comment="x")
    assert_problem(answer, "malformed", 400, "version")


def test_t20_of_two_windows_the_second_is_told_both_texts(declared: Round, clara: Caller) -> None:
    first = [{"criterion": "idea", "points": "3.5", "reason": "Schlüssig."}]
    save(clara, declared, scores=first, comment="Aus dem einen Fenster")
    with unchanged():
        answer = save(
            clara,
            declared,
            scores=[{"criterion": "idea", "points": "2"}],
            comment="Aus dem anderen Fenster",
        )
    problem = assert_problem(answer, "version_conflict", 409, "points-idea")
    told = [(e["field"], e["version"], e["theirs"], e["mine"]) for e in problem["errors"]]
    assert told == [
        ("points-idea", 1, "3.5", "2"),
        ("comment", 1, "Aus dem einen Fenster", "Aus dem anderen Fenster"),
    ]
    assert Review.objects.count() == 1
    assert save(clara, declared, 1, comment="Beides").status == 200


def test_the_same_again_is_one_save(declared: Round, clara: Caller) -> None:
    first = save(clara, declared, scores=FULL)
    with unchanged():
        assert save(clara, declared, scores=FULL).value == first.value


def test_a_review_is_finished_over_the_version_that_was_read(
    declared: Round, clara: Caller
) -> None:
    save(clara, declared, scores=FULL)
    save(clara, declared, 1, comment="Gut.")
    with unchanged():
        answer = clara.post(review_path(declared, act="finalise/"), version=1)
    (conflict,) = assert_problem(answer, "version_conflict", 409, "version")["errors"]
    assert (conflict["version"], conflict["theirs"]["comment"]) == (2, "Gut.")
    value = clara.post(review_path(declared, act="finalise/"), version=2).value
    assert (value["state"], value["missing"], bool(value["finalised_at"])) == ("final", [], True)
    with unchanged():
        again = clara.post(review_path(declared, act="finalise/"), version=2)
    assert again.value == value
    assert_problem(save(clara, declared, 2, comment="Doch nicht"), "review_final", 409)


def test_what_lacks_points_is_not_finished(declared: Round, clara: Caller) -> None:
    save(clara, declared, scores=FULL[:1])
    with unchanged():
        answer = clara.post(review_path(declared, act="finalise/"), version=1)
    assert_problem(answer, "review_incomplete", 400, "breadth")


def test_an_abstention_is_given_and_taken_back(declared: Round, clara: Caller) -> None:
    abstain, resume = (review_path(declared, act=act) for act in ("abstain/", "resume/"))
    assert_problem(clara.post(resume), "not_found", 404)
    value = clara.post(abstain, version=0, reason="Mir fehlt das Fachwissen.").value
    assert (value["state"], value["abstention_reason"]) == (
        *("abstained", "Mir fehlt das Fachwissen."),
    )
    with unchanged():
        answer = save(clara, declared, value["version"], comment="x")
    assert_problem(answer, "review_abstained", 409)
    assert clara.post(resume).value["state"] == "draft"


def test_an_act_under_a_key_is_done_once(declared: Round, clara: Caller) -> None:
    body = b'{"version": 0, "comment": "Gut."}'
    headers = {"idempotency-key": "save-1"}
    answers = [clara.call("PATCH", review_path(declared), body, headers=headers) for _ in range(2)]
    assert answers[0].value == answers[1].value
    assert answers[1].header("Idempotency-Replayed") == "true"
    assert Review.objects.get().version == 1


def test_c20_a_kept_answer_is_closed_with_the_text(declared: Round, clara: Caller) -> None:
    body = json.dumps({"version": 0, "scores": FULL, "comment": "Aus dem Text."}).encode()
    key, path = {"idempotency-key": "r-1"}, review_path(declared)
    assert clara.call("PATCH", path, body, headers=key).status == 200
    assert clara.call("PATCH", path, body, headers=key).status == 200
    juror, closed = declared.jurors[0], declared.applications[0].public_id
    conflicts.declare(
        juror=juror, answers={closed: "employment"}, by=juror.user, understood=[closed]
    )
    with unchanged():
        again = clara.call("PATCH", path, body, headers=key)
    assert_problem(again, "not_found", 404)


def test_t18_no_score_is_saved_once_the_scores_are_locked(declared: Round, clara: Caller) -> None:
    save(clara, declared, scores=FULL)
    declared.lock()
    asked = {
        "": ("PATCH", b'{"version": 1, "comment": "x"}'),
        "finalise/": ("POST", b'{"version": 1}'),
        "abstain/": ("POST", b'{"version": 1, "reason": "x"}'),
        "resume/": ("POST", b""),
    }
    for act, (method, body) in asked.items():
        with unchanged():
            answer = clara.call(method, review_path(declared, act=act), body)
        assert_problem(answer, "scoring_closed", 409)


def test_t21_whoever_is_befangen_scores_nothing(declared: Round, clara: Caller) -> None:
    juror, closed = declared.jurors[0], declared.applications[0]
    save(clara, declared, scores=FULL)
    conflicts.declare(
        juror=juror,
        answers={closed.public_id: "kinship"},
        by=juror.user,
        understood=[closed.public_id],
    )
    with unchanged():
        answer = save(clara, declared, 1, comment="Noch schnell")
    assert_problem(answer, "conflicted", 403)
    assert_problem(clara.get(review_path(declared)), "not_found", 404)


def test_an_undeclared_review_is_neither_read_nor_written(round_: Round, clara: Caller) -> None:
    assert_problem(clara.get(review_path(round_)), "not_found", 404)
    with unchanged():
        assert_problem(save(clara, round_, comment="x"), "undeclared", 409)


def test_a04_what_is_not_assigned_is_as_what_does_not_exist(declared: Round, clara: Caller) -> None:
    declared.jurors[0].assignments.filter(application=declared.applications[0]).delete()
    foreign = declared.applications[0].public_id
    asked = {
        "": ("PATCH", b'{"version": 0, "comment": "x"}'),
        "finalise/": ("POST", b'{"version": 0}'),
        "abstain/": ("POST", b'{"version": 0, "reason": "x"}'),
        "resume/": ("POST", b""),
        "others/": ("GET", b""),
    }
    for act, (method, body) in asked.items():
        with unchanged():
            found, made_up = (
                clara.call(method, f"jury/reviews/{public_id}/{act}", body)
                for public_id in (foreign, NOWHERE)
            )
        assert_problem(found, "not_found", 404)
        assert found.body == made_up.body


def test_several_are_finished_each_as_it_was_read(declared: Round, clara: Caller) -> None:
    ids = [each.public_id for each in declared.applications]
    for public_id, scores in zip(ids, (FULL, FULL[:1], FULL), strict=True):
        clara.patch(f"jury/reviews/{public_id}/", version=0, scores=scores)
    given = [{"application": each, "version": 1} for each in [*ids[:2], NOWHERE]]
    results = clara.post("jury/finalise/", reviews=given).value["results"]
    assert [(each["application"], each["code"]) for each in results] == [
        (ids[0], None),
        (ids[1], "review_incomplete"),
        (NOWHERE, "application_unknown"),
    ]
    assert list(Review.objects.filter(state="final").values_list("application__public_id")) == [
        (ids[0],)
    ]


@pytest.mark.parametrize(
    ("given", "code", "status", "field"),
    [
        ([{"application": "a"}], "precondition_required", 428, "reviews.a"),
        ([{"application": "a", "version": "1"}], "malformed", 400, "reviews.a"),
        ([{"application": "a", "version": 10**30}], "out_of_range", 400, "reviews.a"),
        ([{"application": "a", "version": 1}] * 2, "duplicate_field", 400, "reviews.a"),
        ([], "out_of_range", 400, "reviews"),
    ],
)
def test_several_are_named_with_their_versions(
    clara: Caller, given: Any, code: str, status: int, field: str
) -> None:
    with unchanged():
        answer = clara.post("jury/finalise/", reviews=given)
    assert_problem(answer, code, status, field)
