"""A correction by API: the asked answers alone, over what was read, with a receipt of its own."""

from datetime import timedelta
from typing import Any

import pytest

from competition.models import Attempt, Correction, Receipt, User
from tests.api.caller import Caller, assert_problem, portal_caller_of
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
DUE_AT = CLOSED_AT + timedelta(days=14)


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=1)


@pytest.fixture
def correction(closed: Round) -> Correction:
    return as_read.ask(
        application=closed.applications[0],
        by=closed.dora,
        keys=["own_share"],
        reason="Der Eigenanteil passt nicht zum Konzept.",
        due_at=DUE_AT,
    )


@pytest.fixture
def path(closed: Round) -> str:
    return f"portal/applications/{closed.applications[0].public_id}/correction/"


def caller(name: str) -> Caller:
    return portal_caller_of(User.objects.get(email=f"{name}@example.org"))


def share(value: Any, version: int, key: str = "own_share") -> dict[str, Any]:
    return {"key": key, "value": value, "version": version}


def test_where_none_was_asked_for_there_is_none(closed: Round, path: str) -> None:
    assert_problem(caller("anna").get(path), "not_found", 404)
    assert_problem(caller("anna").patch(path, answers=[share(1, 0)]), "not_found", 404)


@pytest.mark.usefixtures("correction")
def test_a_correction_is_answered_and_submitted_once(path: str) -> None:
    anna, berta = caller("anna"), caller("berta")
    asked = anna.get(path).value
    assert (asked["open"], asked["answers"]) == (True, [{"kind": "money", **share(500_000, 0)}])
    saved = anna.patch(path, answers=[share(600_000, 0)]).value
    assert saved["answers"] == [{"kind": "money", **share(600_000, 1)}]
    assert saved["sha256"] != asked["sha256"]
    submission = f"{path}submission/"
    with unchanged():
        assert_problem(anna.post(submission, sha256=saved["sha256"]), "not_allowed", 403)
        assert_problem(berta.post(submission, sha256=asked["sha256"]), "draft_changed", 409)
        assert_problem(berta.post(submission), "precondition_required", 428, "sha256")
    sent = berta.post(submission, sha256=saved["sha256"])
    again = berta.post(submission, sha256=saved["sha256"])
    assert (sent.status, again.status, again.value) == (201, 200, sent.value)
    assert Receipt.objects.latest("version__number").version.occasion == "correction"
    assert_problem(anna.patch(path, answers=[share(1, 1)]), "correction_settled", 409)
    assert anna.get(path).value["open"] is False


@pytest.mark.usefixtures("correction")
def test_nothing_else_is_written_and_nothing_unseen(path: str) -> None:
    anna = caller("anna")
    anna.patch(path, answers=[share(600_000, 0)])
    with unchanged():
        refused = anna.patch(path, answers=[share(700_000, 0)])
        problem = assert_problem(refused, "version_conflict", 409, "own_share")
        assert (problem["errors"][0]["theirs"], problem["errors"][0]["mine"]) == (600_000, 700_000)
        refused = anna.patch(path, answers=[share("x", 0, "title")])
        assert_problem(refused, "unknown_question", 400, "title")


@pytest.mark.usefixtures("correction")
def test_after_its_time_it_is_over(closed: Round, path: str) -> None:
    berta = caller("berta")
    read = berta.get(path).value["sha256"]
    closed.at(DUE_AT)
    with unchanged():
        refused = berta.patch(path, answers=[share(600_000, 0)])
        assert_problem(refused, "correction_overdue", 409)
        refused = berta.post(f"{path}submission/", sha256=read)
        assert_problem(refused, "correction_overdue", 409)
    assert Attempt.objects.get().code == "correction_overdue"


@pytest.mark.usefixtures("correction")
def test_a01_a_foreign_correction_is_not_found(path: str, boris: User) -> None:
    assert_problem(portal_caller_of(boris).get(path), "not_found", 404)
    assert Attempt.objects.get(kind="foreign").user == boris
