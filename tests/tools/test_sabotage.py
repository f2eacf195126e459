"""The list of faults keeps up with the code; ``make sabotage`` itself proves the rest."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.faults import FAULTS, Fault
from tools.programs import ROOT
from tools.sabotage import Lane, in_lanes

NAMES = [fault.name for fault in FAULTS]


def test_there_are_twelve_faults_or_more_each_with_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 12


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_a_fault_changes_one_place_and_leaves_valid_code(fault: Fault) -> None:
    whole = (ROOT / fault.file).read_text(encoding="utf-8")
    assert whole.count(fault.old) == 1
    ast.parse(whole.replace(fault.old, fault.new))


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_the_test_that_notices_a_fault_exists(fault: Fault) -> None:
    path, _, name = fault.test.partition("::")
    functions = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    assert name in {each.name for each in functions if isinstance(each, ast.FunctionDef)}


class Recorder(Lane):
    """A lane without a copy or a database, whose tests end as told."""

    def __init__(self, folder: Path, code: int) -> None:
        self.root, self.code, self.seen = folder, code, ""

    def run(self, tests: Sequence[str]) -> int:
        assert tests == ["a test"]
        self.seen = (self.root / "rule.py").read_text()
        return self.code


@pytest.mark.parametrize(
    ("code", "said"), [(1, "red"), (0, "SURVIVED"), (2, "DID NOT RUN"), (-1, "DID NOT RUN")]
)
def test_a_fault_is_applied_judged_and_taken_back(tmp_path: Path, code: int, said: str) -> None:
    (tmp_path / "rule.py").write_text("a < b")
    lane = Recorder(tmp_path, code)
    assert lane.sabotage(Fault("later", "rule.py", "<", "<=", "a test")).startswith(said)
    assert lane.seen == "a <= b"
    assert (tmp_path / "rule.py").read_text() == "a < b"


def test_a_fault_whose_place_has_gone_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text("a < b")
    lane = Recorder(tmp_path, 1)
    assert lane.sabotage(Fault("gone", "rule.py", ">", ">=", "a test")).startswith("NOT APPLIED")


def test_jobs_keep_their_order(tmp_path: Path) -> None:
    lanes = [Recorder(tmp_path, 0), Recorder(tmp_path, 0)]
    assert in_lanes(lanes, list(range(20)), lambda _, job: job * 2) == list(range(0, 40, 2))
