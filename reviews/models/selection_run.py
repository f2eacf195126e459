"""A selection run: a queued row first, then input, digest and result, never half."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models import Call, User
from competition.models.application import new_public_id
from competition.models.constraints import one_of


class RunState(models.TextChoices):
    QUEUED = "queued", _("wartet")
    DONE = "done", _("berechnet")
    FAILED = "failed", _("gescheitert")


class SelectionRun(models.Model):
    """One computation of the selection. Its result is a proposal; people decide.

    ``input`` is the full case (``selection.case``) as it stood when the run was requested, so that
    no later change alters what was computed; ``input_digest`` covers its canonical form.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="selection_runs")
    state = models.CharField(
        _("Stand"), max_length=10, choices=RunState.choices, default=RunState.QUEUED
    )
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # A scenario supposes something different ("scenario" says what) and never is decided upon.
    is_scenario = models.BooleanField(default=False)
    scenario = models.JSONField(default=dict, blank=True)
    scenario_title = models.CharField(_("Szenario"), max_length=120, blank=True)
    input = models.JSONField()
    input_digest = models.CharField(max_length=64)
    # How far the worker is: explanations done, and all of them. Written while it computes.
    done_count = models.PositiveSmallIntegerField(default=0)
    steps_count = models.PositiveSmallIntegerField(default=0)
    engine_version = models.CharField(max_length=40, blank=True)
    result = models.JSONField(null=True)
    result_digest = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-requested_at", "-id")
        verbose_name = _("Auswahllauf")
        verbose_name_plural = _("Auswahlläufe")
        constraints = [
            one_of("selection_run", "state", RunState),
            models.CheckConstraint(
                condition=Q(is_scenario=False, scenario_title="")
                | (Q(is_scenario=True) & ~Q(scenario_title="")),
                name="selection_run_scenario_named",
                violation_error_message=_("Ein Szenario braucht einen Namen."),
            ),
            models.CheckConstraint(
                condition=Q(state="queued", finished_at__isnull=True, result__isnull=True)
                | (
                    Q(state="done", finished_at__isnull=False, result__isnull=False)
                    & ~Q(result_digest="")
                )
                | (
                    Q(state="failed", finished_at__isnull=False, result__isnull=True) & ~Q(error="")
                ),
                name="selection_run_never_half",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.requested_at:%Y-%m-%d %H:%M}"
