"""Submitting and withdrawing by API, once, however often it is sent."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError

from api import tokens
from api.models import ApiToken, IdempotencyKey
from competition import clock, drafts, locks
from competition.models import Application, ApplicationVersion, Attempt, Notice, User
from competition.services import erasing
from tests.api.caller import Answer, Caller, assert_problem, portal_caller_of
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import DEADLINE_AT, Round, answer, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_berta(berta: User) -> Caller:
    """The signatory, by token."""
    return portal_caller_of(berta)


def send(
    caller: Caller,
    application: Application,
    key: str | None = None,
    body: bytes | None = None,
    act: str = "submission",
) -> Answer:
    """Send an act; without a body, a submission names the draft as it stands."""
    if body is None:
        body = named(drafts.digest(application)) if act == "submission" else b""
    headers = {} if key is None else {"idempotency-key": key}
    path = f"portal/applications/{application.public_id}/{act}/"
    return caller.call("POST", path, body, headers=headers)


def named(sha256: str) -> bytes:
    return json.dumps({"sha256": sha256}).encode()


def test_a_submission_is_answered_with_its_receipt(draft: Application, as_berta: Caller) -> None:
    sent = send(as_berta, draft)
    assert sent.status == 201
    version = ApplicationVersion.objects.get()
    assert (sent.value["version"], sent.value["sha256"]) == (1, version.digest)
    assert Notice.objects.filter(kind="receipt").count() == 1


def test_t05_the_same_again_without_a_key_is_200_with_the_same_receipt(
    draft: Application, as_berta: Caller
) -> None:
    first, again = send(as_berta, draft), send(as_berta, draft)
    assert (first.status, again.status) == (201, 200)
    assert again.value == first.value
    assert Notice.objects.filter(kind="receipt").count() == 1


def test_t06_the_same_key_and_body_gets_the_same_answer(
    draft: Application, as_berta: Caller, berta: User
) -> None:
    body = named(drafts.digest(draft))
    first = send(as_berta, draft, "a1", body)
    answer(draft, berta, title="Inzwischen geändert")
    again = send(as_berta, draft, "a1", body)
    assert (again.status, again.value) == (201, first.value)
    assert again.header("Idempotency-Replayed") == "true"
    assert ApplicationVersion.objects.count() == 1
    assert send(as_berta, draft, "a2").value["version"] == 2


def test_t06_the_same_key_for_another_request_is_refused(
    draft: Application, as_berta: Caller
) -> None:
    first = send(as_berta, draft, "a1")
    assert first.status == 201
    body = named("0" * 64)
    for other in (send(as_berta, draft, "a1", body), send(as_berta, draft, "a1", act="withdrawal")):
        assert_problem(other, "idempotency_mismatch", 422, "Idempotency-Key")


def test_t07_the_same_key_of_somebody_else_is_another(
    draft: Application, as_berta: Caller, as_anna: Caller, boris: User
) -> None:
    first = send(as_berta, draft, "a1")
    own = send(as_anna, draft, "a1")
    assert (own.status, own.value["number"]) == (200, first.value["number"])
    assert_problem(send(portal_caller_of(boris), draft, "a1"), "not_found", 404)


@pytest.mark.parametrize("key", ["", "x" * 300, "x" * 256, "a\tb", "a b", "ä"])
def test_t08_a_key_is_short_and_visible(draft: Application, as_berta: Caller, key: str) -> None:
    with unchanged():
        sent = send(as_berta, draft, key)
    assert_problem(sent, "idempotency_key_invalid", 400, "Idempotency-Key")


def test_a_key_is_kept_for_a_day(draft: Application, as_berta: Caller) -> None:
    send(as_berta, draft, "a" * 255)
    IdempotencyKey.objects.update(created_at=clock.now() - timedelta(hours=25))
    assert send(as_berta, draft, "a" * 255).status == 200


def test_the_answers_of_everybody_are_forgotten_as_tokens_are_issued(
    draft: Application, as_berta: Caller, anna: User
) -> None:
    send(as_berta, draft, "a1")
    portal_caller_of(anna)
    assert IdempotencyKey.objects.exists()
    IdempotencyKey.objects.update(created_at=clock.now() - timedelta(hours=25))
    portal_caller_of(anna)
    assert not IdempotencyKey.objects.exists()


def test_nobody_gets_the_receipt_of_another_text_than_the_one_that_was_read(
    draft: Application, as_berta: Caller
) -> None:
    """A colleague has submitted another text meanwhile: that is no success of this request."""
    read = named(drafts.digest(draft))
    assert send(as_berta, draft, body=read).status == 201
    assert send(as_berta, draft, body=read).status == 200
    with unchanged():
        stale = send(as_berta, draft, body=named("0" * 64))
    assert_problem(stale, "draft_changed", 409)


def test_a_key_keeps_no_more_of_an_address_than_it_says(
    draft: Application, as_berta: Caller
) -> None:
    """PostgreSQL refuses what is longer than its column, and that would be an error of ours."""
    own = f"portal/applications/{draft.public_id}/submission/"
    body, headers = named(drafts.digest(draft)), {"idempotency-key": "a1"}
    sent = as_berta.call("POST", f"{own}?{'&' * 400}", body, headers=headers)
    assert sent.status == 201
    assert IdempotencyKey.objects.get().address == f"/api/v1/{own}"


def test_a_refused_request_gives_its_key_back(draft: Application, as_berta: Caller) -> None:
    answer(draft, draft.contact, concept="")
    refused = send(as_berta, draft, "a1")
    problem = assert_problem(refused, "incomplete", 400, "concept")
    assert [error["field"] for error in problem["errors"]] == ["concept"]
    assert not IdempotencyKey.objects.exists()
    answer(draft, draft.contact, concept="Doch.")
    assert send(as_berta, draft, "a1").status == 201


def test_t01_the_arrival_decides(open_round: Round, draft: Application, as_berta: Caller) -> None:
    open_round.at(DEADLINE_AT)
    with unchanged():
        late = send(as_berta, draft)
    assert_problem(late, "deadline_passed", 409)
    assert Attempt.objects.get().content_digest
    open_round.at(DEADLINE_AT - timedelta(seconds=30))
    assert send(as_berta, draft).status == 201


def test_an_editor_submits_what_was_released_and_read(
    draft: Application, as_anna: Caller, as_berta: Caller
) -> None:
    assert_problem(send(as_anna, draft), "not_released", 409)
    assert_problem(send(as_berta, draft, body=named("0" * 64)), "draft_changed", 409)
    for wrong in ("0", "G" * 64, "０" * 64, "0" * 63 + "\n"):
        assert_problem(send(as_berta, draft, body=named(wrong)), "malformed", 400, "sha256")
    unnamed = send(as_berta, draft, body=b"{}")
    assert_problem(unnamed, "precondition_required", 428, "sha256")
    read = as_berta.get(f"portal/applications/{draft.public_id}/").value["sha256"]
    released = send(as_berta, draft, body=named(read), act="release")
    assert (released.value["released"], released.value["release"]["by"]) == (
        True,
        "Berta Beispiel",
    )
    assert send(as_anna, draft, body=named(read)).status == 201


def test_only_who_signs_releases_and_only_what_was_read(
    draft: Application, as_anna: Caller, as_berta: Caller
) -> None:
    read = named(drafts.digest(draft))
    assert_problem(send(as_anna, draft, body=read, act="release"), "not_allowed", 403)
    with unchanged():
        answered = send(as_berta, draft, body=named("0" * 64), act="release")
        assert_problem(answered, "draft_changed", 409)
        answered = send(as_berta, draft, body=b"{}", act="release")
        assert_problem(answered, "precondition_required", 428, "sha256")


@pytest.mark.parametrize("key", [None, "a1"])
def test_what_fails_through_our_fault_is_on_record(
    draft: Application, as_berta: Caller, monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    def busy(application_id: int) -> Application:
        raise OperationalError("canceling statement due to lock timeout")

    body = named(drafts.digest(draft))
    monkeypatch.setattr(locks, "own_application", busy)
    with unchanged():
        assert_problem(send(as_berta, draft, key, body), "busy", 503)
    assert Attempt.objects.get().code == "busy"


@pytest.mark.parametrize("act", ["submission", "release", "withdrawal"])
def test_t24_a_token_that_ends_during_an_act_takes_it_back(
    draft: Application,
    as_berta: Caller,
    berta: User,
    monkeypatch: pytest.MonkeyPatch,
    act: str,
) -> None:
    if act == "withdrawal":
        submit(draft, berta)
    body = b"" if act == "withdrawal" else named(drafts.digest(draft))
    checked = tokens.require_still_valid

    def ended(token: ApiToken) -> None:
        ApiToken.objects.update(revoked_at=clock.now())
        checked(token)

    monkeypatch.setattr(tokens, "require_still_valid", ended)
    for key in (None, "a1"):
        with unchanged():
            assert_problem(send(as_berta, draft, key, body, act), "token_invalid", 401)


def test_a_withdrawal_is_made_once(draft: Application, as_berta: Caller, as_anna: Caller) -> None:
    submit(draft, draft.contact)
    assert_problem(send(as_anna, draft, act="withdrawal"), "not_allowed", 403)
    first = send(as_berta, draft, "w1", act="withdrawal")
    assert (first.status, first.value["state"]) == (200, "withdrawn")
    assert send(as_berta, draft, "w1", act="withdrawal").value == first.value
    assert_problem(send(as_berta, draft, act="withdrawal"), "unknown_move", 409)


def test_kept_answers_go_with_the_application_that_is_erased(
    draft: Application, as_berta: Caller, open_round: Round
) -> None:
    """An answer to a withdrawal holds the whole draft."""
    other = open_round.draft(1)
    for each, caller in ((draft, as_berta), (other, portal_caller_of(other.contact))):
        send(caller, each, "a1")
        assert "Alle Vorlagen" in str(send(caller, each, "a2", act="withdrawal").value)
    erasing.erase(application=draft, erasure_id=1, by=open_round.dora)
    assert {each.address.split("/")[-3] for each in IdempotencyKey.objects.all()} == {
        other.public_id
    }
