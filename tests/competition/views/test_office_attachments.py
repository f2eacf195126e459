"""Files as the office reads them: sealed until the deadline."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Application, Attachment, User
from competition.services import attachments
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.rounds import CLOSED_AT, QUESTIONS, MakeRound, Round, Stage, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
SCRIPT = b"9 0 obj <</S/JavaScript>> endobj\n"


@pytest.fixture
def round_(make_round: MakeRound, anna: User, berta: User) -> Round:
    """Beispielstadt has submitted with a file, and the call is still open."""
    made = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
    draft = made.draft(0)
    attach(draft, anna, pdf(objects=SCRIPT))
    submit(draft, berta)
    return made


@pytest.fixture
def own(round_: Round) -> Application:
    return round_.applications[0]


@pytest.fixture
def as_dora(client: Client, round_: Round) -> Client:
    client.force_login(round_.dora)
    return client


def address(own: Application, sha256: str) -> str:
    parts = [own.call.slug, own.public_id, "resolution", sha256]
    return reverse("office-attachment", args=parts)


def test_before_the_deadline_a_file_is_sealed(as_dora: Client, own: Application) -> None:
    file = address(own, Attachment.objects.get().sha256)
    answer = as_dora.get(file)
    assert answer.status_code == 409
    page = as_dora.get(reverse("office-application", args=[own.call.slug, own.public_id]))
    assert file not in page.content.decode()


def test_after_it_files_are_listed_with_what_readers_should_know(
    round_: Round, as_dora: Client, own: Application
) -> None:
    round_.at(CLOSED_AT)
    file = address(own, Attachment.objects.get().sha256)
    page = as_dora.get(reverse("office-application", args=[own.call.slug, own.public_id]))
    assert f'href="{file}"' in page.content.decode()
    assert "enthält Programmcode (JavaScript)" in page.content.decode()
    answer = as_dora.get(file)
    assert b"".join(answer.streaming_content) == pdf(objects=SCRIPT)  # type: ignore[attr-defined]  # a stream
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'; ")


def test_the_remark_stays_when_the_draft_lets_go_of_the_file(
    round_: Round, as_dora: Client, own: Application, anna: User
) -> None:
    attachments.remove(
        application=own,
        question=own.call.questions.get(key="resolution"),
        by=anna,
        sha256=Attachment.objects.get().sha256,
        received_at=own.call.deadline_at - (CLOSED_AT - own.call.deadline_at),
    )
    round_.at(CLOSED_AT)
    page = as_dora.get(reverse("office-application", args=[own.call.slug, own.public_id]))
    assert "enthält Programmcode (JavaScript)" in page.content.decode()


def test_only_what_the_valid_version_names_is_read(
    round_: Round, as_dora: Client, own: Application, anna: User
) -> None:
    drafted = attach(own, anna, pdf("Entwurf"))
    round_.at(CLOSED_AT)
    for digest in (drafted.sha256, "0" * 64, "x"):
        assert as_dora.get(address(own, digest)).status_code == 404
