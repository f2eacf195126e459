"""The session's pages: what each may do and know, and what stays hidden from who is befangen."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import User
from reviews.models import MinutesEntry, Score, Session, SessionItem
from reviews.models.session import EntryKind
from reviews.services import deliberation, session
from reviews.services.deliberation import Votes
from tests.fixtures import pdf
from tests.fixtures.refusals import snapshot
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.sessions import MakeSession, Sitting

pytestmark = pytest.mark.django_db
SECRETS = ("Mittelwert", "Streng vertraulich", "Fördern ohne Auflagen", "Ja 2, Nein 1")


def address(round_: Round, person: User) -> str:
    side = "office" if person in (round_.dora, round_.emil) else "jury"
    return reverse(f"{side}-session", args=[round_.call.slug])


def page(client: Client, round_: Round, person: User, query: str = "") -> str:
    client.force_login(person)
    answer = client.get(address(round_, person) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def post(client: Client, round_: Round, person: User, **fields: object) -> Any:
    client.force_login(person)
    return client.post(address(round_, person), fields)


def minutes_of(client: Client, sitting: Sitting, person: User) -> Any:
    side = "office" if person == sitting.round.dora else "jury"
    args = [sitting.round.call.slug, sitting.session.pk]
    client.force_login(person)
    return client.get(reverse(f"{side}-session-minutes", args=args))


def plain(html: str) -> str:
    """Without what differs from answer to answer."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", html)


# Opening


def test_before_the_lock_nobody_can_open_it(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    for person in (round_.dora, round_.jurors[0].user):
        assert "Die Bewertungen sind noch nicht gesperrt" in page(client, round_, person)


def test_the_office_opens_it_with_the_usual_quorum(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, jurors=5)
    assert 'value="3"' in page(client, round_, round_.dora)
    answer = post(client, round_, round_.dora, act="open", quorum="3", place="Berlin")
    assert answer.status_code == 302
    assert Session.objects.get().quorum == 3
    assert "Gerade wird über keine Bewerbung beraten" in page(client, round_, round_.dora)


def test_the_chair_opens_it_and_others_wait(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    other = round_.jurors[1].user
    assert "Bis dahin gibt es für Sie hier nichts zu tun." in page(client, round_, other)
    assert post(client, round_, other, act="open", quorum="1").status_code == 403
    assert post(client, round_, round_.jurors[0].user, act="open", quorum="2").status_code == 302


def test_while_a_decision_stands_it_is_said_and_none_is_offered(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.PROPOSED)
    for person in (round_.dora, round_.jurors[0].user):
        shown = page(client, round_, person)
        assert "Es steht schon eine Entscheidung" in shown
        assert 'value="open"' not in shown


@pytest.mark.parametrize("typed", ["", "0", "-1", "9", "1" * 30, "zwei", "\x00"])
def test_a_wrong_quorum_is_named_and_nothing_happens(
    client: Client, make_round: MakeRound, typed: str
) -> None:
    round_ = make_round(Stage.LOCKED)
    answer = post(client, round_, round_.dora, act="open", quorum=typed)
    assert answer.status_code == 400
    assert "id_quorum" in answer.content.decode()
    assert not Session.objects.exists()


def test_once_a_decision_is_proposed_the_form_says_so(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.PROPOSED)
    answer = post(client, round_, round_.dora, act="open", quorum="1", place="Saal")
    assert answer.status_code == 409
    assert "Es gibt bereits eine vorgeschlagene Entscheidung." in answer.content.decode()
    assert "Saal" in answer.content.decode()


# Running


def test_a_whole_small_session_by_its_pages(client: Client, make_session: MakeSession) -> None:
    sitting = make_session(applications=2)
    round_, dora = sitting.round, sitting.round.dora
    item = sitting.item(0)
    post(client, round_, dora, act="leave", member=sitting.fourth.pk)
    post(client, round_, sitting.fourth.user, act="come", member=sitting.fourth.pk)
    post(client, round_, sitting.clara.user, act="call", item=item.pk)
    changed = {"criterion": "idea", "points": "3,5", "reason": "Überzeugt."}
    post(client, round_, sitting.third.user, act="revise", item=item.pk, **changed)
    for_other = changed | {"juror": sitting.fourth.pk, "points": "4"}
    post(client, round_, dora, act="revise", item=item.pk, **for_other)
    post(client, round_, dora, act="note", text="Einig.")
    votes = {"motion": "Fördern", "yes": "3", "no": "1", "abstained": ""}
    post(client, round_, dora, act="vote", item=item.pk, **votes)
    post(client, round_, dora, act="end", item=item.pk)
    answer = post(client, round_, dora, act="close", understood="on")
    assert answer.status_code == 302
    kinds = list(sitting.session.entries.order_by("sequence").values_list("kind", flat=True))
    assert kinds[5:] == [
        *("left", "came", "item_opened", "revised", "revised"),
        *("noted", "voted", "item_closed", "closed"),
    ]
    shown = page(client, round_, sitting.third.user)
    assert "Die Sitzung ist geschlossen" in shown
    assert "3,5 statt 4 Punkte" in shown
    assert "eingetragen von Dora Beispiel" in " ".join(re.sub("<[^>]+>", "", shown).split())


def test_a_note_written_about_what_is_not_discussed_any_more_goes_nowhere(
    client: Client, sitting: Sitting
) -> None:
    item, dora = sitting.call(0), sitting.round.dora
    assert f'name="over" value="{item.pk}"' in page(client, sitting.round, dora)
    sitting.end(0)

    answer = post(client, sitting.round, dora, act="note", text="Vertraulich.", over=item.pk)

    assert answer.status_code == 409
    assert 'name="over" value="0"' in answer.content.decode()
    assert "Vertraulich." in answer.content.decode()
    assert not sitting.session.entries.filter(kind="noted").exists()


def test_the_points_of_each_juror_are_shown_with_both_values(
    client: Client, sitting: Sitting
) -> None:
    sitting.call(0)
    sitting.revise(0, sitting.third)
    shown = page(client, sitting.round, sitting.second.user)
    assert "3,5 (vorher 4)" in shown
    assert "<svg" in shown
    assert "Mittelwert 4,13, Spannweite 1,5." in shown


def test_a_juror_sees_the_own_points_beside_the_criteria(client: Client, sitting: Sitting) -> None:
    sitting.call(0)
    assert "Überzeugungskraft (jetzt 4)" in page(client, sitting.round, sitting.third.user)


def test_a_refused_change_keeps_what_was_typed(client: Client, sitting: Sitting) -> None:
    item = sitting.call(0)
    typed = {"criterion": "idea", "points": "3,3", "reason": "Mein Grund."}
    answer = post(client, sitting.round, sitting.third.user, act="revise", item=item.pk, **typed)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "Erlaubt sind 0 bis 5 in Schritten von 0,5." in shown
    assert "Mein Grund." in shown
    assert 'value="3,3"' in shown


def test_who_is_absent_has_no_form_and_changes_nothing(client: Client, sitting: Sitting) -> None:
    item = sitting.call(0)
    session.leave(session=sitting.session, member=sitting.third, by=sitting.round.dora)
    assert "Punkte ändern kann nur, wer anwesend ist." in page(
        client, sitting.round, sitting.third.user
    )
    typed = {"criterion": "idea", "points": "3", "reason": "Darum."}
    answer = post(client, sitting.round, sitting.third.user, act="revise", item=item.pk, **typed)
    assert answer.status_code == 403


def test_members_see_no_controls_and_cannot_use_them(client: Client, sitting: Sitting) -> None:
    item = sitting.call(0)
    person = sitting.third.user
    shown = page(client, sitting.round, person)
    assert "Beratung beenden" not in shown
    assert "Abstimmung eintragen" not in shown
    for fields in (
        {"act": "end", "item": item.pk},
        {"act": "note", "text": "x"},
        {"act": "vote", "item": item.pk, "motion": "x", "yes": "1", "no": "0"},
        {"act": "leave", "member": sitting.fourth.pk},
        {"act": "close"},
    ):
        assert post(client, sitting.round, person, **fields).status_code == 403


def test_the_chair_has_the_controls_but_not_where_befangen(
    client: Client, sitting: Sitting
) -> None:
    chair = sitting.clara
    sitting.round.declare(chair, sitting.round.applications[0], answer="kinship")
    sitting.call(0)
    shown = page(client, sitting.round, chair.user)
    assert "Bitte verlassen Sie den Raum" in shown
    assert "Vermerk eintragen" not in shown
    sitting.end(0)
    sitting.call(1)
    assert "Vermerk eintragen" in page(client, sitting.round, chair.user)


def test_what_is_over_is_said_and_nothing_happens(client: Client, sitting: Sitting) -> None:
    item = sitting.item(0)
    fields = {"act": "vote", "item": item.pk, "motion": "x", "yes": "1", "no": "0"}
    answer = post(client, sitting.round, sitting.round.dora, **fields)
    assert answer.status_code == 302
    assert not MinutesEntry.objects.filter(kind=EntryKind.VOTED).exists()


def test_applications_left_out_are_confirmed_at_the_end(client: Client, sitting: Sitting) -> None:
    dora = sitting.round.dora
    answer = post(client, sitting.round, dora, act="close")
    assert answer.status_code == 400
    assert "Bitte bestätigen Sie das, oder beraten Sie noch." in answer.content.decode()
    assert post(client, sitting.round, dora, act="close", understood="on").status_code == 302


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"act": "gibt-es-nicht"}, 400),
        ({"act": "call"}, 400),
        ({"act": "call", "item": "10" * 20}, 404),
        ({"act": "call", "item": "x"}, 400),
        ({"act": "come", "member": "0"}, 404),
        ({"act": "come", "member": "\x00"}, 400),
        ({"act": "come", "member": ["0", "-5"]}, 404),
        ({"act": "note", "text": "a\x00b"}, 400),
        ({"act": "note", "text": "x" * 4001}, 400),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(
    client: Client, sitting: Sitting, fields: dict[str, Any], status: int
) -> None:
    client.force_login(sitting.round.dora)
    before = {k: v for k, v in snapshot().items() if "session" not in k or "reviews" in k}
    answer = client.post(address(sitting.round, sitting.round.dora), fields)
    assert answer.status_code == status
    assert {k: v for k, v in snapshot().items() if "session" not in k or "reviews" in k} == before


# Order


@pytest.mark.parametrize("sort", ["range", "deviation", "place", "agenda"])
def test_the_agenda_is_sorted_by_declared_values(
    client: Client, sitting: Sitting, sort: str
) -> None:
    shown = page(client, sitting.round, sitting.clara.user, f"?sort={sort}")
    assert shown.count("Vorhaben ") >= 3


def test_the_most_disputed_or_the_best_stand_first(client: Client, sitting: Sitting) -> None:
    Score.objects.filter(
        review__application=sitting.round.applications[2], review__jury_member=sitting.fourth
    ).update(steps=0)
    dora = sitting.round.dora

    def first(sort: str) -> str:
        found = re.search(r'<th scope="row">\d\. <span lang="de">([^<]+)<', shown(sort))
        return found[1] if found else ""

    def shown(sort: str) -> str:
        return page(client, sitting.round, dora, f"?sort={sort}").partition('id="tagesordnung"')[2]

    assert first("range") == "Vorhaben 3"
    assert first("deviation") == "Vorhaben 3"
    assert first("place") == "Vorhaben 1"


def test_another_order_is_refused(client: Client, sitting: Sitting) -> None:
    client.force_login(sitting.round.dora)
    path = address(sitting.round, sitting.round.dora)
    assert client.get(f"{path}?sort=-score").status_code == 400


# What stays hidden


def discuss(sitting: Sitting, *, given: str, votes: Votes) -> None:
    """All that can be said of the application at which Juror 2 is befangen."""
    item = sitting.call(1)
    sitting.revise(1, sitting.third, given)
    deliberation.note(session=sitting.session, text="Streng vertraulich", by=sitting.round.dora)
    deliberation.vote(item=item, motion="Fördern ohne Auflagen", votes=votes, by=sitting.round.dora)


def test_who_is_befangen_is_sent_out_and_sees_nothing(client: Client, sitting: Sitting) -> None:
    discuss(sitting, given="2", votes=Votes(2, 1))
    shown = page(client, sitting.round, sitting.second.user)
    assert "Bitte verlassen Sie den Raum" in shown
    assert not [secret for secret in SECRETS if secret in shown]
    assert "Streng vertraulich" in page(client, sitting.round, sitting.third.user)
    sitting.end(1)
    shown = page(client, sitting.round, sitting.second.user)
    assert not [secret for secret in SECRETS if secret in shown]


def test_who_has_not_declared_sees_nothing(client: Client, sitting: Sitting) -> None:
    discuss(sitting, given="2", votes=Votes(2, 1))
    sitting.fourth.declarations.all().delete()
    shown = page(client, sitting.round, sitting.fourth.user)
    assert "Sie haben noch nicht erklärt" in shown
    assert not [secret for secret in SECRETS if secret in shown]


def test_the_befangen_page_is_the_same_whatever_the_points_are(
    client: Client, sitting: Sitting
) -> None:
    discuss(sitting, given="2", votes=Votes(2, 1))
    for sort in ("agenda", "range", "deviation", "place"):
        for is_ended in (False, True):
            SessionItem.objects.filter(pk=sitting.item(1).pk).update(
                closed_at=sitting.session.opened_at if is_ended else None
            )
            seen = [befangen_page(client, sitting, sort, steps) for steps in (0, 5, 10)]
            assert seen[0] == seen[1] == seen[2]


def befangen_page(client: Client, sitting: Sitting, sort: str, steps: int) -> str:
    hidden = sitting.round.applications[1]
    Score.objects.filter(review__application=hidden).update(steps=steps)
    MinutesEntry.objects.filter(item=sitting.item(1)).exclude(kind=EntryKind.OUT).update(
        text=f"{SECRETS} {steps}"
    )
    SessionItem.objects.filter(pk=sitting.item(1).pk).update(yes_count=steps, note=str(steps))
    return plain(page(client, sitting.round, sitting.second.user, f"?sort={sort}"))


def test_the_befangen_minutes_are_the_same_whatever_was_said(
    client: Client, sitting: Sitting
) -> None:
    discuss(sitting, given="2", votes=Votes(2, 1))
    sitting.end(1)
    sitting.close()
    raw = []
    for steps in (0, 10):
        befangen_page(client, sitting, "agenda", steps)
        raw.append(minutes_of(client, sitting, sitting.second.user).content)
    assert raw[0] == raw[1]
    text = pdf.read(raw[0]).text
    assert "Auszug" in text
    assert not [secret for secret in SECRETS if secret in text]
    assert "Prüfsumme" not in text


# The minutes as a file


def test_the_minutes_are_a_draft_until_the_end(client: Client, sitting: Sitting) -> None:
    discuss(sitting, given="2", votes=Votes(2, 1))
    draft = pdf.read(minutes_of(client, sitting, sitting.round.dora).content)
    assert "ENTWURF" in draft.text
    sitting.end(1)
    sitting.close()
    answer = minutes_of(client, sitting, sitting.clara.user)
    assert answer["Content-Type"] == "application/pdf"
    whole = pdf.read(answer.content)
    assert "ENTWURF" not in whole.text
    digest = Session.objects.get().minutes_digest
    assert digest in "".join(whole.pages[-1].split())
    for said in ("Beschäftigung oder Auftrag", "Streng vertraulich", "2 statt 4 Punkte"):
        assert said in whole.text


def test_a_closed_session_gives_the_same_file_again(client: Client, sitting: Sitting) -> None:
    discuss(sitting, given="2", votes=Votes(2, 1))
    sitting.end(1)
    sitting.close()
    first = minutes_of(client, sitting, sitting.round.dora).content
    session.open(call=sitting.round.call, by=sitting.round.dora, quorum=1)
    assert minutes_of(client, sitting, sitting.round.dora).content == first
    shown = page(client, sitting.round, sitting.clara.user)
    assert f"/sitzung/{sitting.session.pk}/niederschrift.pdf" in shown


def test_the_minutes_of_another_call_are_not_found(
    client: Client, sitting: Sitting, make_round: MakeRound
) -> None:
    other = make_round(Stage.LOCKED, fields={"slug": "andere"})
    client.force_login(sitting.round.dora)
    wanted = [other.call.slug, sitting.session.pk]
    assert client.get(reverse("office-session-minutes", args=wanted)).status_code == 404


# Doors


def test_strangers_find_nothing(client: Client, sitting: Sitting, stranger: User) -> None:
    client.force_login(stranger)
    for side in ("jury", "office"):
        path = reverse(f"{side}-session", args=[sitting.round.call.slug])
        assert client.get(path).status_code == 404
        assert client.post(path, {"act": "close"}).status_code == 404


@pytest.mark.parametrize("applications", [2, 4])
def test_the_page_takes_as_many_queries_for_few_and_many(
    client: Client,
    make_session: MakeSession,
    django_assert_num_queries: DjangoAssertNumQueries,
    applications: int,
) -> None:
    sitting = make_session(applications=applications)
    sitting.call(0)
    for person, count in ((sitting.third.user, 11), (sitting.round.dora, 12)):
        client.force_login(person)
        with django_assert_num_queries(count):
            client.get(address(sitting.round, person))


# The office's desk


def test_the_desk_names_it_while_it_runs_and_never_waits_for_it(
    client: Client, sitting: Sitting
) -> None:
    path = reverse("office-call", args=[sitting.round.call.slug])
    client.force_login(sitting.round.dora)
    running = client.get(path).context["due"]
    assert (running.name, running.url(sitting.round.call.slug)) == (
        "Jurysitzung",
        address(sitting.round, sitting.round.dora),
    )
    sitting.close()
    assert client.get(path).context["due"].name == "Auswahllauf"


def test_a_juror_finds_the_session_from_the_desk(client: Client, sitting: Sitting) -> None:
    client.force_login(sitting.third.user)
    shown = client.get(reverse("jury-call", args=[sitting.round.call.slug])).content.decode()
    assert address(sitting.round, sitting.third.user) in shown


# What is new while a page is open


def test_a_page_asks_whether_there_is_news(client: Client, sitting: Sitting) -> None:
    shown = page(client, sitting.round, sitting.third.user)
    found = re.search(r'hx-get="([^"]+)"', shown)
    assert found
    assert "Stand aktualisieren" not in client.get(found[1]).content.decode()
    sitting.call(0)
    news = client.get(found[1]).content.decode()
    assert "In der Sitzung hat sich etwas geändert." in news
    assert "<html" not in news


def test_there_is_no_news_of_what_is_hidden(client: Client, sitting: Sitting) -> None:
    sitting.call(1)
    found = re.search(r'hx-get="([^"]+)"', page(client, sitting.round, sitting.second.user))
    assert found
    sitting.revise(1, sitting.third)
    assert "geändert" not in client.get(found[1]).content.decode()


@pytest.mark.parametrize("since", ["", "x", "-1", "1" * 30, "٣", "\x00"])
def test_what_was_shown_is_a_number(client: Client, sitting: Sitting, since: str) -> None:
    client.force_login(sitting.third.user)
    path = address(sitting.round, sitting.third.user)
    assert client.get(path, {"since": since}).status_code == 400
