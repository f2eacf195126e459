"""Files by API: T04, F01 to F07 and A02 of RELIABILITY's tables, as a program meets them."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from api import tokens
from competition.models import Application, Attachment, Attempt, User
from tests.api.caller import (
    ROOT,
    Answer,
    Caller,
    assert_described,
    assert_problem,
    portal_caller_of,
)
from tests.fixtures.files import FILES, attach, docx, pdf
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    OPENS_AT,
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
DUE_AT = DEADLINE_AT + timedelta(days=30)
HTML = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def asking(make_round: MakeRound) -> Round:
    return make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])


@pytest.fixture
def draft(asking: Round, anna: User, berta: User) -> Application:
    return asking.draft(0)


def path(draft: Application, rest: str = "") -> str:
    return f"{ROOT}portal/applications/{draft.public_id}/attachments/{rest}"


def upload(
    caller: Caller,
    draft: Application,
    content: bytes,
    name: str = "Beschluss.pdf",
    key: str | None = None,
    **fields: Any,
) -> Answer:
    """Send a form as a program does."""
    headers = {"authorization": f"Bearer {caller.token}"}
    headers |= {} if key is None else {"idempotency-key": key}
    file = SimpleUploadedFile(name, content)
    form = {"question": "resolution", "file": file, **fields}
    answer = Answer.of(Client().post(path(draft), form, headers=headers))
    assert_described("POST", path(draft), answer)
    return answer


def stored(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_an_upload_is_listed_and_downloaded_as_it_was_sent(
    draft: Application, as_anna: Caller
) -> None:
    sent = upload(as_anna, draft, pdf())
    assert sent.status == 201
    assert (sent.value["question"], sent.value["size"]) == ("resolution", len(pdf()))
    assert as_anna.get(path(draft)).rows == [sent.value]
    file = as_anna.get(sent.value["url"])
    assert file.body == pdf()
    assert file.header("Content-Disposition").startswith("attachment")
    assert file.header("X-Content-Type-Options") == "nosniff"
    assert "sandbox" in file.header("Content-Security-Policy")
    (held,) = [
        each
        for each in as_anna.get(path(draft).removesuffix("attachments/")).value["answers"]
        if each["kind"] == "files"
    ]
    assert held["value"][0]["sha256"] == sent.value["sha256"]


def test_f06_the_same_file_again_is_the_same(draft: Application, as_anna: Caller) -> None:
    first, again = upload(as_anna, draft, pdf()), upload(as_anna, draft, pdf(), "anders.pdf")
    assert (again.status, again.value) == (200, first.value)


def test_a_key_names_the_file_and_not_the_form_around_it(
    draft: Application, as_anna: Caller
) -> None:
    first = upload(as_anna, draft, pdf(), key="u1")
    as_anna.call("DELETE", first.value["url"])
    again = upload(as_anna, draft, pdf(), key="u1")
    assert (again.status, again.value) == (201, first.value)
    assert again.header("Idempotency-Replayed") == "true"
    assert not Attachment.objects.exists()
    for other in (
        upload(as_anna, draft, pdf("Neu"), key="u1"),
        upload(as_anna, draft, pdf(), "anders.pdf", key="u1"),
        upload(as_anna, draft, pdf(), key="u1", replaces="0" * 64),
    ):
        assert_problem(other, "idempotency_mismatch", 422, "Idempotency-Key")


@pytest.mark.parametrize(
    ("content", "name", "code", "status"),
    [
        (HTML, "Beschluss.pdf", "type_not_allowed", 415),
        (pdf(), "Beschluss.exe", "type_not_allowed", 415),
        (pdf(), "Beschluss.pdf.html", "type_not_allowed", 415),
        (docx(**{"word__vbaProject.bin": "x"}), "a.docx", "file_macros", 415),
        (pdf(trailer=b"/Encrypt 9 0 R"), "a.pdf", "file_encrypted", 415),
        (pdf()[:40], "a.pdf", "file_damaged", 400),
        (b"", "a.pdf", "file_empty", 400),
    ],
)
def test_f01_what_is_no_fit_file_is_not_kept(
    draft: Application,
    as_anna: Caller,
    own_store: Path,
    content: bytes,
    name: str,
    code: str,
    status: int,
) -> None:
    with unchanged():
        assert_problem(upload(as_anna, draft, content, name), code, status, "file")
    assert stored(own_store) == []


@pytest.mark.parametrize(
    "name", ["../../etc/Beschluss.pdf", "C:\\Akten\\Beschluss.pdf", "/etc/Beschluss.pdf"]
)
def test_f05_i14_a_name_leads_nowhere(draft: Application, as_anna: Caller, name: str) -> None:
    assert upload(as_anna, draft, pdf(), name).value["name"] == "Beschluss.pdf"


def test_f02_a_byte_too_many_and_nothing_is_kept(
    draft: Application, as_anna: Caller, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ATTACHMENT_MAX_BYTES", 2**20)
    for size in (2**20 + 1, 1_200_000):
        answer = upload(as_anna, draft, b"x" * size)
        assert_problem(answer, "file_too_large", 413, "file")
    assert stored(own_store) == []


def test_a_file_larger_than_any_other_body_is_taken(draft: Application, as_anna: Caller) -> None:
    comment = b"%" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) + b"\n"
    large = pdf(objects=comment)
    assert upload(as_anna, draft, large).status == 201


def test_a_file_takes_the_place_that_was_read(draft: Application, as_anna: Caller) -> None:
    draft.call.questions.filter(key="resolution").update(maximum=1)
    assert upload(as_anna, draft, pdf("Alt"), replaces="").status == 201
    old = Attachment.objects.get().sha256
    with unchanged():
        unnamed = upload(as_anna, draft, pdf("Neu"))
        assert_problem(unnamed, "precondition_required", 428, "replaces")
        nothing = upload(as_anna, draft, pdf("Neu"), replaces="")
        assert_problem(nothing, "too_many_files", 409, "file")
        gone = upload(as_anna, draft, pdf("Neu"), replaces="0" * 64)
        assert_problem(gone, "files_changed", 409, "replaces")
        wrong = upload(as_anna, draft, pdf("Neu"), replaces="\x00" * 64)
        assert_problem(wrong, "malformed", 400, "replaces")
    assert upload(as_anna, draft, pdf("Neu"), replaces=old).status == 201
    assert Attachment.objects.get().sha256 != old


def test_a_form_holds_declared_fields_once(
    draft: Application, as_anna: Caller, own_store: Path
) -> None:
    with unchanged():
        refused = upload(as_anna, draft, pdf(), state="admitted")
        assert_problem(refused, "unknown_field", 400, "state")
        refused = upload(as_anna, draft, pdf(), question=["resolution", "resolution"])
        assert_problem(refused, "duplicate_field", 400, "question")
        for question in ("concept", "gibt-es-nicht"):
            refused = upload(as_anna, draft, pdf(), question=question)
            assert_problem(refused, "unknown_question", 400, "question")
        refused = upload(as_anna, draft, pdf(), question="a\x00b")
        assert_problem(refused, "control_characters", 400, "question")
        two = [SimpleUploadedFile(f"{number}.pdf", pdf()) for number in range(2)]
        assert_problem(upload(as_anna, draft, b"", file=two), "malformed", 400, "file")
        assert_problem(upload(as_anna, draft, b"", file="text"), "required", 400, "file")
    assert stored(own_store) == []


@pytest.mark.parametrize(
    ("content_type", "body", "code", "status"),
    [
        ("application/json", b"{}", "media_type_unsupported", 415),
        ("application/x-www-form-urlencoded", b"a=b", "media_type_unsupported", 415),
        ("", b"{}", "media_type_unsupported", 415),
        ("multipart/form-data", b"x", "malformed", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nrubbish", "required", 400),
    ],
)
def test_f07_other_bodies_are_refused(
    draft: Application, as_anna: Caller, content_type: str, body: bytes, code: str, status: int
) -> None:
    with unchanged():
        answer = as_anna.call("POST", path(draft), body, content_type=content_type)
    assert (answer.value["code"], answer.status) == (code, status)


class Unread(io.BytesIO):
    """A body of which nobody may read a byte."""

    def read(self, *_size: Any) -> bytes:
        raise AssertionError("nobody asked for it")


def test_a02_f08_a_foreign_hand_is_refused_before_a_byte_is_read(
    draft: Application, boris: User
) -> None:
    unread: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": "1000000"}
    for token, status in ((portal_caller_of(boris).token, 404), ("", 401)):
        answer = Client().generic(
            "POST",
            path(draft),
            content_type="multipart/form-data; boundary=x",
            headers={"authorization": f"Bearer {token}"} if token else {},
            **unread,
        )
        assert answer.status_code == status
    assert Attempt.objects.get(kind="foreign").user == boris


def test_t04_what_began_in_time_and_ended_late_is_refused_and_remembered(
    asking: Round, draft: Application, as_anna: Caller
) -> None:
    asking.at(DEADLINE_AT)
    with unchanged():
        assert_problem(upload(as_anna, draft, pdf()), "deadline_passed", 409)
    attempt = Attempt.objects.get()
    assert attempt.begun_at is not None
    assert attempt.begun_at < attempt.received_at
    assert (attempt.code, bool(attempt.content_digest)) == ("deadline_passed", True)


def test_before_the_opening_nothing_is_taken(
    asking: Round, draft: Application, as_anna: Caller
) -> None:
    asking.at(OPENS_AT - timedelta(days=1))
    assert_problem(upload(as_anna, draft, pdf()), "call_not_open", 409)


def test_t24_a_token_that_ends_during_an_upload_keeps_nothing(
    draft: Application, as_anna: Caller, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(token: Any) -> None:
        tokens.revoke_all(user=anna)
        checked(token)

    checked = tokens.require_still_valid
    monkeypatch.setattr(tokens, "require_still_valid", ended)
    for key in (None, "u1"):
        assert_problem(upload(as_anna, draft, pdf(), key=key), "token_invalid", 401)
    assert not Attachment.objects.exists()


def test_a_file_is_removed(draft: Application, as_anna: Caller, anna: User) -> None:
    kept = attach(draft, anna, pdf())
    url = path(draft, f"resolution/{kept.sha256}/")
    assert as_anna.call("DELETE", url).status == 204
    for wrong in (url, path(draft, f"concept/{kept.sha256}/"), path(draft, "resolution/x/")):
        assert_problem(as_anna.call("DELETE", wrong), "not_found", 404)
        assert_problem(as_anna.get(wrong), "not_found", 404)


def test_a_late_document_is_handed_in(
    asking: Round, draft: Application, as_anna: Caller, berta: User
) -> None:
    draft.call.questions.filter(key="resolution").update(deadline_at=DUE_AT)
    submit(draft, berta)
    asking.at(CLOSED_AT)
    own = path(draft).removesuffix("attachments/")
    hand_in = path(draft, "resolution/hand-in/")
    (due,) = as_anna.get(own).value["documents"]
    assert (due["key"], due["handed_in"]) == ("resolution", False)
    refused = as_anna.post(hand_in, sha256=due["sha256"])
    assert_problem(refused, "nothing_to_hand_in", 400, "file")
    assert upload(as_anna, draft, pdf()).status == 201
    refused = as_anna.post(hand_in, sha256=due["sha256"])
    assert_problem(refused, "files_changed", 409, "file")
    assert_problem(as_anna.post(hand_in), "precondition_required", 428, "sha256")
    (due,) = as_anna.get(own).value["documents"]
    handed = as_anna.post(hand_in, sha256=due["sha256"])
    assert (handed.status, handed.value["version"]) == (201, 2)
    assert as_anna.post(hand_in, sha256=due["sha256"]).status == 200
    assert as_anna.get(own).value["documents"][0]["handed_in"]
    asking.at(DUE_AT)
    late = upload(as_anna, draft, pdf("Neu"))
    assert_problem(late, "document_deadline_passed", 409)


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    draft: Application,
    as_anna: Caller,
    anna: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    attach(draft, anna, pdf("1"))
    with django_assert_num_queries(4):
        as_anna.get(path(draft))
    attach(draft, anna, pdf("2"))
    attach(draft, anna, pdf("3"))
    with django_assert_num_queries(4):
        assert len(as_anna.get(path(draft)).rows) == 3
