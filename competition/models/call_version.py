"""The published texts of a call, version by version: what applicants could read, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call
from competition.models.people import User


class CallVersion(models.Model):
    """One published version of a call's texts. The first is written when the call is published.

    Later ones change texts only (never dates, sums, places, questions or rules), each with a
    reason that everybody may read; what differs is shown, and every version stays readable.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(_("Grund der Änderung"), blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("call", "number")
        verbose_name = _("Fassung des Aufrufs")
        verbose_name_plural = _("Fassungen des Aufrufs")
        constraints = [
            models.UniqueConstraint(fields=("call", "number"), name="call_version_number_unique"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="call_version_change_has_reason",
                violation_error_message=_("Eine Änderung braucht eine Begründung."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} v{self.number}"
