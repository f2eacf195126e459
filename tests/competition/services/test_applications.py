"""Starting: one application per municipality and call."""

from typing import Any

import pytest

from competition.models import Application, Call, Municipality, User
from competition.services import applications, partners
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    OPENS_AT,
    MakeRound,
    Round,
    Stage,
    partner_of,
)

pytestmark = pytest.mark.django_db


def start(call: Call, municipality: Municipality, by: User) -> Application:
    return applications.start(call=call, municipality=municipality, by=by)


def test_start_opens_the_one_application_with_its_lead(
    call: Call, own_town: Municipality, anna: User
) -> None:
    application = start(call, own_town, anna)

    assert (application.state, application.contact) == ("draft", anna)
    lead = application.participants.get()
    assert (lead.municipality, lead.role, lead.confirmed_by) == (own_town, "lead", anna)


def test_start_again_returns_the_application_also_to_a_colleague(
    call: Call, own_town: Municipality, anna: User, berta: User
) -> None:
    application = start(call, own_town, anna)

    with unchanged():
        assert start(call, own_town, berta) == application


def test_start_for_another_town_is_refused(
    call: Call, own_town: Municipality, boris: User, dora: User
) -> None:
    for person in (boris, dora):
        with refused("not_allowed"):
            start(call, own_town, person)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (OPENS_AT.replace(year=2016), "call_not_open"),
        (OPENS_AT.replace(day=1, month=1), "call_not_open"),
        (DEADLINE_AT, "deadline_passed"),
        (CLOSED_AT, "deadline_passed"),
    ],
)
def test_start_outside_the_period_is_refused(
    open_round: Round, own_town: Municipality, anna: User, at: Any, code: str
) -> None:
    open_round.at(at)

    with refused(code):
        start(open_round.call, own_town, anna)


def test_start_in_an_unpublished_call_is_refused(
    make_round: MakeRound, own_town: Municipality, anna: User
) -> None:
    call = make_round(Stage.DRAFTED).call

    with refused("call_not_open"):
        start(call, own_town, anna)


def test_start_of_a_kind_that_is_not_meant_is_refused(
    make_round: MakeRound, own_town: Municipality, anna: User
) -> None:
    call = make_round(Stage.OPEN, fields={"eligible_kinds": ["county"]}).call

    with refused("not_eligible"):
        start(call, own_town, anna)


def test_start_by_a_confirmed_partner_is_refused(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)

    with refused("already_applied") as caught:
        start(draft.call, other_town, boris)
    assert caught.field == "municipality"


def test_start_by_an_invited_partner_is_its_own_choice(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)

    assert start(draft.call, other_town, boris).municipality == other_town


def test_start_by_a_partner_where_the_call_lets_partners_apply(
    make_round: MakeRound, other_town: Municipality, boris: User
) -> None:
    round_ = make_round(Stage.OPEN, fields={"partners_exclusive": False})
    application = round_.draft(0)
    partners.invite(application=application, municipality=other_town, by=application.contact)
    partners.confirm(participant=partner_of(application, other_town), by=boris)

    assert start(round_.call, other_town, boris).municipality == other_town


def test_start_in_another_call_does_not_count(
    draft: Application, own_town: Municipality, anna: User, dora: User
) -> None:
    other = Round(fields={"slug": "zweite-runde"}).advance(Stage.OPEN)

    assert start(other.call, own_town, anna) != draft


def test_portal_lists_own_applications_alone(
    make_round: MakeRound, anna: User, boris: User, stranger: User
) -> None:
    first, second, _ = make_round(Stage.SUBMITTED, applications=3).applications

    assert list(Application.objects.of(anna)) == [first]
    assert list(Application.objects.of(boris)) == [second]
    assert list(Application.objects.of(stranger)) == []
