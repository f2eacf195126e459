from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from competition import receipts, signing
from competition.models import AuditEntry, Call
from tests.fixtures.receipt_files import OTHER, document, receipt_file
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage
from verify_receipt import OPEN, REFUTED, UNREADABLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=2)


@pytest.fixture
def files(round_: Round, tmp_path: Path) -> Path:
    """A folder with eingang.json, fassung.json and schluessel.json of the second receipt."""
    issued = round_.receipts[1]
    file = receipts.file(
        document=issued.document,
        signature=issued.signature,
        key_id=issued.key_id,
        key=None,
        keys_at="",
    )
    keys = receipts.keys_file(signing.published_keys())
    for name, said in (("eingang", file), ("fassung", issued.version.content), ("keys", keys)):
        (tmp_path / f"{name}.json").write_bytes(receipts.canonical(said))
    return tmp_path


def lines(*arguments: object, status: int = 0) -> list[str]:
    """What the command prints, with its last line where it ends with another status than 0."""
    out = StringIO()
    with unchanged():
        if status:
            with pytest.raises(CommandError) as raised:
                call_command("verify_receipt", *map(str, arguments), stdout=out)
            assert raised.value.returncode == status
            return [*out.getvalue().splitlines(), str(raised.value)]
        call_command("verify_receipt", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_receipt_is_proven_by_key_content_and_chain(files: Path, round_: Round) -> None:
    found = lines(files / "eingang.json", "--content", files / "fassung.json")
    assert round_.receipts[1].number in found[0]
    assert [line[:10] for line in found[4:8]] == ["[bewiesen]"] * 4
    assert found[-1] == "Ergebnis: Die Bestätigung ist echt."


def test_keys_may_come_from_a_file(files: Path) -> None:
    assert lines(files / "eingang.json", "--key", files / "keys.json")[-1].endswith("echt.")


def test_other_content_is_refuted(files: Path) -> None:
    lines(files / "eingang.json", "--content", files / "keys.json", status=REFUTED)


def test_changed_chain_entry_is_refuted(files: Path, round_: Round) -> None:
    AuditEntry.objects.filter(head__call=round_.call, sequence=2).update(digest="f" * 64)
    found = lines(files / "eingang.json", status=REFUTED)
    assert "[FALSCH]   Die Kette der Eingänge enthält diesen Eintrag nicht mehr so." in found


def test_change_before_the_entry_is_refuted_and_after_it_is_none_of_its_business(
    files: Path, round_: Round
) -> None:
    AuditEntry.objects.filter(head__call=round_.call, sequence=1).update(act="nothing.happened")
    lines(files / "eingang.json", status=REFUTED)


def test_change_after_the_entry_does_not_touch_it(files: Path, round_: Round) -> None:
    first = round_.receipts[0]
    file = receipts.file(
        document=first.document,
        signature=first.signature,
        key_id=first.key_id,
        key=None,
        keys_at="",
    )
    (files / "first.json").write_bytes(receipts.canonical(file))
    AuditEntry.objects.filter(head__call=round_.call, sequence=2).update(act="nothing.happened")
    assert lines(files / "first.json")[-1].endswith("echt.")


def test_call_of_another_site_leaves_the_chain_open(tmp_path: Path) -> None:
    file = tmp_path / "eingang.json"
    file.write_bytes(receipt_file(document(call="anderswo"), by=signing.receipt_key()))
    assert not Call.objects.filter(slug="anderswo").exists()
    found = lines(file)
    assert "[offen]    Diesen Wettbewerb gibt es hier nicht, also auch keine Kette." in found


def test_call_without_any_chain_contradicts(round_: Round, tmp_path: Path) -> None:
    AuditEntry.objects.filter(head__call=round_.call).delete()
    file = tmp_path / "eingang.json"
    file.write_bytes(receipt_file(document(), by=signing.receipt_key()))
    lines(file, status=REFUTED)


def test_unknown_key_proves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "eingang.json"
    file.write_bytes(receipt_file(document(call="anderswo"), by=OTHER))
    assert lines(file, status=OPEN)[-1] == "Ergebnis: Nicht bewiesen; siehe [offen]."


@pytest.mark.parametrize("arguments", [["missing"], ["eingang.json", "--content", "missing"]])
def test_file_that_cannot_be_read_is_named(files: Path, arguments: list[str]) -> None:
    given = [each if each.startswith("--") else files / each for each in arguments]
    (line,) = lines(*given, status=UNREADABLE)
    assert line.startswith(f"{files / 'missing'}: ")


def test_file_that_is_no_receipt_is_named(files: Path) -> None:
    (line,) = lines(files / "fassung.json", status=UNREADABLE)
    assert line.endswith("keine Eingangsbestätigung von Modellkommune.")
