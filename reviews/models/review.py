"""Reviews and their scores. A score is stored as integer steps from the criterion's minimum."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models import Application
from competition.models.constraints import one_of
from reviews.models.jury import JuryMember
from reviews.models.rubric import Criterion


class ReviewState(models.TextChoices):
    DRAFT = "draft", _("in Arbeit")
    FINAL = "final", _("abgeschlossen")
    ABSTAINED = "abstained", _("enthalten")


class Review(models.Model):
    """One juror's review of one application. ``version`` counts its saves.

    Whether it counts is decided in ``reviews/ranking.py``: final, complete, on the grid, and no
    conflict between the two. ``comment`` is for the jury, ``comment_for_applicant`` goes into the
    letter, ``private_note`` is read by nobody else.
    """

    jury_member = models.ForeignKey(JuryMember, on_delete=models.PROTECT, related_name="reviews")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    comment = models.TextField(_("Begründung"), blank=True)
    comment_for_applicant = models.TextField(_("Hinweis an die Kommune"), blank=True)
    private_note = models.TextField(_("eigene Notiz"), blank=True)
    abstention_reason = models.TextField(_("Grund der Enthaltung"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    finalised_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("jury_member", "application")
        verbose_name = _("Bewertung")
        verbose_name_plural = _("Bewertungen")
        constraints = [
            one_of("review", "state", ReviewState),
            models.UniqueConstraint(fields=("jury_member", "application"), name="review_unique"),
            models.CheckConstraint(
                condition=Q(state__in=("final", "abstained"), finalised_at__isnull=False)
                | Q(state="draft", finalised_at__isnull=True),
                name="review_final_with_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="abstained") | ~Q(abstention_reason=""),
                name="review_abstained_with_reason",
                violation_error_message=_("Eine Enthaltung braucht einen Grund."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jury_member}: {self.application}"


class Score(models.Model):
    """Points for one criterion, as steps: points = minimum + steps × step."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    steps = models.PositiveIntegerField()
    reason = models.TextField(_("Begründung"), blank=True)

    class Meta:
        ordering = ("criterion__position",)
        constraints = [models.UniqueConstraint(fields=("review", "criterion"), name="score_unique")]

    def __str__(self) -> str:
        return f"{self.criterion.key}: {self.steps}"


class ReviewSnapshot(models.Model):
    """A review as one save left it: its author's own history. Nothing typed is lost."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="snapshots")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("review", "version")
        constraints = [
            models.UniqueConstraint(fields=("review", "version"), name="review_snapshot_unique")
        ]

    def __str__(self) -> str:
        return f"{self.review} v{self.version}"


class Reading(models.Model):
    """A juror has opened an application: what leads to the next unread one."""

    jury_member = models.ForeignKey(JuryMember, on_delete=models.PROTECT, related_name="readings")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="readings")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("jury_member", "application")
        constraints = [
            models.UniqueConstraint(fields=("jury_member", "application"), name="reading_unique")
        ]

    def __str__(self) -> str:
        return f"{self.jury_member} las {self.application}"
