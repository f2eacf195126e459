import os
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from competition import storage
from competition.models import Application, Attachment, User
from tests.fixtures.files import FILES, attach, incoming, pdf
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
TWO_DAYS_AGO = time.time() - 2 * 24 * 60 * 60


@pytest.fixture
def draft(make_round: MakeRound, anna: User, berta: User) -> Application:
    return make_round(Stage.OPEN, questions=[*QUESTIONS, FILES]).draft(0)


def kept(content: bytes, *, old: bool = True) -> str:
    """A file in the store that nobody names."""
    with incoming(content) as made:
        storage.keep(made)
        if old:
            os.utime(storage.path_of(made.sha256), (TWO_DAYS_AGO, TWO_DAYS_AGO))
        return made.sha256


def told(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("stray_files", *arguments)
    return capsys.readouterr().out


def test_stray_files_are_listed_and_stay(capsys: pytest.CaptureFixture[str]) -> None:
    stray = kept(pdf())
    assert told(capsys=capsys) == (
        "Dateien: 1, abgebrochene Übertragungen: 0.\n"
        f"Von niemandem genannt: {stray}\n"
        "Nichts wurde entfernt; das tut --remove.\n"
    )
    assert storage.is_whole(stray)


def test_stray_files_are_removed_when_asked(
    own_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stray, young = kept(pdf()), kept(pdf("Neu"), old=False)
    torso = own_store / "incoming" / "a.part"
    torso.write_bytes(b"torso")
    os.utime(torso, (TWO_DAYS_AGO, TWO_DAYS_AGO))
    assert told("--remove", capsys=capsys).endswith("Entfernt: 2.\n")
    assert list(storage.digests()) == [young]
    assert not torso.exists()
    assert stray not in {path.name for path in own_store.rglob("*")}


def test_what_drafts_and_versions_name_stays(
    draft: Application, anna: User, berta: User, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = attach(draft, anna, pdf("sealed"))
    submit(draft, berta)
    drafted = attach(draft, anna, pdf("drafted"), replaces=sealed.sha256)
    for digest in storage.digests():
        os.utime(storage.path_of(digest), (TWO_DAYS_AGO, TWO_DAYS_AGO))
    assert told("--remove", capsys=capsys).splitlines() == [
        "Dateien: 2, abgebrochene Übertragungen: 0.",
        "Entfernt: 0.",
    ]
    assert set(storage.digests()) == {sealed.sha256, drafted.sha256}
    assert Attachment.objects.get() == drafted


def test_missing_and_damaged_files_are_an_error(
    draft: Application, anna: User, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, damaged = (attach(draft, anna, pdf(name)).sha256 for name in ("1", "2"))
    storage.path_of(missing).unlink()
    storage.path_of(damaged).chmod(0o600)
    storage.path_of(damaged).write_bytes(b"other")
    with pytest.raises(CommandError):
        call_command("stray_files")
    assert capsys.readouterr().out == (
        "Dateien: 1, abgebrochene Übertragungen: 0.\n"
        f"Genannt, aber nicht da: {missing}\nBeschädigt: {damaged}\n"
    )


def test_a_file_that_is_put_there_while_it_is_removed_stays() -> None:
    stray = kept(pdf())
    os.utime(storage.path_of(stray))
    assert not storage.remove(stray, seconds=60)
    assert storage.is_whole(stray)
