"""The periods of retention that a call sets itself (``Call.retention_months``), in words.

Months by what became of an application, whole; what is left out follows ``periods.DEFAULTS``.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.errors import Refusal
from competition.retention.periods import DEFAULTS, MONTHS_MAX, Outcome

# In the order in which they are shown.
LABELS: Mapping[Outcome, Any] = {
    Outcome.AWARDED: gettext_lazy("gefördert"),
    Outcome.REJECTED: gettext_lazy("nicht gefördert"),
    Outcome.EXCLUDED: gettext_lazy("ausgeschlossen"),
    Outcome.WITHDRAWN: gettext_lazy("zurückgezogen"),
    Outcome.DRAFT: gettext_lazy("nie eingereicht"),
}
NAMES = tuple(outcome.value for outcome in LABELS)


def default(outcome: Outcome) -> int:
    """Months where the call says nothing."""
    return DEFAULTS[outcome]


def require_sound(months: Any) -> None:
    """Raise ``call_invalid`` at ``retention_<outcome>`` for what is no period."""
    if not isinstance(months, dict) or set(months) - set(NAMES):
        raise Refusal("call_invalid", field="retention_months", why=str(months)[:100])
    for name, count in months.items():
        is_whole = isinstance(count, int) and not isinstance(count, bool)
        if not is_whole or not 1 <= count <= MONTHS_MAX:
            why = _("Möglich sind 1 bis %(limit)s Monate.") % {"limit": MONTHS_MAX}
            raise Refusal("call_invalid", field=f"retention_{name}", why=why)
