"""The audit chains, and the refused acts that must be remembered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.application import Application
from competition.models.call import Call
from competition.models.constraints import one_of
from competition.models.people import User


class AttemptKind(models.TextChoices):
    SUBMISSION = "submission", _("Einreichung")
    FOREIGN = "foreign", _("fremder Zugriff")
    UPLOAD = "upload", _("Anlage")
    SIGN_IN = "sign_in", _("Anmeldung")
    SECOND_FACTOR = "second_factor", _("zweiter Faktor")
    ACCOUNT_MAIL = "account_mail", _("Mail zum Konto")
    REPORT = "report", _("Meldung")


class AuditHead(models.Model):
    """The end of one chain. Its row is the last lock of every logged act.

    ``call`` is set for the chain of a call's submissions, whose head stands on receipts; the
    internal log has none, and its head stands on minutes. Two chains, because a receipt's head
    must not betray an act of the jury.
    """

    call = models.OneToOneField(
        Call, null=True, on_delete=models.PROTECT, related_name="audit_head"
    )
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(call__isnull=True),
                name="audit_head_one_internal",
            )
        ]

    def __str__(self) -> str:
        return f"{self.call or 'internal'} #{self.sequence}"


class AuditEntry(models.Model):
    """One act in a chain. ``digest`` covers the entry and the digest before it."""

    head = models.ForeignKey(AuditHead, on_delete=models.PROTECT, related_name="entries")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("head", "sequence")
        constraints = [
            models.UniqueConstraint(fields=("head", "sequence"), name="audit_sequence_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.sequence} {self.act}"


class Attempt(models.Model):
    """A refused act that must be remembered: a late submission, access to what is another's."""

    kind = models.CharField(max_length=20, choices=AttemptKind.choices)
    code = models.CharField(max_length=60)
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="attempts"
    )
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=300, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    # When the request began to arrive, where its body took time (an upload).
    begun_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ("-logged_at", "-id")
        constraints = [one_of("attempt", "kind", AttemptKind)]

    def __str__(self) -> str:
        return f"{self.code} {self.received_at:%Y-%m-%d %H:%M:%S}"
