"""The jury's session: who is there, what is discussed, which scores change, how is voted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models import Application, Call, User
from competition.models.constraints import one_of, set_together
from reviews.models.jury import JuryMember
from reviews.models.review import Score


class Session(models.Model):
    """One meeting of a call's jury, after the scores are locked. ``quorum``: how many members must
    be present for a vote (§ 90 VwVfG, or as the call says)."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="sessions")
    quorum = models.PositiveSmallIntegerField(_("beschlussfähig ab"))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # Of the minutes as they stood when the session was closed, and the head of the internal log
    # that stands on them.
    minutes_digest = models.CharField(max_length=64, blank=True)
    log_head = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("call", "opened_at")
        verbose_name = _("Jurysitzung")
        verbose_name_plural = _("Jurysitzungen")
        constraints = [
            set_together("session", "closed", "closed_at", "closed_by"),
            models.UniqueConstraint(
                fields=("call",), condition=Q(closed_at__isnull=True), name="session_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(minutes_digest=""),
                name="session_closed_with_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.opened_at:%Y-%m-%d}"


class Attendance(models.Model):
    """A member is in the room from ``came_at`` to ``left_at`` (null: still there)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    jury_member = models.ForeignKey(JuryMember, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("session", "came_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("session", "jury_member"),
                condition=Q(left_at__isnull=True),
                name="attendance_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.jury_member}"


class SessionItem(models.Model):
    """One application on the agenda. Befangen members are out while it is discussed."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # What the members voted on, and how many for, against, neither.
    motion = models.TextField(_("Antrag"), blank=True)
    yes_count = models.PositiveSmallIntegerField(null=True)
    no_count = models.PositiveSmallIntegerField(null=True)
    abstained_count = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(_("Ergebnis der Beratung"), blank=True)

    class Meta:
        ordering = ("session", "position")
        constraints = [
            set_together("session_item", "vote", "yes_count", "no_count", "abstained_count"),
            models.UniqueConstraint(fields=("session", "application"), name="session_item_unique"),
            models.UniqueConstraint(
                fields=("session",),
                condition=Q(opened_at__isnull=False, closed_at__isnull=True),
                name="session_item_one_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="session_item_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.application}"


class Revision(models.Model):
    """A score changed in the session, with its reason. Both values stay."""

    item = models.ForeignKey(SessionItem, on_delete=models.PROTECT, related_name="revisions")
    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="revisions")
    steps_before = models.PositiveIntegerField()
    steps_after = models.PositiveIntegerField()
    reason = models.TextField(_("Begründung"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("item", "made_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="revision_has_reason",
                violation_error_message=_("Eine Änderung braucht eine Begründung."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.steps_before} → {self.steps_after}"


class EntryKind(models.TextChoices):
    OPENED = "opened", _("Eröffnung")
    CAME = "came", _("gekommen")
    LEFT = "left", _("gegangen")
    ITEM_OPENED = "item_opened", _("Aufruf")
    OUT = "out", _("verlässt den Raum (befangen)")
    REVISED = "revised", _("Punkte geändert")
    VOTED = "voted", _("Abstimmung")
    NOTED = "noted", _("Vermerk")
    ITEM_CLOSED = "item_closed", _("Ende der Beratung")
    CLOSED = "closed", _("Schluss")


class MinutesEntry(models.Model):
    """One line of the minutes, written as the session runs; never changed, only added to."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    item = models.ForeignKey(
        SessionItem, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    jury_member = models.ForeignKey(
        JuryMember, null=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("session", "sequence")
        constraints = [
            one_of("minutes_entry", "kind", EntryKind),
            models.UniqueConstraint(
                fields=("session", "sequence"), name="minutes_entry_sequence_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.get_kind_display()}"
