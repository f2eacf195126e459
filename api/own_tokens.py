"""What a person is told of the own tokens: on a page, and in the file of the own data."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from api import tokens
from api.models import ApiToken
from competition import clock
from competition.models import User
from competition.services.own_data import rows

SHOWN = 50


class State(StrEnum):
    """What became of a token."""

    VALID = "valid"
    ENDED = "ended"
    EXPIRED = "expired"
    IDLE = "idle"  # it would still run, but the right that it rests on has ended


def listed(user: User) -> list[tuple[ApiToken, State]]:
    """A person's latest tokens with their state, the newest first."""
    at = clock.now()
    working = set(tokens.valid(at).filter(user=user).order_by("pk").values_list("pk", flat=True))
    latest = ApiToken.objects.filter(user=user).select_related("call")[:SHOWN]
    return [(token, _state(token, at, works=token.pk in working)) for token in latest]


def _state(token: ApiToken, at: datetime, *, works: bool) -> State:
    if token.revoked_at:
        return State.ENDED
    if token.expires_at <= at:
        return State.EXPIRED
    return State.VALID if works else State.IDLE


def _stored(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """A person's tokens without their digests, for the file of the own data."""
    return rows(
        ApiToken.objects.filter(user=person),
        audience="audience",
        call="call__slug",
        scopes="scopes",
        label="label",
        created_at="created_at",
        expires_at="expires_at",
        revoked_at="revoked_at",
    )


OWN = ("tokens", _stored)
