"""The office's announcement: preparing, reading everything, and the other person's confirmation."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.forms.office import ConfirmationForm
from competition.letters import wordings
from competition.models import Announcement, Call, Mailbox, Notice
from competition.services import announcement, letter_texts
from competition.wording import euros
from tests.fixtures.announcing import read_of
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import DEADLINE_AT, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def address(round_: Round) -> str:
    return reverse("office-announcement", args=[round_.call.slug])


def page(client: Client, round_: Round) -> str:
    return client.get(address(round_)).content.decode()


def confirm(client: Client, round_: Round, public_at: datetime = PUBLIC_AT) -> Any:
    read = read_of(round_.call)._replace(public_at=public_at)
    data = {"act": "confirm", **ConfirmationForm.of(read).initial}
    return client.post(address(round_), data, follow=True)


def prepare(client: Client, round_: Round, public_at: str) -> Any:
    return client.post(address(round_), {"act": "prepare", "public_at": public_at}, follow=True)


@pytest.fixture
def decided(make_round: MakeRound) -> Round:
    return make_round(Stage.DECIDED, applications=3)


@pytest.fixture
def prepared(make_round: MakeRound) -> Round:
    return make_round(Stage.PREPARED, applications=3)


def test_without_a_decision_there_is_nothing_to_announce(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.PROPOSED)
    client.force_login(round_.dora)
    with unchanged():
        answer = prepare(client, round_, "2017-06-20T10:00")
    assert "Es gibt noch keine bestätigte Entscheidung." in answer.content.decode()
    assert "Vorhaben" not in page(client, round_)


def test_prepare_takes_the_time_of_berlin(client: Client, decided: Round) -> None:
    client.force_login(decided.dora)

    prepare(client, decided, "2017-06-20T10:00")

    assert Announcement.objects.get().public_at == datetime(2017, 6, 20, 8, tzinfo=UTC)
    assert not Notice.objects.filter(occasion="announcement").exists()


@pytest.mark.parametrize(
    "typed",
    [
        "2028-03-26T02:30",  # skipped when summer time begins
        "2017-10-29T02:30",  # comes twice when it ends
        "3000-01-01T00:00",
        "0001-01-01T00:00",
        "morgen",
        "",
    ],
)
def test_instant_that_is_none_is_refused_at_its_field_and_kept(
    client: Client, decided: Round, typed: str
) -> None:
    client.force_login(decided.dora)
    with unchanged():
        form = prepare(client, decided, typed).context["preparation"]
    assert "public_at" in form.errors
    assert form["public_at"].value() == typed


def test_instant_in_the_past_is_refused_at_its_field(client: Client, decided: Round) -> None:
    client.force_login(decided.dora)
    with unchanged():
        form = prepare(client, decided, "2017-04-22T10:00").context["preparation"]
    assert form.errors == {
        "public_at": ["Der Zeitpunkt der Bekanntgabe muss in der Zukunft liegen."]
    }


def test_preparer_is_told_that_another_person_must_confirm(client: Client, prepared: Round) -> None:
    client.force_login(prepared.dora)
    told = page(client, prepared)
    assert "Es fehlt die Bestätigung einer zweiten Person" in told
    assert 'value="confirm"' not in told


def test_preparer_cannot_confirm(client: Client, prepared: Round) -> None:
    client.force_login(prepared.dora)
    with unchanged():
        answer = confirm(client, prepared)
    assert "Bestätigen muss eine zweite Person" in answer.content.decode()


def test_preview_shows_the_letters_word_for_word_and_owes_none(
    client: Client, prepared: Round
) -> None:
    client.force_login(prepared.emil)

    shown = client.get(address(prepared)).context["letters"]

    assert not Notice.objects.filter(occasion="announcement").exists()
    confirm(client, prepared)
    owed = Notice.objects.filter(occasion="announcement")
    assert {(n.address, n.kind, n.subject, n.body) for n in shown} == set(
        owed.values_list("address", "kind", "subject", "body")
    )
    assert sorted(letter.kind for letter in shown) == ["award", "award", "rejection"]


def test_preview_shows_what_becomes_public(client: Client, prepared: Round) -> None:
    client.force_login(prepared.emil)
    told = page(client, prepared)
    assert f"2 Kommunen werden gefördert, zusammen mit {euros(100_000_00)}." in told
    document = client.get(address(prepared), {"document": "1"}).json()
    assert document["format"] == "modellkommune-decision-1"


def test_second_person_confirms(client: Client, prepared: Round) -> None:
    client.force_login(prepared.emil)

    told = confirm(client, prepared).content.decode()

    assert "Die Bekanntgabe ist bestätigt." in told
    assert "Bis dahin ist nirgends etwas zu sehen." in told
    assert Announcement.objects.get().confirmed_by == prepared.emil
    assert not Notice.objects.due(DEADLINE_AT).exists()


def test_second_person_confirms_only_the_instant_that_was_read(
    client: Client, prepared: Round
) -> None:
    move(prepared)
    client.force_login(prepared.emil)
    with unchanged():
        answer = confirm(client, prepared, PUBLIC_AT)
    assert "Der Zeitpunkt wurde inzwischen geändert." in answer.content.decode()


def move(round_: Round) -> None:
    """Dora moves the instant by a day."""
    announcement.prepare(
        call=round_.call, public_at=PUBLIC_AT + timedelta(days=1), over=PUBLIC_AT, by=round_.dora
    )


def test_an_instant_moved_meanwhile_is_shown_before_it_is_overwritten(
    client: Client, prepared: Round
) -> None:
    client.force_login(prepared.emil)
    over = client.get(address(prepared)).context["preparation"].initial["over"]
    move(prepared)
    typed = {"act": "prepare", "public_at": "2017-06-20T10:00", "over": over}
    with unchanged():
        form = client.post(address(prepared), typed).context["preparation"]
    assert list(form.errors) == ["public_at"]
    assert form["public_at"].value() == "2017-06-20T10:00"
    client.post(address(prepared), {**typed, "over": form["over"].value()})
    assert Announcement.objects.get().public_at == datetime(2017, 6, 20, 8, tzinfo=UTC)


def test_confirmation_with_an_unreadable_instant_is_malformed(
    client: Client, prepared: Round
) -> None:
    client.force_login(prepared.emil)
    with unchanged():
        answer = client.post(address(prepared), {"act": "confirm", "public_at": "bald"})
    assert answer.status_code == 400


def test_unconfirmed_instant_that_has_passed_needs_a_new_one(
    client: Client, prepared: Round
) -> None:
    prepared.at(PUBLIC_AT + timedelta(seconds=1))
    client.force_login(prepared.emil)
    with unchanged():
        answer = confirm(client, prepared)
    told = answer.content.decode()
    assert "Der Zeitpunkt ist verstrichen" in told
    assert 'value="confirm"' not in told


def test_announced_round_says_so(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    client.force_login(round_.dora)
    told = page(client, round_)
    assert "Das Ergebnis ist öffentlich" in told
    assert 'value="prepare"' not in told


def test_archive_has_no_office_pages(client: Client, decided: Round) -> None:
    Call.objects.filter(pk=decided.call.pk).update(is_archive=True)
    client.force_login(decided.dora)
    assert client.get(address(decided)).status_code == 404


def test_editor_finds_no_announcement(client: Client, prepared: Round) -> None:
    client.force_login(prepared.applications[0].contact)
    assert client.get(address(prepared)).status_code == 404
    with unchanged():
        assert confirm(client, prepared).status_code == 404


def test_letters_worded_anew_since_they_were_read_are_not_confirmed(
    client: Client, prepared: Round
) -> None:
    client.force_login(prepared.emil)
    read = client.get(address(prepared)).context["confirmation"].initial
    subject, body = wordings.house("award")
    letter_texts.save(
        call=prepared.call, kind="award", subject=subject, body=body, over="", by=prepared.dora
    )

    with unchanged():
        answer = client.post(address(prepared), {"act": "confirm", **read})

    told = answer.content.decode()
    assert "Der Text der Schreiben wurde inzwischen geändert." in told
    now = answer.context["confirmation"].initial
    client.post(address(prepared), {"act": "confirm", **now})
    assert Announcement.objects.get().confirmed_at


def test_copies_for_mailboxes_are_counted_apart(client: Client, prepared: Round) -> None:
    Mailbox.objects.create(
        municipality=prepared.applications[0].municipality,
        address="post@example.org",
        added_at=PUBLIC_AT,
        added_by=prepared.dora,
        confirmed_at=PUBLIC_AT,
        secret_digest="0" * 64,
    )
    client.force_login(prepared.emil)
    for _number in range(2):
        answer = client.get(address(prepared))
        told = answer.content.decode()
        assert "Dazu kommt 1 Kopie an ein gemeinsames Postfach" in told
        assert len(answer.context["letters"]) == 3
        confirm(client, prepared)


@pytest.mark.parametrize("rows", [1, 3])
def test_preview_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    round_ = make_round(
        Stage.PREPARED, applications=rows + 1, fields={"places_count": rows, "award_cents": 100}
    )
    client.force_login(round_.emil)
    with django_assert_num_queries(21):
        client.get(address(round_))
