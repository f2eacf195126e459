"""Files of a draft. The cases are those of RELIABILITY's tables: T04, F01 to F07."""

import errno
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from competition import drafts, storage
from competition.errors import Refusal
from competition.models import Application, Attachment, Attempt, Question, User
from competition.services import attachments, submission
from tests.fixtures.files import FILES, attach, docx, incoming, pdf
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import (
    DEADLINE_AT,
    MICROSECOND,
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
BEFORE = DEADLINE_AT - timedelta(minutes=5)


@pytest.fixture
def asking(make_round: MakeRound) -> Round:
    """An open round that asks for a resolution of the council."""
    return make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])


@pytest.fixture
def draft(asking: Round, anna: User, berta: User) -> Application:
    return asking.draft(0)


def stored(folder: Path) -> list[str]:
    """All files that lie anywhere in the store, torsos included."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def question_of(draft: Application, **changes: object) -> Question:
    question = draft.call.questions.get(key="resolution")
    for name, value in changes.items():
        setattr(question, name, value)
    question.save()
    return question


def sealed(draft: Application) -> object:
    return drafts.answer_values(drafts.content(draft, list(draft.call.questions.all())))[
        "resolution"
    ]


def test_a_file_is_kept_under_its_digest_and_named_in_the_draft(
    draft: Application, anna: User, own_store: Path
) -> None:
    kept = attach(draft, anna, pdf(), name="../Beschluss.pdf")
    assert storage.path_of(kept.sha256).read_bytes() == pdf()
    assert stored(own_store) == [kept.sha256]
    assert sealed(draft) == [
        {
            "name": "Beschluss.pdf",
            "media_type": "application/pdf",
            "size": len(pdf()),
            "sha256": kept.sha256,
        }
    ]
    assert (kept.uploaded_by, kept.remarks) == (anna, [])


def test_the_files_of_an_answer_stand_in_the_order_of_name_and_digest(
    draft: Application, anna: User
) -> None:
    for name, text in (("b.pdf", "1"), ("a.pdf", "2"), ("a.pdf", "3")):
        attach(draft, anna, pdf(text), name=name)
    values = sealed(draft)
    assert isinstance(values, list)
    assert values == sorted(values, key=lambda each: (each["name"], each["sha256"]))
    assert [each["name"] for each in values] == ["a.pdf", "a.pdf", "b.pdf"]


def test_every_change_voids_the_release(draft: Application, anna: User, berta: User) -> None:
    def is_released() -> bool:
        draft.refresh_from_db()
        return draft.released_digest == drafts.digest(draft)

    submission.release(application=draft, by=berta, digest=drafts.digest(draft))
    assert is_released()
    kept = attach(draft, anna, pdf())
    assert not is_released()
    submission.release(application=draft, by=berta, digest=drafts.digest(draft))
    attach(draft, anna, pdf("Neu"), replaces=kept.sha256)
    assert not is_released()
    submission.release(application=draft, by=berta, digest=drafts.digest(draft))
    question = question_of(draft)
    attachments.remove(
        application=draft,
        question=question,
        by=anna,
        sha256=Attachment.objects.get().sha256,
        received_at=BEFORE,
    )
    assert not is_released()


def test_f06_the_same_file_twice_is_one(draft: Application, anna: User, own_store: Path) -> None:
    first = attach(draft, anna, pdf(), name="a.pdf")
    assert attach(draft, anna, pdf(), name="b.pdf") == first
    assert Attachment.objects.count() == 1
    assert stored(own_store) == [first.sha256]


def test_f06_what_a_receipt_names_is_what_is_served_later(
    draft: Application, anna: User, berta: User
) -> None:
    kept = attach(draft, anna, pdf("Alt"))
    receipt = submit(draft, berta)
    attach(draft, anna, pdf("Neu"), replaces=kept.sha256)
    named = drafts.answer_values(receipt.version.content)["resolution"]
    assert [each["sha256"] for each in named] == [kept.sha256]
    assert storage.path_of(kept.sha256).read_bytes() == pdf("Alt")
    assert storage.is_whole(kept.sha256)


def test_a_file_takes_the_place_of_another(draft: Application, anna: User) -> None:
    old = attach(draft, anna, pdf("Alt"))
    new = attach(draft, anna, pdf("Neu"), replaces=old.sha256)
    assert list(Attachment.objects.all()) == [new]
    other = attach(draft, anna, pdf("Anders"))
    assert attach(draft, anna, pdf("Neu"), replaces=other.sha256) == new
    assert list(Attachment.objects.all()) == [new]
    assert attach(draft, anna, pdf("Neu"), replaces=new.sha256) == new


def test_a_file_that_is_gone_is_replaced_by_nobody_s_mistake(
    draft: Application, anna: User
) -> None:
    attach(draft, anna, pdf("Alt"))
    for gone in ("0" * 64, "\x00" * 64, "x"):
        with refused("files_changed") as caught:
            attach(draft, anna, pdf("Neu"), replaces=gone)
    assert caught.field == "replaces"


def test_who_says_nothing_of_what_stands_there_is_asked_where_no_place_is_left(
    draft: Application, anna: User
) -> None:
    question_of(draft, maximum=1)
    attach(draft, anna, pdf("Alt"), replaces=None)
    with refused("precondition_required") as caught:
        attach(draft, anna, pdf("Neu"), replaces=None)
    assert caught.field == "replaces"
    assert attach(draft, anna, pdf("Alt"), replaces=None)


def test_only_so_many_files_as_the_question_takes(draft: Application, anna: User) -> None:
    question_of(draft, maximum=2)
    first = attach(draft, anna, pdf("1"))
    attach(draft, anna, pdf("2"))
    with refused("too_many_files") as caught:
        attach(draft, anna, pdf("3"))
    assert (caught.field, caught.details["limit"]) == ("file", 2)
    attach(draft, anna, pdf("3"), replaces=first.sha256)
    assert Attachment.objects.count() == 2


def test_f01_only_what_the_question_allows(draft: Application, anna: User, own_store: Path) -> None:
    question_of(draft, choices=[{"value": "pdf", "label": "PDF"}])
    with refused("type_not_allowed") as caught:
        attach(draft, anna, docx(), name="a.docx")
    assert caught.refusal.status == 415
    assert caught.sentence == (
        "Diese Datei nehmen wir nicht an: die Endung des Namens gehört nicht zu einer möglichen "
        "Art. Möglich sind: PDF."
    )
    assert stored(own_store) == []
    assert not Attempt.objects.exists()


def test_f04_remarks_of_the_inspection_are_kept(draft: Application, anna: User) -> None:
    kept = attach(draft, anna, pdf(objects=b"9 0 obj <</S/JavaScript>> endobj\n"))
    assert kept.remarks == ["javascript"]


def test_f02_a_file_of_the_limit_is_kept_and_of_a_byte_more_refused(
    draft: Application, anna: User, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.ATTACHMENT_MAX_BYTES", len(pdf()))
    attach(draft, anna, pdf())
    with refused("file_too_large") as caught:
        attach(draft, anna, pdf() + b"\n")
    assert caught.refusal.status == 413
    assert len(stored(own_store)) == 1


def test_t04_the_last_byte_counts_and_the_attempt_is_kept(draft: Application, anna: User) -> None:
    attach(draft, anna, pdf("in time"), at=DEADLINE_AT - MICROSECOND)
    question = question_of(draft)
    with incoming(pdf("late")) as made, refused("deadline_passed"):
        attachments.attach(
            application=draft,
            question=question,
            by=anna,
            incoming=made,
            begun_at=BEFORE,
            received_at=DEADLINE_AT,
        )
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.code) == ("upload", "deadline_passed")
    assert (attempt.begun_at, attempt.received_at) == (BEFORE, DEADLINE_AT)
    assert attempt.content_digest == made.sha256
    assert Attachment.objects.count() == 1


def test_before_the_call_opens_nothing_is_taken(draft: Application, anna: User) -> None:
    with refused("call_not_open"):
        attach(draft, anna, pdf(), at=draft.call.opens_at - MICROSECOND)


def test_strangers_learn_nothing(draft: Application, boris: User) -> None:
    with refused("not_found"):
        attach(draft, boris, pdf())
    question = question_of(draft)
    with refused("not_found"):
        attachments.remove(
            application=draft, question=question, by=boris, sha256="0" * 64, received_at=BEFORE
        )


def test_removing_what_is_not_there_or_too_late_is_refused(draft: Application, anna: User) -> None:
    kept = attach(draft, anna, pdf())
    question = question_of(draft)

    def remove(sha256: str, at: object) -> None:
        attachments.remove(
            application=draft,
            question=question,
            by=anna,
            sha256=sha256,
            received_at=at,  # type: ignore[arg-type]  # an instant
        )

    with refused("not_found"):
        remove("0" * 64, BEFORE)
    with refused("deadline_passed"):
        remove(kept.sha256, DEADLINE_AT)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond ``size`` bytes: a full disk for everybody."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_f07_a_full_disk_leaves_nothing_and_is_on_record(
    draft: Application, anna: User, own_store: Path
) -> None:
    attach(draft, anna, pdf("small"))
    big = pdf("x" * 2_000_000)
    with pytest.raises(Refusal) as raised, largest_file(1_000_000):
        attach(draft, anna, big)
    assert (raised.value.code, raised.value.status) == ("storage_full", 507)
    assert len(stored(own_store)) == 1
    assert Attachment.objects.count() == 1


def test_f07_a_disk_that_is_full_when_the_file_is_moved_is_on_record(
    draft: Application, anna: User, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_paths: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with refused("storage_full"):
        attach(draft, anna, pdf())
    assert stored(own_store) == []
    assert Attempt.objects.get().code == "storage_full"


def test_a_store_out_of_order_is_busy(draft: Application, anna: User, own_store: Path) -> None:
    own_store.write_text("a file where the folder should be")
    with refused("busy"):
        attach(draft, anna, pdf())


def test_a_draft_of_a_call_without_files_asks_no_more_of_the_database(
    open_round: Round, anna: User, berta: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = open_round.draft(0)
    questions = list(draft.call.questions.all())
    with django_assert_num_queries(2):
        drafts.content(draft, questions)
