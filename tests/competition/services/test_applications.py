"""Starting and saving: one application per municipality and call."""

from typing import Any

import pytest

from competition.models import Answer, Application, Call, Municipality, User
from competition.services import applications, calls
from competition.services.applications import Change
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    OPENS_AT,
    MakeRound,
    Round,
    Stage,
    answer,
    call_fields,
    partner_of,
)

pytestmark = pytest.mark.django_db


def save(application: Application, by: User, *changes: tuple[str, Any, int]) -> dict[str, int]:
    return applications.save(
        application=application, by=by, changes=[Change(*change) for change in changes]
    )


def start(call: Call, municipality: Municipality, by: User) -> Application:
    return applications.start(call=call, municipality=municipality, by=by)


# Starting


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
    applications.invite_partner(application=draft, municipality=other_town, by=anna)
    applications.confirm_partner(participant=partner_of(draft, other_town), by=boris)

    with refused("already_applied") as caught:
        start(draft.call, other_town, boris)
    assert caught.field == "municipality"


def test_start_by_an_invited_partner_is_its_own_choice(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    applications.invite_partner(application=draft, municipality=other_town, by=anna)

    assert start(draft.call, other_town, boris).municipality == other_town


def test_start_by_a_partner_where_the_call_lets_partners_apply(
    make_round: MakeRound, other_town: Municipality, boris: User
) -> None:
    round_ = make_round(Stage.OPEN, fields={"partners_exclusive": False})
    application = round_.draft(0)
    applications.invite_partner(
        application=application, municipality=other_town, by=application.contact
    )
    applications.confirm_partner(participant=partner_of(application, other_town), by=boris)

    assert start(round_.call, other_town, boris).municipality == other_town


def test_start_in_another_call_does_not_count(
    draft: Application, own_town: Municipality, anna: User, dora: User
) -> None:
    other = Round(fields={"slug": "zweite-runde"}).advance(Stage.OPEN)

    assert start(other.call, own_town, anna) != draft


# Saving


def test_save_gives_the_next_version_of_each_answer(
    call: Call, own_town: Municipality, anna: User
) -> None:
    application = start(call, own_town, anna)

    assert save(application, anna, ("title", "Eins", 0), ("remark", "", 0)) == {
        "title": 1,
        "remark": 1,
    }
    assert save(application, anna, ("title", "Zwei", 1)) == {"title": 2}
    assert Answer.objects.get(question__key="title").value == "Zwei"


def test_save_over_a_colleague_s_text_is_refused_with_both_texts(
    draft: Application, anna: User, berta: User
) -> None:
    save(draft, berta, ("title", "Bertas Titel", 1))

    with refused("version_conflict") as caught:
        save(draft, anna, ("title", "Annas Titel", 1))
    assert caught.field == "title"
    assert (caught.details["mine"], caught.details["theirs"], caught.details["version"]) == (
        "Annas Titel",
        "Bertas Titel",
        2,
    )
    assert caught.details["saved_by"] == "Berta Beispiel"


def test_save_of_a_first_text_beside_a_colleague_s_is_refused(
    call: Call, own_town: Municipality, anna: User, berta: User
) -> None:
    application = start(call, own_town, anna)
    save(application, berta, ("title", "Bertas Titel", 0))

    with refused("version_conflict"):
        save(application, anna, ("title", "Annas Titel", 0))


def test_save_of_the_same_text_by_two_is_no_conflict(
    draft: Application, anna: User, berta: User
) -> None:
    save(draft, berta, ("title", "Gemeinsamer Titel", 1))

    with unchanged():
        assert save(draft, anna, ("title", "Gemeinsamer Titel", 1)) == {"title": 2}


@pytest.mark.parametrize("version", [7, -1])
def test_save_over_a_version_that_never_was_is_a_conflict(
    call: Call, own_town: Municipality, anna: User, version: int
) -> None:
    application = start(call, own_town, anna)

    with refused("version_conflict") as caught:
        save(application, anna, ("title", "Titel", version))
    assert (caught.details["version"], caught.details["theirs"]) == (0, "")


def test_save_is_all_or_nothing(draft: Application, anna: User, berta: User) -> None:
    save(draft, berta, ("title", "Bertas Titel", 1))

    with refused("version_conflict"):
        save(draft, anna, ("concept", "Neu", 1), ("title", "Annas Titel", 1))


def test_save_names_all_wrong_fields_together(draft: Application, anna: User) -> None:
    with refused("unknown_choice") as caught:
        save(
            draft,
            anna,
            ("perspectives", ["unknown"], 1),
            ("own_share", "viel", 1),
            ("title", "Neuer Titel", 1),
            ("secret", "x", 0),
        )
    assert [(cause.field, cause.code) for cause in caught.refusal.causes] == [
        ("perspectives", "unknown_choice"),
        ("own_share", "not_an_amount"),
        ("secret", "unknown_question"),
    ]


def test_save_of_another_call_s_question_is_refused(draft: Application, anna: User) -> None:
    calls.create(
        fields=call_fields(slug="andere"),
        questions=[{"key": "other", "kind": "line", "label": "Andere"}],
        by=Round(fields={"slug": "dritte"}).dora,
    )

    with refused("unknown_question"):
        save(draft, anna, ("other", "x", 0))


def test_save_by_another_town_is_refused_as_unknown(draft: Application, boris: User) -> None:
    with refused("not_found"):
        save(draft, boris, ("title", "Fremd", 1))


def test_save_after_the_deadline_is_refused(
    open_round: Round, draft: Application, anna: User
) -> None:
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed") as caught:
        save(draft, anna, ("title", "Zu spät", 1))
    assert "Ihre Anfrage ging am 22.04.2017, 00:00:00" in caught.sentence


def test_save_after_submitting_leaves_the_sealed_version_valid(make_round: MakeRound) -> None:
    application = make_round(Stage.SUBMITTED, applications=1).applications[0]
    sealed = application.valid_version

    answer(application, application.contact, title="Nächste Fassung")

    application.refresh_from_db()
    assert (application.state, application.valid_version) == ("submitted", sealed)
    assert sealed
    assert sealed.title == "Vorhaben 1"


def test_portal_lists_own_applications_alone(
    make_round: MakeRound, anna: User, boris: User, stranger: User
) -> None:
    first, second, _ = make_round(Stage.SUBMITTED, applications=3).applications

    assert list(Application.objects.of(anna)) == [first]
    assert list(Application.objects.of(boris)) == [second]
    assert list(Application.objects.of(stranger)) == []
