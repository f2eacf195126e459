"""Acceptances on paper, and notices that nobody has challenged."""

from datetime import UTC, date, datetime

import pytest

from competition.models import Notice
from programme.models import Agreement, Report
from programme.services import acceptance, agreements
from programme.services.acceptance import Basis
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Stage

PROOF = "Unterschrieben am 3. Juli, Eingang 5. Juli"


def confirmed(make_round: MakeRound, form: str) -> tuple[Years, Agreement]:
    years = Years(make_round(Stage.ANNOUNCED)).set_up(award_form=form)
    agreement = agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )
    return years, agreements.confirm(agreement=agreement, by=years.emil, read=agreement.digest)


def recorded(years: Years, agreement: Agreement, basis: Basis = Basis.PAPER) -> Agreement:
    return acceptance.record(
        agreement=agreement, by=years.dora, read=agreement.digest, basis=basis, evidence=PROOF
    )


def test_a_signature_on_paper_counts_with_its_proof(make_round: MakeRound) -> None:
    years, agreement = confirmed(make_round, "agreement")
    with refused("required"):
        acceptance.record(
            agreement=agreement,
            by=years.dora,
            read=agreement.digest,
            basis=Basis.PAPER,
            evidence=" ",
        )
    assert recorded(years, agreement).is_in_force
    assert Report.objects.filter(agreement=agreement).count() == 4
    letter = Notice.objects.get(kind="agreement_accepted")
    assert PROOF in letter.body
    assert "auf Papier" in letter.body
    with unchanged():
        recorded(years, agreement)
    with refused("decision_settled"):
        agreements.accept(agreement=agreement, by=years.berta, read=agreement.digest)


def test_nothing_is_entered_before_two_have_confirmed_it(make_round: MakeRound) -> None:
    years = Years(make_round(Stage.ANNOUNCED)).set_up()
    agreement = agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )
    with refused("agreement_not_confirmed"), unchanged():
        recorded(years, agreement)
    with refused("reference_taken"):
        agreements.propose(
            programme=years.programme, award=years.awards[1], by=years.dora, reference="OG-1"
        )


def test_a_notice_is_final_a_month_after_it_counts_as_told(make_round: MakeRound) -> None:
    """Confirmed on 2 July 2017: told on the 6th, to be challenged until Monday, 7 August."""
    years, agreement = confirmed(make_round, "notice")
    assert acceptance.final_day(agreement) == date(2017, 8, 8)
    years.round.at(datetime(2017, 8, 7, 12, tzinfo=UTC))
    with refused("not_yet_final"), unchanged():
        recorded(years, agreement, Basis.FINAL)
    years.round.at(datetime(2017, 8, 8, 12, tzinfo=UTC))
    assert recorded(years, agreement, Basis.FINAL).is_in_force
    assert "bestandskräftig" in Notice.objects.get(kind="agreement_accepted").body


def test_an_agreement_never_becomes_final_by_itself(make_round: MakeRound) -> None:
    years, agreement = confirmed(make_round, "agreement")
    with refused("no_notice"), unchanged():
        recorded(years, agreement, Basis.FINAL)


@pytest.mark.parametrize("read", ["", "0" * 64])
def test_only_what_was_read_is_entered(make_round: MakeRound, read: str) -> None:
    years, agreement = confirmed(make_round, "agreement")
    with refused("version_conflict"):
        acceptance.record(
            agreement=agreement, by=years.dora, read=read, basis=Basis.PAPER, evidence=PROOF
        )


def test_i11_a_proof_turns_nothing(make_round: MakeRound) -> None:
    years, agreement = confirmed(make_round, "agreement")
    with refused("control_characters"):
        acceptance.record(
            agreement=agreement,
            by=years.dora,
            read=agreement.digest,
            basis=Basis.PAPER,
            evidence="Schreiben \u202evom Tag",
        )
