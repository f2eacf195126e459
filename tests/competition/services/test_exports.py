"""Whatever leaves in a file is noted, by whoever of the office takes it."""

import pytest

from competition.models import AuditEntry, OfficeMember, User
from competition.models.people import OfficeRole
from competition.services import exports
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import Round

pytestmark = pytest.mark.django_db


def test_file_is_noted_without_what_stands_in_it(open_round: Round) -> None:
    exports.note(call=open_round.call, by=open_round.dora, what="scores", form="csv", count=3)
    entry = AuditEntry.objects.get(act="scores.exported")
    assert (entry.actor, entry.subject) == (open_round.dora, open_round.call.slug)
    assert entry.payload == {"form": "csv", "count": 3}


def test_auditor_takes_out_what_it_may_read(open_round: Round) -> None:
    OfficeMember.objects.filter(user=open_round.emil).update(role=OfficeRole.AUDITOR)
    exports.note(call=open_round.call, by=open_round.emil, what="scores", form="csv", count=3)
    assert AuditEntry.objects.get(act="scores.exported").actor == open_round.emil


def test_nobody_else_does(open_round: Round, stranger: User) -> None:
    with refused("not_allowed"):
        exports.note(call=open_round.call, by=stranger, what="scores", form="csv", count=3)
