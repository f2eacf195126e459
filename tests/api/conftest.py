"""Callers of the API: Dora and Emil by token, and everybody without one."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from api.models import SCOPES, Audience, Scope
from competition.models import Call, User
from reviews.models import JuryMember
from tests.api.caller import Caller, caller_of, jury_caller_of, portal_caller_of
from tests.api.funded_rows import funded_places, site_places
from tests.api.operations import Known
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.second_factors import give_app


@pytest.fixture
def as_dora(dora: User) -> Caller:
    """Dora with every scope."""
    return caller_of(dora, *Scope.values)


@pytest.fixture
def as_emil(emil: User) -> Caller:
    """Emil with every scope."""
    return caller_of(emil, *Scope.values)


@pytest.fixture
def as_anna(anna: User) -> Caller:
    """Anna with every scope of the portal."""
    return portal_caller_of(anna)


@pytest.fixture
def entitled(request: pytest.FixtureRequest, make_round: MakeRound) -> Callable[[Known], Caller]:
    """Whoever an operation is meant for; a juror in the round that there is. Tokens are made when
    they are asked for: what a round does with people may end earlier ones."""
    jurors: list[Caller] = []

    def caller(known: Known) -> Caller:
        if known.view.audience == "jury":
            if not jurors:
                seat = JuryMember.objects.order_by("pk").first()
                seat = seat or make_round(Stage.DRAFTED).seat("Clara")
                jurors.append(jury_caller_of(seat.user, seat.call))
            return jurors[0]
        name = "as_anna" if known.view.audience == "portal" else "as_dora"
        found: Caller = request.getfixturevalue(name)
        return found

    return caller


@pytest.fixture
def anybody(db: None) -> Caller:
    """Somebody without a token."""
    return Caller()


@pytest.fixture
def proposed(make_round: MakeRound) -> Round:
    """A round whose decision Dora has proposed."""
    return make_round(Stage.PROPOSED)


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Round]:
    """The same, for all tests of a file: each test's own transaction lies inside that of the file,
    so what it does is undone. A file that asks much of the round takes it as its ``proposed``."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Round().advance(Stage.PROPOSED)
        transaction.set_rollback(True)


@pytest.fixture
def existing(proposed: Round) -> Callable[[Known], str]:
    """The address of an operation in that round."""
    assert proposed.run
    assert proposed.decision
    ids = {"run": proposed.run.public_id, "decision": proposed.decision.public_id}
    funded = funded_places(proposed.applications[0], proposed.dora, proposed.emil)
    of_site = site_places(proposed.dora)

    def address(known: Known) -> str:
        of_application = proposed.applications[0].public_id
        wanted = next((ids[word] for word in ids if word in known.name), of_application)
        places = {"slug": proposed.call.slug, "public_id": wanted}
        if lies_below(known, FUNDED[known.view.audience]):
            places = funded
        elif lies_below(known, {"barrier-reports", "site-texts"}):
            places = of_site
        return known.address(**places)

    return address


# Words in the addresses of the funded years.
FUNDED: dict[str, set[str]] = {
    "": set(),
    "office": {"programme", "workshops", "profiles"},
    "portal": {"agreement", "reports", "payments", "workshops", "profile"},
    "jury": set(),
}


def lies_below(known: Known, words: set[str]) -> bool:
    """Whether one of these stands in the operation's address."""
    return not words.isdisjoint(known.address().split("/"))


@pytest.fixture
def many_requests(settings: Any) -> None:
    """How often a token asks is tried elsewhere."""
    settings.API_REQUESTS_PER_MINUTE = dict.fromkeys(settings.API_REQUESTS_PER_MINUTE, 10**6)


@pytest.fixture
def bound(proposed: Round) -> Callable[[str, Call | None], Caller]:
    """Whoever an audience is meant for in that round, with every scope, for one call or for all."""
    people: dict[str, User] = {
        Audience.OFFICE: proposed.dora,
        Audience.PORTAL: proposed.applications[0].contact,
        Audience.JURY: proposed.jurors[0].user,
    }

    give_app(proposed.jurors[0].user)

    def caller(audience: str, call: Call | None) -> Caller:
        scopes = SCOPES[audience].values
        return caller_of(people[audience], *scopes, audience=Audience(audience), call=call)

    return caller


@pytest.fixture
def callers(
    proposed: Round, bound: Callable[[str, Call | None], Caller]
) -> Callable[[Known], Caller]:
    """Whoever an operation is meant for, in the round that there is."""
    made = {"": Caller()}
    for audience in Audience.values:
        made[audience] = bound(audience, proposed.call if audience == Audience.JURY else None)
    return lambda known: made[known.view.audience]
