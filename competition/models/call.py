"""A call: one round of the competition with its dates, places, sums and questions."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import one_of, set_together
from competition.models.people import User
from competition.phases import Phase, phase

if TYPE_CHECKING:
    from competition.models.announcement import Announcement


class CallQuerySet(models.QuerySet["Call"]):
    def published(self) -> "CallQuerySet":
        """Calls that everybody may read about."""
        return self.filter(published_at__isnull=False)


class PublicationLevel(models.TextChoices):
    AWARDS = "awards", _("nur die geförderten Kommunen")
    BUNDLE = "bundle", _("Entscheidung mit Summen, Nichtgeförderte unter Pseudonym")


class Call(models.Model):
    """One competition round. Sums are integer cents; the deadline is one exclusive instant."""

    slug = models.SlugField(_("Kennung"), max_length=60, unique=True)
    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(_("Worum es geht"))
    contact_email = models.EmailField(_("Kontakt"), blank=True)
    opens_at = models.DateTimeField(_("Bewerbung möglich ab"))
    deadline_at = models.DateTimeField(_("Bewerbungsschluss"))
    # Until when questions about the call may be asked (exclusive); null: none are taken.
    enquiries_until_at = models.DateTimeField(_("Rückfragen bis"), null=True, blank=True)
    places_count = models.PositiveSmallIntegerField(_("Plätze"))
    award_cents = models.PositiveBigIntegerField(_("Förderung je Kommune"))
    budget_cents = models.PositiveBigIntegerField(_("Fördermittel insgesamt"))
    eligible_kinds = models.JSONField(_("antragsberechtigte Arten"), default=list)
    population_min = models.PositiveIntegerField(_("Einwohner mindestens"), null=True, blank=True)
    population_max = models.PositiveIntegerField(_("Einwohner höchstens"), null=True, blank=True)
    partners_exclusive = models.BooleanField(default=True)
    publication_level = models.CharField(
        max_length=10, choices=PublicationLevel.choices, default=PublicationLevel.BUNDLE
    )
    # Whether those who would move up if somebody declined are told so in their letter.
    names_reserve = models.BooleanField(_("Nachrückende erfahren davon"), default=False)
    facts = models.JSONField(_("veröffentlichte Fakten"), default=dict, blank=True)
    # Months after the round's end until content is erased, by what became of an application.
    retention_months = models.JSONField(_("Aufbewahrung in Monaten"), default=dict, blank=True)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_synthetic = models.BooleanField(_("Beispielrunde"), default=False)
    is_archive = models.BooleanField(_("Archivrunde"), default=False)
    # Example rounds may be played at another time than now; never a real round (constraint below).
    clock_shift = models.DurationField(default=timedelta(0))
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The set of admitted applications is closed: from here on a jury reads, nobody screens.
    screening_closed_at = models.DateTimeField(null=True, blank=True)
    screening_closed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("-deadline_at", "slug")
        verbose_name = _("Wettbewerb")
        verbose_name_plural = _("Wettbewerbe")
        constraints = [
            one_of("call", "publication_level", PublicationLevel),
            set_together("call", "screening_closed", "screening_closed_at", "screening_closed_by"),
            # The archive is published by its sources, not by a person of this office.
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False)
                | Q(published_at__isnull=False, is_archive=True),
                name="call_published_together",
                violation_error_message=_("Zeitpunkt und Person gehören zusammen."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("deadline_at")),
                name="call_opens_before_deadline",
                violation_error_message=_("Der Beginn muss vor dem Bewerbungsschluss liegen."),
            ),
            models.CheckConstraint(
                condition=Q(budget_cents__gte=F("places_count") * F("award_cents")),
                name="call_budget_covers_places",
                violation_error_message=_("Die Mittel reichen nicht für alle Plätze."),
            ),
            models.CheckConstraint(
                condition=Q(is_synthetic=True) | Q(clock_shift=timedelta(0)),
                name="call_clock_shift_synthetic",
                violation_error_message=_("Nur Beispielrunden dürfen eine eigene Uhr haben."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def phase(self, *, at: datetime, announcement: "Announcement | None" = None) -> Phase:
        """The phase at ``at``; pass the call's confirmed announcement, where there is one."""
        return phase(
            published_at=self.published_at,
            opens_at=self.opens_at,
            deadline_at=self.deadline_at,
            public_at=announcement.public_at if announcement else None,
            at=at,
        )


class QuestionKind(models.TextChoices):
    LINE = "line", _("kurzer Text")
    TEXT = "text", _("Text")
    CHOICE = "choice", _("Auswahl")
    CHOICES = "choices", _("Mehrfachauswahl")
    NUMBER = "number", _("Zahl")
    MONEY = "money", _("Betrag")
    DATE = "date", _("Datum")
    PERSPECTIVES = "perspectives", _("Perspektiven mit Erläuterung")
    BUDGET = "budget", _("Kosten und Finanzierung")
    FILES = "files", _("Anlagen")
    DECLARATION = "declaration", _("Erklärung")


class Question(models.Model):
    """One question of a call's form. ``kind`` says what an answer may be."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=QuestionKind.choices)
    label = models.TextField()
    hint = models.TextField(blank=True)
    is_required = models.BooleanField(default=True)
    max_chars = models.PositiveIntegerField(null=True, blank=True)
    choices = models.JSONField(default=list, blank=True)
    # The least and the most of a number, of cents, or of files.
    minimum = models.BigIntegerField(null=True, blank=True)
    maximum = models.BigIntegerField(null=True, blank=True)
    # {"question": key, "values": […]}: asked only where that answer holds one of the values.
    condition = models.JSONField(default=dict, blank=True)
    # Files that may follow after the call's deadline (a resolution of the council), until then.
    deadline_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            one_of("question", "kind", QuestionKind),
            models.UniqueConstraint(fields=("call", "key"), name="question_key_unique"),
            models.UniqueConstraint(fields=("call", "position"), name="question_position_unique"),
            models.CheckConstraint(
                condition=Q(deadline_at__isnull=True) | Q(kind="files"),
                name="question_own_deadline_for_files",
                violation_error_message=_("Nur Anlagen können eine eigene Frist haben."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
