"""Starting and discarding: one application per municipality and call."""

from typing import Any

import pytest

from competition import clock
from competition.errors import Refusal
from competition.models import (
    Answer,
    Application,
    Attempt,
    AuditEntry,
    Call,
    Municipality,
    Notice,
    User,
)
from competition.services import answers, applications, partners, submission
from competition.services.answers import Change
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    OPENS_AT,
    MakeRound,
    Round,
    Stage,
    partner_of,
    submit,
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


# Discarding


def test_discard_frees_the_municipality_and_its_partners(
    draft: Application, anna: User, boris: User, own_town: Municipality, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)

    applications.discard(application=draft, by=anna)

    assert not Application.objects.exists()
    assert not Answer.objects.exists()
    assert start(draft.call, own_town, anna) != draft
    assert start(draft.call, other_town, boris).municipality == other_town


def test_discard_tells_colleagues_and_partners_but_not_whoever_does_it(
    draft: Application, anna: User, berta: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)

    applications.discard(application=draft, by=anna)

    told = Notice.objects.filter(kind="draft_discarded").order_by("recipient__name")
    assert [letter.recipient for letter in told] == [berta, boris]
    assert "Das hat Anna Beispiel entschieden" in told[0].body
    # The invitation had not left yet: now it would lead nowhere.
    assert not Notice.objects.filter(kind="partner_invitation").exists()


def test_discard_is_logged_and_leaves_what_is_on_record(
    open_round: Round, anna: User, boris: User, other_town: Municipality
) -> None:
    draft = open_round.draft(0, concept="")
    partners.invite(application=draft, municipality=other_town, by=anna)
    Notice.objects.update(state="sent", sent_at=clock.now())
    with pytest.raises(Refusal):
        submit(draft, draft.contact)

    applications.discard(application=draft, by=anna)

    letter = Notice.objects.get(kind="partner_invitation")
    assert letter.occasion == f"{draft.public_id} {other_town.ags}"
    attempt = Attempt.objects.get()
    assert (attempt.code, attempt.application) == ("incomplete", None)
    assert attempt.subject.startswith(draft.public_id)
    entry = AuditEntry.objects.get(act="application.discarded")
    assert (entry.subject, entry.actor) == (draft.public_id, anna)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_discard_of_what_was_submitted_is_refused(
    draft: Application, berta: User, withdrawn: bool
) -> None:
    receipt = submit(draft, berta)
    if withdrawn:
        submission.withdraw(application=draft, by=berta, received_at=receipt.version.received_at)

    with refused("unknown_move"):
        applications.discard(application=draft, by=berta)


def test_discard_by_another_town_is_refused_as_unknown(draft: Application, boris: User) -> None:
    with refused("not_found"):
        applications.discard(application=draft, by=boris)


def test_discard_after_the_deadline_is_refused(
    open_round: Round, draft: Application, anna: User
) -> None:
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        applications.discard(application=draft, by=anna)


def test_what_is_done_to_a_discarded_draft_finds_nothing(
    draft: Application, anna: User, berta: User, other_town: Municipality
) -> None:
    read = Application.objects.select_related("call", "municipality").get(pk=draft.pk)
    applications.discard(application=draft, by=berta)

    with refused("not_found"):
        applications.discard(application=read, by=anna)
    with refused("not_found"):
        partners.invite(application=read, municipality=other_town, by=anna)
    with refused("not_found"):
        answers.save(application=read, by=anna, changes=[Change("title", "Weg", 1)])
    with refused("not_found"):
        answers.save_each(
            writing=answers.begin(application=read, by=anna), changes=[Change("title", "Weg", 1)]
        )
