"""Access tokens: issued and revoked here, and recognised in requests.

A token is 256 random bits behind a prefix that names its audience (``mk_office_…``,
``mk_portal_…``, ``mk_jury_…``). It is shown once; stored is its SHA-256 alone, which is enough for
a secret that nobody can guess.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from api import entitlement, idempotency, throttles
from api.models import ApiToken, Audience
from competition import answers, audit, clock, locks
from competition.errors import Refusal
from competition.models import Call, Membership, User
from competition.services import account_letters, brakes, second_factors

MAX_MINUTES = entitlement.MAX_MINUTES
MAX_ANNOUNCE_MINUTES = entitlement.MAX_ANNOUNCE_MINUTES
# Nobody needs more of them by hand, and whoever has stolen a session gets no more.
MAX_AN_HOUR = 20
AN_HOUR = timedelta(hours=1)
LABEL_CHARS = 100
SHAPE = re.compile(r"mk_(?P<audience>[a-z]{1,10})_[A-Za-z0-9_-]{43}")


def issue(
    *,
    user: User,
    scopes: Collection[str],
    minutes: int,
    label: str = "",
    by: User | None = None,
    audience: Audience = Audience.OFFICE,
    call: Call | None = None,
    seen: int | None = None,
) -> tuple[ApiToken, str]:
    """A token of a member of the office, of somebody who acts for a municipality, or of a juror
    (for the one ``call``), and its text, which cannot be shown again.

    ``by``: who issued it, None at the console. ``seen``: how many the person had ever got when the
    form was made, so that a form that is sent again issues nothing. Written in the audit log; of
    one that opens the office or a jury the person is told by letter, so that a stolen session is
    noticed. Raises what ``entitlement`` refuses (who, scopes, minutes), ``tokens_changed`` and
    ``too_many_tokens``.
    """
    wanted = entitlement.known(scopes, audience)
    entitlement.require(user, audience, wanted, call)
    entitlement.require_short(wanted, minutes)
    text = f"mk_{audience.value}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        locks.own_subject(brakes.digest(f"tokens of {user.pk}"))
        at = clock.now()
        _require_few(user, by, seen, at)
        throttles.forget(at=at)
        idempotency.forget(at=at)
        token = ApiToken.objects.create(
            user=user,
            audience=audience,
            call=call,
            scopes=wanted,
            label=answers.text(label, field="label", max_chars=LABEL_CHARS),
            digest=digest_of(text),
            created_at=at,
            expires_at=at + timedelta(minutes=minutes),
        )
        _record(token, by)
    return token, text


def _require_few(user: User, by: User | None, seen: int | None, at: datetime) -> None:
    own = ApiToken.objects.filter(user=user)
    if seen is not None and own.count() != seen:
        raise Refusal("tokens_changed")
    if by is not None and own.filter(created_at__gt=at - AN_HOUR).count() >= MAX_AN_HOUR:
        raise Refusal("too_many_tokens", limit=MAX_AN_HOUR, minutes=60)


def _record(token: ApiToken, by: User | None) -> None:
    """The log's entry and, of what opens the office or a jury, the letter."""
    audit.log(
        act="token.issued",
        by=by,
        subject=f"token {token.pk}",
        payload={
            "user": token.user_id,
            "audience": token.audience,
            "call": token.call.slug if token.call else "",
            "scopes": token.scopes,
            "expires_at": audit.instant(token.expires_at),
        },
    )
    if token.audience in entitlement.GUARDED:
        kind = f"token/{token.audience}"
        account_letters.owe(kind=kind, address=token.user.email, context={})


def end_one(*, user: User, pk: int, by: User) -> None:
    """End one of a person's tokens; one that has ended already stays as it is. Audited.

    Raises ``not_found`` for every other.
    """
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(user=user, pk=pk).first()
        if token is None:
            raise Refusal("not_found")
        at = clock.now()
        if token.revoked_at is None and token.expires_at > at:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            audit.log(act="token.revoked", by=by, subject=f"token {token.pk}")


def revoke_all(*, user: User, by: User | None = None) -> int:
    """End every valid token of a person at once; returns how many there were. Audited."""
    return _revoke(user, by, Q())


def _revoke(user: User, by: User | None, which: Q) -> int:
    with transaction.atomic():
        at = clock.now()
        valid = ApiToken.objects.filter(
            which, user=user, revoked_at__isnull=True, expires_at__gt=at
        )
        count = valid.update(revoked_at=at)
        if count:
            audit.log(
                act="tokens.revoked", by=by, subject=f"user {user.pk}", payload={"count": count}
            )
        return count


def end(user: User, by: User) -> None:
    """Called by the services where a right in the office ends."""
    revoke_all(user=user, by=by)


def end_of_portal(user: User, by: User | None) -> None:
    """Called where a person acts for a municipality no more, or no longer signs for it.

    A token opens all that its person may do. So it ends with any part of that: whoever comes back
    makes a new one, and one that was lost in between opens nothing.
    """
    _revoke(user, by, Q(audience=Audience.PORTAL))


def end_of_jury(user: User, call: Call, by: User) -> None:
    """Called where a seat in the jury of a call is taken back; a new seat gives no token back."""
    _revoke(user, by, Q(audience=Audience.JURY, call=call))


def digest_of(text: str) -> str:
    """What is stored of a token's text."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def entitled(audience: str) -> Q:
    """Tokens of an audience whose person may still act for it.

    Like a session of the office, its token ends with its person's last second factor: whoever has
    that taken away, because it was lost, may have lost the token with it.
    """
    if audience == Audience.PORTAL:
        acting = Exists(Membership.objects.filter(user=OuterRef("user")))
        return Q(acting, audience=audience)
    secured = Q(audience=audience, user__in=second_factors.holders())
    if audience == Audience.OFFICE:
        return secured & Q(user__office_member__isnull=False)
    seats = User.objects.filter(pk=OuterRef("user"), jury_memberships__call=OuterRef("call"))
    return secured & Q(Exists(seats))


def valid(
    at: datetime | clock.Now, audiences: Iterable[str] = Audience.values
) -> QuerySet[ApiToken]:
    """Tokens that open something ``at``: not expired, not revoked, their person still entitled.

    Whoever knows the audience names it: the question is a third as long.
    """
    return ApiToken.objects.filter(
        reduce(or_, map(entitled, audiences)),
        expires_at__gt=at,
        revoked_at__isnull=True,
        user__is_active=True,
    )


def recognise(text: str, at: datetime | None = None) -> ApiToken:
    """The token with this text that is valid ``at``; left out, now (``read_at``).

    Raises ``token_invalid`` for every other text, whatever the reason.
    """
    token = None
    shape = SHAPE.fullmatch(text)
    if shape and shape["audience"] in Audience.values:
        token = (
            valid(at or clock.Now(), [shape["audience"]])
            .filter(digest=digest_of(text))
            .select_related("user", "call")
            .annotate(read_at=clock.Now())
            .first()
        )
    if token is None:
        raise Refusal("token_invalid")
    return token


def read_at(token: ApiToken) -> datetime:
    """The database's instant at which ``recognise`` read the token: costs nothing after it."""
    instant: datetime = getattr(token, "read_at")  # noqa: B009  # annotated there
    return instant


def require_still_valid(token: ApiToken) -> None:
    """Raise ``token_invalid`` where the token has ended since it was recognised: called last
    inside the transaction of a save, which is then taken back."""
    if not valid(clock.now(), [token.audience]).filter(pk=token.pk).exists():
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
