"""What ends with a password or the last second factor: whoever had got hold of either may have
issued tokens, too. And what goes with a draft that is thrown away."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete
from django.dispatch import receiver

from api import idempotency, tokens
from competition.models import Application, User
from competition.services import second_factors


@receiver((password_changed, password_reset))
def end_tokens(user: User, **_more: Any) -> None:
    """The letter about a token says: set a new password. Then no token of before opens anything."""
    tokens.revoke_all(user=user, by=user)


@receiver(post_delete, sender=Authenticator)
def end_tokens_without_factor(instance: Authenticator, **_more: Any) -> None:
    """With the last second factor every token ends for good, whoever took it away: a new factor,
    set up the same day, gives none of them back to whoever has found them."""
    if instance.type in second_factors.FULL and not second_factors.has_one(instance.user):
        tokens.revoke_all(user=instance.user)


@receiver(post_delete, sender=Application)
def forget_answers(instance: Application, **_more: Any) -> None:
    """A draft is thrown away with all it said: no kept answer tells it again."""
    idempotency.erase(instance)
