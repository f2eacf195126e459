"""PostgreSQL is killed, frozen or locked, or loses lines: everybody is told, nothing is lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event

import pytest

from competition import drafts
from competition.models import ApplicationVersion, Attempt
from tests.faults.databases import cut_lines, frozen, killed, slow_commits
from tests.faults.journal import BUSY, CREATED, FOUND, Browser, Journal, Program
from tests.faults.submitting import Crowd
from tests.faults.web import ask_everywhere, wait_until_up
from tests.faults.whole import assert_faults_answered, assert_round_whole
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.site import Site
from tests.races.holds import call_held, held
from tools.services import PostgresServer
from tools.site import WebServer


def assert_told_everywhere(crowd: Crowd) -> None:
    """I7: every kind of address says by itself, and soon, that it cannot be reached."""
    exchanges = ask_everywhere(crowd).exchanges
    assert {str(each) for each in exchanges if each.status != BUSY} == set()
    assert_faults_answered(exchanges)


def assert_well_everywhere(web: WebServer, crowd: Crowd) -> None:
    """Not one stray error once the database is back, on whatever connection of whatever thread."""
    wait_until_up(web)
    exchanges = ask_everywhere(crowd, times=4).exchanges
    assert [str(each) for each in exchanges if each.is_lost or each.status >= 500] == []


def test_x08_database_killed_in_the_middle_of_submissions(
    durable_site: Site, own_postgres: PostgresServer
) -> None:
    web = durable_site.web.start()
    crowd = Crowd(Round().advance(Stage.OPEN), web.port, count=3)
    with crowd.submitting():
        crowd.wait_for(3)
        with killed(own_postgres):
            assert_told_everywhere(crowd)
        crowd.wait_for(3)
    assert_well_everywhere(web, crowd)
    crowd.assert_whole()


def test_x08_database_frozen_in_the_middle_of_submissions(
    durable_site: Site, own_postgres: PostgresServer
) -> None:
    web = durable_site.web.start()
    crowd = Crowd(Round().advance(Stage.OPEN), web.port, count=3)
    ask_everywhere(crowd)  # every thread has a connection that will be frozen
    with crowd.submitting():
        crowd.wait_for(3)
        with frozen(own_postgres):
            assert_told_everywhere(crowd)
        crowd.wait_for(3)
    assert_well_everywhere(web, crowd)
    crowd.assert_whole()


def test_x09_lines_cut_in_commit_and_before_it(
    durable_site: Site, own_postgres: PostgresServer
) -> None:
    slow_commits(own_postgres)
    web = durable_site.web.start()
    crowd = Crowd(Round().advance(Stage.OPEN), web.port, count=4)
    with crowd.submitting():
        cut_lines(crowd, committing=5, at_all=10)
    assert_well_everywhere(web, crowd)
    crowd.assert_whole()


def row_held(table: str, key: int) -> AbstractContextManager[Event]:
    """Hold one row as an act does that changes it."""
    return held(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", key)  # noqa: S608


@pytest.mark.parametrize("what", ["application", "call", "chain"])
def test_x10_a_lock_that_is_held_for_long(site: Site, make_round: MakeRound, what: str) -> None:
    draft = make_round(Stage.OPEN).draft(0)
    web = site.web.start()
    journal = Journal()
    program = Program.of(draft.contact, journal, web.port)
    browser = Browser.of(draft.contact, journal, web.port)
    digest = drafts.digest(draft)
    locks: dict[str, Callable[[], AbstractContextManager[Event]]] = {
        "application": lambda: row_held("competition_application", draft.pk),
        "call": lambda: call_held(draft.call_id),
        "chain": lambda: held("LOCK TABLE competition_audithead IN EXCLUSIVE MODE"),
    }
    with locks[what]():
        by_form = browser.submits(draft.public_id, digest)
        by_program = program.submits(draft.public_id, digest, key="k1")
        assert (by_form.status, by_program.status) == (BUSY, BUSY)
        assert browser.reads("/portal/").status == 200  # whoever needs no lock is served
    assert_faults_answered(journal.exchanges)
    assert not ApplicationVersion.objects.exists()
    assert Attempt.objects.filter(code="busy").count() == 2

    assert program.submits(draft.public_id, digest, key="k1").status == CREATED
    assert browser.submits(draft.public_id, digest).status == FOUND
    assert ApplicationVersion.objects.count() == 1
    assert_round_whole(journal)
