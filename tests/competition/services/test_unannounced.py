"""Taking back what nobody outside has seen, and only that."""

import pytest

from competition.models import AuditEntry, Award, Publication
from competition.services import unannounced
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_withdraw_takes_awards_and_the_decisions_documents(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    digests = set(
        Publication.objects.filter(kind__in=("decision", "reasons")).values_list(
            "digest", flat=True
        )
    )
    unannounced.withdraw(call=round_.call, ends=[round_.applications[0]], by=round_.emil)

    assert [award.application for award in Award.objects.all()] == [round_.applications[1]]
    assert {each.kind for each in Publication.objects.all()} == {"rubric", "rules"}
    payload = AuditEntry.objects.get(act="awards.withdrawn").payload
    assert payload["applications"] == [round_.applications[0].public_id]
    assert set(payload["documents"]) == digests


def test_withdraw_once_the_announcement_is_confirmed_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    with refused("announcement_standing"):
        unannounced.withdraw(call=round_.call, ends=[round_.applications[0]], by=round_.emil)


def test_withdraw_is_for_the_office(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    with refused("not_allowed"):
        unannounced.withdraw(call=round_.call, ends=[], by=round_.jurors[0].user)
