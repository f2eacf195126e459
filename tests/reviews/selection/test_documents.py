"""A published decision is recomputed and held against what was published."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from reviews.bundles import public_case
from reviews.selection import CaseError, select
from reviews.selection.__main__ import main
from reviews.selection.documents import compare, open_document
from tests.reviews.selection.rounds import random_round
from tests.reviews.selection.test_cases import load, public_form

Case = dict[str, Any]


def decision(name: str, *, insight: bool = True) -> Case:
    """A decision as it is published: the public form of the case, and the result of the full."""
    case = load(name)
    result = select(case, insight=insight, bootstrap=5, certificate=True)
    result.pop("leave_one_juror_out", None)
    return {
        "format": "modellkommune-decision-1",
        "engine": "exact-2",
        "awards": [{"id": each, "name": f"Stadt {each}"} for each in result["selected"] or []],
        "case": public_form(case, case["expected"]),
        "result": result,
    }


def checked(document: Case, tmp_path: Path, *options: str) -> int:
    path = tmp_path / "decision.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return main([str(path), *options])


@pytest.mark.parametrize("name", ["c01", "c03", "c05", "c06", "c07", "c08", "c09", "c11", "c12"])
def test_full_and_public_form_agree_on_everything_but_the_juries(name: str) -> None:
    document = open_document(decision(name))
    agreement = compare(document, select(document.case, insight=True))
    assert agreement.holds
    assert set(agreement.unchecked) <= {"insight.bootstrap"}


def test_public_form_of_random_rounds_gives_the_same_result_and_insight() -> None:
    for seed in range(150):
        case = random_round(seed)
        full = select(case, insight=True)
        full.pop("leave_one_juror_out", None)
        public = public_case({"description": "", "synthetic": True, **case})
        assert select(public, insight=True) == full, f"seed {seed}"


def test_decision_that_agrees_is_confirmed(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert checked(decision("c01"), tmp_path, "--explain") == 0
    out, err = capsysbinary.readouterr()
    text = out.decode()
    assert "Die veröffentlichte Entscheidung stimmt mit der Nachrechnung überein" in text
    assert "  A02 (Stadt A02): 11,92 (143/12) Punkte, nach Punkten; Abstand 2,75" in text
    assert err == b""


def test_json_stays_json_and_the_verdict_stands_beside_it(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert checked(decision("c08", insight=False), tmp_path, "--lang", "en") == 0
    out, err = capsysbinary.readouterr()
    assert json.loads(out)["decided_by"] == "lot"
    assert b"agrees with the recomputation" in err


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("result", "selected", 0), "A01", "selected"),
        (("result", "total"), "100", "total"),
        (("result", "margin", "A20"), "1/7", "margin"),
        (("result", "insight", "class", "A03"), "merit", "insight.class"),
        (("awards", 0, "id"), "A01", "awards"),
        (("case", "applications", 0, "aggregate", "n"), 3, "valid_reviews"),
    ],
)
def test_forged_decision_is_found_out(
    path: tuple[str | int, ...],
    value: object,
    key: str,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    document = copy.deepcopy(decision("c01"))
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert checked(document, tmp_path, "--explain", "--lang", "en") == 1
    last = capsysbinary.readouterr().out.decode().splitlines()[-2:]
    assert any("does NOT agree" in line and key in line for line in last)


def test_decision_that_the_limits_do_not_prove_is_neither_confirmed_nor_refuted(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert checked(decision("c01"), tmp_path, "--lang", "en", "--node-limit", "0") == 3
    assert b"neither confirmed nor refuted" in capsysbinary.readouterr().err


def test_result_without_its_decision_does_not_agree(tmp_path: Path) -> None:
    document = decision("c01")
    del document["result"]["selected"]
    assert checked(document, tmp_path) == 1


def test_decision_published_without_its_case_is_refused() -> None:
    document = decision("c01")
    del document["case"]
    with pytest.raises(CaseError, match="published without its case"):
        open_document(document)


@pytest.mark.parametrize("part", [{"result": 5}, {"awards": 5}, {"awards": [5]}, {"case": []}])
def test_malformed_decision_is_refused_in_one_line(
    part: Case, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert checked(decision("c12") | part, tmp_path) == 2
    assert capsysbinary.readouterr().err.count(b"\n") == 1


def test_awards_that_people_gave_otherwise_agree_where_the_difference_is_named() -> None:
    document = decision("c01")
    gone = document["awards"].pop()["id"]
    other = next(
        each
        for each, why in document["result"]["gate"].items()
        if why == "ok" and each not in document["result"]["selected"]
    )
    document["awards"].append({"id": other, "name": "Andere"})
    result = select(document["case"], insight=True)
    assert not compare(open_document(document), result).holds
    document["difference"] = {"enters": [other], "leaves": [gone]}
    assert compare(open_document(document), result).holds
    for stated in ({"price": "0"}, {"price": 7}, {"broken": ["none-such"]}, {"broken": None}):
        forged = {**document, "difference": document["difference"] | stated}
        assert not compare(open_document(forged), result).holds, stated


def test_awards_to_who_did_not_pass_the_gate_do_not_agree() -> None:
    document = decision("c01")
    unknown = "A99"
    document["awards"].append({"id": unknown})
    document["difference"] = {"enters": [unknown], "leaves": [], "price": "0", "broken": []}

    assert not compare(open_document(document), select(document["case"], insight=True)).holds


@pytest.mark.parametrize("difference", [[], {"enters": "x"}, {"leaves": [1]}])
def test_difference_that_is_none_is_malformed(difference: Any) -> None:
    with pytest.raises(CaseError):
        open_document({**decision("c01"), "difference": difference})
