"""For how long the content of applications is kept, by what became of them.

The periods are the call's own (``Call.retention_months``): months after the round's end, whole,
by the names below. A name without a period: nothing of it is erased by plan.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.errors import Refusal

# Fifty years: nobody plans further ahead, and an archive takes over before.
LONGEST_MONTHS = 600


class Outcome(models.TextChoices):
    """What became of an application."""

    AWARDED = "awarded", gettext_lazy("gefördert")
    REJECTED = "rejected", gettext_lazy("nicht gefördert")
    EXCLUDED = "excluded", gettext_lazy("ausgeschlossen")
    WITHDRAWN = "withdrawn", gettext_lazy("zurückgezogen")
    DRAFT = "draft", gettext_lazy("nie eingereicht")


def require_sound(months: Any) -> None:
    """Raise ``call_invalid`` at ``retention_<outcome>`` for what is no period."""
    if not isinstance(months, dict) or set(months) - set(Outcome.values):
        raise Refusal("call_invalid", field="retention_months", why=str(months)[:100])
    for outcome, count in months.items():
        is_whole = isinstance(count, int) and not isinstance(count, bool)
        if not is_whole or not 1 <= count <= LONGEST_MONTHS:
            why = _("Möglich sind 1 bis %(limit)s Monate.") % {"limit": LONGEST_MONTHS}
            raise Refusal("call_invalid", field=f"retention_{outcome}", why=why)
