"""Retention: what is erased or pseudonymised when its time has come (Art. 5 Abs. 1 e DSGVO)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call
from competition.models.constraints import four_eyes
from competition.models.people import User


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def open(self) -> "ErasureQuerySet":
        """Proposed, and neither confirmed nor rejected."""
        return self.filter(confirmed_at__isnull=True, rejected_at__isnull=True)


class Erasure(models.Model):
    """One erasure in a call: planned and shown by one person, confirmed by another, then done.

    ``plan`` says what is erased by ids and counts, ``digest`` that the same is erased that was
    read; neither holds content or names. ``counts`` says what was erased in the end.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="erasures")
    plan = models.JSONField()
    digest = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-id")
        verbose_name = _("Löschung")
        verbose_name_plural = _("Löschungen")
        constraints = [
            *four_eyes("erasure"),
            models.UniqueConstraint(
                fields=("call",),
                condition=Q(confirmed_at__isnull=True, rejected_at__isnull=True),
                name="erasure_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.proposed_at:%Y-%m-%d}"
