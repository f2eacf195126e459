"""One second before the instant every door is silent; one second after it, each tells everything.

That the silence is complete, byte for byte, is shown by the twin worlds; here stands what must be
there afterwards, through pages, files, the API, the portal and by mail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from competition.letters import outbox
from competition.models import Award, Notice, Publication
from competition.models.announcement import PublicationKind
from competition.services import announcement
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.rounds import PUBLIC_AT, Round, Stage

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
APPLICANTS = 4
AWARDED = ("Beispielstadt", "Musterdorf")


@pytest.fixture
def round_(db: None) -> Round:
    """Two of four are funded; the second person has confirmed."""
    return Round(applications=APPLICANTS).advance(Stage.CONFIRMED)


@dataclass(frozen=True)
class Door:
    """What somebody asks for, and what it must tell once the instant has come."""

    ask: Callable[[Client, Round], str]
    tells: tuple[str, ...]


def page(name: str, *, who: str = "") -> Callable[[Client, Round], str]:
    """A page of the round, for everybody or for the contact of its n-th application."""

    def ask(client: Client, round_: Round) -> str:
        if who:
            client.force_login(round_.applications[int(who)].contact)
        if name == "application":
            return _text(client, reverse(name, args=[round_.applications[int(who)].public_id]))
        if name == "portal":
            return _text(client, reverse(name))
        return _text(client, reverse(name, args=[round_.call.slug]))

    return ask


def award(client: Client, round_: Round) -> str:
    """The page of Beispielstadt's award."""
    return _text(client, reverse("award", args=[round_.call.slug, OWN_TOWN]))


def common_feed(client: Client, _round: Round) -> str:
    return _text(client, reverse("feed-all"))


def open_data(client: Client, _round: Round) -> str:
    """The list of rounds that have something to take."""
    return _text(client, reverse("open-data"))


def api(path: str) -> Callable[[Client, Round], str]:
    def ask(client: Client, round_: Round) -> str:
        return _text(client, f"/api/v1/{path.format(slug=round_.call.slug)}")

    return ask


def _text(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


SUM = "50.000,00"
DOORS = {
    "the call's page": Door(page("call"), AWARDED),
    "the decision's page": Door(page("decision"), (*AWARDED, SUM)),
    "the award's page": Door(award, ("Vorhaben 1", SUM)),
    "the call's feed": Door(page("feed"), (*AWARDED, "Ergebnis bekannt gegeben")),
    "the feed of all calls": Door(common_feed, (*AWARDED, "Ergebnis bekannt gegeben")),
    "the call's calendar": Door(page("call-dates"), ("bekanntgabe@", "SEQUENCE:1")),
    "the decision's file": Door(page("decision-case"), ('"aggregate"', '"criteria"')),
    "the open data's page": Door(page("open-data-call"), ("awards.csv", "statistics.csv")),
    "the list of open data": Door(open_data, ("beispielrunde",)),
    "the open awards": Door(page("open-data-awards-csv"), (*AWARDED, "5000000")),
    "the open awards as a package": Door(page("open-data-awards-json"), (*AWARDED, "awardDate")),
    "the open decision": Door(page("open-data-decision"), ('"aggregate"', *AWARDED)),
    "the statistics": Door(page("open-data-statistics"), ("total,total,insgesamt,4,4,2",)),
    "the catalogue": Door(page("open-data-catalog"), ("dcat:Distribution", "decision.json")),
    "the API's awards": Door(api("public/awards/"), (*AWARDED, "5000000")),
    "the API's call": Door(
        api("public/calls/{slug}/"), ('"phase":"announced"', '"kind":"decision"')
    ),
    "the winner's portal": Door(page("application", who="0"), ("gefördert",)),
    "the loser's letters": Door(page("portal", who="3"), ("Absage",)),
    "the winner's letters": Door(page("portal", who="1"), ("Zusage",)),
}


@pytest.mark.parametrize("name", DOORS)
def test_c15_door_opens_at_the_instant(client: Client, round_: Round, name: str) -> None:
    door = DOORS[name]
    for after, instant in ((False, PUBLIC_AT - SECOND), (True, PUBLIC_AT + SECOND)):
        round_.at(instant)
        if "letters" in name:
            _letters_due_with(round_)
            round_.at(instant)
        shown = door.ask(client, round_)
        assert [word in shown for word in door.tells] == [after] * len(door.tells), shown[:2000]


def _letters_due_with(round_: Round) -> None:
    """Letters are due by real time; a test that moves the round's clock moves them with it."""
    round_.call.refresh_from_db()
    due_at = PUBLIC_AT - round_.call.clock_shift
    Notice.objects.filter(occasion=announcement.OCCASION).update(due_at=due_at, next_try_at=due_at)


def test_c17_letters_leave_at_the_instant_and_each_gets_the_own(round_: Round) -> None:
    result = Notice.objects.filter(occasion=announcement.OCCASION)
    others = Notice.objects.exclude(occasion=announcement.OCCASION)
    others.update(state="sent", sent_at=PUBLIC_AT)
    round_.at(PUBLIC_AT - 10 * SECOND)  # a worker that is quick, and one that is slow to begin
    _letters_due_with(round_)
    assert outbox.deliver_due() == 0
    assert mail.outbox == []
    round_.at(PUBLIC_AT + SECOND)
    _letters_due_with(round_)
    assert outbox.deliver_due() == APPLICANTS
    got = {each.to[0]: each.subject for each in mail.outbox}
    awarded = set(Award.objects.values_list("application__contact__email", flat=True))
    for application in round_.applications:
        is_awarded = application.contact.email in awarded
        assert ("Zusage" in got[application.contact.email]) == is_awarded
    assert result.filter(state="sent").count() == APPLICANTS


def test_documents_open_at_the_instant(round_: Round) -> None:
    own_shift = round_.call.clock_shift
    now = PUBLIC_AT - own_shift
    documents = Publication.objects.filter(kind=PublicationKind.DECISION)
    assert not documents.public(now - SECOND).exists()
    assert documents.public(now).exists()
    assert documents.public(now + SECOND).count() == 1
