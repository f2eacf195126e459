"""A trial never appears: no page, list, count, export, document or computation knows of it.

Every address of a round is asked before and after somebody has saved a trial; what is answered must
be the same, and the trial's words must stand nowhere but on its own pages.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from api import tokens
from competition.models import TrialApplication
from competition.services import trials
from reviews import cases, queries
from reviews.queries import applications_for
from tests.fixtures.refusals import snapshot
from tests.fixtures.rounds import ANSWERS, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

MARK = "Probenkennwort"
OWN_PAGES = {"office-trial", "office-trial-pdf", "office-trial-juror"}
# Answers of the network's side, and what is drawn anew for each visitor.
DRAWN = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|base64,[^"]+|name="secret_signed" value="[^"]+"'
    rb'|<code>\w+</code>|"challenge": ?"[^"]+"|data-now="[^"]+"'
)
# What holds the instant of its writing or reading, and the list of what was asked in vain before.
DATED = {"jury-workbook", "office-attempts", "office-availability", "office-availability-minutes"}
DATED |= {"api-office-availability"}
# Whose pages begin with what; an account's own pages name no round.
PAGES = {
    "office": ("office", "api-office"),
    "juror": ("jury", "review"),
    "applicant": ("portal", "application", "api-portal"),
    "anonymous": ("start", "call", "decision", "enquiries", "api-public"),
}


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING, applications=1, jurors=1)


def patterns(resolver: object = None) -> Iterator[URLPattern]:
    for each in (resolver or get_resolver()).url_patterns:  # type: ignore[attr-defined]  # resolvers
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from patterns(each)


def addresses(round_: Round, who: str) -> dict[str, str]:
    """Every page about rounds that needs no more than the name of the round or an application."""
    slug = {"slug": round_.call.slug}
    public_id = {"public_id": round_.applications[0].public_id}
    found = {}
    names = {str(each.name) for each in patterns() if str(each.name).startswith(PAGES[who])}
    for name in names - OWN_PAGES:
        for parts in ({}, slug, public_id, slug | public_id):
            with suppress(NoReverseMatch):
                found[name] = reverse(name, kwargs=parts)
    return found


def answers_to(who: str, round_: Round, token: str) -> dict[str, tuple[int, bytes]]:
    """What somebody is answered at all their addresses; to the API they show the ``token``."""
    person = {
        "office": round_.dora,
        "juror": round_.jurors[0].user,
        "applicant": round_.applications[0].contact,
    }.get(who)
    client = Client()
    if person:
        client.force_login(person)
    found = {}
    for name, path in addresses(round_, who).items():
        headers = {"Authorization": f"Bearer {token}"} if token and "/api/" in path else {}
        answer = client.get(path, headers=headers)
        whole = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # of a stream
        found[name] = (answer.status_code, DRAWN.sub(b"", whole))
    return found


def try_out(round_: Round) -> None:
    values = {**ANSWERS, "title": MARK, "concept": MARK, "remark": MARK}
    trials.save(call=round_.call, values=values, by=round_.dora)


def test_addresses_are_asked_for(round_: Round) -> None:
    found = set.union(*(set(addresses(round_, who)) for who in PAGES))

    wanted = {"office", "office-call", "office-applications", "jury-call", "review", "portal"}
    wanted |= {"office-rubric", "call", "application", "office-application", "office-notices"}
    assert wanted < found


@pytest.mark.parametrize("who", PAGES)
def test_every_page_says_the_same_with_a_trial_and_without(round_: Round, who: str) -> None:
    token = tokens.issue(user=round_.dora, scopes=["read"], minutes=5)[1] if who == "office" else ""
    before = answers_to(who, round_, token)
    try_out(round_)
    after = answers_to(who, round_, token)

    assert TrialApplication.objects.count() == 1
    assert [each for each in before if before[each] != after[each] and each not in DATED] == []
    assert [each for each, (_status, body) in after.items() if MARK.encode() in body] == []


def test_no_computation_meets_it(round_: Round) -> None:
    juror, at = round_.jurors[0], round_.call.deadline_at
    before = (cases.case_of(round_.call), list(queries.admitted(round_.call)))
    readable = list(applications_for(juror, at))
    try_out(round_)

    assert (cases.case_of(round_.call), list(queries.admitted(round_.call))) == before
    assert list(applications_for(juror, at)) == readable


def test_saving_it_writes_one_row_of_its_own_table(round_: Round) -> None:
    before = snapshot()
    try_out(round_)
    after = snapshot()

    table = TrialApplication._meta.db_table
    assert len(after.pop(table)) == 1
    assert before.pop(table) == []
    assert after == before
