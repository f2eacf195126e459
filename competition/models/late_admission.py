"""Late admission (Wiedereinsetzung, § 32 VwVfG): one application may still be submitted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models.application import Application
from competition.models.audit import Attempt
from competition.models.constraints import four_eyes
from competition.models.people import User


class LateAdmissionQuerySet(models.QuerySet["LateAdmission"]):
    def open(self) -> "LateAdmissionQuerySet":
        """Proposed, and neither confirmed nor rejected."""
        return self.filter(confirmed_at__isnull=True, rejected_at__isnull=True)

    def valid(self) -> "LateAdmissionQuerySet":
        """Confirmed by a second person: these let somebody in."""
        return self.filter(confirmed_at__isnull=False)


class LateAdmission(models.Model):
    """The draft as it stood at the deadline may be submitted until ``until_at`` (exclusive).

    With reason and evidence, proposed by one person of the office and confirmed by another.
    ``attempt`` is the refused try that it rests on, where there was one.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="late_admissions"
    )
    attempt = models.ForeignKey(Attempt, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("Begründung"))
    evidence = models.TextField(_("Nachweis"))
    until_at = models.DateTimeField(_("Einreichen möglich bis"))
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = LateAdmissionQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-id")
        constraints = [
            *four_eyes("late_admission"),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("proposed_at")),
                name="late_admission_ends_later",
                violation_error_message=_("Die Nachfrist muss in der Zukunft liegen."),
            ),
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(rejected_at__isnull=True),
                name="late_admission_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} – {self.until_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Proposed, and neither confirmed nor rejected."""
        return self.confirmed_at is None and self.rejected_at is None
