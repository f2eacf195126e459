"""The outbox: a letter owed is a row."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models.application import Application
from competition.models.call import Call
from competition.models.constraints import one_of, set_together
from competition.models.people import User


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("wartet")
    SENT = "sent", _("versendet")
    FAILED = "failed", _("gescheitert")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, at: datetime) -> "NoticeQuerySet":
        """Letters owed now: waiting, their instant has come, and their next try too."""
        return self.filter(state=NoticeState.WAITING, due_at__lte=at, next_try_at__lte=at)

    def visible(self, at: datetime) -> "NoticeQuerySet":
        """Letters whose instant has come: what the recipient may see. Queued ones are silent."""
        return self.filter(due_at__lte=at)

    def named(self, key: str) -> "NoticeQuerySet":
        """The letter of an address."""
        return self.filter(message_id__startswith=f"<{key}@")


class Notice(models.Model):
    """One e-mail owed to one person or address, with its text as rendered when it was owed.

    Delivery is at least once: after a crash the same text may arrive twice under the same
    Message-ID, never another text, and never none. ``due_at`` is real time by the database's clock.
    """

    # Letters about an account belong to no call.
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT, related_name="notices")
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="notices"
    )
    # Null: an address without an account (an invitation, a copy for a shared mailbox).
    recipient = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    # What exactly it is about (a receipt number, a reminder's distance): part of the unique key.
    occasion = models.CharField(max_length=80, blank=True)
    # The letter that this one repeats, word for word, because the office sent it again.
    repeats = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="repetitions"
    )
    repeated_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    # A token inside the body (a link that opens an account): blanked once the letter has left.
    secret = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(
        _("Stand"), max_length=10, choices=NoticeState.choices, default=NoticeState.WAITING
    )
    owed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries_count = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "id")
        verbose_name = _("Mitteilung")
        verbose_name_plural = _("Mitteilungen")
        constraints = [
            one_of("notice", "state", NoticeState),
            models.UniqueConstraint(
                fields=("application", "kind", "recipient", "occasion"),
                condition=Q(application__isnull=False, recipient__isnull=False),
                name="notice_owed_once",
            ),
            models.UniqueConstraint(
                fields=("call", "kind", "recipient", "occasion"),
                condition=Q(application__isnull=True, call__isnull=False, recipient__isnull=False),
                name="notice_owed_once_per_call",
            ),
            models.UniqueConstraint(
                fields=("application", "kind", "address", "occasion"),
                condition=Q(application__isnull=False, recipient__isnull=True),
                name="notice_copied_once",
            ),
            models.UniqueConstraint(
                fields=("kind", "address", "occasion"),
                condition=Q(application__isnull=True) & (Q(call=None) | Q(recipient=None)),
                name="notice_owed_once_to_address",
            ),
            set_together("notice", "repeated", "repeats", "repeated_by"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="notice_sent_with_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="failed", failed_at__isnull=False)
                | (~Q(state="failed") & Q(failed_at__isnull=True)),
                name="notice_failed_with_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=("next_try_at",), condition=Q(state="waiting"), name="notice_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} an {self.address}"

    @property
    def key(self) -> str:
        """Its name in addresses, the random part of its Message-ID: running numbers would tell
        how many letters wait for the announcement, and who has submitted."""
        return self.message_id[1:].partition("@")[0]


class Heartbeat(models.Model):
    """When a background process was last alive. The health check watches this row."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
