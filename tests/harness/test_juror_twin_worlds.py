"""Twin worlds of a juror: blind before the own review is final, and nothing where befangen.

Rounds that differ only in what a juror must not know answer every request of this juror alike,
byte for byte: every page, list, order, filter, count, export and file. What a world says is seen to
be told to somebody who may know it, so that the worlds do differ.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from api import tokens
from api.models import Audience, JuryScope
from competition.letters import outbox
from competition.models import Application, ApplicationVersion
from reviews.models import JuryMember
from reviews.services import deliberation, reviews, revisions, session
from reviews.services.deliberation import Votes
from tests.api.operations import OPERATIONS
from tests.fixtures import pdf
from tests.fixtures.rounds import CRITERIA, Round, Stage
from tests.fixtures.second_factors import give_app
from tests.harness.test_api_twin_worlds import queries_of
from tests.harness.test_twin_worlds import ADDRESSES, Answer, Answers, differences, told

pytestmark = pytest.mark.django_db
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CLOCK = re.compile(rb"\d\d:\d\d:\d\d(\.\d+)?")
# What a juror may try to add to an address: orders and filters, declared ones and others.
TRIED = {
    "jury-call": ("?stand=final", "?stand=open", "?sort=points", "?q=Vorhaben"),
    "jury-matrix": ("?order=total", "?order=-total", "?order=idea", "?order=title"),
    "jury-session": ("?sort=range", "?sort=deviation", "?sort=place"),
    "review": ("?others=1",),
    # By API all that an operation declares, and what none does.
    **{
        known.name: tuple(f"?{query}" for query in queries_of(known) if query)
        for known in OPERATIONS
        if known.view.audience == "jury" and known.method == "GET"
    },
}
OWN = ("jury", "review", "api-jury")


@dataclass(frozen=True)
class Others:
    """What the other jurors do. ``points`` by the number of the application."""

    comment: str
    points: Callable[[int], str]
    changed: str = "4"
    votes: tuple[int, int] = (2, 0)


# A letter's address is drawn when it is owed: another one in each world.
DRAWN = "portal-notice"
HIGH = Others("Ragt heraus.", lambda number: "5" if number == 0 else "3")
LOW = Others("Kein Konzept.", lambda number: "0,5" if number == 0 else "3", "1", (0, 2))


def review(
    juror: JuryMember, application: Application, points: str, comment: str, *, finish: bool = True
) -> None:
    given = {criterion["key"]: points for criterion in CRITERIA}
    saved = reviews.save(
        juror=juror,
        application=application,
        by=juror.user,
        scores=given,
        comment=comment,
        comment_for_applicant=comment,
        version=0,
    )
    if finish:
        reviews.finalise(juror=juror, application=application, by=juror.user, version=saved.version)


def reviewing(disclosure: str) -> Round:
    """Three applications, three jurors; all have declared to be free. Juror 2 is who asks."""
    round_ = Round(applications=3, jurors=3, rubric_fields={"quorum": 1, "disclosure": disclosure})
    round_.advance(Stage.REVIEWING)
    for juror in round_.jurors:
        round_.declare(juror)
    return round_


def score(round_: Round, others: Others) -> None:
    """The chair and the third juror score everything; worlds differ at the first application."""
    for juror in (round_.jurors[0], round_.jurors[2]):
        for number, application in enumerate(round_.applications):
            comment = "Solide." if number else others.comment
            review(juror, application, others.points(number), comment)


@contextmanager
def world(make: Callable[[], None]) -> Iterator[None]:
    """What is made in it has not happened when it is left."""
    with transaction.atomic():
        make()
        yield
        transaction.set_rollback(True)


def answers_to(round_: Round, juror: JuryMember, token: str) -> Answers:
    """What the juror is answered, by address, as a person and as a program; letters too."""
    client = Client(headers={"Authorization": f"Bearer {token}"})
    client.force_login(juror.user)
    found: Answers = {}
    for name, paths in asked(round_).items():
        is_own = name.startswith(OWN)
        for number, path in enumerate(paths):
            place = str(number) if name == DRAWN else path
            for method in ("GET", "POST") if is_own else ("GET",):
                found[name, method, place] = answer(client, method, path)
            for query in TRIED.get(name, ()):
                found[name, query, place] = answer(client, "GET", path + query)
    found["letters", "", ""] = letters(juror)
    return found


def token_of(juror: JuryMember) -> str:
    """What the juror's program shows to the API."""
    give_app(juror.user)
    scopes, audience = JuryScope.values, Audience.JURY
    issued = tokens.issue(
        user=juror.user, scopes=scopes, minutes=60, audience=audience, call=juror.call
    )
    return issued[1]


def asked(round_: Round) -> dict[str, list[str]]:
    """Every address, and those of an application for each of them."""
    found: dict[str, list[str]] = {}
    for name, parts in ADDRESSES.items():
        wanted = parts(round_)  # type: ignore[arg-type]  # a twin is a round
        is_jury = name.startswith("api-jury")
        if any("public_id" in each and ("slug" in each or is_jury) for each in wanted):
            ids = [each.public_id for each in round_.applications]
            wanted = [{**wanted[0], "public_id": public_id} for public_id in ids]
        found[name] = [reverse(name, kwargs=each) for each in wanted]
    return found


def answer(client: Client, method: str, path: str) -> Answer:
    with transaction.atomic():
        given = client.generic(method, path)
        transaction.set_rollback(True)
    return told(plain(given), path.partition("?")[0])


def plain(given: HttpResponseBase) -> HttpResponseBase:
    """A file as what stands in it, without the clock, which runs on while one world is asked."""
    content = b"".join(given) if given.streaming else given.content  # type: ignore[attr-defined]
    kind = given.headers.get("Content-Type", "")
    if kind == WORKBOOK:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = sorted(name for name in book.namelist() if "docProps" not in name)
            content = b"".join(book.read(name) for name in parts)
    elif kind == "application/pdf":
        content = pdf.read(content).text.encode()
    content, instants = CLOCK.subn(b"", content)
    shown = HttpResponse(content, status=given.status_code)
    shown.headers = given.headers
    if instants:
        shown.headers.pop("ETag", None)  # the digest of a body that tells the clock
    shown.cookies = given.cookies
    return shown


def letters(juror: JuryMember) -> Answer:
    mail.outbox.clear()
    with transaction.atomic():
        while outbox.deliver_due():
            pass
        transaction.set_rollback(True)
    own = [each for each in mail.outbox if each.to[0] == juror.user.email]
    read = sorted(f"{each.subject}\n{each.body}" for each in own)
    return 200, "\n".join(read).encode(), {}, []


def alike(one: Answers, other: Answers) -> None:
    """Fails with the requests that are answered differently, and where the answers part."""
    found = differences(one, other)
    assert not found, "\n".join(f"{asked}: {parting}" for asked, parting in found.items())


def compared(round_: Round, juror: JuryMember, *makes: Callable[[], Any]) -> list[Answers]:
    found, token = [], token_of(juror)  # one for all worlds: the own pages tell when it was made
    for make in makes:
        with world(make):
            found.append(answers_to(round_, juror, token))
    return found


@pytest.mark.parametrize("finishes", [False, True], ids=["own_final", "session"])
def test_c21_blind_until_the_own_review_is_final_and_the_call_says(finishes: bool) -> None:
    round_ = reviewing("session" if finishes else "own_final")
    juror = round_.jurors[1]
    for application in round_.applications:
        review(juror, application, "2", "Mein Urteil.", finish=finishes)

    worlds = compared(
        round_, juror, lambda: None, lambda: score(round_, HIGH), lambda: score(round_, LOW)
    )

    alike(worlds[0], worlds[1])
    alike(worlds[1], worlds[2])


def test_what_is_blind_is_told_once_the_own_review_is_final() -> None:
    round_ = reviewing("own_final")
    juror = round_.jurors[1]
    review(juror, round_.applications[0], "2", "Mein Urteil.")

    worlds = compared(round_, juror, lambda: score(round_, HIGH), lambda: score(round_, LOW))

    public_id = round_.applications[0].public_id
    own = reverse("review", args=[round_.call.slug, public_id])
    by_api = reverse("api-jury-review-others", args=[public_id])
    assert {each[2] for each in differences(*worlds)} == {own, by_api}
    assert b"Ragt heraus." in worlds[0]["review", "GET", own][1]
    assert b"Ragt heraus." in worlds[0]["api-jury-review-others", "GET", by_api][1]


def meet(round_: Round, others: Others, text: str) -> None:
    """The jury meets over the first application, whose text says this; scores change."""
    version = round_.applications[0].valid_version
    assert version
    content = version.content
    content["answers"][1]["value"] = text
    ApplicationVersion.objects.filter(pk=version.pk).update(content=content)
    score(round_, others)
    round_.lock()
    held = session.open(call=round_.call, by=round_.dora, quorum=2)
    for juror in round_.jurors:
        session.come(session=held, member=juror, by=round_.dora)
    item = held.items.get(application=round_.applications[0])
    deliberation.open_item(item=item, by=round_.dora)
    chair = round_.jurors[0]
    revisions.revise(
        item=item,
        juror=chair,
        criterion="idea",
        points=others.changed,
        reason=others.comment,
        by=chair.user,
    )
    deliberation.note(session=held, text=others.comment, by=round_.dora)
    votes = Votes(*others.votes)
    deliberation.vote(item=item, motion=others.comment, votes=votes, by=round_.dora)
    deliberation.close_item(item=item, by=round_.dora)


def test_c01_c20_a_conflicted_juror_learns_nothing_by_any_way() -> None:
    round_ = reviewing("own_final")
    juror, closed = round_.jurors[1], round_.applications[0]
    for application in round_.applications:
        review(juror, application, "2", "Mein Urteil.")
    round_.declare(juror, closed, answer="kinship")

    worlds = compared(
        round_,
        juror,
        lambda: meet(round_, HIGH, "Alle Vorlagen werden offene Daten."),
        lambda: meet(round_, LOW, "Wir kaufen Geräte."),
    )

    alike(*worlds)
    desk = reverse("jury-call", args=[round_.call.slug])
    assert b"befangen" in worlds[0]["jury-call", "GET", desk][1]


def test_the_worlds_of_the_conflicted_juror_differ_for_others() -> None:
    round_ = reviewing("own_final")
    other = round_.jurors[2]

    worlds = compared(
        round_,
        other,
        lambda: meet(round_, HIGH, "Alle Vorlagen werden offene Daten."),
        lambda: meet(round_, LOW, "Wir kaufen Geräte."),
    )

    assert {each[0] for each in differences(*worlds)} >= {
        *("review", "jury-session"),
        *("api-jury-application", "api-jury-assignments", "api-jury-review-others"),
    }
