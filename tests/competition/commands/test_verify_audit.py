from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from competition.models import AuditEntry, AuditHead, Receipt
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
GONE = "Das Ende der Kette fehlt: Es wurde abgeschnitten oder neu geschrieben."


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=3)


def lines(*heads: str, broken: int = 0) -> list[str]:
    """What the command prints; ``broken`` chains end it with exit status 1."""
    out = StringIO()
    with unchanged():
        if broken:
            with pytest.raises(CommandError, match=f"^{broken} Kette") as raised:
                call_command("verify_audit", stdout=out, head=list(heads))
            assert raised.value.returncode == 1
        else:
            call_command("verify_audit", stdout=out, head=list(heads))
    return out.getvalue().splitlines()


def test_whole_chains_are_named_with_length_and_end(round_: Round) -> None:
    internal, own = lines()
    head = AuditHead.objects.get(call=round_.call)
    assert own == f"beispielrunde: 3 Einträge, unversehrt, Ende {head.digest}"
    assert internal.startswith("Internes Protokoll: ")


def test_nothing_logged_yet_is_whole(db: None) -> None:
    assert lines() == [f"Internes Protokoll: 0 Einträge, unversehrt, Ende {'0' * 64}"]


def test_changed_entry_is_named(round_: Round) -> None:
    AuditEntry.objects.filter(head__call=None, sequence=4).update(act="nothing.happened")
    assert (
        lines(broken=1)[0]
        == "Internes Protokoll: gebrochen ab Eintrag 4. Der Eintrag wurde geändert."
    )


def test_removed_entry_is_named(round_: Round) -> None:
    AuditEntry.objects.get(head__call=None, sequence=2).delete()
    assert lines(broken=1)[0] == (
        "Internes Protokoll: gebrochen ab Eintrag 2. Hier wurde mindestens ein Eintrag entfernt."
    )


def test_first_broken_entry_of_each_chain_is_named(round_: Round) -> None:
    AuditEntry.objects.filter(sequence__gte=2).update(act="nothing.happened")
    assert lines(broken=2) == [
        "Internes Protokoll: gebrochen ab Eintrag 2. Der Eintrag wurde geändert.",
        "beispielrunde: gebrochen ab Eintrag 2. Der Eintrag wurde geändert.",
    ]


def test_end_cut_off_with_its_head_is_found_by_the_receipt(round_: Round) -> None:
    head = AuditHead.objects.get(call=round_.call)
    head.entries.get(sequence=3).delete()
    last = head.entries.get(sequence=2)
    AuditHead.objects.filter(pk=head.pk).update(sequence=2, digest=last.digest)

    assert lines(broken=1)[1] == (
        "beispielrunde: gebrochen. Eintrag 3 ist nicht so erhalten, wie ihn die "
        f"Eingangsbestätigung {round_.receipts[2].number} nennt. {GONE}"
    )


def test_whole_chain_that_has_gone_is_found_by_its_receipts(round_: Round) -> None:
    AuditEntry.objects.filter(head__call=round_.call).delete()
    AuditHead.objects.filter(call=round_.call).delete()
    assert f"Eingangsbestätigung {round_.receipts[0].number}" in lines(broken=1)[1]


def test_cut_off_end_of_the_internal_log_is_found_by_its_head(round_: Round) -> None:
    head = AuditHead.objects.get(call=None)
    head.entries.get(sequence=head.sequence).delete()
    assert lines(broken=1)[0] == (
        f"Internes Protokoll: gebrochen ab Eintrag {head.sequence}. {GONE}"
    )


def test_receipt_that_names_another_chain_is_found(round_: Round) -> None:
    receipt = Receipt.objects.get(number=round_.receipts[1].number)
    receipt.document["chain_digest"] = "f" * 64
    receipt.save()
    assert receipt.number in lines(broken=1)[1]


def test_entries_in_another_order_are_told_so(round_: Round) -> None:
    for old, new in ((2, 1_000), (3, 2), (1_000, 3)):
        AuditEntry.objects.filter(head__call=None, sequence=old).update(sequence=new)
    assert lines(broken=1)[0].endswith(
        "gebrochen ab Eintrag 2. Hier steht ein anderer Eintrag: Die Reihenfolge wurde geändert."
    )


def test_entry_behind_the_end_is_told_as_inserted(round_: Round) -> None:
    head = AuditHead.objects.get(call=round_.call)
    AuditHead.objects.filter(pk=head.pk).update(
        sequence=2, digest=head.entries.get(sequence=2).digest
    )
    assert lines(broken=1)[1] == (
        "beispielrunde: gebrochen ab Eintrag 3. Der Eintrag wurde nachträglich eingefügt."
    )


def test_head_given_on_paper_finds_a_cut_off_end(round_: Round) -> None:
    head = AuditHead.objects.get(call=None)
    number, digest = head.sequence, head.digest
    head.entries.get(sequence=number).delete()
    AuditHead.objects.filter(pk=head.pk).update(
        sequence=number - 1, digest=head.entries.get(sequence=number - 1).digest
    )

    assert "unversehrt" in lines()[0]
    for given in (digest, f"{number}:{digest}", f" {number}:{digest.upper()} "):
        [line, _own] = lines(given, broken=1)
        assert line == (
            "Internes Protokoll: gebrochen. Den Stand, den das angegebene Ende nennt, enthält die "
            f"Kette nicht; spätestens bei Eintrag {number}. {GONE}"
        )


def test_head_of_a_call_is_held_against_its_own_chain(round_: Round) -> None:
    head = AuditHead.objects.get(call=round_.call)

    assert len(lines(f"beispielrunde:{head.sequence}:{head.digest}")) == 2
    assert "beispielrunde: gebrochen." in lines(f"beispielrunde:3:{'f' * 64}", broken=1)[1]


@pytest.mark.parametrize(
    "given", ["", "f", "x" * 64, f"1:2:3:{'f' * 64}", f"{'9' * 30}:{'f' * 64}", f"nie:{'f' * 64}"]
)
def test_what_is_no_head_is_refused(round_: Round, given: str) -> None:
    with pytest.raises(CommandError):
        call_command("verify_audit", head=[given])
