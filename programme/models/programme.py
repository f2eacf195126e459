"""The two funded years of a call: when they begin and end, and in which form money is granted."""

from datetime import datetime

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.expressions import CombinedExpression
from django.utils.translation import gettext_lazy as _

from competition.models import Call, User
from competition.models.constraints import one_of


class AwardForm(models.TextChoices):
    AGREEMENT = "agreement", _("Vereinbarung")
    NOTICE = "notice", _("Zuwendungsbescheid")


def round_time(at: datetime, call: str) -> "ExpressionWrapper[CombinedExpression]":
    """The database's instant ``at`` by the own clock of a row's call, at the path ``call``."""
    return ExpressionWrapper(
        Value(at, output_field=models.DateTimeField()) + F(f"{call}__clock_shift"),
        output_field=models.DateTimeField(),
    )


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def public(self, at: datetime) -> "ProgrammeQuerySet":
        """Programmes that anybody may read about: published, and the awards are announced."""
        return self.alias(programme_time=round_time(at, "call")).filter(
            Q(
                call__announcement__confirmed_at__isnull=False,
                call__announcement__public_at__lte=F("programme_time"),
            )
            | Q(call__is_archive=True),
            call__published_at__isnull=False,
            published_at__isnull=False,
        )


class Programme(models.Model):
    """The funded period of one call. Days are German calendar days, both inclusive.

    ``terms`` are the conditions (Nebenbestimmungen, ANBest-Gk) that every agreement freezes.
    ``facts`` are what is published of an archive round; ``sources`` inside it say where.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="programme")
    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(_("Worum es geht"), blank=True)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))
    award_form = models.CharField(
        _("Form der Förderung"),
        max_length=10,
        choices=AwardForm.choices,
        default=AwardForm.AGREEMENT,
    )
    terms = models.TextField(_("Bedingungen"), blank=True)
    facts = models.JSONField(_("veröffentlichte Fakten"), default=dict, blank=True)
    # Counts the saves; whoever changes it names what was read.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "id")
        verbose_name = _("Förderzeitraum")
        verbose_name_plural = _("Förderzeiträume")
        constraints = [
            one_of("programme", "award_form", AwardForm),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="programme_starts_before_end",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(published_at__isnull=False),
                name="programme_published_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.title
