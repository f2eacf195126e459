"""Taking along and bringing back: the two files, the dry run, saving, finishing."""

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reviews.models import Review
from reviews.services import reviews, rubric
from tests.fixtures.files import pdf as some_pdf
from tests.fixtures.pdf import read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.workbooks import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """Clara is signed in, free for the first, in conflict with the second, the third is open."""
    made = make_round(Stage.REVIEWING)
    clara = made.jurors[0]
    client.force_login(clara.user)
    made.declare(clara, made.applications[0])
    made.declare(clara, made.applications[1], answer="kinship")
    return made


def at(round_: Round, name: str, *parts: object) -> str:
    return reverse(name, args=[round_.call.slug, *parts])


def workbook(client: Client, round_: Round) -> bytes:
    return client.get(at(round_, "jury-workbook")).content


def upload(client: Client, round_: Round, raw: bytes, name: str = "mappe.xlsx") -> Any:
    return client.post(at(round_, "jury-offline"), {"file": SimpleUploadedFile(name, raw)})


def confirm(client: Client, round_: Round, page: Any, **more: Any) -> Any:
    steps = page.context["form"].initial["steps"]
    return client.post(at(round_, "jury-import"), {"steps": steps, **more}, follow=True)


def test_the_page_says_what_is_missing_and_leads_to_the_files(
    client: Client, round_: Round
) -> None:
    page = client.get(at(round_, "jury-offline")).content.decode()
    assert at(round_, "jury-document", 1) in page
    assert at(round_, "jury-workbook") in page
    assert "1 Bewerbung fehlt in den Dateien" in page
    assert at(round_, "jury-declaration") in page


def test_the_document_holds_what_may_be_read_and_nothing_else(
    client: Client, round_: Round
) -> None:
    answer = client.get(at(round_, "jury-document", 1))
    found = read(answer.content)
    text = re.sub(r"\s+", " ", found.text)
    assert "Beispielstadt: Vorhaben 1" in text
    assert "Alle Vorlagen des Rates werden offene Daten." in text
    assert "Punkte (0 bis 5" in text
    assert "Vorhaben 2" not in text
    assert "Vorhaben 3" not in text
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_the_document_is_tagged_and_says_its_language(client: Client, round_: Round) -> None:
    found = read(client.get(at(round_, "jury-document", 1)).content)
    assert b"<pdfuaid:part>1<" in found.raw
    assert b"/Lang(de-DE)" in found.raw
    assert b"/DisplayDocTitle true" in found.raw
    levels = [kind for kind in found.structure if re.fullmatch("Title|H[1-6]", kind)]
    assert levels[:3] == ["Title", "H1", "H1"]
    assert {"TOC", "TOCI"} <= set(found.structure)
    assert found.structure.count("Table") == 3


@pytest.mark.parametrize("part", [0, 2, 10**30])
def test_there_is_no_part_without_applications(client: Client, round_: Round, part: int) -> None:
    assert client.get(at(round_, "jury-document", part)).status_code == 404


def test_c13_the_workbook_holds_what_may_be_scored_and_nothing_else(
    client: Client, round_: Round
) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(client, round_)))
    assert book.sheetnames == ["Bewertungen", "Bewertungsbogen", "Anleitung"]
    sheet = book["Bewertungen"]
    assert [row[3].value for row in sheet.iter_rows(min_row=5)] == ["Vorhaben 1"]
    assert sheet["A5"].value == round_.applications[0].public_id


def test_c13_nothing_of_another_juror_stands_in_the_files(client: Client, round_: Round) -> None:
    other, application = round_.jurors[1], round_.applications[0]
    round_.declare(other)
    given: dict[str, Any] = {"juror": other, "application": application, "by": other.user}
    secret = "Zweitmeinung"
    reviews.save(**given, version=0, scores={"idea": "4.5"}, comment=secret, private_note=secret)
    assert secret not in read(client.get(at(round_, "jury-document", 1)).content).text
    book = openpyxl.load_workbook(BytesIO(workbook(client, round_)))
    cells = {cell.value for cell in book["Bewertungen"][5]}
    assert not {secret, 4.5, "4.5"} & cells


def test_a_dry_run_changes_nothing_and_confirming_saves_what_it_showed(
    client: Client, round_: Round
) -> None:
    raw = filled(workbook(client, round_), {"points-idea": 3.5, "comment": "Gut."})
    with unchanged():
        page = upload(client, round_, raw)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Noch ist nichts gespeichert" in text
    assert "Begründung insgesamt" in text
    answer = confirm(client, round_, page)
    assert "1 Bewertung ist als Entwurf gespeichert." in answer.content.decode()
    review = Review.objects.get()
    assert (review.state, review.comment) == ("draft", "Gut.")


def test_refused_rows_say_where_and_why(client: Client, round_: Round) -> None:
    cells = {"points-idea": 9}
    raw = filled(workbook(client, round_), cells, r6={"id": "fremd", "comment": "<b>x</b>"})
    text = upload(client, round_, raw).content.decode()
    assert ">score_off_grid</code>" in text
    assert ">application_unknown</code>" in text
    assert "Erlaubt sind 0 bis 5 in Schritten von 0,5." in text
    assert "F5" in text
    assert "Es gibt nichts zu speichern." in text


def test_a_conflicted_row_shows_no_number(client: Client, round_: Round) -> None:
    raw = filled(workbook(client, round_), {"points-idea": 3.5})
    confirm(client, round_, upload(client, round_, raw))
    round_.declare(round_.jurors[0], round_.applications[0], answer="kinship")
    text = upload(client, round_, raw).content.decode()
    assert "befangen" in text
    assert "3.5" not in text
    assert "3,5" not in text


def test_a_stale_row_shows_both_values_and_asks(client: Client, round_: Round) -> None:
    raw = workbook(client, round_)
    confirm(client, round_, upload(client, round_, filled(raw, {"comment": "Daheim."})))
    page = upload(client, round_, filled(raw, {"comment": "Unterwegs."}))
    text = page.content.decode()
    assert "Daheim." in text
    assert "Unterwegs." in text
    confirm(client, round_, page)
    assert Review.objects.get().comment == "Daheim."
    confirm(client, round_, page, chosen=[round_.applications[0].public_id])
    assert Review.objects.get().comment == "Unterwegs."


@pytest.mark.parametrize("steps", ["", "x", "eyJ9:abc:def", "\x00", "é" * 100])
def test_a_plan_that_is_not_ours_is_refused(client: Client, round_: Round, steps: str) -> None:
    answer = client.post(at(round_, "jury-import"), {"steps": steps})
    assert answer.status_code == 400
    assert "Diese Prüfung gilt nicht mehr" in answer.content.decode()
    assert not Review.objects.exists()


def test_the_plan_of_another_juror_is_refused(client: Client, round_: Round) -> None:
    page = upload(client, round_, filled(workbook(client, round_), {"comment": "Gut."}))
    client.force_login(round_.jurors[1].user)
    assert confirm(client, round_, page).status_code == 400
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("mappe.pdf", some_pdf("x"), "Diese Datei nehmen wir nicht an"),
        ("mappe.xlsx", b"kein Archiv", "Diese Datei nehmen wir nicht an"),
        ("leer.xlsx", b"", "Die Datei ist leer."),
    ],
)
def test_another_kind_of_file_is_refused_at_its_field(
    client: Client, round_: Round, name: str, raw: bytes, said: str
) -> None:
    answer = upload(client, round_, raw, name)
    assert answer.status_code in (400, 415)
    assert said in answer.content.decode()


def test_without_a_file_the_form_says_so(client: Client, round_: Round) -> None:
    answer = client.post(at(round_, "jury-offline"), {"x": "y"})
    assert answer.status_code == 400
    assert "Bitte füllen Sie dieses Feld aus." in answer.content.decode()


def test_a07_a_foreign_page_cannot_upload(round_: Round) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(round_.jurors[0].user)
    raw = filled(workbook(strict, round_), {"comment": "Gut."})
    assert upload(strict, round_, raw).status_code == 403


def test_nothing_comes_back_once_the_scores_are_locked(client: Client, round_: Round) -> None:
    raw = filled(workbook(client, round_), {"comment": "Gut."})
    rubric.lock_scores(call=round_.call, by=round_.dora)
    assert upload(client, round_, raw).status_code == 409


def test_finishing_all_says_before_which_ones_and_why_not_the_others(
    client: Client, round_: Round
) -> None:
    round_.declare(round_.jurors[0], round_.applications[2])
    cells = [{"points-idea": 3, "points-breadth": 4}, {"points-idea": 3}]
    confirm(client, round_, upload(client, round_, filled(workbook(client, round_), *cells)))
    page = client.get(at(round_, "jury-finish"))
    ((ready, _),), ((other, _),) = page.context["ready"], page.context["others"]
    assert other.gaps == ["Punkte für „Breitenwirkung“"]
    assert "Punkte für „Breitenwirkung“" in page.content.decode()
    seen = [f"{each.application.public_id}.1" for each in (ready, other)]
    answer = client.post(at(round_, "jury-finish"), {"seen": seen}, follow=True)
    assert "1 Bewertung ist abgeschlossen und zählt." in answer.content.decode()
    assert "Zum Abschließen fehlt noch" in answer.content.decode()
    assert sorted(Review.objects.values_list("state", flat=True)) == ["draft", "final"]


@pytest.mark.parametrize("seen", [[], ["x"], ["a.b"], [".1"], ["a.10000000000"], ["\x00.1"]])
def test_finishing_something_else_is_malformed(
    client: Client, round_: Round, seen: list[str]
) -> None:
    assert client.post(at(round_, "jury-finish"), {"seen": seen}).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "number"),
    [("jury-offline", 7), ("jury-document", 10), ("jury-workbook", 10), ("jury-finish", 10)],
)
def test_queries_do_not_grow(
    make_round: MakeRound,
    client: Client,
    rows: int,
    name: str,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = make_round(Stage.SCORED, applications=rows)
    client.force_login(made.jurors[0].user)
    path = at(made, name, *([1] if name == "jury-document" else []))
    with django_assert_num_queries(number):
        client.get(path)
