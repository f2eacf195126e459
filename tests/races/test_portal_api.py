"""The portal's API with many hands: one act, one receipt, and tokens that end in the middle."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from api import tokens
from api.models import IdempotencyKey
from competition import drafts
from competition.models import Application, ApplicationVersion, Notice, User
from tests.api.caller import Answer, Caller, assert_problem, portal_caller_of
from tests.fixtures.rounds import answer
from tests.races.hands import alone, at_once
from tests.races.holds import call_held, end_waiting, held, wait_for_waiting


def submitting(
    caller: Caller, application: Application, key: str | None = None
) -> Callable[[], Answer]:
    headers = {} if key is None else {"idempotency-key": key}
    path = f"portal/applications/{application.public_id}/submission/"
    body = json.dumps({"sha256": drafts.digest(application)}).encode()
    return lambda: caller.call("POST", path, body, headers=headers)


def numbers(answers: list[Answer]) -> set[str]:
    return {each.value["number"] for each in answers if each.status in (200, 201)}


def test_t05_two_submissions_at_once_without_a_key_give_one_receipt(
    draft: Application, berta: User
) -> None:
    caller = portal_caller_of(berta)
    outcomes = at_once([submitting(caller, draft)] * 2)
    answers = [each for each in outcomes if isinstance(each, Answer)]
    assert sorted(each.status for each in answers) == [200, 201]
    assert len(numbers(answers)) == 1
    assert ApplicationVersion.objects.count() == 1
    assert Notice.objects.filter(kind="receipt").count() == 1


def test_t06_many_hands_with_one_key_act_once(draft: Application, berta: User) -> None:
    caller = portal_caller_of(berta)
    outcomes = at_once([submitting(caller, draft, "k1")] * 16)
    answers = [each for each in outcomes if isinstance(each, Answer)]
    assert {each.status for each in answers} <= {201, 409}
    assert {each.value["code"] for each in answers if each.status == 409} <= {"idempotency_running"}
    assert len(numbers(answers)) == 1
    assert IdempotencyKey.objects.count() == 1
    assert ApplicationVersion.objects.count() == 1
    assert submitting(caller, draft, "k1")().status == 201


def test_t06_a_key_is_busy_while_its_request_runs(draft: Application, berta: User) -> None:
    caller = portal_caller_of(berta)
    with ThreadPoolExecutor(1) as pool, call_held(draft.call_id) as let_go:
        first = pool.submit(alone(submitting(caller, draft, "k1")))
        wait_for_waiting(1)
        running = submitting(caller, draft, "k1")()
        let_go.set()
        outcome = first.result()
    assert_problem(running, "idempotency_running", 409, "Idempotency-Key")
    assert running.header("Retry-After") == "1"
    assert isinstance(outcome, Answer)
    assert outcome.status == 201
    assert submitting(caller, draft, "k1")().value == outcome.value


def test_a_request_that_is_cut_off_frees_its_key(draft: Application, berta: User) -> None:
    """Act, answer and key are one transaction: a lost line takes all three back."""
    caller = portal_caller_of(berta)
    with ThreadPoolExecutor(1) as pool, call_held(draft.call_id):
        first = pool.submit(alone(submitting(caller, draft, "k1")))
        wait_for_waiting(1)
        end_waiting()
        outcome = first.result()
    assert not isinstance(outcome, Answer) or outcome.status == 503
    assert not IdempotencyKey.objects.exists()
    assert not ApplicationVersion.objects.exists()
    assert submitting(caller, draft, "k1")().status == 201


def test_t24_a_token_that_ends_during_a_save_saves_nothing(draft: Application, berta: User) -> None:
    caller = portal_caller_of(berta)
    answer(draft, berta, title="Alter Titel")
    row = draft.answers.get(question__key="title")
    path = f"portal/applications/{draft.public_id}/"
    change = {"key": "title", "value": "Neuer Titel", "version": row.version}
    statement = "SELECT 1 FROM competition_answer WHERE id = %s FOR UPDATE"
    with ThreadPoolExecutor(1) as pool, held(statement, row.pk) as let_go:
        saving = pool.submit(alone(lambda: caller.patch(path, answers=[change])))
        wait_for_waiting(1)
        tokens.revoke_all(user=berta)
        let_go.set()
        outcome = saving.result()
    assert isinstance(outcome, Answer)
    assert (outcome.status, outcome.value["code"]) == (401, "token_invalid")
    row.refresh_from_db()
    assert (row.value, row.version) == ("Alter Titel", change["version"])
    again = portal_caller_of(berta).patch(path, answers=[change])
    assert again.value["versions"] == {"title": row.version + 1}
