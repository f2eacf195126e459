"""Barriers that people report (§ 12b BGG), each with a month's time to answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import set_together
from competition.models.people import User


class BarrierReport(models.Model):
    """A page or document that somebody could not use, numbered and stamped by the database's clock.

    ``answer_by_at`` is the first instant after the month in which it has to be answered (§ 12b
    paragraph 4 BGG). ``contact`` is where the answer goes; without it the answer stands here only.
    """

    number = models.CharField(max_length=14, unique=True)
    reported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.EmailField(_("E-Mail-Adresse"), blank=True)
    text = models.TextField(_("Was können Sie nicht benutzen?"))
    page = models.CharField(_("Auf welcher Seite?"), max_length=300, blank=True)
    received_at = models.DateTimeField()
    answer_by_at = models.DateTimeField()
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("answer_by_at", "id")
        verbose_name = _("gemeldete Barriere")
        verbose_name_plural = _("gemeldete Barrieren")
        constraints = [
            set_together("barrier_report", "answered", "answered_at", "answered_by"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""),
                name="barrier_report_answered_with_text",
            ),
        ]

    def __str__(self) -> str:
        return self.number
