"""Consultations: a document in sections that everybody may comment on until a fixed end."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models import User
from competition.models.constraints import one_of, set_together
from programme.models.programme import Programme, round_time


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self, at: datetime) -> "ConsultationQuerySet":
        """Consultations that anybody may read: published, of a public programme, and begun."""
        return self.alias(consultation_time=round_time(at, "programme__call")).filter(
            programme__in=Programme.objects.public(at),
            published_at__isnull=False,
            opens_at__lte=F("consultation_time"),
        )


class Consultation(models.Model):
    """A document open for discussion from ``opens_at`` until ``ends_at`` (exclusive), by the call's
    clock. Its sections are fixed once it is published. ``report`` closes it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="consultations")
    slug = models.SlugField(_("Kennung"), max_length=60, unique=True)
    title = models.CharField(_("Titel"), max_length=200)
    introduction = models.TextField(_("Einleitung"))
    opens_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    # What is known of one that took place elsewhere (archive): {"sources": […], "note": …}.
    facts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    report = models.TextField(_("Abschlussbericht"), blank=True)
    report_at = models.DateTimeField(null=True)
    report_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # When the commenters' addresses were erased.
    erased_at = models.DateTimeField(null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ("-ends_at", "id")
        verbose_name = _("Beteiligung")
        verbose_name_plural = _("Beteiligungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("ends_at")),
                name="consultation_opens_before_end",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            set_together("consultation", "reported", "report_at", "report_by"),
            models.CheckConstraint(
                condition=Q(report_at__isnull=True) | ~Q(report=""),
                name="consultation_reported_with_text",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(published_at__isnull=False),
                name="consultation_published_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """One section of the document, with its own comments. A heading's ``level`` is 2 to 4."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="sections"
    )
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(default=2)
    heading = models.CharField(_("Überschrift"), max_length=200)
    text = models.TextField(_("Text"), blank=True)
    takes_comments = models.BooleanField(_("Kommentare erwünscht"), default=True)

    class Meta:
        ordering = ("consultation", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("consultation", "position"), name="section_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=2, level__lte=4), name="section_level_of_headings"
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class CommentState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Adresse nicht bestätigt")
    WAITING = "waiting", _("wird geprüft")
    SHOWN = "shown", _("veröffentlicht")
    WITHHELD = "withheld", _("nicht veröffentlicht")


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self, at: datetime) -> "CommentQuerySet":
        """Comments that anybody may read: moderated and shown, of a public consultation."""
        return self.filter(
            state=CommentState.SHOWN,
            section__consultation__in=Consultation.objects.public(at),
        )


class Comment(models.Model):
    """What somebody wrote about a section. It counts if it arrived before the end and the address
    was confirmed in time. ``address`` is never shown and erased after a set time; of the link that
    confirms it only the digest is kept."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments")
    number = models.CharField(max_length=14, unique=True)
    name = models.CharField(_("Name, wie er erscheinen soll"), max_length=120)
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    address = models.EmailField(_("E-Mail-Adresse"), blank=True)
    text = models.TextField(_("Kommentar"))
    state = models.CharField(
        _("Stand"), max_length=12, choices=CommentState.choices, default=CommentState.UNCONFIRMED
    )
    secret_digest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    confirm_until_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withheld_reason = models.TextField(_("Grund"), blank=True)
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # The network address it came from, as a digest, to count; erased with the address.
    origin_digest = models.CharField(max_length=64, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("section", "received_at", "id")
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")
        constraints = [
            one_of("comment", "state", CommentState),
            set_together("comment", "decided", "decided_at", "decided_by"),
            set_together("comment", "answered", "answered_at", "answered_by"),
            models.CheckConstraint(
                condition=Q(state="unconfirmed", confirmed_at__isnull=True)
                | (~Q(state="unconfirmed") & Q(confirmed_at__isnull=False)),
                name="comment_confirmed_with_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("shown", "withheld")) | Q(decided_at__isnull=False),
                name="comment_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="withheld") | ~Q(withheld_reason=""),
                name="comment_withheld_with_reason",
            ),
        ]
        indexes = [models.Index(fields=("section", "state"), name="comment_state")]

    def __str__(self) -> str:
        return self.number
