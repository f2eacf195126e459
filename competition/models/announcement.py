"""The announcement, and the frozen documents of a call."""

from datetime import datetime

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext_lazy as _

from competition.models.amendment import Amendment
from competition.models.application import Application
from competition.models.call import Call
from competition.models.constraints import one_of, set_together
from competition.models.people import User


class PublicationKind(models.TextChoices):
    RUBRIC = "rubric", _("Bewertungsbogen")
    RULES = "rules", _("Auswahlregeln")
    DECISION = "decision", _("Entscheidung")
    REASONS = "reasons", _("Begründung")


class Announcement(models.Model):
    """The one moment at which results become visible: prepared by one person, confirmed by another.

    ``public_at`` is by the call's clock. Nothing flips when it comes; queries compare it.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="announcement")
    public_at = models.DateTimeField(_("öffentlich ab"))
    awards_digest = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-public_at",)
        verbose_name = _("Bekanntgabe")
        verbose_name_plural = _("Bekanntgaben")
        constraints = [
            set_together("announcement", "confirmed", "confirmed_at", "confirmed_by"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("prepared_by")),
                name="announcement_four_eyes",
                violation_error_message=_("Vorbereiten und bestätigen müssen zwei Personen."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__lte=F("public_at")),
                name="announcement_confirmed_before_public",
                violation_error_message=_("Der Zeitpunkt der Bekanntgabe ist verstrichen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.public_at:%Y-%m-%d %H:%M}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self, at: datetime) -> "PublicationQuerySet":
        """Documents that anybody may read: for everyone, and their instant has come."""
        round_time = ExpressionWrapper(
            Value(at, output_field=models.DateTimeField()) + F("call__clock_shift"),
            output_field=models.DateTimeField(),
        )
        return self.alias(round_time=round_time).filter(
            Q(kind__in=(PublicationKind.RUBRIC, PublicationKind.RULES))
            | Q(
                amendment__isnull=True,
                call__announcement__confirmed_at__isnull=False,
                call__announcement__public_at__lte=F("round_time"),
            )
            | Q(amendment__public_at__lte=F("round_time")),
            application__isnull=True,
        )


class Publication(models.Model):
    """A frozen document of a call. Rubric and rules are public at once, the others with the awards
    (or, with ``amendment``, at the instant of that change).

    ``application`` is set for the reasons addressed to one applicant alone. The decision's document
    is what comes down from the jury: competition knows nothing of juries beyond it.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=10, choices=PublicationKind.choices)
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="publications"
    )
    amendment = models.ForeignKey(
        Amendment, null=True, on_delete=models.PROTECT, related_name="publications"
    )
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("call", "kind", "id")
        constraints = [
            one_of("publication", "kind", PublicationKind),
            models.UniqueConstraint(
                fields=("call", "kind"),
                condition=Q(application__isnull=True, amendment__isnull=True),
                name="publication_once",
            ),
            models.UniqueConstraint(
                fields=("amendment", "kind"),
                condition=Q(application__isnull=True, amendment__isnull=False),
                name="publication_once_per_amendment",
            ),
            models.UniqueConstraint(
                fields=("kind", "application"),
                condition=Q(application__isnull=False, amendment__isnull=True),
                name="publication_once_per_application",
            ),
            models.UniqueConstraint(
                fields=("kind", "application", "amendment"),
                condition=Q(application__isnull=False, amendment__isnull=False),
                name="publication_once_per_application_and_amendment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.kind}"
