"""Access tokens: issued and revoked here, and recognised in requests.

A token is 256 random bits behind a prefix that names its audience (``mk_office_…``). It is shown
once; stored is its SHA-256 alone, which is enough for a secret that nobody can guess.
"""

import hashlib
import re
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from api.models import ApiToken, Audience, Scope
from competition import answers, audit, clock, policies
from competition.errors import Refusal
from competition.models import User
from competition.services import second_factors

# A working day, like a session of the site.
MAX_MINUTES = 12 * 60
# Announcing cannot be undone: a token for it is made for the act and not kept.
MAX_ANNOUNCE_MINUTES = 15
SHAPE = re.compile(r"mk_[a-z]{1,10}_[A-Za-z0-9_-]{43}")


def issue(
    *,
    user: User,
    scopes: Collection[str],
    minutes: int,
    label: str = "",
    by: User | None = None,
) -> tuple[ApiToken, str]:
    """A token of a member of the office, and its text, which cannot be shown again.

    ``by``: who issued it, None at the console. Written in the audit log. Raises ``not_allowed``
    (not of the office), ``required`` or ``unknown_choice`` (scopes), ``out_of_range`` (minutes,
    12 hours at most), ``token_too_long`` (with ``announce`` 15 minutes at most),
    ``second_factor_missing``: what opens the office to a program is given to nobody who enters by
    password alone.
    """
    policies.require_office(user)
    second_factors.require_one(user)
    wanted = _checked(scopes)
    _require_short(wanted, minutes)
    text = f"mk_{Audience.OFFICE.value}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        at = clock.now()
        token = ApiToken.objects.create(
            user=user,
            audience=Audience.OFFICE,
            scopes=wanted,
            label=answers.text(label, field="label", max_chars=100),
            digest=digest_of(text),
            created_at=at,
            expires_at=at + timedelta(minutes=minutes),
        )
        audit.log(
            act="token.issued",
            by=by,
            subject=f"token {token.pk}",
            payload={
                "user": user.pk,
                "scopes": wanted,
                "expires_at": audit.instant(token.expires_at),
            },
        )
    return token, text


def _checked(scopes: Collection[str]) -> list[str]:
    if not scopes:
        raise Refusal("required", field="scopes")
    if set(scopes) - set(Scope.values):
        raise Refusal("unknown_choice", field="scopes")
    return [scope for scope in Scope.values if scope in scopes]


def _require_short(scopes: Collection[str], minutes: int) -> None:
    if not 1 <= minutes <= MAX_MINUTES:
        raise Refusal("out_of_range", field="minutes", minimum=1, maximum=MAX_MINUTES)
    if Scope.ANNOUNCE in scopes and minutes > MAX_ANNOUNCE_MINUTES:
        raise Refusal("token_too_long", field="minutes", limit=MAX_ANNOUNCE_MINUTES)


def revoke_all(*, user: User, by: User | None = None) -> int:
    """End every valid token of a person at once; returns how many there were. Audited."""
    with transaction.atomic():
        at = clock.now()
        valid = ApiToken.objects.filter(user=user, revoked_at__isnull=True, expires_at__gt=at)
        count = valid.update(revoked_at=at)
        if count:
            audit.log(
                act="tokens.revoked", by=by, subject=f"user {user.pk}", payload={"count": count}
            )
        return count


def digest_of(text: str) -> str:
    """What is stored of a token's text."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def recognise(text: str) -> ApiToken:
    """The valid token with this text: not expired, not revoked, its person still of the office.

    Raises ``token_invalid`` for every other text, whatever the reason.
    """
    token = None
    if SHAPE.fullmatch(text):
        token = (
            ApiToken.objects.filter(
                digest=digest_of(text),
                expires_at__gt=clock.now(),
                revoked_at__isnull=True,
                user__is_active=True,
                user__office_member__isnull=False,
            )
            .select_related("user")
            .first()
        )
    if token is None:
        raise Refusal("token_invalid")
    return token


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer mk_office_…``. A session of the site opens nothing here."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        kind, _, text = request.META.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
        if not kind:
            return None
        if kind.lower() != "bearer":
            raise Refusal("token_invalid")
        token = recognise(text.strip())
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
