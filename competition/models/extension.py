"""The deadline moved later, for everyone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call
from competition.models.constraints import four_eyes
from competition.models.people import User


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def open(self) -> "ExtensionQuerySet":
        """Proposed, and neither confirmed nor rejected."""
        return self.filter(confirmed_at__isnull=True, rejected_at__isnull=True)

    def valid(self) -> "ExtensionQuerySet":
        """Confirmed by a second person: these moved the deadline."""
        return self.filter(confirmed_at__isnull=False)


class Extension(models.Model):
    """One extension of a call's deadline: proposed by one person of the office, confirmed by
    another, with a reason that everybody may read. ``deadline_from`` is the deadline it replaces.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="extensions")
    deadline_from = models.DateTimeField()
    deadline_to = models.DateTimeField(_("neuer Bewerbungsschluss"))
    reason = models.TextField(_("Begründung"))
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-id")
        constraints = [
            *four_eyes("extension"),
            models.CheckConstraint(
                condition=Q(deadline_to__gt=F("deadline_from")),
                name="extension_moves_later",
                violation_error_message=_("Eine Verlängerung liegt nach der bisherigen Frist."),
            ),
            models.UniqueConstraint(
                fields=("call",),
                condition=Q(confirmed_at__isnull=True, rejected_at__isnull=True),
                name="extension_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} → {self.deadline_to:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Proposed, and neither confirmed nor rejected."""
        return self.confirmed_at is None and self.rejected_at is None
