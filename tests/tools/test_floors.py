from pathlib import Path

import pytest

from tools.floors import SERVICES, TESTS, UNITS, floors_of


@pytest.mark.parametrize(
    ("path", "floors"),
    [
        ("races/test_deadline.py", {SERVICES.name}),
        ("browser", {SERVICES.name}),
        ("competition/models", {UNITS.name}),
        ("", {UNITS.name, SERVICES.name}),
        ("../docs", set()),
    ],
)
def test_a_path_belongs_to_the_floor_of_its_folder(path: str, floors: set[str]) -> None:
    assert floors_of([TESTS / path]) == floors


def test_two_paths_can_belong_to_two_floors() -> None:
    assert floors_of([TESTS / "api", TESTS / "faults"]) == {UNITS.name, SERVICES.name}


def test_a_folder_of_another_project_is_no_test() -> None:
    assert floors_of([Path("/nowhere/tests")]) == set()
