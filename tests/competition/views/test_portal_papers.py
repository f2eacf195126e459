"""Files to keep: the draft, sealed versions, receipts; own ones only, also after the deadline."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from docx import Document

import verify_receipt
from competition import receipts, signing
from competition.documents import typesetting
from competition.models import Application, User
from competition.services import submission
from tests.fixtures.pdf import read
from tests.fixtures.rounds import CLOSED_AT, MakeRound, Round, Stage, answer, submit

pytestmark = pytest.mark.django_db
DRAFT_FILES = ("application-draft-pdf", "application-draft-docx")
VERSION_FILES = (
    "application-version-pdf",
    "application-version-json",
    "application-receipt-pdf",
    "application-receipt-json",
)


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=1)


@pytest.fixture
def own(round_: Round) -> Application:
    return round_.applications[0]


def got(client: Client, name: str, *parts: object) -> HttpResponse:
    found: Any = client.get(reverse(name, args=parts))
    assert found.status_code == 200
    return found  # type: ignore[no-any-return]  # its test twin


def pages(client: Client, name: str, *parts: object) -> list[str]:
    return read(got(client, name, *parts).content).pages


@pytest.mark.parametrize("name", VERSION_FILES)
def test_files_are_saved_and_not_shown_and_kept_by_no_cache(
    client: Client, own: Application, anna: User, name: str
) -> None:
    client.force_login(anna)
    found = got(client, name, own.public_id, 1)
    assert found["Content-Disposition"].startswith('attachment; filename="')
    assert found["Cache-Control"] == "private, no-store"
    assert found["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "media_type", "file_name"),
    [
        ("application-draft-pdf", "application/pdf", "entwurf-beispielstadt.pdf"),
        (
            "application-draft-docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "entwurf-beispielstadt.docx",
        ),
    ],
)
def test_draft_is_a_file(
    client: Client, draft: Application, anna: User, name: str, media_type: str, file_name: str
) -> None:
    client.force_login(anna)
    found = got(client, name, draft.public_id)
    assert found["Content-Type"] == media_type
    assert found["Content-Disposition"] == f'attachment; filename="{file_name}"'


def test_draft_says_on_every_page_that_it_is_not_submitted(
    client: Client, draft: Application, anna: User
) -> None:
    answer(draft, anna, concept="Sehr lang. " * 18)
    client.force_login(anna)
    found = pages(client, "application-draft-pdf", draft.public_id)
    assert len(found) > 1
    assert all("ENTWURF – NICHT eingereicht" in page for page in found)
    assert all("Beispielrunde: " in page for page in found)


def test_draft_in_word_has_the_same_answers(client: Client, draft: Application, anna: User) -> None:
    client.force_login(anna)
    content = got(client, "application-draft-docx", draft.public_id).content
    texts = [each.text for each in Document(BytesIO(content)).paragraphs]
    assert "ENTWURF – NICHT eingereicht" in texts
    assert "Alle Vorlagen des Rates werden offene Daten." in texts


@pytest.mark.parametrize("name", DRAFT_FILES)
def test_unchanged_draft_gives_the_same_bytes(
    client: Client, draft: Application, anna: User, name: str
) -> None:
    client.force_login(anna)
    first, second = (got(client, name, draft.public_id).content for _ in range(2))
    assert first == second


def test_draft_has_no_open_points_once_the_deadline_is_over(
    client: Client, open_round: Round, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    heading = "Was vor dem Einreichen noch fehlt"
    assert heading in "".join(pages(client, "application-draft-pdf", draft.public_id))
    open_round.at(CLOSED_AT)
    found = "".join(pages(client, "application-draft-pdf", draft.public_id))
    assert heading not in found
    assert "ENTWURF – NICHT eingereicht" in found


def test_files_are_german_on_english_pages(client: Client, own: Application, anna: User) -> None:
    client.force_login(anna)
    german = got(client, "application-receipt-pdf", own.public_id, 1).content
    client.cookies.load({"django_language": "en"})
    assert got(client, "application-receipt-pdf", own.public_id, 1).content == german


def test_content_file_has_the_digest_of_the_receipt(
    client: Client, own: Application, anna: User
) -> None:
    client.force_login(anna)
    content = got(client, "application-version-json", own.public_id, 1).content
    file = json.loads(got(client, "application-receipt-json", own.public_id, 1).content)
    assert verify_receipt.content_digest(content) == file["document"]["sha256"]
    assert content == receipts.canonical(json.loads(content))


def test_receipt_file_is_proven_by_the_published_keys(
    client: Client, own: Application, anna: User
) -> None:
    client.force_login(anna)
    file = got(client, "application-receipt-json", own.public_id, 1).content
    assert json.loads(file)["keys_at"].endswith("/eingang/schluessel.json")
    report = verify_receipt.examine(
        verify_receipt.read_receipt(file),
        content=got(client, "application-version-json", own.public_id, 1).content,
        keys=verify_receipt.read_keys(got(client, "receipt-keys").content),
    )
    assert report.status == verify_receipt.PROVEN


def test_receipt_file_of_a_key_that_nobody_kept_has_no_hint(
    client: Client, round_: Round, own: Application, anna: User, settings: Any
) -> None:
    settings.RECEIPT_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    client.force_login(anna)
    file = json.loads(got(client, "application-receipt-json", own.public_id, 1).content)
    assert file["public_key"] is None
    assert file["key_id"] == round_.receipts[0].key_id
    assert signing.published_key(file["key_id"]) is None


def test_receipt_pdf_shows_number_and_digest(
    client: Client, round_: Round, own: Application, anna: User
) -> None:
    client.force_login(anna)
    (page,) = pages(client, "application-receipt-pdf", own.public_id, 1)
    assert round_.receipts[0].number in page
    assert round_.receipts[0].version.digest in page
    assert "Uhr (MEZ, UTC+01:00)" in page


def test_earlier_version_stays_available_with_what_it_said(
    client: Client, own: Application, anna: User, berta: User
) -> None:
    answer(own, berta, title="Zweiter Titel")
    submit(own, berta)
    client.force_login(anna)
    first = "".join(pages(client, "application-version-pdf", own.public_id, 1))
    second = "".join(pages(client, "application-version-pdf", own.public_id, 2))
    assert "Vorhaben 1" in first
    assert "Zweiter Titel" not in first
    assert "Zweiter Titel" in second


@pytest.mark.parametrize("name", VERSION_FILES)
def test_own_files_stay_after_withdrawal_and_deadline(
    client: Client, round_: Round, own: Application, anna: User, berta: User, name: str
) -> None:
    client.force_login(anna)
    before = got(client, name, own.public_id, 1).content
    submission.withdraw(application=own, by=berta, received_at=own.call.opens_at)
    round_.at(CLOSED_AT)
    assert got(client, name, own.public_id, 1).content == before


@pytest.mark.parametrize("name", VERSION_FILES)
@pytest.mark.parametrize("version", [0, 2, 2**31, 2**70])
def test_version_that_does_not_exist_is_not_found(
    client: Client, own: Application, anna: User, name: str, version: int
) -> None:
    client.force_login(anna)
    assert client.get(reverse(name, args=[own.public_id, version])).status_code == 404


@pytest.mark.parametrize("name", [*DRAFT_FILES, *VERSION_FILES])
def test_others_files_are_not_there(
    client: Client, own: Application, boris: User, name: str
) -> None:
    client.force_login(boris)
    parts = [] if name in DRAFT_FILES else [1]
    assert client.get(reverse(name, args=[own.public_id, *parts])).status_code == 404


def test_too_long_draft_says_where_its_content_is(
    client: Client, draft: Application, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "MAX_CHARS", 100)
    client.force_login(anna)
    found = client.get(reverse("application-draft-pdf", args=[draft.public_id]))
    assert found.status_code == 413
    assert "zu lang" in found.content.decode()
