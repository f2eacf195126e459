"""The backend's entry, by Django's convention of names."""

from django.db.backends.postgresql import base

from config.postgresql import driver, patience


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with our driver and a short check whether a kept connection still works."""

    Database = driver

    def is_usable(self) -> bool:
        if patience.left() is None:
            return bool(super().is_usable())
        if patience.is_resting():
            return False
        with patience.limited(patience.CHECK_SECONDS):
            usable = bool(super().is_usable())
            was_silent = patience.left() == 0
        if was_silent:
            patience.give_up()
            patience.rest()
        return usable
