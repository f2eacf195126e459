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


class Review(models.Model):
    """One juror's review of one application. ``version`` counts its saves.

    Whether it counts is decided in ``reviews/ranking.py``: final, complete, on the grid, and no
    conflict between the two.
    """

    jury_member = models.ForeignKey(JuryMember, on_delete=models.PROTECT, related_name="reviews")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    comment = models.TextField(_("Begründung"), blank=True)
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
                condition=Q(state="final", finalised_at__isnull=False)
                | Q(state="draft", finalised_at__isnull=True),
                name="review_final_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jury_member}: {self.application}"


class Score(models.Model):
    """Points for one criterion, as steps: points = minimum + steps × step."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    steps = models.PositiveIntegerField()

    class Meta:
        ordering = ("criterion__position",)
        constraints = [models.UniqueConstraint(fields=("review", "criterion"), name="score_unique")]

    def __str__(self) -> str:
        return f"{self.criterion.key}: {self.steps}"
