"""The internal log is held against the heads that minutes and records of decisions have kept."""

import pytest

from competition import audit
from competition.models import AuditHead
from reviews.models import Decision
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_end_cut_off_with_its_head_is_found_by_the_record_of_a_decision(
    make_round: MakeRound,
) -> None:
    make_round(Stage.DECIDED, applications=3)
    memo = Decision.objects.get().memo
    assert memo
    assert audit.verify()[0].is_whole
    head = AuditHead.objects.get(call=None)
    named = head.entries.get(digest=memo["log_head"]).sequence
    head.entries.filter(sequence__gte=named).delete()
    last = head.entries.get(sequence=named - 1)
    AuditHead.objects.filter(pk=head.pk).update(sequence=last.sequence, digest=last.digest)

    found = audit.verify()[0]

    assert (found.broken_at, found.fault) == (named, audit.Fault.CUT_OFF)
    assert str(found.witness) == "ein Auswahlvermerk"
