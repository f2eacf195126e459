"""Checking a receipt, without an account: what is proven, what is not, and garbage."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

import verify_receipt
from competition import receipts, signing
from tests.fixtures.receipt_files import CONTENT, OTHER, document, receipt_file

ADDRESS = "/eingang/"


def signed(**changed: Any) -> bytes:
    """A receipt by the site's own key."""
    return receipt_file(document(**changed), by=signing.receipt_key())


def sent(client: Client, **given: bytes | str) -> Any:
    """Bytes go as files, texts as texts."""
    body = {
        name: SimpleUploadedFile(f"{name}.json", value) if isinstance(value, bytes) else value
        for name, value in given.items()
    }
    return client.post(ADDRESS, body)


def told(client: Client, **given: bytes | str) -> str:
    found = sent(client, **given)
    assert found.status_code == 200
    return str(found.content.decode())


def test_genuine_receipt_with_its_content(client: Client) -> None:
    text = told(client, receipt=signed(), content=receipts.canonical(CONTENT))
    assert "Die Bestätigung ist echt" in text
    assert "Das ist bestätigt" in text
    assert "Freitag, 21. April 2017, 23:59:59 Uhr (MESZ, UTC+02:00)" in text
    assert "Die Inhaltsdatei ist genau der Inhalt, der eingegangen ist." in text
    for part in ("7QX4-M2ZC-09HD", "beispielrunde", "00112233445566778899", "cd" * 32):
        assert part in text
    assert "Beispielrunde:" not in text


def test_pasted_text_is_checked_like_a_file(client: Client) -> None:
    pasted = json.dumps(json.loads(signed()), indent=2, ensure_ascii=False)
    text = told(client, text=pasted)
    assert "Die Bestätigung ist echt" in text
    assert "Die Inhaltsdatei war nicht dabei." in text


def test_other_content_is_refuted(client: Client) -> None:
    text = told(client, receipt=signed(), content=b"{}")
    assert "Diese Dateien beweisen nichts" in text
    assert "Die Inhaltsdatei ist nicht der Inhalt" in text
    assert "Das steht in der Datei, ist aber nicht bewiesen" in text


def test_forged_field_is_refuted(client: Client) -> None:
    forged = receipt_file(document(), by=signing.receipt_key(), document=document(version=9))
    text = told(client, receipt=forged)
    assert "Die Unterschrift passt nicht" in text
    assert "Das ist bestätigt" not in text


def test_receipt_by_an_unknown_key_is_not_proven(client: Client) -> None:
    text = told(client, receipt=receipt_file(by=OTHER))
    assert "Nicht bewiesen" in text
    assert "gehört nicht zu den veröffentlichten Schlüsseln" in text
    assert "Das ist bestätigt" not in text


def test_receipt_by_a_retired_key_is_proven_after_the_rotation(
    client: Client, settings: Settings
) -> None:
    old = signed()
    (published,) = json.loads(client.get("/eingang/schluessel.json").content)["keys"]
    settings.RECEIPT_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert "Nicht bewiesen" in told(client, receipt=old)

    settings.RECEIPT_KEYS_RETIRED = [{**published, "valid_until": "2027-01-01T00:00:00+01:00"}]
    settings.RECEIPT_KEY_VALID_FROM = "2027-01-01T00:00:00+01:00"
    text = told(client, receipt=old)
    assert "Die Bestätigung ist echt" in text
    assert "bis Donnerstag, 31. Dezember 2026" in text or "bis Freitag, 1. Januar 2027" in text
    # The new key proves nothing about the time before it.
    assert "galt zu dieser Zeit nicht" in told(client, receipt=signed())


def test_example_round_is_named(client: Client) -> None:
    text = told(client, receipt=signed(is_synthetic=True))
    assert "Beispielrunde:" in text
    assert "Die Bestätigung ist echt" in text


def test_page_says_what_a_receipt_does_not_prove(client: Client) -> None:
    assert "Ob diese Fassung noch gilt" in told(client, receipt=signed())


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({}, "receipt", "Bitte geben Sie die Bestätigung an."),
        ({"text": "kein JSON"}, "text", "kein lesbares JSON"),
        ({"text": "\x00"}, "text", "Steuerzeichen"),
        ({"text": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")}, "text", "JSON"),
        ({"text": "[" * 60_000}, "text", "kein lesbares JSON"),
        ({"text": "x" * 70_000}, "text", "zu groß"),
        ({"receipt": b"\xff\xfe"}, "receipt", "kein lesbares JSON"),
        ({"receipt": b""}, "receipt", "leer"),
        ({"receipt": b"[]"}, "receipt", "keine Eingangsbestätigung"),
        ({"receipt": b" " * 70_000}, "receipt", "zu groß"),
        ({"receipt": b"{}", "content": b""}, "content", "leer"),
    ],
)
def test_garbage_is_refused_at_its_field(
    client: Client, given: dict[str, Any], field: str, said: str
) -> None:
    found = sent(client, **given)
    assert found.status_code == 400
    assert said in " ".join(found.context["form"].errors[field])


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/octet-stream"),
        (b"{}", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"anything", "multipart/form-data"),
        (b"text=%ff%fe", "application/x-www-form-urlencoded"),
    ],
)
def test_broken_request_is_a_bad_request(client: Client, body: bytes, content_type: str) -> None:
    assert client.post(ADDRESS, body, content_type=content_type).status_code == 400


def test_too_large_request_is_not_read_into_memory(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    found = sent(client, receipt=signed(), content=b"x" * 200_000)
    assert found.status_code == 413


def test_page_asks_the_database_for_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        told(client, receipt=signed())


def test_nothing_of_a_file_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    told(client, receipt=signed(), content=b"{}")
    sent(client, text="geheim")
    assert "7QX4" not in caplog.text
    assert "geheim" not in caplog.text


def test_form_needs_no_session_and_no_token() -> None:
    found = Client(enforce_csrf_checks=True).post(ADDRESS, {"text": signed().decode()})
    assert found.status_code == 200
    assert "sessionid" not in found.cookies


def test_keys_are_published_in_the_form_that_the_program_reads(client: Client) -> None:
    found = client.get(reverse("receipt-keys"))
    assert found["Content-Type"] == "application/json"
    (key,) = verify_receipt.read_keys(found.content)
    assert key == signing.published_keys()[0]
    assert key.key_id in client.get(ADDRESS).content.decode()


def test_program_is_served_from_its_one_source(client: Client) -> None:
    found = client.get(reverse("receipt-script"))
    assert found.content == Path("verify_receipt.py").read_bytes()
    assert found["Content-Disposition"] == 'attachment; filename="verify_receipt.py"'


def test_page_in_english_has_no_other_verdict(client: Client) -> None:
    client.cookies.load({"django_language": "en"})
    assert sent(client, receipt=signed()).context["report"].status == verify_receipt.PROVEN
