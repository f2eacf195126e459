"""Access tokens of the API, of which only the digest is stored, and answers kept for retries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import User
from competition.models.constraints import one_of, set_together


class Audience(models.TextChoices):
    OFFICE = "office", _("Geschäftsstelle")
    PORTAL = "portal", _("Kommune")


class Scope(models.TextChoices):
    """What a token of the office may be used for; each act of the API needs exactly one."""

    READ = "read", _("lesen")
    RUN = "run", _("prüfen, Begutachtung öffnen und schließen, Auswahl rechnen")
    DECIDE = "decide", _("Entscheidungen vorschlagen und bestätigen")
    ANNOUNCE = "announce", _("Bekanntgaben vorbereiten und bestätigen")


class PortalScope(models.TextChoices):
    """What a token of somebody who acts for municipalities may be used for."""

    READ = "read", _("lesen")
    WRITE = "write", _("Antworten speichern")
    SUBMIT = "submit", _("einreichen und zurückziehen")


SCOPES: dict[str, type[models.TextChoices]] = {
    Audience.OFFICE: Scope,
    Audience.PORTAL: PortalScope,
}


class ApiToken(models.Model):
    """A token of one person for one audience, with scopes and an end. Shown once, then hashed."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    scopes = models.JSONField(default=list)
    label = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            one_of("api_token", "audience", Audience),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="api_token_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.audience} {self.label}"


class IdempotencyKey(models.Model):
    """An act that somebody has named with a key of their own, and its answer for the retry.

    While ``status`` is null the act is running, or was cut off.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    address = models.CharField(max_length=300)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("user", "created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once"),
            set_together("idempotency_key", "answered", "status", "answer"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.key}"
