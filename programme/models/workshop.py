"""Workshops: taking part is a duty of every funded municipality."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models import User
from competition.models.constraints import one_of, set_together
from programme.models.agreement import Agreement
from programme.models.programme import Programme


class Workshop(models.Model):
    """One workshop of a programme, by the call's clock. ``is_duty``: whoever stays away explains
    it. A cancelled one stays visible as cancelled."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="workshops")
    title = models.CharField(_("Titel"), max_length=200)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    place = models.CharField(_("Ort"), max_length=200)
    agenda = models.TextField(_("Programm"), blank=True)
    is_duty = models.BooleanField(_("Teilnahme ist Pflicht"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # Announced to the municipalities and everybody; null: being prepared.
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cancel_reason = models.TextField(_("Grund der Absage"), blank=True)

    class Meta:
        ordering = ("starts_at", "id")
        verbose_name = _("Workshop")
        verbose_name_plural = _("Workshops")
        constraints = [
            set_together("workshop", "cancelled", "cancelled_at", "cancelled_by"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="workshop_starts_before_end"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AttendanceState(models.TextChoices):
    ATTENDED = "attended", _("teilgenommen")
    EXCUSED = "excused", _("entschuldigt")
    ABSENT = "absent", _("unentschuldigt gefehlt")


class Attendance(models.Model):
    """One municipality at one workshop: what it has announced, and what the office has noted."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="attendances")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="attendances")
    # How many people the municipality has announced; 0: it excuses itself, for a reason.
    announced_count = models.PositiveSmallIntegerField(_("Personen"), null=True)
    message = models.TextField(_("Nachricht"), blank=True)
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("Teilnahme"), max_length=10, choices=AttendanceState.choices, blank=True
    )
    attended_count = models.PositiveSmallIntegerField(_("anwesend"), null=True)
    remark = models.TextField(_("Bemerkung"), blank=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("workshop", "agreement")
        verbose_name = _("Teilnahme")
        verbose_name_plural = _("Teilnahmen")
        constraints = [
            one_of("attendance", "state", AttendanceState, or_blank=True),
            models.UniqueConstraint(
                fields=("workshop", "agreement"), name="attendance_once_per_workshop"
            ),
            set_together(
                "attendance", "announced", "announced_count", "announced_at", "announced_by"
            ),
            set_together("attendance", "recorded", "recorded_at", "recorded_by"),
            models.CheckConstraint(
                condition=Q(state="", recorded_at__isnull=True)
                | (~Q(state="") & Q(recorded_at__isnull=False)),
                name="attendance_recorded_with_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}: {self.agreement}"
