"""What ends with a password: whoever had got hold of the account may have issued tokens, too."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.dispatch import receiver

from api import tokens
from competition.models import User


@receiver((password_changed, password_reset))
def end_tokens(user: User, **_more: Any) -> None:
    """The letter about a token says: set a new password. Then no token of before opens anything."""
    tokens.revoke_all(user=user, by=user)
