"""Second factors: proving one, and whether a person has one.

allauth keeps them (``Authenticator``): an app with one-time codes, passkeys, recovery codes.
"""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from competition.errors import Refusal
from competition.models import User
from competition.models.audit import AttemptKind
from competition.services import account_letters, brakes, sessions

Kind = Authenticator.Type
# Recovery codes stand in for one of these and are worth nothing alone.
FULL = (Kind.TOTP, Kind.WEBAUTHN)
CODE = "code_wrong"
# The last 30-second step whose code was taken, in the authenticator's data.
STEP = "last_step"


def has_one(user: User | AnonymousUser) -> bool:
    """Whether the person has an app or a passkey."""
    return (
        user.is_authenticated
        and Authenticator.objects.filter(user_id=user.pk, type__in=FULL).exists()
    )


def holders() -> QuerySet[Any]:
    """Ids of everybody who has an app or a passkey, for other queries; in a demo its example
    people, too, who need none."""
    proven = Q(authenticator__type__in=FULL)
    if settings.DEMO:
        proven |= Q(is_synthetic=True)
    return User.objects.filter(proven).values("pk")


def counts(user: User) -> dict[str, int]:
    """How many apps (one at most), passkeys and sets of recovery codes the person has, by kind."""
    rows = Authenticator.objects.filter(user=user).values_list("type", flat=True).order_by("pk")
    kinds = list(rows)
    return {str(kind): kinds.count(kind) for kind in Kind.values}


def require_one(user: User) -> None:
    """Raise ``second_factor_missing`` for whoever has none. Example people of a demo need none."""
    if settings.DEMO and user.is_synthetic:
        return
    if not has_one(user):
        raise Refusal("second_factor_missing")


def prove(*, user: User, code: str, device: str = "") -> Authenticator:
    """The person's app or recovery codes, if ``code`` is one of theirs and was not used before.

    A code of the app counts once (RFC 6238, 5.2), wherever and however often it is sent at once.
    Raises ``code_wrong``; after ten wrong ones within 15 minutes ``too_many_tries``. ``device`` as
    in ``sign_in.verify``: a stranger who knows the password cannot lock the person out.
    """
    subject = brakes.digest(f"user {user.pk} {device}")
    with brakes.counted(kind=AttemptKind.SECOND_FACTOR, code=CODE, subject=subject):
        found = _taken_by_app(user, code) or _taken_by_recovery_code(user, code)
        if found is None:
            raise Refusal(CODE, field="code")
    return found


def _taken_by_app(user: User, code: str) -> Authenticator | None:
    with transaction.atomic():
        app = (
            Authenticator.objects.select_for_update()
            .filter(user=user, type=Kind.TOTP)
            .order_by("pk")
            .first()
        )
        step = app and step_of(totp.decrypt(app.data["secret"]), code)
        if app is None or step is None or step <= app.data.get(STEP, 0):
            return None
        app.data[STEP] = step
        app.save(update_fields=["data"])
        return app


def _taken_by_recovery_code(user: User, code: str) -> Authenticator | None:
    codes = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    try:
        return codes if codes and codes.wrap().validate_code(code) else None
    except ValidationError:
        return None


def step_of(secret: str, code: str) -> int | None:
    """The 30-second step whose code this is: the present one, the one before or after it."""
    typed = "".join(code.split())
    present = int(time.time()) // app_settings.TOTP_PERIOD
    for step in range(
        present - app_settings.TOTP_TOLERANCE, present + 1 + app_settings.TOTP_TOLERANCE
    ):
        if totp.compare_user_code(
            actual=typed, expected=totp.format_hotp_value(totp.hotp_value(secret, step))
        ):
            return step
    return None


def set_up_app(*, user: User, secret: str, step: int, session_key: str | None) -> Authenticator:
    """Give the person an app; the code with which it was set up (of ``step``) counts once, too.

    All other sessions end, since none of them has shown a second factor; a letter tells the person.
    Raises ``second_factor_standing`` where there is an app already.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if Authenticator.objects.filter(user=user, type=Kind.TOTP).exists():
            raise Refusal("second_factor_standing")
        data = {"secret": totp.encrypt(secret), STEP: step}
        app = Authenticator.objects.create(user=user, type=Kind.TOTP, data=data)
        sessions.end_all(user=user, but=session_key)
        account_letters.owe(kind="mfa/email/totp_activated", address=user.email, context={})
        return app


def new_recovery_codes(user: User) -> list[str]:
    """Ten codes in the place of any before, to be shown once; a letter tells the person.

    Raises ``second_factor_missing`` for whoever has neither app nor passkey.
    """
    if not has_one(user):
        raise Refusal("second_factor_missing")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
        codes = RecoveryCodes.activate(user)
        codes.mark_as_viewed()
        kind = "mfa/email/recovery_codes_generated"
        account_letters.owe(kind=kind, address=user.email, context={})
        return list(codes.get_unused_codes())


def recovery_codes_left(user: User) -> int | None:
    """How many recovery codes are left; None where the person has never seen any."""
    codes = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    if codes is None or not codes.wrap().did_view:
        return None
    return len(codes.wrap().get_unused_codes())
