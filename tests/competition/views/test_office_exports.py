"""The list as CSV, XLSX and ZIP: exactly what is filtered, who took it out, and what is refused."""

import csv
import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from competition import storage
from competition.application_list import documents, exports
from competition.documents import typesetting
from competition.models import Application, AuditEntry, Municipality
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, QUESTIONS, MakeRound, Round, Stage, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]


def sent(client: Client, round_: Round, form: str, query: str = "", **more: str) -> Any:
    """The answer: a file as a stream, or a refusal's page with its context."""
    if not client.cookies:
        client.force_login(round_.dora)
    path = reverse("office-applications-export", args=[round_.call.slug])
    return client.post(path + query, {"form": form, **more})


def content(answer: object) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]  # not asynchronous


def lines(answer: object) -> list[list[str]]:
    text = content(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def unpacked(answer: object) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content(answer))) as found:
        assert found.testzip() is None
        assert {each.compress_type for each in found.infolist()} == {zipfile.ZIP_STORED}
        return {name: found.read(name) for name in found.namelist()}


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED)


def test_csv_holds_the_filtered_rows_in_the_chosen_columns(client: Client, closed: Round) -> None:
    query = "?population_from=20000&order=-municipality&column_1=ags&column_2=answer-own_share"
    answer = sent(client, closed, "csv", query + "&column_3=received_at&column_4=state")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="bewerbungen-beispielrunde.csv"'
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    head, first, second, empty, *notes = lines(answer)
    assert head == ["Kommune", "Schlüssel (AGS)", "Eigenanteil in Euro", "Eingang", "Stand"]
    assert first[:3] == ["Beispielstadt", "'99001001", "5000,00"]
    assert first[4] == "eingereicht"
    assert second[0] == "Beispielort 3"
    assert empty == []
    told = dict(notes)
    assert told["Ausgeführt von"] == "Dora Beispiel, Geschäftsstelle"
    assert told["Filter"] == "Einwohner von: 20000; Reihenfolge: Kommune, Z bis A"
    assert told["Zeilen"] == "2"
    assert told["synthetic"].startswith("true")


def test_xlsx_has_typed_cells_in_german_whatever_the_page_speaks(
    client: Client, closed: Round
) -> None:
    client.force_login(closed.dora)
    client.cookies["django_language"] = "en"
    query = "?column_1=population&column_2=answer-own_share&column_3=received_at&column_4=state"
    book = load_workbook(io.BytesIO(content(sent(client, closed, "xlsx", query))))
    head, first, *_ = book["Bewerbungen"].iter_rows()
    assert [cell.value for cell in head][:3] == ["Kommune", "Einwohner", "Eigenanteil in Euro"]
    assert [cell.data_type for cell in first] == ["s", "n", "n", "d", "s"]
    assert [cell.value for cell in first][1:3] == [34_920, 5_000]
    assert first[4].value == "eingereicht"
    assert first[2].number_format == '#,##0.00" €"'


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_i13_no_cell_computes(client: Client, make_round: MakeRound, form: str) -> None:
    round_ = make_round(Stage.OPEN)
    draft = round_.draft(0, title='=HYPERLINK("http://x")')
    submit(draft, draft.contact)
    round_.at(CLOSED_AT)
    answer = sent(client, round_, form, "?column_1=title")
    if form == "csv":
        assert lines(answer)[1][1] == '\'=HYPERLINK("http://x")'
        return
    cell = load_workbook(io.BytesIO(content(answer)))["Bewerbungen"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://x")', "s", True)


def test_c13_export_is_noted_without_what_stands_in_it(client: Client, closed: Round) -> None:
    sent(client, closed, "csv", "?q=musterdorf")
    entry = AuditEntry.objects.get(act="applications.exported")
    assert (entry.actor, entry.subject) == (closed.dora, closed.call.slug)
    assert entry.payload == {"form": "csv", "count": 1}


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("csv", "?score__gte=4"),
        ("xlsx", "?order=score"),
        ("zip", "?column_1=mayor"),
        ("pdf", ""),
        ("", ""),
        ("csv\x00", ""),
    ],
)
def test_what_is_not_known_is_refused(client: Client, closed: Round, form: str, query: str) -> None:
    client.force_login(closed.dora)
    with unchanged():
        answer = sent(client, closed, form, query)
    assert answer.status_code == 400
    # What is asked of the list is judged before the form of the file.
    assert answer.context["refusal"].code == ("filter_refused" if query else "unknown_choice")


def test_c13_before_the_deadline_files_tell_no_more_than_the_list(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    text = content(sent(client, round_, "csv")).decode("utf-8-sig")
    assert text.startswith("Kommune;Land;Größenklasse;Stand\r\nBeispielstadt;")
    assert "Vorhaben 1" not in text
    with unchanged():
        assert sent(client, round_, "csv", "?column_1=title").status_code == 400
        assert sent(client, round_, "zip").status_code == 409


def test_c13_nobody_else_takes_anything_out(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    path = reverse("office-applications-export", args=[round_.call.slug])
    for person in (round_.jurors[0].user, round_.applications[0].contact):
        client.force_login(person)
        with unchanged():
            assert client.post(path, {"form": "csv"}).status_code == 404


@pytest.mark.parametrize(("rows", "chunk"), [(1, 500), (3, 500), (3, 1)])
@pytest.mark.parametrize(("form", "queries"), [("csv", 1), ("zip", 1)])
def test_rows_take_one_query_whatever_their_number(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
    rows: int,
    chunk: int,
    form: str,
    queries: int,
) -> None:
    monkeypatch.setattr(exports, "CHUNK_ROWS", chunk)
    monkeypatch.setattr(documents, "CHUNK_ROWS", chunk)
    round_ = make_round(Stage.CLOSED, applications=rows)
    query = "?column_1=answer-own_share&column_2=receipt&column_3=contact&column_4=award"
    answer = sent(client, round_, form, query)
    with django_assert_num_queries(queries):
        assert content(answer)


def test_zip_holds_every_sealed_version_with_a_list_of_digests(
    client: Client, closed: Round
) -> None:
    found = unpacked(sent(client, closed, "zip", "?order=municipality"))
    assert list(found) == [
        "99003001_Beispielort 3.pdf",
        "99001001_Beispielstadt.pdf",
        "99002001_Musterdorf.pdf",
        "verzeichnis.csv",
        "pruefsummen.sha256",
    ]
    assert found["99001001_Beispielstadt.pdf"].startswith(b"%PDF-")
    pairs = [line.split("  ") for line in found["pruefsummen.sha256"].decode().splitlines()]
    sums = {name: digest for digest, name in pairs}
    assert sums == {
        name: hashlib.sha256(file).hexdigest() for name, file in found.items() if ".pdf" in name
    }
    text = found["verzeichnis.csv"].decode("utf-8-sig")
    listed = list(csv.reader(io.StringIO(text), delimiter=";"))
    row = dict(zip(listed[0], listed[2], strict=True))
    version = closed.applications[0].valid_version
    assert version
    assert row["Prüfsumme des Inhalts (SHA-256)"].lstrip("'") == version.digest
    assert row["Nummer der Eingangsbestätigung"].lstrip("'") == closed.receipts[0].number
    assert row["Prüfsumme der Datei (SHA-256)"].lstrip("'") == sums["99001001_Beispielstadt.pdf"]
    assert ["Ausgeführt von", "Dora Beispiel, Geschäftsstelle"] in listed
    entry = AuditEntry.objects.get(act="documents.exported")
    assert entry.payload == {"form": "zip", "count": 3}


@pytest.fixture
def filed(make_round: MakeRound) -> Round:
    """Beispielstadt has submitted with a file."""
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
    draft = round_.draft(0)
    attach(draft, draft.contact, pdf("0"), name="../Beschluss.pdf")
    submit(draft, draft.contact)
    round_.at(CLOSED_AT)
    return round_


def test_attachments_are_packed_if_wanted(client: Client, filed: Round) -> None:
    assert not [name for name in unpacked(sent(client, filed, "zip")) if "Anlagen" in name]
    found = unpacked(sent(client, filed, "zip", attachments="on"))
    assert list(found)[:2] == [
        "99001001_Beispielstadt/99001001_Beispielstadt.pdf",
        "99001001_Beispielstadt/Anlagen/01_Beschluss.pdf",
    ]
    assert found["99001001_Beispielstadt/Anlagen/01_Beschluss.pdf"] == pdf("0")


def test_lost_or_changed_attachment_is_named(client: Client, filed: Round) -> None:
    place = storage.path_of(hashlib.sha256(pdf("0")).hexdigest())
    place.chmod(0o600)
    place.write_bytes(b"changed")
    changed = unpacked(sent(client, filed, "zip", attachments="on"))
    assert "ANDERS als eingereicht" in changed["verzeichnis.csv"].decode()
    place.unlink()
    lost = unpacked(sent(client, filed, "zip", attachments="on"))
    assert "FEHLT: Die Datei ist nicht mehr in der Ablage." in lost["verzeichnis.csv"].decode()
    assert not [name for name in lost if "Beschluss" in name]


def test_version_too_long_for_a_document_comes_as_its_content(
    client: Client, closed: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "MAX_CHARS", 10)
    found = unpacked(sent(client, closed, "zip", "?q=musterdorf"))
    assert b'"Vorhaben 2"' in found["99002001_Musterdorf.json"]
    assert "Kein PDF: Das Dokument ist zu lang" in found["verzeichnis.csv"].decode()


def test_names_of_places_are_no_paths(client: Client, closed: Round) -> None:
    Municipality.objects.filter(ags="99002001").update(name="../../etc/Muster\\dorf: <a>")
    names = list(unpacked(sent(client, closed, "zip", "?order=-population")))
    assert not [name for name in names if "/" in name or "\\" in name or ".." in name]


def test_drafts_are_no_part_of_it(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    round_.draft(0)
    round_.at(CLOSED_AT)
    assert list(unpacked(sent(client, round_, "zip"))) == [
        "verzeichnis.csv",
        "pruefsummen.sha256",
    ]


def test_too_many_documents_are_refused(
    client: Client, closed: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(closed.dora)
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 2)
    with unchanged():
        answer = sent(client, closed, "zip")
    assert (answer.status_code, answer.context["refusal"].code) == (409, "too_many_documents")
    assert "höchstens 2 Bewerbungen packen; es sind 3" in answer.content.decode()
    assert Application.objects.count() == 3


def test_real_rounds_are_not_called_synthetic(client: Client, closed: Round) -> None:
    notes: Any = exports.notes_of(closed.call, by=closed.dora, at=CLOSED_AT)
    assert "synthetic" in dict(notes)
    closed.call.is_synthetic = False
    notes = exports.notes_of(closed.call, by=closed.dora, at=CLOSED_AT)
    assert "synthetic" not in dict(notes)
