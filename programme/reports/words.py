"""Where a report stands, in words: a badge, what comes next, and what happens otherwise."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from competition.application_standing import Words
from programme.models import Report
from programme.models.report import ReportState

# From then on a report is said to be due soon; the first reminder leaves at the same distance.
SOON = timedelta(days=28)


LATE_COSTS = _("Solange er fehlt, werden Teilbeträge, die an ihm hängen, nicht ausgezahlt.")
LATER_COSTS = _(
    "Kommt er zu spät, wird das vermerkt; Teilbeträge, die an ihm hängen, gibt es erst danach."
)
OPEN = Words(
    _("noch nicht fällig"),
    "neutral",
    _("Sie können ihn jetzt schon schreiben und einreichen."),
    _("Vor dem Termin erinnern wir Sie."),
)
DUE_SOON = Words(
    _("bald fällig"),
    "warning",
    _("Schreiben Sie den Bericht, und reichen Sie ihn ein."),
    LATER_COSTS,
)
LATE = Words(
    _("überfällig"),
    "danger",
    _("Reichen Sie den Bericht so bald wie möglich ein."),
    LATE_COSTS,
)
RETURNED = Words(
    _("zurückgegeben"),
    "warning",
    _("Überarbeiten Sie ihn, und reichen Sie ihn noch einmal ein."),
    LATE_COSTS,
)
WAITING = Words(
    _("eingereicht"),
    "info",
    _("Die Geschäftsstelle prüft ihn. Sie müssen nichts tun."),
)
ACCEPTED = Words(
    _("angenommen"),
    "success",
    _("Der Bericht ist angenommen. Sie müssen nichts weiter tun."),
)


def standing(report: Report, at: datetime) -> Words:
    """Where a report stands at an instant by its call's clock."""
    if report.state == ReportState.SUBMITTED:
        return WAITING
    if report.state == ReportState.ACCEPTED:
        return ACCEPTED
    if report.state == ReportState.RETURNED:
        return RETURNED
    if report.due_at <= at:
        return LATE
    return DUE_SOON if report.due_at - at <= SOON else OPEN
