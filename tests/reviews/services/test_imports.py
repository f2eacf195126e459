"""Saving a judged workbook: row by row, over what was shown, nothing lost."""

from pathlib import Path
from typing import Any

import pytest

from reviews.models import JuryMember, Review
from reviews.services import imports, reviews
from reviews.services.imports import Step
from tests.fixtures.files import pdf
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.workbooks import by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    made = make_round(Stage.REVIEWING)
    made.declare(made.jurors[0])
    return made


@pytest.fixture
def clara(round_: Round) -> JuryMember:
    return round_.jurors[0]


def step(round_: Round, number: int, *, is_stale: bool = False, version: int = 0) -> Step:
    cells = {"points-idea": "3.5", "reason-idea": "Klar.", "private_note": "Notiz."}
    return Step(round_.applications[number].public_id, version, cells, is_stale)


def test_rows_are_saved_as_drafts(round_: Round, clara: JuryMember) -> None:
    steps = [step(round_, 0), step(round_, 1)]
    results = imports.save(juror=clara, by=clara.user, steps=steps)
    assert [(each.title, each.refusal) for each in results] == [
        ("Vorhaben 1", None),
        ("Vorhaben 2", None),
    ]
    review = Review.objects.get(application=round_.applications[0])
    assert (review.state, review.private_note) == ("draft", "Notiz.")
    assert list(review.scores.values_list("steps", "reason")) == [(7, "Klar.")]


def test_a_refused_row_holds_up_no_other_and_keeps_what_is_stored(
    round_: Round, clara: JuryMember
) -> None:
    first = round_.applications[0]
    given: dict[str, Any] = {"juror": clara, "application": first, "by": clara.user, "version": 0}
    reviews.save(**given, comment="Inzwischen.")
    round_.declare(clara, round_.applications[1], answer="kinship")
    steps = [step(round_, number) for number in range(3)]
    results = imports.save(juror=clara, by=clara.user, steps=steps)
    assert [each.refusal.code if each.refusal else "" for each in results] == [
        "version_conflict",
        "conflicted",
        "",
    ]
    assert Review.objects.get(application=first).comment == "Inzwischen."


def test_stale_rows_are_saved_only_when_chosen(round_: Round, clara: JuryMember) -> None:
    steps = [step(round_, 0, is_stale=True), step(round_, 1, is_stale=True)]
    chosen = [round_.applications[1].public_id]
    results = imports.save(juror=clara, by=clara.user, steps=steps, chosen=chosen)
    assert [each.public_id for each in results] == chosen
    assert Review.objects.count() == 1


def test_somebody_else_cannot_save_for_a_juror(round_: Round, clara: JuryMember) -> None:
    (result,) = imports.save(juror=clara, by=round_.dora, steps=[step(round_, 0)])
    assert result.refusal
    assert result.refusal.code == "not_allowed"
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("mappe.pdf", pdf("x"), "type_not_allowed"),
        ("mappe.xlsx", pdf("x"), "type_not_allowed"),
        ("mappe.xlsx", b"", "type_not_allowed"),
        ("mappe.xlsm", b"PK", "type_not_allowed"),
        ("mappe.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1alt", "workbook_encrypted"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / "datei"
    path.write_bytes(content)
    with refused(code):
        imports.received(path=path, name=name)


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ('<c r="A5001"><v>1</v></c>', "workbook_too_large"),
        ('<c r="ZZ1"><v>1</v></c>', "workbook_too_large"),
        ('<c r="A1" t="s"><v>7</v></c>', "file_damaged"),
        ('<c r="A1"><v>1</v></c>', "workbook_foreign"),
    ],
)
def test_a_workbook_beyond_its_bounds_or_of_somebody_else_is_refused(
    tmp_path: Path, sheet: str, code: str
) -> None:
    path = by_hand(tmp_path / "mappe.xlsx", f"<row>{sheet}</row>")
    with refused(code):
        imports.received(path=path, name="mappe.xlsx")


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "mappe.xlsx", "", parts={"xl/vbaProject.bin": b"x"})
    with refused("workbook_macros"):
        imports.received(path=path, name="mappe.xlsx")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = b" " * 40_000_000
    path = by_hand(tmp_path / "mappe.xlsx", "", parts={"xl/media/x.bin": bomb})
    with refused("workbook_too_large"):
        imports.received(path=path, name="mappe.xlsx")


def test_a_workbook_that_reaches_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "mappe.xlsx", "", parts={"../x.xml": b"x"})
    with refused("workbook_unsafe"):
        imports.received(path=path, name="mappe.xlsx")
