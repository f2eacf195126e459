"""The office's list of letters: read, filtered, tried again."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition import clock
from competition.models import Notice
from competition.models.notice import NoticeState
from competition.services import retrievals
from competition.services.heartbeats import beat
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
STALLED = "Der Versand steht"


def address(round_: Round) -> str:
    return reverse("office-notices", args=[round_.call.slug])


def of(notice: Notice) -> str:
    """The page of one letter."""
    assert notice.call
    return reverse("office-notice", args=[notice.call.slug, notice.pk])


def failed(notice: Notice) -> Notice:
    """The letter after its last try."""
    notice.state, notice.failed_at, notice.tries_count = NoticeState.FAILED, clock.now(), 14
    notice.last_error = "550 unbekannt"
    notice.save()
    return notice


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=3)


def test_list_shows_state_tries_and_last_error(client: Client, round_: Round) -> None:
    failed(round_.call.notices.all()[0])
    client.force_login(round_.dora)

    page = client.get(address(round_)).content.decode()

    for told in ("gescheitert", "550 unbekannt", ">14<", "wartet", "Eingangsbestätigung"):
        assert told in page


def test_list_is_filtered_by_state_and_kind(client: Client, round_: Round) -> None:
    letter = failed(round_.call.notices.all()[0])
    client.force_login(round_.dora)

    found = client.get(address(round_), {"state": "failed", "kind": "receipt"}).context["page"]
    assert list(found) == [letter]
    assert not client.get(address(round_), {"kind": "award"}).context["page"].object_list


def test_receipts_are_sealed_like_what_they_confirm_until_the_deadline(
    client: Client, round_: Round
) -> None:
    letter = round_.call.notices.all()[0]
    client.force_login(round_.dora)

    answer = client.get(of(letter))
    assert answer.status_code == 409
    assert "Vorhaben 1" not in answer.content.decode()

    page = client.get(address(round_))
    names = [each.application.municipality.name for each in page.context["page"]]
    assert names == sorted(names)
    assert f"{letter.due_at:%M:%S}" not in page.content.decode()


def test_letter_is_read_in_full(client: Client, round_: Round) -> None:
    round_.close()
    letter = round_.call.notices.all()[0]
    client.force_login(round_.dora)

    answer = client.get(of(letter))

    assert answer.context["letter"] == letter
    assert letter.subject in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "4711"])
def test_unknown_letter_is_not_found(client: Client, round_: Round, number: str) -> None:
    client.force_login(round_.dora)
    assert client.get(f"{address(round_)}{number}/").status_code == 404
    with unchanged():
        assert client.post(address(round_), {"notice": number}).status_code == 404


def test_list_is_filtered_by_municipality_and_retrieval(client: Client, round_: Round) -> None:
    round_.close()
    first, second, third = round_.call.notices.order_by("pk")
    assert first.recipient
    retrievals.open_letter(notice=first, by=first.recipient)
    client.force_login(round_.dora)

    def found(**query: str) -> list[Notice]:
        return list(client.get(address(round_), query).context["page"])

    assert found(q="Musterdorf") == [second]
    assert found(is_retrieved="true") == [first]
    assert found(is_retrieved="false") == [third, second]
    assert first.recipient.name in client.get(address(round_)).content.decode()


def test_retrieval_is_not_told_before_the_deadline(client: Client, round_: Round) -> None:
    first = round_.call.notices.order_by("pk")[0]
    assert first.recipient
    noted = retrievals.open_letter(notice=first, by=first.recipient)
    client.force_login(round_.dora)

    answer = client.get(address(round_), {"is_retrieved": "true"})

    assert len(answer.context["page"]) == 3
    assert f"{noted.retrieved_at:%M:%S}" not in answer.content.decode()


def test_failed_letter_is_sent_again_and_the_filter_stays(client: Client, round_: Round) -> None:
    letter = failed(round_.call.notices.all()[0])
    client.force_login(round_.dora)

    answer = client.post(f"{address(round_)}?state=failed", {"notice": letter.pk})

    assert answer.headers["Location"] == f"{address(round_)}?state=failed"
    assert letter.repetitions.get().state == NoticeState.WAITING
    page = client.get(address(round_), {"state": "failed"}).content.decode()
    assert "noch einmal versandt" in page
    assert "Erneut versenden" not in page


def test_waiting_letter_is_not_sent_again(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(
            address(round_), {"notice": round_.call.notices.all()[0].pk}, follow=True
        )
    assert "noch unterwegs" in answer.content.decode()


def test_delivered_letter_asks_before_it_is_sent_again(client: Client, round_: Round) -> None:
    round_.close()
    letter = round_.call.notices.all()[0]
    letter.state, letter.sent_at = NoticeState.SENT, clock.now()
    letter.save()
    client.force_login(round_.dora)
    assert "?repeat=1" in client.get(of(letter)).content.decode()

    with unchanged():
        answer = client.post(of(letter))
    assert answer.status_code == 409
    assert "Ja, noch einmal versenden" in answer.content.decode()
    assert "Ja, noch einmal versenden" in client.get(f"{of(letter)}?repeat=1").content.decode()

    client.post(of(letter), {"sure": "on"})
    again = letter.repetitions.get()
    page = client.get(of(again)).content.decode()
    assert "veranlasst von Dora" in page
    assert of(letter) in page
    assert of(again) in client.get(of(letter)).content.decode()


def test_page_of_a_letter_tells_who_opened_it(client: Client, round_: Round) -> None:
    round_.close()
    letter = round_.call.notices.order_by("pk")[0]
    client.force_login(round_.dora)
    assert "Bisher hat niemand" in client.get(of(letter)).content.decode()
    assert letter.recipient

    retrievals.open_letter(notice=letter, by=letter.recipient)

    assert "Berta Beispiel</li>" in client.get(of(letter)).content.decode()


def test_letter_of_another_round_is_not_found(client: Client, round_: Round) -> None:
    other = Round(fields={"slug": "andere"})
    letter = failed(round_.call.notices.all()[0])
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(address(other), {"notice": letter.pk})
        assert client.get(f"{address(other)}{letter.pk}/").status_code == 404
    assert answer.status_code == 404


def test_silent_worker_is_shown_while_letters_are_due(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    assert STALLED in client.get(address(round_)).content.decode()
    beat("worker")
    assert STALLED not in client.get(address(round_)).content.decode()


def test_copy_for_a_shared_mailbox_names_the_mailbox(client: Client, round_: Round) -> None:
    copy = round_.call.notices.order_by("pk")[0]
    copy.recipient, copy.address = None, "poststelle@example.org"
    copy.save()
    round_.close()
    client.force_login(round_.dora)

    page = client.get(of(copy)).content.decode()

    assert "Postfach<br>" in client.get(address(round_)).content.decode()
    assert "Postfach, poststelle@example.org" in page
    assert "None" not in page


def test_letters_are_not_found_by_applicants(client: Client, round_: Round) -> None:
    letter = failed(round_.call.notices.all()[0])
    assert letter.recipient
    client.force_login(letter.recipient)
    assert client.get(address(round_)).status_code == 404
    with unchanged():
        assert client.post(address(round_), {"notice": letter.pk}).status_code == 404
        assert client.get(of(letter)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=rows)
    client.force_login(round_.dora)
    with django_assert_num_queries(10):
        client.get(address(round_))
