"""Awards: the funding of one municipality."""

from datetime import datetime

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext_lazy as _

from competition.models.application import Application
from competition.models.call import Call
from competition.models.constraints import one_of, set_together
from competition.models.municipality import Municipality
from competition.models.people import User


class AwardState(models.TextChoices):
    GRANTED = "granted", _("bewilligt")
    DECLINED = "declined", _("abgelehnt durch die Kommune")


class AwardQuerySet(models.QuerySet["Award"]):
    def public(self, at: datetime) -> "AwardQuerySet":
        """The one query that decides which awards anybody outside may see.

        Public means: the announcement is confirmed by a second person and its instant has come by
        the database's clock ``at`` (an example round's own clock is added). Archive rounds have
        been public since their published date.
        """
        round_time = ExpressionWrapper(
            Value(at, output_field=models.DateTimeField()) + F("call__clock_shift"),
            output_field=models.DateTimeField(),
        )
        return self.alias(round_time=round_time).filter(
            Q(
                call__announcement__confirmed_at__isnull=False,
                call__announcement__public_at__lte=F("round_time"),
            )
            | Q(call__is_archive=True, call__published_at__isnull=False),
            state=AwardState.GRANTED,
        )


class Award(models.Model):
    """One funded municipality of a call. Amounts are integer cents.

    ``application`` is null in archive rounds only, of which nothing but the published facts is
    known.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="awards")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="awards")
    application = models.OneToOneField(
        Application, null=True, on_delete=models.PROTECT, related_name="award"
    )
    title = models.CharField(max_length=300)
    amount_cents = models.PositiveBigIntegerField(_("Förderung"))
    state = models.CharField(max_length=10, choices=AwardState.choices, default=AwardState.GRANTED)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("call", "municipality__name", "id")
        verbose_name = _("Förderung")
        verbose_name_plural = _("Förderungen")
        constraints = [
            one_of("award", "state", AwardState),
            models.UniqueConstraint(fields=("call", "municipality"), name="award_once_per_call"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="award_amount_positive"),
            set_together("award", "declined", "declined_at", "declined_by"),
            models.CheckConstraint(
                condition=Q(state="declined", declined_at__isnull=False)
                | Q(state="granted", declined_at__isnull=True),
                name="award_declined_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.call}"
