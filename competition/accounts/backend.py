"""The person whom a session names, read together with the database's clock.

Whether the session still stands for them (the password of then, the keys) stays Django's own
question, asked by ``django.contrib.auth.get_user``: only the one statement in it is ours.
"""

from datetime import datetime

from allauth.account.auth_backends import AuthenticationBackend

from competition import clock
from competition.models import User


class Backend(AuthenticationBackend):
    """allauth's, whose persons say when they were looked up (``read_at``)."""

    def get_user(self, user_id: int) -> User | None:
        """None: no such person, or the account is closed."""
        person = User.objects.annotate(read_at=clock.Now()).order_by().filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None


def read_at(person: User) -> datetime:
    """The database's instant at which ``get_user`` read the person: costs nothing after it."""
    instant: datetime = getattr(person, "read_at")  # noqa: B009  # annotated there
    return instant
