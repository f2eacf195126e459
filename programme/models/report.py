"""Reports: which are owed and when, what is written, and what the office answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models import User
from competition.models.constraints import one_of, set_together
from programme.models.agreement import Agreement
from programme.models.programme import Programme


class ReportKind(models.TextChoices):
    FIRST = "first", _("Sachstand und Konzept")
    PROGRESS = "progress", _("Zwischenbericht")
    FINAL = "final", _("Abschlussbericht")
    FINANCIAL = "financial", _("Verwendungsnachweis")


class CountedFrom(models.TextChoices):
    START = "start", _("ab Beginn")
    END = "end", _("ab Ende")


class ReportState(models.TextChoices):
    OPEN = "open", _("offen")
    SUBMITTED = "submitted", _("eingereicht")
    RETURNED = "returned", _("zurückgegeben")
    ACCEPTED = "accepted", _("angenommen")


class Requirement(models.Model):
    """A report that every funded municipality owes: due by an offset from the agreement's days.

    ``offset_months`` and then ``offset_days`` are counted from its start or end; the report is due
    at the end of that day. ``outline``: [{"key", "label", "hint", "max_chars", "is_required"}] in
    order; a label's number says its level ("2.3 …"). ``has_money_table``: a financial proof of use
    (zahlenmäßiger Nachweis, ANBest-Gk) belongs to it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="requirements")
    key = models.SlugField(_("Kennung"), max_length=40)
    kind = models.CharField(_("Art"), max_length=10, choices=ReportKind.choices)
    title = models.CharField(_("Titel"), max_length=200)
    position = models.PositiveSmallIntegerField()
    counted_from = models.CharField(
        _("gerechnet"), max_length=5, choices=CountedFrom.choices, default=CountedFrom.START
    )
    offset_months = models.SmallIntegerField(_("Monate"), default=0)
    offset_days = models.SmallIntegerField(_("Tage"), default=0)
    outline = models.JSONField(default=list)
    has_money_table = models.BooleanField(_("mit zahlenmäßigem Nachweis"), default=False)

    class Meta:
        ordering = ("programme", "position")
        verbose_name = _("Berichtspflicht")
        verbose_name_plural = _("Berichtspflichten")
        constraints = [
            one_of("requirement", "kind", ReportKind),
            one_of("requirement", "counted_from", CountedFrom),
            models.UniqueConstraint(fields=("programme", "key"), name="requirement_key_unique"),
            models.UniqueConstraint(
                fields=("programme", "position"), name="requirement_position_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Report(models.Model):
    """One report owed under one agreement: its draft, and where it stands.

    ``due_at`` is the first instant that is late, by the call's clock. Late is noted, not refused:
    a report that comes late is better than none (but no money flows without it). ``content``:
    {"sections": {key: text}, "money": {…} or null}; ``revision`` counts the saves.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reports")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="reports")
    due_at = models.DateTimeField(_("fällig"))
    state = models.CharField(
        _("Stand"), max_length=10, choices=ReportState.choices, default=ReportState.OPEN
    )
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    latest = models.OneToOneField(
        "ReportVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("due_at", "id")
        verbose_name = _("Bericht")
        verbose_name_plural = _("Berichte")
        constraints = [
            one_of("report", "state", ReportState),
            models.UniqueConstraint(
                fields=("agreement", "requirement"), name="report_once_per_requirement"
            ),
            models.CheckConstraint(
                condition=Q(state="open", latest__isnull=True)
                | (~Q(state="open") & Q(latest__isnull=False)),
                name="report_handed_in_with_version",
            ),
        ]
        indexes = [models.Index(fields=("state", "due_at"), name="report_due")]

    def __str__(self) -> str:
        return f"{self.requirement} – {self.agreement}"


class ReportVersion(models.Model):
    """What was filed, sealed: its content, SHA-256 and instant; and the office's judgement of it.

    ``is_accepted`` is null until it is judged. ``comments``: {section key: text}.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField(null=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(_("Bemerkung"), blank=True)
    comments = models.JSONField(default=dict)

    class Meta:
        ordering = ("report", "number")
        constraints = [
            set_together("report_version", "judged", "judged_at", "judged_by", "is_accepted"),
            models.UniqueConstraint(fields=("report", "number"), name="report_version_number"),
            models.CheckConstraint(
                condition=~Q(is_accepted=False) | ~Q(remark=""),
                name="report_version_returned_with_remark",
                violation_error_message=_("Zurückgegeben wird mit einer Bemerkung."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"
