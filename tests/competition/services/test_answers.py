"""Saving answers: each over the version it was typed over, so that no text is lost."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Answer, Application, Call, Municipality, User
from competition.services import answers, applications, calls
from competition.services.answers import Change
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage, answer, call_fields

pytestmark = pytest.mark.django_db


def save(application: Application, by: User, *changes: tuple[str, Any, int]) -> dict[str, int]:
    return answers.save(
        application=application, by=by, changes=[Change(*change) for change in changes]
    )


def start(call: Call, municipality: Municipality, by: User) -> Application:
    return applications.start(call=call, municipality=municipality, by=by)


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


# Each for itself


def test_save_each_saves_what_it_can_and_hands_back_the_rest(
    draft: Application, anna: User, berta: User
) -> None:
    save(draft, berta, ("title", "Bertas Titel", 1))

    saved = answers.save_each(
        writing=answers.begin(application=draft, by=anna),
        changes=[
            Change("title", "Annas Titel", 1),
            Change("own_share", "viel", 1),
            Change("secret", "x", 0),
            Change("concept", "Neu", 1),
        ],
    )

    assert saved.versions == {"concept": 2}
    assert [(refusal.field, refusal.code) for refusal in saved.refused] == [
        ("title", "version_conflict"),
        ("own_share", "not_an_amount"),
        ("secret", "unknown_question"),
    ]
    assert saved.refused[0].details["theirs"] == "Bertas Titel"
    assert Answer.objects.get(question__key="concept").saved_at == saved.at


def test_save_each_by_another_town_is_refused_as_unknown(draft: Application, boris: User) -> None:
    with refused("not_found"):
        answers.save_each(
            writing=answers.begin(application=draft, by=boris),
            changes=[Change("title", "Fremd", 1)],
        )


def test_save_each_after_the_deadline_is_refused(
    open_round: Round, draft: Application, anna: User
) -> None:
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        answers.save_each(
            writing=answers.begin(application=draft, by=anna),
            changes=[Change("title", "Zu spät", 1)],
        )


def test_save_while_typing_costs_one_statement_beside_the_rules(
    draft: Application, anna: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Who may write, the instant and the questions in one; then the one conditional UPDATE.
    with django_assert_num_queries(2):
        answers.save_each(
            writing=answers.begin(application=draft, by=anna), changes=[Change("title", "Neu", 1)]
        )
