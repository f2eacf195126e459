"""Writing, releasing, submitting and withdrawing in the portal."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.forms import BoundField
from django.test import Client
from django.urls import reverse

from competition import drafts
from competition.models import Answer, Application, ApplicationVersion, Attempt, Receipt, User
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage, answer

pytestmark = pytest.mark.django_db


def address(name: str, draft: Application) -> str:
    return reverse(name, args=[draft.public_id])


def loaded(client: Client, draft: Application) -> dict[str, Any]:
    """The form as a browser would send it back untouched."""
    return filled(client.get(address("application-edit", draft)).context["form"])


def filled(form: Iterable[BoundField]) -> dict[str, Any]:
    """What a browser sends of a form as it is shown."""
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def value(draft: Application, key: str) -> Any:
    return Answer.objects.get(application=draft, question__key=key).value


def test_save_writes_what_was_changed_and_nothing_else(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    body = loaded(client, draft)

    found = client.post(
        address("application-edit", draft), body | {"concept": "Neu", "own_share": "7.500,50"}
    )

    assert found["Location"] == address("application-edit", draft)
    assert (value(draft, "concept"), value(draft, "own_share")) == ("Neu", 750_050)
    versions = draft.answers.values_list("question__key", "version")
    assert {key for key, version in versions if version == 2} == {"concept", "own_share"}


def test_untouched_form_saves_nothing(client: Client, draft: Application, anna: User) -> None:
    client.force_login(anna)
    body = loaded(client, draft)

    with unchanged():
        client.post(address("application-edit", draft), body)


def test_refused_answers_are_told_at_their_fields_and_nothing_is_lost(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    body = loaded(client, draft) | {"concept": "x" * 201, "own_share": "viel", "title": "Neu"}

    with unchanged():
        found = client.post(address("application-edit", draft), body)

    text = found.content.decode()
    assert found.status_code == 400
    assert "Höchstens 200 Zeichen; es sind 201." in text
    assert "Bitte geben Sie einen Betrag an" in text
    assert 'value="viel"' in text
    assert 'value="Neu"' in text
    assert "x" * 201 in text


def test_t09_conflict_shows_both_texts_and_saving_again_replaces_theirs(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(anna)
    body = loaded(client, draft) | {"concept": "Annas Fassung"}
    answer(draft, berta, concept="Bertas Fassung")

    with unchanged():
        found = client.post(address("application-edit", draft), body)

    text = found.content.decode()
    assert found.status_code == 409
    assert "Berta Beispiel hat inzwischen gespeichert" in text
    assert "<blockquote><p>Bertas Fassung</p></blockquote>" in text
    assert "Annas Fassung</textarea>" in text
    client.post(address("application-edit", draft), filled(found.context["form"]))
    assert value(draft, "concept") == "Annas Fassung"


def test_conflict_with_ones_own_other_window_names_nobody_else(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    body = loaded(client, draft) | {"concept": "Im zweiten Fenster"}
    answer(draft, anna, concept="Im ersten Fenster")

    text = client.post(address("application-edit", draft), body).content.decode()

    assert "Sie haben inzwischen in einem anderen Fenster gespeichert" in text
    assert "Jemand" not in text


def test_field_that_was_not_touched_is_never_in_conflict(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(anna)
    body = loaded(client, draft) | {"title": "Annas Titel"}
    answer(draft, berta, concept="Bertas Fassung")

    client.post(address("application-edit", draft), body)

    assert value(draft, "title") == "Annas Titel"
    assert value(draft, "concept") == "Bertas Fassung"


def test_save_after_the_deadline_is_refused_with_the_text_kept(
    client: Client, open_round: Round, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    body = loaded(client, draft) | {"concept": "Zu spät geschrieben"}
    open_round.at(DEADLINE_AT)

    with unchanged():
        found = client.post(address("application-edit", draft), body)

    assert found.status_code == 409
    assert "Die Bewerbungsfrist ist abgelaufen." in found.content.decode()
    assert "Zu spät geschrieben" in found.content.decode()


@pytest.mark.parametrize("version", ["x", "-1", "1" * 12, "²"])
def test_malformed_version_is_refused(
    client: Client, draft: Application, anna: User, version: str
) -> None:
    client.force_login(anna)
    body = loaded(client, draft) | {"concept": "Neu", "version-concept": version}

    with unchanged():
        assert client.post(address("application-edit", draft), body).status_code == 400


def test_editor_submits_what_the_signatory_released(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(berta)
    digest = drafts.digest(draft)
    assert digest in client.get(address("application-release", draft)).content.decode()
    client.post(address("application-release", draft), {"digest": digest})

    client.force_login(anna)
    found = client.post(address("application-submit", draft), follow=True)

    receipt = Receipt.objects.get()
    text = found.content.decode()
    assert found.redirect_chain == [(address("application-receipt", draft), 302)]
    assert receipt.number in text
    assert receipt.signature in text
    assert receipt.key_id in text
    assert receipt.version.released_by == berta


def test_release_of_an_older_draft_is_refused(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(berta)
    read = drafts.digest(draft)
    answer(draft, anna, concept="Danach geändert.")

    with unchanged():
        found = client.post(address("application-release", draft), {"digest": read})

    assert found.status_code == 409


def test_signatory_submits_exactly_the_draft_that_the_page_showed(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(berta)
    read = drafts.digest(draft)
    assert f'value="{read}"' in client.get(address("application-submit", draft)).content.decode()
    answer(draft, anna, concept="Danach geändert.")

    with unchanged():
        found = client.post(address("application-submit", draft), {"digest": read})
    assert found.status_code == 409

    client.post(address("application-submit", draft), {"digest": drafts.digest(draft)})
    assert Receipt.objects.get().version.released_by == berta


def test_form_of_many_parts_is_read_like_any_other(draft: Application, berta: User) -> None:
    # Its body is read whole by the check against forged requests, before the view sees it.
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(berta)
    browser.get(address("application-submit", draft))
    token = browser.cookies["csrftoken"].value

    found = browser.post(address("application-submit", draft), {"csrfmiddlewaretoken": token})

    assert found["Location"] == address("application-receipt", draft)


def test_editor_is_told_who_may_release(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(anna)

    text = client.get(address("application-submit", draft)).content.decode()

    assert "Berta Beispiel" in text
    assert "Verbindlich einreichen" not in text
    with unchanged():
        assert client.post(address("application-submit", draft)).status_code == 409


def test_incomplete_draft_is_refused_with_links_to_what_is_missing(
    client: Client, open_round: Round, berta: User
) -> None:
    draft = open_round.draft(0, concept="", not_begun=False)
    client.force_login(berta)

    with unchanged():
        found = client.post(address("application-submit", draft))

    text = found.content.decode()
    assert found.status_code == 400
    assert "Die Bewerbung ist noch nicht vollständig." in text
    for key in ("concept", "not_begun"):
        assert f'href="{address("application-edit", draft)}#id_{key}"' in text


def test_late_submission_is_refused_remembered_and_the_draft_stays(
    client: Client, open_round: Round, draft: Application, berta: User
) -> None:
    open_round.at(DEADLINE_AT)
    client.force_login(berta)

    with unchanged():
        found = client.post(address("application-submit", draft))

    assert found.status_code == 409
    assert "Die Bewerbungsfrist ist abgelaufen." in found.content.decode()
    assert "Alle Vorlagen des Rates werden offene Daten." in found.content.decode()
    attempt = Attempt.objects.get()
    assert attempt.code == "deadline_passed"
    assert attempt.received_at >= DEADLINE_AT


def test_last_minute_submission_is_in_time(
    client: Client, open_round: Round, draft: Application, berta: User
) -> None:
    open_round.at(DEADLINE_AT - timedelta(seconds=30))
    client.force_login(berta)

    assert client.post(address("application-submit", draft)).status_code == 302
    assert ApplicationVersion.objects.get().received_at < DEADLINE_AT


def test_submitting_twice_gives_the_same_receipt(
    client: Client, draft: Application, berta: User
) -> None:
    client.force_login(berta)

    answers = [client.post(address("application-submit", draft)) for _ in range(2)]

    assert {found["Location"] for found in answers} == {address("application-receipt", draft)}
    assert Receipt.objects.count() == 1


def test_receipt_shows_the_arrival_to_the_second(
    client: Client, make_round: MakeRound, berta: User
) -> None:
    own = make_round(Stage.SUBMITTED, applications=1).applications[0]
    client.force_login(berta)
    assert own.valid_version

    text = client.get(address("application-receipt", own)).content.decode()

    assert f"{own.valid_version.received_at:%M:%S} Uhr" in text
    assert "Mittwoch, 22. März 2017" in text


def test_draft_has_no_receipt(client: Client, draft: Application, anna: User) -> None:
    client.force_login(anna)

    assert client.get(address("application-receipt", draft)).status_code == 404


def test_signatory_withdraws_after_asking(
    client: Client, make_round: MakeRound, berta: User
) -> None:
    own = make_round(Stage.SUBMITTED, applications=1).applications[0]
    client.force_login(berta)
    asked = client.get(address("application-withdraw", own)).content.decode()
    assert "Danach nimmt Ihre Kommune nicht mehr teil" in asked

    client.post(address("application-withdraw", own))

    text = client.get(address("application", own)).content.decode()
    assert "Zurückgezogen – NICHT eingereicht" in text


def test_editor_cannot_withdraw(client: Client, make_round: MakeRound, anna: User) -> None:
    own = make_round(Stage.SUBMITTED, applications=1).applications[0]
    client.force_login(anna)

    with unchanged():
        assert client.post(address("application-withdraw", own)).status_code == 403
