"""From the proposal to the acceptance: two persons, one document, and reports owed."""

from datetime import date

import pytest

from competition.models import Notice
from competition.services import awards
from programme.models import Agreement, Report
from programme.services import agreements
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Stage


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    return Years(make_round(Stage.ANNOUNCED)).set_up()


def proposed(years: Years) -> Agreement:
    return agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )


def test_an_acceptance_owes_the_reports(make_years: MakeYears) -> None:
    years = make_years()
    due = {each.requirement.key: each.due_at.date() for each in years.reports}
    assert due == {
        "sachstand": date(2017, 11, 1),
        "zwischenbericht": date(2018, 7, 1),
        "abschlussbericht": date(2019, 6, 30),
        "verwendungsnachweis": date(2019, 12, 30),
    }
    kinds = sorted(
        Notice.objects.filter(kind__startswith="agreement").values_list("kind", flat=True)
    )
    assert kinds == ["agreement", "agreement", "agreement_accepted", "agreement_accepted"]
    assert "OG-1" in Notice.objects.filter(kind="agreement").order_by("pk")[0].body


def test_who_proposes_never_confirms(years: Years) -> None:
    agreement = proposed(years)
    with refused("same_person"):
        agreements.confirm(agreement=agreement, by=years.dora, read=agreement.digest)


def test_only_what_was_read_is_confirmed_and_accepted(years: Years) -> None:
    agreement = proposed(years)
    with refused("version_conflict"):
        agreements.confirm(agreement=agreement, by=years.emil, read="0" * 64)
    agreements.confirm(agreement=agreement, by=years.emil, read=agreement.digest)
    with refused("version_conflict"):
        agreements.accept(agreement=agreement, by=years.berta, read="0" * 64)
    assert not Report.objects.exists()


def test_nobody_accepts_what_is_not_confirmed_or_not_theirs(years: Years) -> None:
    agreement = proposed(years)
    with refused("not_found"):
        agreements.accept(agreement=agreement, by=years.berta, read=agreement.digest)
    agreements.confirm(agreement=agreement, by=years.emil, read=agreement.digest)
    with refused("not_found"):
        agreements.accept(agreement=agreement, by=years.boris, read=agreement.digest)
    with refused("not_allowed"):
        agreements.accept(agreement=agreement, by=years.anna, read=agreement.digest)


def test_a_declined_award_gets_no_agreement(years: Years) -> None:
    awards.decline(award=years.awards[0], reason="Kein Eigenanteil.", by=years.berta)
    with refused("award_ended"):
        proposed(years)


def test_one_agreement_per_award(years: Years) -> None:
    agreement = proposed(years)
    with refused("agreement_standing"):
        proposed(years)
    agreements.reject(agreement=agreement, by=years.emil, read=agreement.digest)
    assert proposed(years).pk != agreement.pk


def test_i11_a_reference_turns_nothing(years: Years) -> None:
    with refused("control_characters"):
        agreements.propose(
            programme=years.programme, award=years.awards[0], by=years.dora, reference="OG\u202e1"
        )
