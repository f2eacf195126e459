"""Access tokens: issued and revoked here, and recognised in requests.

A token is 256 random bits behind a prefix that names its audience (``mk_office_…``,
``mk_portal_…``, ``mk_jury_…``). It is shown once; stored is its SHA-256 alone, which is enough for
a secret that nobody can guess.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from api import throttles
from api.models import SCOPES, ApiToken, Audience, Scope
from competition import answers, audit, clock, policies
from competition.errors import Refusal
from competition.models import Call, Membership, User
from competition.services import second_factors
from competition.services.own_data import rows as own_rows

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
    audience: Audience = Audience.OFFICE,
    call: Call | None = None,
) -> tuple[ApiToken, str]:
    """A token of a member of the office, of somebody who acts for a municipality, or of a juror
    (for the one ``call``), and its text, which cannot be shown again.

    ``by``: who issued it, None at the console. Written in the audit log. Raises ``not_allowed``
    (not of the audience), ``office_reads_only`` (more than reading, for an auditor), ``required``
    or ``unknown_choice`` (scopes), ``out_of_range`` (minutes, 12 hours at most), ``token_too_long``
    (with ``announce`` 15 minutes at most), ``second_factor_missing``: what opens the office to a
    program is given to nobody who enters by password alone.
    """
    wanted = _checked(scopes, audience)
    _require_entitled(user, audience, wanted, call)
    _require_short(wanted, minutes)
    text = f"mk_{audience.value}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        at = clock.now()
        throttles.forget(at=at)
        token = ApiToken.objects.create(
            user=user,
            audience=audience,
            call=call,
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
                "audience": audience.value,
                "call": call.slug if call else "",
                "scopes": wanted,
                "expires_at": audit.instant(token.expires_at),
            },
        )
    return token, text


def _require_entitled(
    user: User, audience: Audience, scopes: Collection[str], call: Call | None
) -> None:
    if audience == Audience.OFFICE:
        if set(scopes) != {Scope.READ} or not policies.is_office(user):
            policies.require_office(user)  # an auditor gets a token to read with, and no other
        second_factors.require_one(user)
    elif audience == Audience.JURY:
        if call is None:
            raise Refusal("required", field="call")
        if not User.objects.filter(pk=user.pk, jury_memberships__call=call).exists():
            raise Refusal("not_allowed")
        second_factors.require_one(user)
    elif not Membership.objects.filter(user=user).exists():
        raise Refusal("not_allowed")


def _checked(scopes: Collection[str], audience: Audience) -> list[str]:
    known = SCOPES[audience].values
    if not scopes:
        raise Refusal("required", field="scopes")
    if set(scopes) - set(known):
        raise Refusal("unknown_choice", field="scopes")
    return [scope for scope in known if scope in scopes]


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


def end(user: User, by: User) -> None:
    """Called by the services where a right in the office ends."""
    revoke_all(user=user, by=by)


def _own(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """A person's tokens without their digests, for the file of the own data."""
    return own_rows(
        ApiToken.objects.filter(user=person),
        audience="audience",
        scopes="scopes",
        label="label",
        created_at="created_at",
        expires_at="expires_at",
        revoked_at="revoked_at",
    )


OWN = ("tokens", _own)


def digest_of(text: str) -> str:
    """What is stored of a token's text."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _valid(at: datetime) -> QuerySet[ApiToken]:
    """Tokens that open something now: not expired, not revoked, their person still entitled.

    Like a session of the office, its token ends with its person's last second factor: whoever has
    that taken away, because it was lost, may have lost the token with it.
    """
    acting = Exists(Membership.objects.filter(user=OuterRef("user")))
    seated = Exists(
        User.objects.filter(pk=OuterRef("user"), jury_memberships__call=OuterRef("call"))
    )
    return ApiToken.objects.filter(
        Q(
            audience=Audience.OFFICE,
            user__office_member__isnull=False,
            user__in=second_factors.holders(),
        )
        | Q(acting, audience=Audience.PORTAL)
        | Q(seated, audience=Audience.JURY, user__in=second_factors.holders()),
        expires_at__gt=at,
        revoked_at__isnull=True,
        user__is_active=True,
    )


def recognise(text: str, at: datetime | None = None) -> ApiToken:
    """The token with this text that is valid ``at``; left out, now.

    Raises ``token_invalid`` for every other text, whatever the reason.
    """
    token = None
    if SHAPE.fullmatch(text):
        token = (
            _valid(at or clock.now())
            .filter(digest=digest_of(text))
            .select_related("user", "call")
            .first()
        )
    if token is None:
        raise Refusal("token_invalid")
    return token


def require_still_valid(token: ApiToken) -> None:
    """Raise ``token_invalid`` where the token has ended since it was recognised: called last
    inside the transaction of a save, which is then taken back."""
    if not _valid(clock.now()).filter(pk=token.pk).exists():
        raise Refusal("token_invalid")


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer mk_…``. A session of the site opens nothing here."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        kind, _, text = request.META.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
        if not kind:
            return None
        if kind.lower() != "bearer":
            raise Refusal("token_invalid")
        view = (request.parser_context or {}).get("view")
        token = recognise(text.strip(), getattr(view, "at", None))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
