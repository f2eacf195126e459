"""Saving a review while it is typed: what is told of each field, and that no text is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Application
from reviews.models import Review
from reviews.services import reviews
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """Clara is signed in and has declared for all three applications."""
    made = make_round(Stage.REVIEWING)
    made.declare(made.jurors[0])
    client.force_login(made.jurors[0].user)
    return made


@pytest.fixture
def first(round_: Round) -> Application:
    return round_.applications[0]


def address(application: Application) -> str:
    return reverse("review-save", args=[application.call.slug, application.public_id])


def send(client: Client, application: Application, version: int = 0, **typed: str) -> Any:
    fields = {name.replace("__", "-"): value for name, value in typed.items()}
    sent = {"version": str(version), **fields}
    return client.post(address(application), sent, headers={"HX-Request": "true"})


def test_what_is_typed_is_saved_and_told(client: Client, first: Application) -> None:
    answer = send(client, first, points__idea="3,5", comment="Gut.", reason__breadth="Weit.")

    assert answer.status_code == 200
    assert set(answer["Answers-Saved"].split()) == {
        *("points-idea", "points-breadth", "reason-idea", "reason-breadth"),
        *("comment", "comment_for_applicant", "private_note"),
    }
    assert int(answer["Next-Save-In"]) == 20
    page = answer.content.decode()
    assert 'id="id_version" value="1"' in page
    assert "Gespeichert um" in page
    assert "zählt noch NICHT" in page
    assert Review.objects.get().comment == "Gut."


def test_a_wrong_field_is_told_and_holds_up_no_other(client: Client, first: Application) -> None:
    answer = send(client, first, points__idea="3,7", comment="x" * 4001, private_note="Da.")

    assert answer.status_code == 400
    assert "points-idea" not in answer["Answers-Saved"].split()
    assert "comment" not in answer["Answers-Saved"].split()
    assert "Erlaubt sind 0 bis 5 in Schritten von 0,5." in answer.content.decode()
    assert Review.objects.get().private_note == "Da."


def test_a_save_that_is_sent_twice_is_one_save(client: Client, first: Application) -> None:
    send(client, first, comment="Gut.")
    with unchanged():
        assert send(client, first, comment="Gut.").status_code == 200


def test_over_a_newer_state_both_texts_are_shown_at_their_fields(
    client: Client, first: Application
) -> None:
    send(client, first, comment="Erstes Fenster.", points__idea="5")
    with unchanged():
        answer = send(client, first, comment="Zweites Fenster.", points__idea="5")

    assert answer.status_code == 409
    assert "points-idea" in answer["Answers-Saved"].split()
    assert "comment" not in answer["Answers-Saved"].split()
    page = answer.content.decode()
    for expected in ("Erstes Fenster.", "Zweites Fenster.", 'data-keep-mine="1"'):
        assert expected in page
    assert send(client, first, 1, comment="Zweites Fenster.").status_code == 200


def test_a_review_finished_elsewhere_keeps_the_typed_text_readable(
    client: Client, first: Application, round_: Round
) -> None:
    round_.review(round_.jurors[0], first, {"idea": "5", "breadth": "5"})
    with unchanged():
        answer = send(client, first, 1, comment="Zu spät.")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Answers-Saved" not in answer
    assert "Diese Bewertung ist abgeschlossen." in page
    assert ("Überzeugt." in page, "Zu spät." in page) == (True, True)
    assert "data-keep-mine" not in page


def test_locked_scores_say_what_is_not_saved(
    client: Client, first: Application, round_: Round
) -> None:
    round_.lock()
    with unchanged():
        answer = send(client, first, comment="Zu spät.")
    assert answer.status_code == 409
    assert "Die Bewertungen sind gesperrt" in answer.content.decode()
    assert "nicht gespeichert" in answer.content.decode()


def test_who_is_signed_out_is_told_on_the_page(client: Client, first: Application) -> None:
    client.logout()
    answer = send(client, first, comment="Noch da.")
    assert answer.status_code == 401
    assert "Ihr Text steht noch auf dieser Seite." in answer.content.decode()


def test_a_juror_in_conflict_gets_nothing_of_the_content(
    client: Client, first: Application, round_: Round
) -> None:
    send(client, first, comment="Mein Kommentar.")
    round_.declare(round_.jurors[0], first, answer="kinship")
    for answer in (send(client, first, 1, comment="Neu."), client.get(address(first))):
        assert answer.status_code == 403
        assert "Mein Kommentar." not in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "1e3", "9" * 40])
def test_a_version_that_is_none_is_refused(
    client: Client, first: Application, version: str
) -> None:
    with unchanged():
        answer = client.post(address(first), {"version": version, "comment": "Neu."})
    assert answer.status_code in (400, 409)


def test_control_characters_are_told_at_their_field(client: Client, first: Application) -> None:
    answer = send(client, first, comment="a\x00b")
    assert answer.status_code == 400
    assert "comment" not in answer.get("Answers-Saved", "").split()


def test_a_name_in_the_text_for_the_applicant_is_pointed_out(
    client: Client, first: Application
) -> None:
    page = send(client, first, comment_for_applicant="Clara war dagegen.").content.decode()
    assert "Name eines Jurymitglieds" in page
    assert Review.objects.get().comment_for_applicant == "Clara war dagegen."
    assert "Name eines" not in send(client, first, 1, comment_for_applicant="Gut.").content.decode()


def test_one_field_is_shown_as_it_is_stored(client: Client, first: Application) -> None:
    send(client, first, comment="Gespeichert.")
    page = client.get(address(first), {"question": "comment"}).content.decode()
    assert "Gespeichert." in page
    assert "csrfmiddlewaretoken" in page
    assert "Gespeichert." not in client.get(address(first), {"question": "beauty"}).content.decode()


def test_another_s_review_is_never_in_the_answer(
    client: Client, first: Application, round_: Round
) -> None:
    other = round_.jurors[1]
    round_.declare(other)
    reviews.save(
        juror=other, application=first, by=other.user, version=0, comment="Fremder Kommentar."
    )
    answer = send(client, first, 1, comment="Mein Kommentar.")
    assert answer.status_code == 409
    assert "Fremder" not in answer.content.decode()
