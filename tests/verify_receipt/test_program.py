"""On the command line: one file, plain Python, exit statuses."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import verify_receipt
from competition import receipts
from tests.fixtures.receipt_files import CONTENT, OTHER, document, keys_file, receipt_file
from verify_receipt import OPEN, PROVEN, REFUTED, UNREADABLE


def run(*arguments: str | Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """The program as an outsider has it: its one file, Python without any package, elsewhere."""
    copy = folder / "verify_receipt.py"
    copy.write_bytes(Path(verify_receipt.__file__).read_bytes())
    command = [sys.executable, "-I", "-S", "-X", "utf8", copy, *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def written(folder: Path, **files: bytes) -> dict[str, Path]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in files}


def test_program_proves_a_receipt(tmp_path: Path) -> None:
    files = written(
        tmp_path, receipt=receipt_file(), keys=keys_file(), content=receipts.canonical(CONTENT)
    )
    done = run(
        files["receipt"], "--content", files["content"], "--keys", files["keys"], folder=tmp_path
    )
    assert (done.returncode, done.stderr) == (PROVEN, "")
    lines = done.stdout.splitlines()
    assert lines[0] == ("Eingangsbestätigung 7QX4-M2ZC-09HD, Wettbewerb beispielrunde, Fassung 2")
    assert "genau 2017-04-21T21:59:59.999999Z" in lines[1]
    assert [line[:10] for line in lines[3:6]] == ["[bewiesen]"] * 3
    assert lines[6] == "Ergebnis: Die Bestätigung ist echt."


@pytest.mark.parametrize(
    ("file", "status", "said"),
    [
        (receipt_file(document=document(version=3)), REFUTED, "beweist nichts"),
        (receipt_file(by=OTHER), OPEN, "Nicht bewiesen"),
    ],
)
def test_program_says_what_is_not_proven(
    tmp_path: Path, file: bytes, status: int, said: str
) -> None:
    files = written(tmp_path, receipt=file, keys=keys_file())
    done = run(files["receipt"], "--keys", files["keys"], folder=tmp_path)
    assert (done.returncode, done.stderr) == (status, "")
    assert said in done.stdout.splitlines()[-1]


def test_program_names_the_file_that_cannot_be_read(tmp_path: Path) -> None:
    files = written(tmp_path, receipt=receipt_file(), broken=b"{")
    for arguments, culprit in (
        ([files["broken"]], "broken"),
        ([tmp_path / "missing"], "missing"),
        ([files["receipt"], "--keys", files["broken"]], "broken"),
        ([files["receipt"], "--content", tmp_path], tmp_path.name),
    ):
        done = run(*arguments, folder=tmp_path)
        assert (done.returncode, done.stdout) == (UNREADABLE, "")
        assert done.stderr.startswith(str(tmp_path))
        assert f"{culprit}: " in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_example_round_is_named(tmp_path: Path) -> None:
    files = written(tmp_path, receipt=receipt_file(document(is_synthetic=True)))
    assert "Beispielrunde: " in run(files["receipt"], folder=tmp_path).stdout


def test_program_is_python_3_9_and_imports_the_standard_library_alone() -> None:
    source = Path(verify_receipt.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }
    assert imported <= sys.stdlib_module_names


def test_every_finding_has_a_sentence() -> None:
    tree = ast.parse(Path(verify_receipt.__file__).read_text(encoding="utf-8"))
    codes = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.split("_")[0] in {"signature", "key", "content"}
        and node.value.count("_") == 1
    } - {"key_id"}
    assert codes == set(verify_receipt.SENTENCES)
