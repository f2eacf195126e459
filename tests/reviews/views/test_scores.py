"""All scores as a file: for the office alone, once they are locked, noted in the log."""

import csv
import io

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from competition.models import AuditEntry
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def path(round_: Round) -> str:
    return reverse("office-scores-export", args=[round_.call.slug])


def file_of(answer: object) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]  # not asynchronous


@pytest.fixture
def locked(make_round: MakeRound) -> Round:
    return make_round(Stage.LOCKED, applications=2)


def test_csv_holds_every_score_and_who_took_it_out(client: Client, locked: Round) -> None:
    client.force_login(locked.dora)
    answer = client.post(path(locked), {"form": "csv"})
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="punkte-beispielrunde.csv"'
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
    text = file_of(answer).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert lines[1][0] == "Beispielstadt"
    assert lines[8][9:11] == ["4,5", ""]
    assert lines[9] == []
    notes = dict(lines[10:])
    assert notes["Ausgeführt von"] == "Dora Beispiel, Geschäftsstelle"
    assert notes["Zeilen"] == "8"
    assert notes["synthetic"].startswith("true")
    entry = AuditEntry.objects.get(act="scores.exported")
    assert (entry.actor, entry.subject) == (locked.dora, locked.call.slug)
    assert entry.payload == {"form": "csv", "count": 8}


def test_xlsx_holds_numbers(client: Client, locked: Round) -> None:
    client.force_login(locked.dora)
    book = load_workbook(io.BytesIO(file_of(client.post(path(locked), {"form": "xlsx"}))))
    rows = list(book["Punkte"].iter_rows(values_only=True))
    assert len(rows) == 9
    assert rows[8][8:12] == (1, 4.5, None, 4.5)
    assert [sheet.title for sheet in book] == ["Punkte", "Hinweis"]


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.SCORED])
def test_before_the_scores_are_locked_nobody_takes_them_out(
    client: Client, make_round: MakeRound, stage: Stage
) -> None:
    round_ = make_round(stage)
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(path(round_), {"form": "csv"})
    assert answer.status_code == 409


@pytest.mark.parametrize("form", ["", "pdf", "csv\x00", "zip"])
def test_other_forms_are_refused(client: Client, locked: Round, form: str) -> None:
    client.force_login(locked.dora)
    with unchanged():
        assert client.post(path(locked), {"form": form}).status_code == 400


def test_nobody_else_takes_scores_out(client: Client, locked: Round) -> None:
    for person in (locked.jurors[0].user, locked.jurors[1].user, locked.applications[0].contact):
        client.force_login(person)
        with unchanged():
            assert client.post(path(locked), {"form": "csv"}).status_code == 404


def test_page_offers_the_file_once_the_scores_are_locked(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.dora)
    page = reverse("office-evaluation", args=[round_.call.slug])
    assert path(round_) not in client.get(page).content.decode()
    round_.advance(Stage.LOCKED)
    assert path(round_) in client.get(page).content.decode()
    client.force_login(round_.jurors[0].user)
    chairs = reverse("jury-evaluation", args=[round_.call.slug])
    assert path(round_) not in client.get(chairs).content.decode()
