from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from competition.management.commands.import_register import SHIPPED
from competition.models import Municipality, RegisterImport
from tests.fixtures.register_files import HALLE, HEIDEKREIS, MERSEBURG, gv100ad, table

pytestmark = pytest.mark.django_db


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("import_register", *(str(each) for each in arguments), stdout=out, **options)
    return out.getvalue()


def written(folder: Path, content: bytes) -> Path:
    path = folder / "register.txt"
    path.write_bytes(content)
    return path


def test_official_file_is_imported_under_its_name(tmp_path: Path) -> None:
    out = run(written(tmp_path, gv100ad(*HEIDEKREIS)))
    assert Municipality.objects.count() == 3
    assert RegisterImport.objects.get().source == "register.txt"
    assert out == (
        "Angelegt: 3\n"
        "  03358000 Heidekreis\n"
        "  03358002 Bispingen\n"
        "  03358016 Munster\n"
        "Geändert: 0\n"
        "In der Datei nicht mehr enthalten, bleibt bestehen: 0\n"
        "Unverändert: 0\n"
        "Gebietsstand: 30.11.2023\n"
    )


def test_changes_are_printed_old_and_new(tmp_path: Path) -> None:
    run(written(tmp_path, table(HALLE)))
    out = run(written(tmp_path, table(HALLE.replace("242083", "1"))))
    assert "  15002000 Halle (Saale) (population: 242083 → 1)\n" in out


def test_second_import_says_that_nothing_changed(tmp_path: Path) -> None:
    path = written(tmp_path, table(HALLE))
    run(path)
    assert "nichts geändert" in run(path)
    assert RegisterImport.objects.count() == 1


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    out = run(written(tmp_path, table(HALLE)), "--dry-run")
    assert out.endswith("Probelauf: nichts geändert.\n")
    assert Municipality.objects.count() == 0


def test_shipped_table_has_all_municipalities_and_counties() -> None:
    out = run()
    assert Municipality.objects.exclude(kind="county").count() == 10_773
    assert Municipality.objects.filter(kind="county").count() == 294
    assert Municipality.objects.filter(latitude="").count() == 0
    assert "… und 11047 weitere" in out


def test_shipped_table_is_what_the_importer_writes(tmp_path: Path) -> None:
    run("--write-table", tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == SHIPPED.read_bytes()
    assert Municipality.objects.count() == 0


def test_writing_a_table_needs_the_day_of_the_counts(tmp_path: Path) -> None:
    source, target = written(tmp_path, gv100ad(*HEIDEKREIS)), tmp_path / "table.csv"
    with pytest.raises(CommandError, match="--population-on"):
        run(source, "--write-table", target)
    run(source, "--write-table", target, "--population-on", "2022-12-31")
    assert "Bevölkerung 31.12.2022" in target.read_text(encoding="utf-8")


def test_table_without_area_status_takes_the_given_one(tmp_path: Path) -> None:
    path = written(tmp_path, table(HALLE, comment=""))
    with pytest.raises(CommandError, match="nennt keinen Gebietsstand"):
        run(path)
    assert "Gebietsstand: 30.11.2023" in run(path, "--as-of", "2023-11-30")


def test_malformed_file_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Zeile 4: Die Art „Dorf“ gibt es nicht"):
        run(written(tmp_path, table(HALLE, MERSEBURG.replace(",Stadt,", ",Dorf,"))))
    assert Municipality.objects.count() == 0


def test_missing_file_is_a_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nicht zugänglich"):
        run(tmp_path / "missing.txt")


def test_unreadable_day_is_a_clear_line() -> None:
    with pytest.raises(CommandError, match=r"31\.12\.2023 \(YYYY-MM-DD\)"):
        run("--as-of", "31.12.2023")
