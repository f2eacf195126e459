"""The jury's decision: proposed by one person of the office, confirmed by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models import Award, Call, User
from competition.models.application import new_public_id
from competition.models.constraints import one_of, set_together, state_needs
from reviews.models.selection_run import SelectionRun


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", _("vorgeschlagen")
    CONFIRMED = "confirmed", _("bestätigt")
    REJECTED = "rejected", _("verworfen")


class Decision(models.Model):
    """What was decided on the basis of a run. ``selected`` holds public ids, sorted.

    At most one decision of a call is open, at most one confirmed; the awards it granted are
    linked here (the selection points at the award, never the other way round).
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decisions")
    run = models.ForeignKey(SelectionRun, on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(
        _("Stand"), max_length=10, choices=DecisionState.choices, default=DecisionState.PROPOSED
    )
    selected = models.JSONField()
    digest = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejection_reason = models.TextField(blank=True)
    awards = models.ManyToManyField(Award, related_name="+")

    class Meta:
        ordering = ("-proposed_at", "-id")
        verbose_name = _("Entscheidung")
        verbose_name_plural = _("Entscheidungen")
        constraints = [
            one_of("decision", "state", DecisionState),
            set_together("decision", "confirmed", "confirmed_at", "confirmed_by"),
            set_together("decision", "rejected", "rejected_at", "rejected_by"),
            state_needs("decision", "confirmed", "confirmed_at", "confirmed_by"),
            state_needs("decision", "rejected", "rejected_at", "rejected_by"),
            models.UniqueConstraint(
                fields=("call",), condition=~Q(state="rejected"), name="decision_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="decision_four_eyes",
                violation_error_message=_("Vorschlagen und bestätigen müssen zwei Personen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.get_state_display()}"
