"""Twin worlds through every list of the API: filters, orders, expansions, pages and their ETags.

As in ``test_twin_worlds``: rounds that differ only in scores, texts, jurors' names and selection
are alike to everybody outside, whatever they ask for.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import django_filters as filters
import pytest
from django.test import Client

from competition.models import User
from tests.api.operations import Known, all_operations
from tests.fixtures.rounds import PUBLIC_AT, Stage
from tests.harness.test_twin_worlds import (
    ONE,
    OTHER,
    UNDECIDED,
    Answers,
    Twin,
    ask,
    beginning,
    differences,
    ending,
    portal_token,
    told,
)

pytestmark = pytest.mark.django_db
OUTSIDE = [known for known in all_operations() if known.view.audience in ("", "portal")]
READ = [known for known in OUTSIDE if known.method == "GET"]
# Words of one world alone: a juror's name, a review's text.
WORDS = ("Zacharias", "Yvonne", "zuerst", "beispielrunde", "Beispiel")
# What no list declares: each is refused, in every world alike.
TRIED = ("order=-score", "reviews__score__gte=4", "search=zuerst", "fields=score", "expand=reviews")


def values_of(one: Any) -> list[str]:
    """What may be asked of a filter."""
    if isinstance(one, filters.ChoiceFilter | filters.OrderingFilter):
        return [str(value) for value, _label in one.extra["choices"] if value]
    if isinstance(one, filters.BooleanFilter):
        return ["true", "false"]
    return list(WORDS)


def queries_of(known: Known) -> Iterator[str]:
    """Every filter with its values, order, expansion and small page of an operation."""
    yield ""
    yield from TRIED
    declared = getattr(known.view, "filterset_class", None)
    if known.operation.many and declared:
        for name, one in declared.base_filters.items():
            yield from (f"{name}={value}" for value in values_of(one))
    if known.operation.many:
        yield "page_size=1"
    yield from (f"expand={name}" for name in known.operation.expands)


@pytest.fixture
def shared(db: None) -> Twin:
    return beginning()


@pytest.fixture
def sessions(shared: Twin) -> dict[str, Client]:
    """A visitor, and programs of towns that are selected in one world and not in the other."""
    made = {"anonymous": Client()}
    for name in ("anna", "frida"):
        token = portal_token(User.objects.get(email=f"{name}@example.org"))
        made[name] = Client(headers={"Authorization": f"Bearer {token}"})
    return made


def read(round_: Twin, sessions: dict[str, Client]) -> Answers:
    """What everybody is answered, by person, query and operation, each list to its last page."""
    found: Answers = {}
    for known in READ:
        places = {"slug": round_.call.slug, "ags": "00000000"}
        for rank in (0, -1):
            public_id = round_.applications[rank].public_id
            path = known.address(**places, public_id=public_id)
            for query in queries_of(known):
                for person, client in sessions.items():
                    follow(found, (person, query, f"{known.name} {rank}"), client, path, query)
    return found


def follow(
    found: Answers, asked: tuple[str, str, str], client: Client, path: str, query: str
) -> None:
    """An answer, and those behind it that it leads to."""
    address = f"{path}?{query}" if query else path
    for page in range(10):
        answer = ask(client, "GET", address)
        found[asked[0], f"{asked[1]} {page}", asked[2]] = told(answer, path)
        following = answer.json().get("next") if answer.status_code == 200 else None  # type: ignore[attr-defined]  # of the test client
        if not following or "page_size" not in query:
            return
        address = following.removeprefix("http://testserver")


def test_whatever_is_asked_before_the_announcement_is_answered_alike(
    shared: Twin, sessions: dict[str, Client]
) -> None:
    worlds = []
    for how in (ONE, OTHER, UNDECIDED):
        with ending(shared, how) as round_:
            round_.at(PUBLIC_AT - timedelta(minutes=5))
            worlds.append(read(round_, sessions))
    for other in worlds[1:]:
        assert other.keys() == worlds[0].keys()
        assert differences(worlds[0], other) == {}
    assert {answer[0] for answer in worlds[0].values()} >= {200, 400, 401, 404}


def test_after_the_announcement_lists_filters_and_expansions_tell_them_apart(
    shared: Twin, sessions: dict[str, Client]
) -> None:
    worlds = []
    for how in (ONE, OTHER):
        with ending(shared, how) as round_:
            round_.advance(Stage.ANNOUNCED)
            worlds.append(read(round_, sessions))
    told_apart = {(asked[1], asked[2].split()[0]) for asked in differences(*worlds)}
    assert told_apart >= {
        (" 0", "api-public-awards"),
        ("page_size=1 0", "api-public-awards"),
        (" 0", "api-portal-applications"),
    }
    assert not {asked for asked in told_apart if asked[0].removesuffix(" 0") in TRIED}
