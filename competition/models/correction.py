"""A correction of named answers after the deadline, asked for by the office."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models.application import Application, ApplicationVersion
from competition.models.constraints import set_together
from competition.models.people import User


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> "CorrectionQuerySet":
        """Asked for, neither submitted nor cancelled; its time may have run out."""
        return self.filter(answered_at__isnull=True, cancelled_at__isnull=True)


class Correction(models.Model):
    """The office asks for other answers to the questions ``keys``, until ``due_at`` (exclusive).

    Nothing else may change. ``version`` is the version that the answer sealed.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="corrections"
    )
    keys = models.JSONField()
    # What is typed until it is submitted, by question key; ``revision`` counts the saves.
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    reason = models.TextField(_("Was zu berichtigen ist"))
    due_at = models.DateTimeField(_("Frist"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(
        ApplicationVersion, null=True, on_delete=models.PROTECT, related_name="correction"
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = [
            set_together("correction", "answered", "answered_at", "answered_by", "version"),
            set_together("correction", "cancelled", "cancelled_at", "cancelled_by"),
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(answered_at__isnull=True, cancelled_at__isnull=True),
                name="correction_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {', '.join(self.keys)}"

    @property
    def is_open(self) -> bool:
        """Neither submitted nor cancelled; its time may have run out."""
        return self.answered_at is None and self.cancelled_at is None
