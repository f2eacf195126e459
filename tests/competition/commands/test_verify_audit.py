from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from competition.models import AuditEntry, AuditHead, Receipt
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=3)


def lines(*, broken: int = 0) -> list[str]:
    """What the command prints; ``broken`` chains end it with exit status 1."""
    out = StringIO()
    with unchanged():
        if broken:
            with pytest.raises(CommandError, match=f"^{broken} Kette") as raised:
                call_command("verify_audit", stdout=out)
            assert raised.value.returncode == 1
        else:
            call_command("verify_audit", stdout=out)
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
    assert lines(broken=1)[0] == "Internes Protokoll: gebrochen ab Eintrag 4."


def test_removed_entry_is_named(round_: Round) -> None:
    AuditEntry.objects.get(head__call=None, sequence=2).delete()
    assert lines(broken=1)[0] == "Internes Protokoll: gebrochen ab Eintrag 2."


def test_first_broken_entry_of_each_chain_is_named(round_: Round) -> None:
    AuditEntry.objects.filter(sequence__gte=2).update(act="nothing.happened")
    assert lines(broken=2) == [
        "Internes Protokoll: gebrochen ab Eintrag 2.",
        "beispielrunde: gebrochen ab Eintrag 2.",
    ]


def test_end_cut_off_with_its_head_is_found_by_the_receipt(round_: Round) -> None:
    head = AuditHead.objects.get(call=round_.call)
    head.entries.get(sequence=3).delete()
    last = head.entries.get(sequence=2)
    AuditHead.objects.filter(pk=head.pk).update(sequence=2, digest=last.digest)

    assert lines(broken=1)[1] == (
        "beispielrunde: gebrochen. Eintrag 3 ist nicht so erhalten, wie ihn die "
        f"Eingangsbestätigung {round_.receipts[2].number} nennt."
    )


def test_whole_chain_that_has_gone_is_found_by_its_receipts(round_: Round) -> None:
    AuditEntry.objects.filter(head__call=round_.call).delete()
    AuditHead.objects.filter(call=round_.call).delete()
    assert f"Eingangsbestätigung {round_.receipts[0].number}" in lines(broken=1)[1]


def test_cut_off_end_of_the_internal_log_is_found_by_its_head(round_: Round) -> None:
    head = AuditHead.objects.get(call=None)
    head.entries.get(sequence=head.sequence).delete()
    assert lines(broken=1)[0] == f"Internes Protokoll: gebrochen ab Eintrag {head.sequence}."


def test_receipt_that_names_another_chain_is_found(round_: Round) -> None:
    receipt = Receipt.objects.get(number=round_.receipts[1].number)
    receipt.document["chain_digest"] = "f" * 64
    receipt.save()
    assert receipt.number in lines(broken=1)[1]
