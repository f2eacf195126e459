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


class DecisionKind(models.TextChoices):
    SELECTION = "selection", _("Auswahl")
    CORRECTION = "correction", _("Berichtigung der Entscheidung")
    SUCCESSION = "succession", _("Nachrücken")


class Decision(models.Model):
    """What was decided on the basis of a run. ``selected`` holds public ids, sorted.

    At most one decision of a call is open. Confirmed ones are never undone: ``number`` 1 is the
    selection, each later one replaces the one before, with a ``reason``; after the announcement it
    carries the instant ``public_at`` at which its amendment becomes visible. The awards that it
    granted are linked here (the selection points at the award, never the other way round).
    ``reserve``: who would move up if somebody declined. ``memo``: the Auswahlvermerk as it was
    frozen at the confirmation, with its digest.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decisions")
    run = models.ForeignKey(SelectionRun, on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(
        _("Stand"), max_length=10, choices=DecisionState.choices, default=DecisionState.PROPOSED
    )
    kind = models.CharField(
        _("Art"), max_length=12, choices=DecisionKind.choices, default=DecisionKind.SELECTION
    )
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    selected = models.JSONField()
    reserve = models.JSONField(default=list, blank=True)
    reason = models.TextField(_("Begründung"), blank=True)
    public_at = models.DateTimeField(_("öffentlich ab"), null=True)
    digest = models.CharField(max_length=64)
    memo = models.JSONField(null=True)
    memo_digest = models.CharField(max_length=64, blank=True)
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
            one_of("decision", "kind", DecisionKind),
            models.UniqueConstraint(
                fields=("call",), condition=Q(state="proposed"), name="decision_one_open"
            ),
            models.UniqueConstraint(
                fields=("call", "number"),
                condition=~Q(state="rejected"),
                name="decision_number_unique",
            ),
            models.CheckConstraint(
                condition=Q(number=1, kind="selection", replaces__isnull=True)
                | (Q(number__gt=1, replaces__isnull=False) & ~Q(kind="selection") & ~Q(reason="")),
                name="decision_later_has_reason",
                violation_error_message=_("Eine spätere Entscheidung braucht eine Begründung."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="decision_four_eyes",
                violation_error_message=_("Vorschlagen und bestätigen müssen zwei Personen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.get_state_display()}"


class Deviation(models.Model):
    """Where people decided otherwise than the run computed: who is in, who is out, why, its price.

    ``price``: points that the decided set lies below the computed one, an exact fraction as text
    (negative where a rule was broken for more points). ``broken``: ids of the rules that the
    decided set does not keep.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="deviation")
    enters = models.JSONField()
    leaves = models.JSONField()
    reason = models.TextField(_("Begründung der Abweichung"))
    price = models.CharField(max_length=80)
    broken = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("decision",)
        verbose_name = _("Abweichung")
        verbose_name_plural = _("Abweichungen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="deviation_has_reason",
                violation_error_message=_("Eine Abweichung braucht eine Begründung."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} −{self.price}"
