"""Awards: the funding of one municipality."""

from datetime import datetime

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext_lazy as _

from competition.models.amendment import Amendment
from competition.models.application import Application
from competition.models.call import Call
from competition.models.constraints import one_of, set_together
from competition.models.municipality import Municipality
from competition.models.people import User


class AwardState(models.TextChoices):
    GRANTED = "granted", _("bewilligt")
    DECLINED = "declined", _("abgelehnt durch die Kommune")
    REVOKED = "revoked", _("aufgehoben")


class AwardQuerySet(models.QuerySet["Award"]):
    def public(self, at: datetime) -> "AwardQuerySet":
        """The one query that decides which awards anybody outside may see.

        Public means: the announcement (or, for what changed later, the amendment) is confirmed by
        a second person and its instant has come by the database's clock ``at`` (an example round's
        own clock is added). What an amendment takes away stays until its instant. Archive rounds
        have been public since their published date.
        """
        return self._told(at).filter(
            Q(state=AwardState.GRANTED)
            | Q(state=AwardState.REVOKED, ended_by__public_at__gt=F("round_time"))
        )

    def former(self, at: datetime) -> "AwardQuerySet":
        """Awards that were announced and stand no more, as far as anybody outside may know."""
        return self._told(at).filter(
            Q(state=AwardState.DECLINED)
            | Q(state=AwardState.REVOKED, ended_by__public_at__lte=F("round_time"))
        )

    def _told(self, at: datetime) -> "AwardQuerySet":
        """Awards whose own instant has come, whatever became of them."""
        round_time = ExpressionWrapper(
            Value(at, output_field=models.DateTimeField()) + F("call__clock_shift"),
            output_field=models.DateTimeField(),
        )
        return self.alias(round_time=round_time).filter(
            Q(
                amendment__isnull=True,
                call__announcement__confirmed_at__isnull=False,
                call__announcement__public_at__lte=F("round_time"),
            )
            | Q(amendment__public_at__lte=F("round_time"))
            | Q(call__is_archive=True, call__published_at__isnull=False)
        )


class Award(models.Model):
    """One funded municipality of a call. Amounts are integer cents.

    ``application`` is null in archive rounds only, of which nothing but the published facts is
    known. ``amendment`` is set for what was granted after the announcement, ``ended_by`` for what
    a later decision revoked. A municipality holds at most one award that stands.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="awards")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="awards")
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="awards"
    )
    amendment = models.ForeignKey(
        Amendment, null=True, on_delete=models.PROTECT, related_name="granted"
    )
    title = models.CharField(max_length=300)
    amount_cents = models.PositiveBigIntegerField(_("Förderung"))
    state = models.CharField(max_length=10, choices=AwardState.choices, default=AwardState.GRANTED)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decline_reason = models.TextField(_("Grund des Verzichts"), blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        Amendment, null=True, on_delete=models.PROTECT, related_name="ended"
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("call", "municipality__name", "id")
        verbose_name = _("Förderung")
        verbose_name_plural = _("Förderungen")
        constraints = [
            one_of("award", "state", AwardState),
            models.UniqueConstraint(
                fields=("call", "municipality"),
                condition=Q(state="granted"),
                name="award_once_per_call",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="award_amount_positive"),
            set_together("award", "declined", "declined_at", "declined_by"),
            set_together("award", "revoked", "revoked_at", "revoked_by", "ended_by"),
            models.CheckConstraint(
                condition=Q(state="declined", declined_at__isnull=False, revoked_at__isnull=True)
                | Q(state="granted", declined_at__isnull=True, revoked_at__isnull=True)
                | Q(state="revoked", declined_at__isnull=True, revoked_at__isnull=False),
                name="award_ended_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.call}"
