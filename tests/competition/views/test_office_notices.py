"""The office's list of letters: read, filtered, tried again."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition import clock
from competition.models import Notice
from competition.models.notice import NoticeState
from competition.services.heartbeats import beat
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
STALLED = "Der Versand steht"


def address(round_: Round) -> str:
    return reverse("office-notices", args=[round_.call.slug])


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

    answer = client.get(address(round_), {"letter": letter.pk})
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

    answer = client.get(address(round_), {"letter": letter.pk})

    assert answer.context["letter"] == letter
    assert letter.subject in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "4711"])
def test_unknown_letter_is_not_found(client: Client, round_: Round, number: str) -> None:
    client.force_login(round_.dora)
    assert client.get(address(round_), {"letter": number}).status_code == 404


def test_failed_letter_is_tried_again_and_the_filter_stays(client: Client, round_: Round) -> None:
    letter = failed(round_.call.notices.all()[0])
    client.force_login(round_.dora)

    answer = client.post(f"{address(round_)}?state=failed", {"notice": letter.pk})

    assert answer.headers["Location"] == f"{address(round_)}?state=failed"
    letter.refresh_from_db()
    assert (letter.state, letter.tries_count) == (NoticeState.WAITING, 0)


def test_waiting_letter_is_not_tried_again(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(
            address(round_), {"notice": round_.call.notices.all()[0].pk}, follow=True
        )
    assert "Nur Gescheitertes kann erneut versandt werden." in answer.content.decode()


def test_letter_of_another_round_is_not_found(client: Client, round_: Round) -> None:
    other = Round(fields={"slug": "andere"})
    letter = failed(round_.call.notices.all()[0])
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(address(other), {"notice": letter.pk})
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

    page = client.get(f"{address(round_)}?letter={copy.pk}").content.decode()

    assert "Postfach<br>" in page
    assert "Postfach, poststelle@example.org" in page
    assert "None" not in page


def test_letters_are_not_found_by_applicants(client: Client, round_: Round) -> None:
    letter = failed(round_.call.notices.all()[0])
    assert letter.recipient
    client.force_login(letter.recipient)
    assert client.get(address(round_)).status_code == 404
    with unchanged():
        assert client.post(address(round_), {"notice": letter.pk}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=rows)
    client.force_login(round_.dora)
    with django_assert_num_queries(11):
        client.get(address(round_))
