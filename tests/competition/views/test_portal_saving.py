"""Saving while typing: parts of the page, for each answer by itself."""

import re
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.forms.answers import AnswersForm
from competition.models import Answer, Application, User
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import CLOSED_AT, DEADLINE_AT, MakeRound, Round, Stage, answer

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def shown(client: Client, draft: Application) -> dict[str, str]:
    """What the page sends beside each field: over which version it is typed."""
    page = client.get(reverse("application-edit", args=[draft.public_id])).content.decode()
    return dict(re.findall(r'name="version-(\w+)" value="([\w.]+)"', page))


def save(client: Client, draft: Application, **body: Any) -> HttpResponse:
    address = reverse("application-save", args=[draft.public_id])
    return client.post(address, body, headers=HTMX)  # type: ignore[return-value]  # its test twin


def type_over(client: Client, draft: Application, **values: Any) -> HttpResponse:
    """Send changed answers alone, each with its version, as the page does."""
    tokens = shown(client, draft)
    return save(client, draft, **values, **{f"version-{key}": tokens[key] for key in values})


def stored(key: str) -> Any:
    return Answer.objects.get(question__key=key).value


def test_save_stores_what_was_sent_and_says_when(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    found = type_over(client, draft, title="Neuer Titel")

    assert found.status_code == 200
    assert stored("title") == "Neuer Titel"
    assert found["Answers-Saved"] == "title"
    text = found.content.decode()
    assert re.search(r"Gespeichert um \d\d:\d\d:\d\d Uhr · <strong>NICHT eingereicht", text)
    assert re.search(r'name="version-title" id="id_version-title" value="2\.\w+"', text)
    assert "version-concept" not in text


def test_save_again_with_the_new_version_is_no_conflict(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    first = type_over(client, draft, title="Neuer Titel").content.decode()
    (token,) = re.findall(r'name="version-title" id="id_version-title" value="([\w.]+)"', first)

    found = save(client, draft, title="Noch neuer", **{"version-title": token})

    assert found.status_code == 200
    assert stored("title") == "Noch neuer"


def test_save_of_a_wrong_answer_holds_up_no_other(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    found = type_over(client, draft, own_share="viel", title="Neuer Titel")

    assert found.status_code == 400
    assert found["Answers-Saved"] == "title"
    assert (stored("title"), stored("own_share")) == ("Neuer Titel", 500_000)
    text = found.content.decode()
    assert "Bitte geben Sie einen Betrag an" in text.partition('id="problem-own_share"')[2]
    assert "Gespeichert um" in text


def test_save_of_nothing_but_a_wrong_answer_does_not_say_saved(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    with unchanged():
        found = type_over(client, draft, own_share="viel")

    assert found.status_code == 400
    assert "Gespeichert um" not in found.content.decode()


def test_t09_save_over_a_colleague_s_text_shows_both_at_the_field(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(anna)
    tokens = shown(client, draft)
    answer(draft, berta, title="Bertas Titel")

    with unchanged():
        found = save(client, draft, title="Annas Titel", **{"version-title": tokens["title"]})

    assert (found.status_code, found["Answers-Saved"]) == (409, "")
    text = found.content.decode().partition('id="problem-title"')[2]
    assert "Berta Beispiel hat inzwischen gespeichert" in text
    assert "Bertas Titel" in text
    assert "Annas Titel" in text
    (newer,) = re.findall(r'data-keep-mine="([\w.]+)"', text)
    assert save(client, draft, title="Annas Titel", **{"version-title": newer}).status_code == 200
    assert stored("title") == "Annas Titel"


def test_saved_state_of_a_field_can_be_fetched(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(anna)
    answer(draft, berta, title="Bertas Titel")

    with unchanged():
        found = client.get(
            reverse("application-save", args=[draft.public_id]), {"question": "title"}
        )

    text = found.content.decode()
    assert 'value="Bertas Titel"' in text
    assert re.search(r'name="version-title" id="id_version-title" value="2\.\w+"', text)
    assert "csrfmiddlewaretoken" in text
    assert "concept" not in text


def test_t10_save_without_a_version_is_refused(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    with unchanged():
        found = save(client, draft, title="Neuer Titel")

    assert found.status_code == 428
    with refused("version_required"):
        list(AnswersForm(list(draft.call.questions.all()), {}, QueryDict("title=Neu")).changes())


@pytest.mark.parametrize("version", ["x", "-1", "1" * 10, "²", "1\x00"])
def test_save_over_an_unreadable_version_is_refused(
    client: Client, draft: Application, anna: User, version: str
) -> None:
    client.force_login(anna)

    with unchanged():
        assert save(client, draft, title="Neu", **{"version-title": version}).status_code == 400


def test_t24_save_after_the_session_has_ended_keeps_the_page(
    client: Client, draft: Application
) -> None:
    with unchanged():
        found = save(client, draft, title="Neuer Titel", **{"version-title": "1.00"})

    assert found.status_code == 401
    text = found.content.decode()
    assert 'id="save-trouble" hx-swap-oob="innerHTML"' in text
    assert "In einem neuen Tab anmelden" in text
    assert "Jetzt speichern" in text


def test_save_after_the_deadline_is_refused_and_says_so(
    client: Client, open_round: Round, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    tokens = shown(client, draft)
    open_round.at(DEADLINE_AT)

    with unchanged():
        found = save(client, draft, title="Zu spät", **{"version-title": tokens["title"]})

    assert found.status_code == 409
    text = found.content.decode()
    assert "Die Bewerbungsfrist ist abgelaufen" in text
    assert "ist nicht gespeichert" in text
    assert "Answers-Saved" not in found


def test_save_after_submitting_opens_the_next_draft_and_keeps_the_valid_version(
    client: Client, make_round: MakeRound, anna: User
) -> None:
    application = make_round(Stage.SUBMITTED, applications=1).applications[0]
    sealed = application.valid_version
    client.force_login(anna)

    found = type_over(client, application, title="Nächste Fassung")

    assert "Änderungen NICHT eingereicht" in found.content.decode()
    application.refresh_from_db()
    assert (application.state, application.valid_version) == ("submitted", sealed)


def test_save_for_another_town_is_like_one_that_does_not_exist(
    client: Client, draft: Application, boris: User
) -> None:
    client.force_login(boris)

    found = save(client, draft, title="Fremd", **{"version-title": "1.00"})

    assert found.status_code == 404
    assert stored("title") == "Vorhaben 1"


def test_answers_say_how_long_to_wait(client: Client, draft: Application, anna: User) -> None:
    client.force_login(anna)

    assert type_over(client, draft, title="Neuer Titel")["Next-Save-In"] == "20"


def test_an_extended_deadline_comes_with_the_next_answer(
    client: Client, open_round: Round, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    open_round.call.deadline_at = CLOSED_AT
    open_round.call.save(update_fields=["deadline_at"])

    found = type_over(client, draft, title="Neuer Titel")

    assert "Dienstag, 25. April 2017, 0:00 Uhr" in found.content.decode() or (
        "Montag, 24. April 2017, 24:00 Uhr" in found.content.decode()
    )


def test_a_save_costs_few_queries(
    client: Client,
    draft: Application,
    anna: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(anna)
    tokens = shown(client, draft)

    with django_assert_num_queries(6):
        save(client, draft, title="Neuer Titel", **{"version-title": tokens["title"]})
    with django_assert_num_queries(7):  # the number of writers is known for a while
        save(
            client,
            draft,
            concept="Neu",
            perspectives=["participation"],
            own_share="1.000,00",
            **{f"version-{key}": tokens[key] for key in ("concept", "perspectives", "own_share")},
        )


def test_no_script_and_no_style_stand_in_the_page(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    page = client.get(reverse("application-edit", args=[draft.public_id])).content.decode()

    assert not re.findall(r"<script(?![^>]* src=)", page)
    assert not re.findall(r"<style| style=| on\w+=", page)
