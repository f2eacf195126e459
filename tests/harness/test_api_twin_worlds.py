"""Twin worlds through every list of the API: filters, orders, expansions, pages and their ETags.

As in ``test_twin_worlds``: rounds that differ only in scores, texts, jurors' names and selection
are alike to everybody outside, whatever they ask for.
"""

from collections.abc import Iterator
from datetime import timedelta

import django_filters as filters
import pytest
from django.test import Client

from competition.models import User
from tests.api.operations import Known, all_operations
from tests.fixtures.people import OWN_TOWN
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
# Words of one world alone (a juror's name, a review's text), and such as find something.
WORDS = ("Zacharias", "Yvonne", "zuerst", "beispielrunde", "Beispiel", OWN_TOWN)
# What no list declares: each is refused, in every world alike.
TRIED = ("order=-score", "reviews__score__gte=4", "search=zuerst", "fields=score", "expand=reviews")


def values_of(one: filters.Filter) -> list[str]:
    """What may be asked of a filter: each of its choices, or words where it takes any text."""
    if "choices" in one.extra:
        return [str(value) for value, _label in one.extra["choices"] if value]
    assert isinstance(one, filters.CharFilter), f"What may be asked of {type(one)}?"
    return list(WORDS)


def queries_of(known: Known) -> Iterator[str]:
    """Every filter with its values, order, expansion and small page of an operation; the pages of
    each order, too, for their cursors hold values of its columns."""
    yield ""
    yield from TRIED
    declared = getattr(known.view, "filterset_class", None)
    if known.operation.many and declared:
        for name, one in declared.base_filters.items():
            yield from (f"{name}={value}" for value in values_of(one))
        if order := declared.base_filters.get("order"):
            yield from (f"order={value}&page_size=1" for value in values_of(order))
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
        is_of_one = {"public_id", "ags"} & set(known.places)
        for rank in (0, -1) if is_of_one else (0,):
            application = round_.applications[rank]
            path = known.address(
                slug=round_.call.slug,
                ags=application.municipality.ags,
                public_id=application.public_id,
            )
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


def test_c01_c06_c08_whatever_is_asked_before_the_announcement_is_answered_alike(
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
        (" 0", "api-public-award"),
        (" 0", "api-public-awards"),
        ("page_size=1 0", "api-public-awards"),
        ("order=municipality&page_size=1 1", "api-public-awards"),
        (" 0", "api-portal-applications"),
    }
    assert not {asked for asked in told_apart if asked[0].removesuffix(" 0") in TRIED}
