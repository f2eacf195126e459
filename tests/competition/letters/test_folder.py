"""The folder that takes mails on a laptop: one file a message, a copy overwrites itself."""

import email
from email.policy import default as readable
from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings

from competition.letters import outbox
from competition.models import Application, Notice, User
from tests.fixtures.rounds import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "competition.letters.folder.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    return tmp_path / "mails"


def test_letter_becomes_one_readable_file(folder: Path, draft: Application, berta: User) -> None:
    submit(draft, berta)
    outbox.deliver_due()

    notice = Notice.objects.get()
    (path,) = folder.iterdir()
    message = email.message_from_bytes(path.read_bytes(), policy=readable)
    assert path.name == notice.message_id.strip("<>").partition("@")[0] + ".eml"
    assert (message["Subject"].strip(), message["To"]) == (notice.subject, notice.address)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content() == notice.body


def test_letter_sent_twice_after_a_crash_is_one_file(
    folder: Path, draft: Application, berta: User
) -> None:
    submit(draft, berta)
    for _ in range(2):
        outbox.deliver_due()
        Notice.objects.update(state="waiting", sent_at=None)

    assert len(list(folder.iterdir())) == 1


def test_folder_that_cannot_be_written_keeps_the_letter_waiting(
    folder: Path, draft: Application, berta: User, caplog: pytest.LogCaptureFixture
) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    submit(draft, berta)

    assert outbox.deliver_due() == 0
    assert Notice.objects.get().state == "waiting"
    assert "mail server lost in the middle of a letter" in caplog.text


def test_mails_of_one_connection_are_all_written(folder: Path) -> None:
    messages = [mail.EmailMessage("S", f"Text {n}", to=["a@example.org"]) for n in range(3)]

    assert mail.get_connection().send_messages(messages) == 3
    assert len(list(folder.glob("*.eml"))) == 3
